import type { TFunction } from 'i18next';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DutyAnswer } from '../../api/contracts/duties.js';
import { daysBetween } from '../language/days-between.js';
import { useFormat, type Format } from '../language/use-format.js';
import { Chip, type Tone } from './chip.js';

type Shown = Pick<
  DutyAnswer,
  | 'status'
  | 'late'
  | 'unit'
  | 'force'
  | 'remaining'
  | 'startedOn'
  | 'dueOn'
  | 'doneOn'
  | 'kept'
  | 'expected'
  | 'left'
>;

interface Words {
  readonly tone: Tone;
  readonly text: string;
}

/** What the other side owes is awaited; it never makes us late. */
function expectedWords(t: TFunction, format: Format, duty: Shown, today: string): Words {
  if (duty.dueOn === null) return { tone: 'neutral', text: t('marks.expectedOpen') };
  const date = format.shortDate(duty.dueOn);
  return duty.dueOn < today
    ? { tone: 'warn', text: t('marks.expectedWas', { date }) }
    : { tone: 'neutral', text: t('marks.expectedOn', { date }) };
}

/** Without a date there is an age, and "without delay" only where an act says so. */
function ageWords(t: TFunction, duty: Shown, today: string): Words {
  const count = daysBetween(duty.startedOn, today);
  if (duty.force === 'law') {
    return { tone: 'neutral', text: count < 1 ? t('remaining.ageToday') : t('remaining.age', { count }) };
  }
  return { tone: 'neutral', text: count < 1 ? t('marks.ageToday') : t('marks.age', { count }) };
}

function doneWords(t: TFunction, format: Format, duty: Shown, today: string): Words {
  const date = format.shortDate(duty.doneOn ?? today);
  // What the other side did is told without a verdict on it.
  if (duty.kept === null || duty.dueOn === null || duty.expected) {
    return { tone: 'ok', text: t('remaining.done', { date }) };
  }
  return duty.kept
    ? { tone: 'ok', text: t('remaining.doneInTime', { date }) }
    : { tone: 'danger', text: t('remaining.doneLate', { date }) };
}

function wordsOf(t: TFunction, format: Format, duty: Shown, today: string): Words {
  if (duty.status === 'cancelled') return { tone: 'neutral', text: t('remaining.cancelled') };
  if (duty.status === 'paused') {
    if (duty.left === undefined) return { tone: 'pause', text: t('remaining.paused') };
    const days = t(`unit.${duty.unit}`, { count: duty.left });
    return { tone: 'pause', text: t('marks.pausedLeft', { days }) };
  }
  if (duty.status === 'done') return doneWords(t, format, duty, today);
  if (duty.expected) return expectedWords(t, format, duty, today);
  if (duty.remaining === null) return ageWords(t, duty, today);
  const days = t(`unit.${duty.unit}`, { count: Math.abs(duty.remaining) });
  if (duty.remaining < 0) return { tone: 'danger', text: t('remaining.late', { days }) };
  if (duty.late) return { tone: 'danger', text: t('remaining.lateNow') };
  if (duty.remaining === 0) return { tone: 'warn', text: t('remaining.today') };
  return { tone: duty.remaining <= 2 ? 'warn' : 'neutral', text: days };
}

/** How much time a promise has left, in days of its own unit: icon, word and colour together. */
export function RemainingChip({ duty, today }: { duty: Shown; today: string }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { tone, text } = wordsOf(t, format, duty, today);
  return tone === 'neutral' ? (
    <Chip tone={tone} icon="clock">
      {text}
    </Chip>
  ) : (
    <Chip tone={tone}>{text}</Chip>
  );
}
