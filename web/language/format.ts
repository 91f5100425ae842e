import type { Language } from '../translations/catalogue.js';

/** Dates and figures as Finland writes them in each language (`fi-FI`, `sv-FI`, `en-GB`). */
export const LOCALES: Record<Language, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

/** The zone in which instants are shown: every school of an installation lies in it. */
const ZONE = 'Europe/Helsinki';

const WEEKDAY_DATE: Record<Language, Intl.DateTimeFormatOptions> = {
  fi: { weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric' },
  sv: { weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric' },
  en: { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' },
};

const SHORT_DATE: Record<Language, Intl.DateTimeFormatOptions> = {
  fi: { weekday: 'short', day: 'numeric', month: 'numeric' },
  sv: { weekday: 'short', day: 'numeric', month: 'numeric' },
  en: { weekday: 'short', day: 'numeric', month: 'short' },
};

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(
  language: Language,
  name: string,
  options: Intl.DateTimeFormatOptions,
): Intl.DateTimeFormat {
  const key = `${language} ${name}`;
  const found = made.get(key);
  if (found) return found;
  const fresh = new Intl.DateTimeFormat(LOCALES[language], options);
  made.set(key, fresh);
  return fresh;
}

/** The civil date as an instant of UTC, for `Intl` only. */
function utc(date: string): number {
  return Date.parse(`${date}T00:00:00Z`);
}

function plain(text: string): string {
  return text.replace(',', '');
}

/** `ti 17.11.2026` */
export function longDate(language: Language, date: string): string {
  return plain(formatter(language, 'long', { ...WEEKDAY_DATE[language], timeZone: 'UTC' }).format(utc(date)));
}

/** `ti 17.11.` */
export function shortDate(language: Language, date: string): string {
  return plain(formatter(language, 'short', { ...SHORT_DATE[language], timeZone: 'UTC' }).format(utc(date)));
}

/** `ti` */
export function weekday(language: Language, date: string): string {
  return formatter(language, 'weekday', { weekday: 'short', timeZone: 'UTC' }).format(utc(date));
}

/** The day of an instant, as a civil date. */
export function dayOf(instant: string): string {
  const byParts = formatter('en', 'parts', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    timeZone: ZONE,
  });
  const parts = new Map(byParts.formatToParts(Date.parse(instant)).map((part) => [part.type, part.value]));
  return `${parts.get('year')}-${parts.get('month')}-${parts.get('day')}`;
}

/** Minute of the local day as a clock: `9.05`. */
export function clock(language: Language, minute: number): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZone: 'UTC' };
  return formatter(language, 'clock', options).format(minute * 60_000);
}

/** The local time of an instant as a clock: `9.05`. */
export function clockOf(language: Language, instant: string): string {
  const options: Intl.DateTimeFormatOptions = { hour: 'numeric', minute: '2-digit', timeZone: ZONE };
  return formatter(language, 'clock-of', options).format(Date.parse(instant));
}

/** `94 %`, with a no-break space where the language wants one. */
export function percent(language: Language, part: number, whole: number): string {
  return new Intl.NumberFormat(LOCALES[language], { style: 'percent', maximumFractionDigits: 0 }).format(
    part / whole,
  );
}

/** `Oppijalle, huoltajalle ja opettajalle`, of phrases that each begin with a capital. Not for names. */
export function joined(language: Language, phrases: readonly string[]): string {
  const parts = phrases.map((phrase, index) =>
    index === 0 ? phrase : phrase.charAt(0).toLowerCase() + phrase.slice(1),
  );
  return new Intl.ListFormat(LOCALES[language], { type: 'conjunction' }).format(parts);
}
