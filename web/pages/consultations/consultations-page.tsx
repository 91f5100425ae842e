import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsultationAnswer } from '../../../api/contracts/consultations.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { LinkButton } from '../../components/link-button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { consultationsQuery } from '../../http/slips.js';
import { useFormat } from '../../language/use-format.js';

/** One consultation in a list: what it is about, to whom, until when. */
export function ConsultationRow({ item }: { item: ConsultationAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const state =
    item.status === 'settled' ? 'settled' : item.late ? 'late' : item.mayAnswer ? 'waits' : 'open';
  const tone = { settled: 'ok', late: 'danger', waits: 'warn', open: 'neutral' } as const;
  return (
    <li>
      <div className="row-line">
        <div>
          <p className="task-title">
            <TextLink to="/neuvot/$id" params={{ id: item.id }}>
              {t(`codes.topic.${item.topic}`)}
              <span className="vh">
                , {t('slips.asked', { date: format.date(format.dayOf(item.askedAt)) })}
              </span>
            </TextLink>
          </p>
          <p className="small quiet">
            {[
              t('slips.askedOf', { role: t(`codes.role.${item.role}`) }),
              item.schoolName,
              t('due', { date: format.date(item.answerBy) }),
            ].join(' · ')}
          </p>
        </div>
        <p>
          <Chip tone={tone[state]}>{t(`slips.state.${state}`)}</Chip>
        </p>
      </div>
    </li>
  );
}

const GROUPS = ['toAnswer', 'asked', 'others'] as const;

function groupOf(item: ConsultationAnswer): (typeof GROUPS)[number] {
  if (item.relation === 'asker') return 'asked';
  return item.relation === 'answerer' ? 'toAnswer' : 'others';
}

/** What one has asked, what waits for one's answer, and what one looks after. */
export function ConsultationsPage(): ReactElement {
  const { t } = useTranslation();
  const { data } = useSuspenseQuery(consultationsQuery);
  return (
    <>
      <PageHead title={t('slips.list.title')} lead={t('slips.list.lead')} />
      <div className="stack">
        <div className="btn-row">
          <LinkButton to="/kysy-neuvoa">{t('slips.ask.title')}</LinkButton>
        </div>
        {data.length === 0 ? (
          <Notice title={t('slips.list.empty')}>
            <p>{t('slips.list.emptyNext')}</p>
          </Notice>
        ) : null}
        {GROUPS.map((group) => {
          const items = data.filter((item) => groupOf(item) === group);
          return items.length === 0 ? null : (
            <Card key={group} title={`${t(`slips.list.${group}`)} (${items.length})`}>
              <ul className="tasks">
                {items.map((item) => (
                  <ConsultationRow key={item.id} item={item} />
                ))}
              </ul>
            </Card>
          );
        })}
      </div>
    </>
  );
}
