import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import { basisText } from '../language/basis-text.js';
import { useFormat } from '../language/use-format.js';
import { RemainingChip } from './remaining-chip.js';
import { Ribbon } from './ribbon.js';
import { TraceList } from './trace-list.js';

interface DeadlineCardProps {
  readonly duty: DutyAnswer;
  readonly today: string;
  readonly owner: string | undefined;
  /** Which of several things it is about; empty when there is only one. */
  readonly about: string;
}

function useLawLine(duty: DutyAnswer): string {
  const { t } = useTranslation();
  const format = useFormat();
  const counted = (duty.trace ?? []).filter((day) => day.counted).length;
  const from = { date: format.shortDate(duty.startedOn) };
  const parts = [
    counted > 0 && duty.unit !== 'month'
      ? t('countedFrom', { ...from, days: t(`legalUnit.${duty.unit}`, { count: counted }) })
      : '',
    basisText(t, duty),
  ];
  return parts.filter((part) => part !== '').join(' · ');
}

/** One promise: what, until when, how the day was counted, and where the limit comes from. */
export function DeadlineCard({ duty, today, owner, about }: DeadlineCardProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const law = useLawLine(duty);
  const running = duty.status === 'open' || duty.status === 'late';
  return (
    <div className="deadline">
      <h3>{t(`codes.duty.${duty.kind}`)}</h3>
      {about === '' ? null : <p className="deadline-about">{about}</p>}
      <div className="stack-tight">
        <p>
          <RemainingChip duty={duty} today={today} />
        </p>
        {duty.dueOn === null ? null : <p>{t('due', { date: format.date(duty.dueOn) })}</p>}
      </div>
      {running && duty.trace ? <Ribbon trace={duty.trace} unit={duty.unit} today={today} /> : null}
      {duty.provisional ? <p className="small">{t('provisional')}</p> : null}
      {duty.latenessReason === null ? null : (
        <p className="small">{t(`codes.latenessReason.${duty.latenessReason}`)}</p>
      )}
      <p className="deadline-law">{law}</p>
      {owner === undefined || !running ? null : (
        <p className="deadline-law">{t('pages.case.owner', { name: owner })}</p>
      )}
      {running && duty.trace ? <TraceList trace={duty.trace} /> : null}
    </div>
  );
}
