import { filled, pageTexts, type PageLanguage } from '../../policies/page-texts.js';
import { WEEKDAYS, type Weekday } from '../contracts/unit-service-codes.js';
import type { OpenHours, UnitService } from '../contracts/unit-services.js';

/** `09:30` as a page says it: `9.30`, and `9` on the hour. */
function clock(time: string): string {
  const [hour = '', minute = ''] = time.split(':');
  return minute === '00' ? String(Number(hour)) : `${Number(hour)}.${minute}`;
}

function timesOf(hours: readonly OpenHours[], weekday: Weekday): string {
  return hours
    .filter((it) => it.weekday === weekday)
    .toSorted((a, b) => (a.opens < b.opens ? -1 : 1))
    .map(({ opens, closes }) => `${clock(opens)}–${clock(closes)}`)
    .join(', ');
}

/** Days by their names, three or more in a row as a span: `ma–to`, `ma, ke`. */
function daysText(days: readonly Weekday[], names: Readonly<Record<Weekday, string>>): string {
  const runs: Weekday[][] = [];
  for (const day of days) {
    const run = runs.at(-1);
    const before = run?.at(-1);
    if (run && before && WEEKDAYS.indexOf(before) + 1 === WEEKDAYS.indexOf(day)) run.push(day);
    else runs.push([day]);
  }
  return runs
    .flatMap((run) => {
      const [first, last] = [run[0], run.at(-1)];
      return run.length > 2 && first && last
        ? [`${names[first]}–${names[last]}`]
        : run.map((day) => names[day]);
    })
    .join(', ');
}

/**
 * When one may come without an appointment, and where, as a page says it: days with the same hours together, in the
 * order of the week. Null when nothing of that is promised.
 */
export function openHoursText(
  { hours, more }: Pick<UnitService, 'hours' | 'more'>,
  language: PageLanguage,
): string | null {
  const { days, span } = pageTexts(language).open;
  const byTimes = new Map<string, Weekday[]>();
  for (const weekday of WEEKDAYS) {
    const times = timesOf(hours, weekday);
    if (times !== '') byTimes.set(times, [...(byTimes.get(times) ?? []), weekday]);
  }
  const spans = [...byTimes].map(([times, on]) => filled(span, { days: daysText(on, days), times }));
  const parts = [spans.join('; '), more?.[language] ?? ''].filter((part) => part !== '');
  return parts.length === 0 ? null : parts.join(', ');
}
