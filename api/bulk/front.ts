/** What a row is ordered by: newly late first, then by reference. */
interface Ordered {
  readonly newlyLate: boolean;
  readonly ref: string;
}

function compare(a: Ordered, b: Ordered): number {
  if (a.newlyLate !== b.newlyLate) return a.newlyLate ? -1 : 1;
  return a.ref < b.ref ? -1 : 1;
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
