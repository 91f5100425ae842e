import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DisclosureAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { Notice } from '../../components/notice.js';
import { SummaryList } from '../../components/summary-list.js';
import { caseQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { AccessLog } from './access-log.js';
import { authorWords } from './author-words.js';
import { CasePartFrame } from './case-part-frame.js';
import { CommandButtons, CommandLink } from './command-link.js';
import { askedBy, consentWords, reasonOf, recipientOf, whatOf } from './disclosure-words.js';

const route = getRouteApi('/staff/asiat/$ref/luovutukset');

function Disclosure({ view, row }: { view: CaseAnswer; row: DisclosureAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const words = (text: string | undefined) => text ?? <span className="quiet">{t('register.hidden')}</span>;
  const ground = [
    t(`codes.disclosureGround.${row.ground}`),
    consentWords(t, view, row.consent),
    row.way && t(`codes.disclosureWay.${row.way}`),
  ];
  return (
    <li className="entry">
      <h3 className="sentence">
        {recipientOf(t, row) ?? t(row.package ? 'register.noReceiver' : 'register.toWhom')}
      </h3>
      <p className="small quiet">
        <time dateTime={row.on}>{format.date(row.on)}</time> · {authorWords(t, view, row.by)}
      </p>
      <SummaryList
        rows={[
          { key: 'what', label: t('register.what'), value: words(whatOf(t, row)) },
          { key: 'ground', label: t('register.ground'), value: ground.filter(Boolean).join(' · ') },
          // Of a report or contact the words are the reason, and the ground says the rest.
          ...(row.way || row.reasonCode
            ? [{ key: 'reason', label: t('register.reason'), value: words(reasonOf(t, row)) }]
            : []),
          ...(row.requestedBy
            ? [{ key: 'askedBy', label: t('register.askedBy'), value: askedBy(t, row.requestedBy) }]
            : []),
        ]}
      />
    </li>
  );
}

function Disclosures({ view, rows }: { view: CaseAnswer; rows: readonly DisclosureAnswer[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <Card title={t('register.disclosures')}>
      {rows.length === 0 ? <p>{t('register.none')}</p> : null}
      <ol className="rows">
        {rows.map((row) => (
          <Disclosure key={row.id} view={view} row={row} />
        ))}
      </ol>
      <CommandButtons view={view} types={['record-disclosure']} />
    </Card>
  );
}

function Advice({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { advice = [] } = view;
  if (advice.length === 0) return null;
  return (
    <Card title={t('register.advice')}>
      <ul className="rows">
        {advice.map((one) => (
          <li key={one.id} className="row-line">
            <div>
              <p className="sentence">{t(`codes.role.${one.role}`)}</p>
              <p className="small quiet">{t('register.asked', { date: format.date(one.askedOn) })}</p>
              {one.answeredOn === null ? (
                <p>
                  <CommandLink view={view} type="record-advice" target={one.id} />
                </p>
              ) : null}
            </div>
            {one.answeredOn === null ? (
              <Chip tone="neutral">{t('register.waiting')}</Chip>
            ) : (
              <Chip tone="ok">{t('register.answered', { date: format.shortDate(one.answeredOn) })}</Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** What was given to whom, why and on what ground (OHL 20 §), whom advice was asked of, and who has looked. */
export function RegisterPage(): ReactElement {
  const { t } = useTranslation();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  return (
    <CasePartFrame
      view={view}
      title={t('register.title')}
      tabTitle={t('register.tab', { ref })}
      lead={t('register.lead')}
    >
      {view.disclosures === undefined ? (
        <Notice title={t('register.unavailable')} />
      ) : (
        <>
          <Disclosures view={view} rows={view.disclosures} />
          <Advice view={view} />
        </>
      )}
      {view.sections.includes('access') ? <AccessLog caseRef={view.ref} /> : null}
    </CasePartFrame>
  );
}
