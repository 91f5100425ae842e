// Looked up once: inside jest a global is dear, and dice are thrown fifty million times.
const { imul } = Math;

/** Small choices that all follow from one number: a life that fails is lived again from its numbers. */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** 0 ≤ n < `sides`. */
  of(sides: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % sides;
  }

  /** True in so many cases of a hundred. */
  chance(percent: number): boolean {
    return this.of(100) < percent;
  }

  one<T>(items: readonly [T, ...T[]] | readonly T[]): T {
    const item = items[this.of(items.length)];
    if (item === undefined) throw new Error('nothing to choose from');
    return item;
  }

  /** Some of them, each with an even chance; maybe none. */
  some<T>(items: readonly T[]): T[] {
    return items.filter(() => this.of(2) === 0);
  }

  /** The id of one of them; now and then of nothing that is there. */
  idOf(items: readonly { readonly id: string }[]): string {
    return items.length === 0 || this.of(16) === 0 ? 'z9' : this.one(items).id;
  }
}
