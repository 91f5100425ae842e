declare const brand: unique symbol;

// Looked up once: the engine runs workflows in a context of its own, where every look-up of a global is slow.
const { floor } = Math;

/** A day of the civil calendar, `YYYY-MM-DD`, without a time zone. Always a day that exists. */
export type CivilDate = string & { readonly [brand]: 'CivilDate' };

/** Days since 1970-01-01: what counting is done with. */
export type DayNumber = number;

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Days of a month, 1–12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0 ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** The date, or `null` when the text is not a day that exists (31 February is not). Years 1900–2199. */
export function tryParseDate(text: string): CivilDate | null {
  const match = FORM.exec(text);
  if (!match) return null;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (year < 1900 || year > 2199 || month < 1 || month > 12) return null;
  return day >= 1 && day <= daysInMonth(year, month) ? (text as CivilDate) : null;
}

/** The date; throws `RangeError` when the text is not a day that exists. */
export function parseDate(text: string): CivilDate {
  const date = tryParseDate(text);
  if (date === null) throw new RangeError('not a calendar date');
  return date;
}

/** Year, month 1–12 and day of the month. */
export function partsOf(date: CivilDate): { year: number; month: number; day: number } {
  return { year: two(date, 0) * 100 + two(date, 2), month: two(date, 5), day: two(date, 8) };
}

/** Two digits as a number. By their codes: a case takes its dates apart thousands of times. */
function two(date: CivilDate, at: number): number {
  return date.charCodeAt(at) * 10 + date.charCodeAt(at + 1) - 528;
}

function pad(value: number): string {
  return value < 10 ? `0${value}` : `${value}`;
}

function dateOf(year: number, month: number, day: number): CivilDate {
  return `${`${year}`.padStart(4, '0')}-${pad(month)}-${pad(day)}` as CivilDate;
}

/** Days since 1970-01-01, by the civil-calendar arithmetic that starts its year in March. */
export function dayNumber(date: CivilDate): DayNumber {
  const { year, month, day } = partsOf(date);
  const y = month <= 2 ? year - 1 : year;
  const era = floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + floor(yearOfEra / 4) - floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

/** The date of a day number. */
export function fromDayNumber(days: DayNumber): CivilDate {
  const z = days + 719_468;
  const era = floor(z / 146_097);
  const doe = z - era * 146_097;
  const yoe = floor((doe - floor(doe / 1460) + floor(doe / 36_524) - floor(doe / 146_096)) / 365);
  const doy = doe - (365 * yoe + floor(yoe / 4) - floor(yoe / 100));
  const mp = floor((5 * doy + 2) / 153);
  const month = mp < 10 ? mp + 3 : mp - 9;
  return dateOf(yoe + era * 400 + (month <= 2 ? 1 : 0), month, doy - floor((153 * mp + 2) / 5) + 1);
}

/** The date so many days later (earlier when negative). */
export function addDays(date: CivilDate, days: number): CivilDate {
  return fromDayNumber(dayNumber(date) + days);
}

/** The same day of the month so many months later, or that month's last day when it has no such day (MAL 3 §). */
export function addMonths(date: CivilDate, months: number): CivilDate {
  const { year, month, day } = partsOf(date);
  const index = year * 12 + (month - 1) + months;
  const [y, m] = [floor(index / 12), (index % 12) + 1];
  return dateOf(y, m, Math.min(day, daysInMonth(y, m)));
}

/** 1 Monday … 7 Sunday. */
export function weekdayOf(days: DayNumber): number {
  return ((((days + 3) % 7) + 7) % 7) + 1;
}
