/** What a row is ordered by: newly late first, then by reference. */
interface Ordered {
  readonly newlyLate: boolean;
  readonly ref: string;
}

function compare(a: Ordered, b: Ordered): number {
  if (a.newlyLate !== b.newlyLate) return a.newlyLate ? -1 : 1;
  return a.ref < b.ref ? -1 : 1;
}

/** The first rows of a part, and how many there were. */
export interface FrontRows<R> {
  readonly rows: readonly R[];
  readonly seen: number;
}

/** Keeps the first rows of an order and counts the others; never more than twice as many are held. */
export class Front<R extends Ordered> {
  private kept: R[] = [];
  private seen = 0;
  private readonly limit: number;

  constructor(limit: number) {
    this.limit = limit;
  }

  add(row: R): void {
    this.seen += 1;
    this.kept.push(row);
    if (this.kept.length > 2 * this.limit + 100) this.cut();
  }

  /** Takes over the first rows of a part that was looked at elsewhere. */
  take({ rows, seen }: FrontRows<R>): void {
    for (const row of rows) this.add(row);
    this.seen += seen - rows.length;
  }

  data(): FrontRows<R> {
    return { rows: this.rows(), seen: this.seen };
  }

  rows(): R[] {
    this.cut();
    return this.kept;
  }

  /** How many rows are left off. */
  get more(): number {
    return Math.max(0, this.seen - this.limit);
  }

  private cut(): void {
    this.kept = this.kept.toSorted(compare).slice(0, this.limit);
  }
}
