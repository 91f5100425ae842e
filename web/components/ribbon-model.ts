import type { TraceDayAnswer } from '../../api/contracts/duties.js';

/** A box, or a slit for days that do not count. */
export type RibbonCell =
  | {
      readonly kind: 'day';
      readonly date: string;
      readonly start: boolean;
      readonly place: 'past' | 'today' | 'ahead';
      readonly due: boolean;
    }
  | { readonly kind: 'skip'; readonly from: string; readonly days: number }
  | { readonly kind: 'break'; readonly from: string; readonly days: number };

export interface RibbonModel {
  readonly cells: readonly RibbonCell[];
  readonly startedOn: string;
  readonly dueOn: string;
  /** Counted days in all, and how many of them have come, today included. */
  readonly total: number;
  readonly come: number;
  readonly todayCounts: boolean;
}

/** A weekend with a holiday beside it is still a gap; more than this many days is a break and says so. */
const LONGEST_GAP = 4;

function placeOf(date: string, today: string): 'past' | 'today' | 'ahead' {
  if (date === today) return 'today';
  return date < today ? 'past' : 'ahead';
}

/** The trace of a limit as boxes and gaps; null when there is nothing to draw. */
export function ribbonModel(trace: readonly TraceDayAnswer[], today: string): RibbonModel | null {
  const [first, last] = [trace[0], trace.at(-1)];
  if (!first || !last || first === last) return null;
  const cells: RibbonCell[] = [];
  let gap = { from: '', days: 0 };
  for (const day of trace) {
    if (!day.counted && day !== first) {
      gap = { from: gap.days === 0 ? day.date : gap.from, days: gap.days + 1 };
      continue;
    }
    if (gap.days > 0) cells.push({ kind: gap.days > LONGEST_GAP ? 'break' : 'skip', ...gap });
    gap = { from: '', days: 0 };
    cells.push({
      kind: 'day',
      date: day.date,
      start: day === first,
      place: placeOf(day.date, today),
      due: day === last,
    });
  }
  const counted = trace.filter((day) => day.counted);
  return {
    cells,
    startedOn: first.date,
    dueOn: last.date,
    total: counted.length,
    come: counted.filter((day) => day.date <= today).length,
    todayCounts: counted.some((day) => day.date === today),
  };
}
