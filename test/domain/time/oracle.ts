import type { Calendar, CountingUnit } from '../../../domain/rules.js';

/*
 * A second, slow and naive way to count, written from `domain.md` 1.3 with JavaScript's own Date and sets of text.
 * It shares nothing with the code under test but the calendar's type.
 */

const MS = 86_400_000;
export const isoOf = (day: number): string => new Date(day * MS).toISOString().slice(0, 10);
export const dayOf = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / MS;

/** ISO week of a day: the week of its Thursday, counted from the first of January. */
function isoWeek(day: number): number {
  const weekday = (new Date(day * MS).getUTCDay() + 6) % 7;
  const thursday = new Date((day - weekday + 3) * MS);
  return Math.ceil((thursday.getTime() - Date.UTC(thursday.getUTCFullYear(), 0, 1) + MS) / MS / 7);
}

export interface Oracle {
  readonly counts: (unit: CountingUnit, day: number) => boolean;
  readonly provisional: (unit: CountingUnit, day: number) => boolean;
  readonly dueOn: (unit: CountingUnit, length: number, start: string) => string;
}

export function oracleOf(calendar: Calendar): Oracle {
  const school = new Set<number>();
  for (const [from, to] of calendar.schoolDays) for (let day = from; day <= to; day += 1) school.add(day);
  const [holidays, eves] = [new Set(calendar.holidays), new Set(calendar.eves)];
  const isWeekday = (day: number) => ![0, 6].includes(new Date(day * MS).getUTCDay()) && !holidays.has(day);
  const firstYear = school.size === 0 ? Infinity : dayOf(`${schoolYearOf(Math.min(...school))}-08-01`);
  const untold = (day: number) => school.size === 0 || day > calendar.publishedUntil || day < firstYear;
  const yearOf = (day: number) => new Date(day * MS).getUTCFullYear();
  const lastYear = holidays.size === 0 ? Infinity : yearOf(Math.max(...holidays));
  const provisional = (unit: CountingUnit, day: number) =>
    unit === 'institution-day' ? untold(day) : yearOf(day) > lastYear;

  const counts = (unit: CountingUnit, day: number): boolean => {
    if (unit === 'day' || unit === 'month') return true;
    if (unit === 'weekday') return isWeekday(day);
    if (!untold(day)) return school.has(day);
    const month = new Date(day * MS).getUTCMonth() + 1;
    const summer = month < 8 && month > 4 && isoWeek(day) > 22;
    return isWeekday(day) && !summer;
  };

  const dueOn = (unit: CountingUnit, length: number, start: string): string => {
    let day = dayOf(start);
    if (unit === 'month') {
      const [year = 0, month = 0, date = 0] = start.split('-').map(Number);
      const lastOfMonth = new Date(Date.UTC(year, month + length, 0)).getUTCDate();
      day = Date.UTC(year, month - 1 + length, Math.min(date, lastOfMonth)) / MS;
    } else {
      for (let left = length; left > 0;) if (counts(unit, (day += 1))) left -= 1;
    }
    while (unit !== 'institution-day' && (!isWeekday(day) || eves.has(day))) day += 1;
    return isoOf(day);
  };
  return { counts, provisional, dueOn };
}

function schoolYearOf(day: number): number {
  const date = new Date(day * MS);
  return date.getUTCFullYear() - (date.getUTCMonth() < 7 ? 1 : 0);
}
