/** A civil date (`YYYY-MM-DD`) as a language writes it, with its weekday. */
export function longDate(locale: string, date: string): string {
  const format = {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  } as const;
  return new Intl.DateTimeFormat(locale, format).format(Date.parse(`${date}T12:00:00Z`));
}
