import type { DueDate } from '../../../domain/time/due-date.js';

/** The days of a trace after the trigger, equal neighbours joined: `['counted 9.10.', 'weekend 10.10.–11.10.']`. */
export function explain(due: DueDate): string[] {
  const short = (date: string) => `${Number(date.slice(8))}.${Number(date.slice(5, 7))}.`;
  const runs: { label: string; from: string; to: string }[] = [];
  for (const { date, counted, reason } of due.days.slice(1)) {
    const label = counted && reason !== 'counted' ? `${reason} (counted)` : reason;
    const last = runs.at(-1);
    if (last?.label === label) last.to = date;
    else runs.push({ label, from: date, to: date });
  }
  return runs.map(
    ({ label, from, to }) => `${label} ${from === to ? short(from) : `${short(from)}–${short(to)}`}`,
  );
}
