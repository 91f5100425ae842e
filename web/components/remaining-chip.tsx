import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import { daysBetween } from '../language/days-between.js';
import { useFormat } from '../language/use-format.js';
import { Chip, type Tone } from './chip.js';

type Shown = Pick<
  DutyAnswer,
  'status' | 'late' | 'unit' | 'remaining' | 'startedOn' | 'dueOn' | 'doneOn' | 'kept'
>;

function useWords(duty: Shown, today: string): { tone: Tone; text: string } {
  const { t } = useTranslation();
  const format = useFormat();
  if (duty.status === 'cancelled') return { tone: 'neutral', text: t('remaining.cancelled') };
  if (duty.status === 'paused') return { tone: 'pause', text: t('remaining.paused') };
  if (duty.status === 'done') {
    const date = format.shortDate(duty.doneOn ?? today);
    if (duty.kept === null || duty.dueOn === null) return { tone: 'ok', text: t('remaining.done', { date }) };
    return duty.kept
      ? { tone: 'ok', text: t('remaining.doneInTime', { date }) }
      : { tone: 'danger', text: t('remaining.doneLate', { date }) };
  }
  if (duty.remaining === null) {
    const age = daysBetween(duty.startedOn, today);
    return { tone: 'neutral', text: age < 1 ? t('remaining.ageToday') : t('remaining.age', { count: age }) };
  }
  const days = t(`unit.${duty.unit}`, { count: Math.abs(duty.remaining) });
  if (duty.remaining < 0) return { tone: 'danger', text: t('remaining.late', { days }) };
  if (duty.late) return { tone: 'danger', text: t('remaining.lateNow') };
  if (duty.remaining === 0) return { tone: 'warn', text: t('remaining.today') };
  return { tone: duty.remaining <= 2 ? 'warn' : 'neutral', text: days };
}

/** How much time a promise has left, in days of its own unit: icon, word and colour together. */
export function RemainingChip({ duty, today }: { duty: Shown; today: string }): ReactElement {
  const { tone, text } = useWords(duty, today);
  return tone === 'neutral' ? (
    <Chip tone={tone} icon="clock">
      {text}
    </Chip>
  ) : (
    <Chip tone={tone}>{text}</Chip>
  );
}
