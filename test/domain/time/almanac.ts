/*
 * The calendar of Finland, worked out again from `domain.md` 1.3 and 6 for the tests: day by day, with JavaScript's own
 * Date and with text. Nothing here is taken from `domain/` or `policies/`, so that both can be checked against it.
 */

const MS = 86_400_000;

export const isoOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
const msOf = (date: string): number => Date.parse(`${date}T00:00:00Z`);
export const daysAfter = (date: string, days: number): string => isoOf(msOf(date) + days * MS);
/** 0 Sunday … 6 Saturday. */
const weekdayOf = (date: string): number => new Date(msOf(date)).getUTCDay();

/** Every day from the first to the last. */
export function daysBetween(first: string, last: string): string[] {
  const days: string[] = [];
  for (let date = first; date <= last; date = daysAfter(date, 1)) days.push(date);
  return days;
}

const onlyOne = (days: readonly string[], weekday: number): string =>
  days.find((date) => weekdayOf(date) === weekday) ?? '';

/** The paschal full moons of 1900–2199, by golden number: the table that church calendars print. */
const FULL_MOONS = (
  '04-14 04-03 03-23 04-11 03-31 04-18 04-08 03-28 04-16 04-05 ' +
  '03-25 04-13 04-02 03-22 04-10 03-30 04-17 04-07 03-27'
).split(' ');

/** The Sunday after the paschal full moon; a full moon on a Sunday waits for the next one. */
function easterOf(year: number): string {
  const moon = `${year}-${FULL_MOONS[year % 19] ?? ''}`;
  return onlyOne(daysBetween(daysAfter(moon, 1), daysAfter(moon, 7)), 0);
}

const midsummerOf = (year: number): string => onlyOne(daysBetween(`${year}-06-20`, `${year}-06-26`), 6);

/** The public holidays of a year, on whatever day of the week they fall. */
export function publicHolidays(year: number): string[] {
  const easter = easterOf(year);
  const movable = [-2, 0, 1, 39, 49].map((days) => daysAfter(easter, days));
  const fixed = ['01-01', '01-06', '05-01', '12-06', '12-25', '12-26'].map((day) => `${year}-${day}`);
  const allSaints = onlyOne(daysBetween(`${year}-10-31`, `${year}-11-06`), 6);
  return [...fixed, ...movable, midsummerOf(year), allSaints].toSorted();
}

/** No public holidays, yet no last days of a limit. */
export function evesOf(year: number): string[] {
  return [daysAfter(midsummerOf(year), -1), `${year}-12-24`];
}

/** ISO week of a day: how many Thursdays its year has had when its own week's Thursday is over. */
function weekOf(date: string): number {
  const thursday = onlyOne(daysBetween(daysAfter(date, -3), daysAfter(date, 3)), 4);
  return daysBetween(`${thursday.slice(0, 4)}-01-01`, thursday).filter((day) => weekdayOf(day) === 4).length;
}

/** The Saturday of week 22, with which school work ends where nothing else is decided. */
function endOfSpring(year: number): string {
  return onlyOne(
    daysBetween(`${year}-05-20`, `${year}-06-10`).filter((date) => weekOf(date) === 22),
    6,
  );
}

/** Helsinki keeps summer time from the last Sunday of March to the last of October; both change after midnight. */
function startsInSummerTime(date: string): boolean {
  const year = date.slice(0, 4);
  const last = (days: string[]): string => onlyOne(days.toReversed(), 0);
  const begins = last(daysBetween(`${year}-03-20`, `${year}-03-31`));
  const ends = last(daysBetween(`${year}-10-20`, `${year}-10-31`));
  return begins < date && date <= ends;
}

/** What one school year's decision says; `off` and `on` are single days decided otherwise. */
export interface DecidedYear {
  readonly terms: readonly (readonly [string, string])[];
  readonly breaks: readonly (readonly [string, string])[];
  readonly saturdays: readonly string[];
  readonly off: readonly string[];
  readonly on: readonly string[];
}

/** A day as the law and the school see it. */
export interface AlmanacDay {
  readonly date: string;
  readonly weekday: boolean;
  readonly mayBeLast: boolean;
  readonly institution: boolean;
  /** No decision covers the school year it lies in. */
  readonly undecided: boolean;
  /** The first millisecond that is no longer this day, in Helsinki. */
  readonly endsAt: number;
}

const schoolYearOf = (date: string): string =>
  String(Number(date.slice(0, 4)) - (date.slice(5) < '08-01' ? 1 : 0));

const inside = (spans: DecidedYear['terms'], date: string): boolean =>
  spans.some(([from, to]) => from <= date && date <= to);

function hasWork(year: DecidedYear, date: string, weekday: boolean, holiday: boolean): boolean {
  if (holiday || year.off.includes(date) || !inside(year.terms, date)) return false;
  if (year.saturdays.includes(date) || year.on.includes(date)) return true;
  return weekday && !inside(year.breaks, date);
}

/** Every day from 1.1.2025 to 31.12.2032 at a school that has decided these years. */
export function almanacOf(decided: readonly DecidedYear[]): AlmanacDay[] {
  const years = Array.from({ length: 8 }, (_, n) => 2025 + n);
  const holidays = new Set(years.flatMap(publicHolidays));
  const eves = new Set(years.flatMap(evesOf));
  const springs = new Map(years.map((year) => [String(year), endOfSpring(year)]));
  const byYear = new Map(decided.map((year) => [schoolYearOf(year.terms[0]?.[0] ?? ''), year]));
  return daysBetween('2025-01-01', '2032-12-31').map((date) => {
    const holiday = holidays.has(date);
    const weekday = !holiday && ![0, 6].includes(weekdayOf(date));
    const year = byYear.get(schoolYearOf(date));
    const termTime = date.slice(5) >= '08-01' || date <= (springs.get(date.slice(0, 4)) ?? '');
    const tomorrow = daysAfter(date, 1);
    return {
      date,
      weekday,
      mayBeLast: weekday && !eves.has(date),
      institution: year ? hasWork(year, date, weekday, holiday) : weekday && termTime,
      undecided: year === undefined,
      endsAt: msOf(tomorrow) - (startsInSummerTime(tomorrow) ? 3 : 2) * 3_600_000,
    };
  });
}
