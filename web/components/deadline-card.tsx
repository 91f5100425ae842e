import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import { basisText } from '../language/basis-text.js';
import { useFormat } from '../language/use-format.js';
import { RemainingChip } from './remaining-chip.js';
import { Ribbon } from './ribbon.js';
import { TraceList } from './trace-list.js';

/** What people did with the clock of a promise, in lines. */
export interface DutyNote {
  readonly paused?: string;
  readonly byHand?: string;
}

interface DeadlineCardProps {
  readonly duty: DutyAnswer;
  readonly today: string;
  readonly owner: string | undefined;
  /** Which of several things it is about; empty when there is only one. */
  readonly about: string;
  readonly note?: DutyNote | undefined;
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

/** How sure the date is, and who changed it: whatever a person should know before trusting it. */
function Marks({ duty, note }: Pick<DeadlineCardProps, 'duty' | 'note'>): ReactElement {
  const { t } = useTranslation();
  const marks = [
    duty.status === 'paused' && note?.paused,
    duty.status === 'paused' && t('marks.pausedNote'),
    duty.byHand && t('marks.byHand'),
    duty.byHand && note?.byHand,
    duty.expected && t('marks.theirs'),
    duty.provisional && t('provisional'),
    duty.uncertain && t('marks.uncertain'),
    duty.latenessReason !== null && t(`codes.latenessReason.${duty.latenessReason}`),
  ].filter((mark) => typeof mark === 'string');
  return (
    <>
      {marks.map((mark) => (
        <p key={mark} className="small">
          {mark}
        </p>
      ))}
    </>
  );
}

/** One promise: what, until when, how the day was counted, and where the limit comes from. */
export function DeadlineCard({ duty, today, owner, about, note }: DeadlineCardProps): ReactElement {
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
        {duty.dueOn === null || duty.expected ? null : <p>{t('due', { date: format.date(duty.dueOn) })}</p>}
      </div>
      {running && duty.trace ? <Ribbon trace={duty.trace} unit={duty.unit} today={today} /> : null}
      <Marks duty={duty} note={note} />
      <p className="deadline-law">{law}</p>
      {owner === undefined || !running ? null : (
        <p className="deadline-law">
          {t(duty.expected ? 'marks.asks' : 'pages.case.owner', { name: owner })}
        </p>
      )}
      {running && duty.trace ? <TraceList trace={duty.trace} /> : null}
    </div>
  );
}
