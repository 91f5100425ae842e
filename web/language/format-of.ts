import type { TFunction } from 'i18next';
import type { Language } from '../translations/catalogue.js';
import { clock, clockOf, dayOf, joined, longDate, percent, shortDate, weekday } from './format.js';

export interface Format {
  readonly date: (date: string) => string;
  readonly shortDate: (date: string) => string;
  readonly weekday: (date: string) => string;
  /** `klo 9.00` of a minute of the day. */
  readonly time: (minute: number) => string;
  /** `ti 17.11.2026 klo 9.05` of an instant. */
  readonly moment: (instant: string) => string;
  /** `klo 9.05` of an instant. */
  readonly timeOf: (instant: string) => string;
  readonly dayOf: (instant: string) => string;
  readonly percent: (part: number, whole: number) => string;
  /** Phrases of the translations in a row; not for names. */
  readonly list: (phrases: readonly string[]) => string;
}

/** Dates, times and figures in one language, with its words; for pages and for what is printed without one. */
export function formatOf(language: Language, t: TFunction): Format {
  return {
    date: (date) => longDate(language, date),
    shortDate: (date) => shortDate(language, date),
    weekday: (date) => weekday(language, date),
    time: (minute) => t('atTime', { time: clock(language, minute) }),
    moment: (instant) =>
      t('dateAndTime', { date: longDate(language, dayOf(instant)), time: clockOf(language, instant) }),
    timeOf: (instant) => t('atTime', { time: clockOf(language, instant) }),
    dayOf,
    percent: (part, whole) => percent(language, part, whole),
    list: (parts) => joined(language, parts),
  };
}
