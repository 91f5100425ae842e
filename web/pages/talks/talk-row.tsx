import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { TalkAnswer } from '../../../api/contracts/talks.js';
import { Chip } from '../../components/chip.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';

/** One request to talk in a list: to whom, until when. Who asks is on its page only. */
export function TalkRow({ item }: { item: TalkAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <li>
      <div className="row-line">
        <div>
          <p className="task-title">
            <TextLink to="/keskustelupyynnot/$id" params={{ id: item.id }}>
              {t('slips.talk.title')}
              <span className="vh">, {format.moment(item.requestedAt)}</span>
            </TextLink>
          </p>
          <p className="small quiet">
            {[
              t('slips.askedOf', { role: t(`codes.role.${item.role}`) }),
              item.schoolName,
              t('due', { date: format.date(item.dueOn) }),
            ].join(' · ')}
          </p>
        </div>
        <p className="btn-row-tight">
          {item.urgent ? <Chip tone="danger">{t('urgent')}</Chip> : null}{' '}
          <Chip tone={item.late ? 'danger' : 'warn'}>{t(`slips.state.${item.late ? 'late' : 'waits'}`)}</Chip>
        </p>
      </div>
    </li>
  );
}
