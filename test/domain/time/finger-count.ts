import type { CountingUnit } from '../../../domain/rules.js';
import type { AlmanacDay } from './almanac.js';

/** A limit counted on the fingers. */
export interface FingerCount {
  readonly last: AlmanacDay;
  readonly provisional: boolean;
  /** The counted days, the last one included. */
  readonly days: readonly string[];
}

function counts(unit: CountingUnit, day: AlmanacDay): boolean {
  if (unit === 'institution-day') return day.institution;
  return unit === 'weekday' ? day.weekday : true;
}

/**
 * Counts day by day from the trigger, which is day 0, as `domain.md` 1.3 says it: rules 1 and 2 (the units), 3 (months
 * and the last day), 4 (eves count and move), 5 (decided school days). `trigger` is an index of `days`.
 */
export function countOnFingers(
  days: readonly AlmanacDay[],
  unit: CountingUnit,
  length: number,
  trigger: number,
): FingerCount {
  const dayAt = (index: number): AlmanacDay => {
    const day = days[index];
    if (!day) throw new Error('the almanac ends here');
    return day;
  };
  const ofMonth = (index: number): string => dayAt(index).date.slice(8);
  const counted: string[] = [];
  let [at, turns, provisional, over] = [trigger, 0, false, false];
  while (!over) {
    at += 1;
    const day = dayAt(at);
    if (counts(unit, day)) counted.push(day.date);
    if (unit === 'institution-day' && day.undecided) provisional = true;
    if (unit === 'month') {
      if (ofMonth(at) === '01') turns += 1;
      over = turns === length && (ofMonth(at) === ofMonth(trigger) || ofMonth(at + 1) === '01');
    } else {
      over = counted.length === length;
    }
  }
  if (unit !== 'institution-day' && !dayAt(at).mayBeLast) {
    counted.pop();
    while (!dayAt(at).mayBeLast) at += 1;
    counted.push(dayAt(at).date);
  }
  return { last: dayAt(at), provisional, days: counted };
}
