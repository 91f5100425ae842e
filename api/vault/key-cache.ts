/** A data key, as it is used. */
export interface DataKey {
  readonly id: string;
  readonly key: Buffer;
}

interface Held {
  readonly key: DataKey;
  readonly until: number;
}

/** A process holds so many data keys at the most, each so long: an erased key must not live on in memory for days. */
export const HELD_KEYS = 1_000;
export const HELD_MS = 10 * 60_000;

/** Data keys in memory, by case or slip: the one used longest ago goes first. */
export class KeyCache {
  private readonly held = new Map<string, Held>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  get(subjectId: string): DataKey | undefined {
    const found = this.held.get(subjectId);
    if (found === undefined) return undefined;
    this.held.delete(subjectId);
    if (found.until <= this.now()) return undefined;
    // A map keeps the order of insertion: put back at its end, it is the youngest again.
    this.held.set(subjectId, found);
    return found.key;
  }

  put(subjectId: string, key: DataKey): void {
    this.held.delete(subjectId);
    this.held.set(subjectId, { key, until: this.now() + HELD_MS });
    const [oldest] = this.held.keys();
    if (this.held.size > HELD_KEYS && oldest !== undefined) this.held.delete(oldest);
  }

  get size(): number {
    return this.held.size;
  }
}
