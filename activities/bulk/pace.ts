/** A command of a person that takes longer than this is slow; half of it is calm. Milliseconds, 95th percentile. */
export const SLOW_MS = 700;
/** Cases a second at the least: it never stands still by itself. */
export const LEAST_PACE = 1;
/** How often the pace is thought over, and over how long people's commands are looked at. Milliseconds. */
export const LOOK_EVERY_MS = 1_000;
export const LOOK_BACK_MS = 5_000;

/**
 * The pace after a look at how long people's commands take. Down at once, by half; up slowly, by a twentieth of the
 * most and only while people do not notice: whoever works with a learner goes before a roll-out.
 *
 * @param p95 milliseconds; null: nobody gives commands
 */
export function nextPace(pace: number, most: number, p95: number | null): number {
  if (p95 !== null && p95 > SLOW_MS) return Math.max(LEAST_PACE, pace / 2);
  if (p95 !== null && p95 > SLOW_MS / 2) return pace;
  return Math.min(most, pace + Math.max(0.5, most / 20));
}

/** The pace over time: after it was halved it waits until what it looks at is newer than that. */
export class Pacer {
  private heldUntil = 0;
  private readonly most: number;
  pace: number;

  constructor(pace: number, most: number) {
    this.pace = Math.min(pace, most);
    this.most = most;
  }

  /** @param now monotonic milliseconds */
  look(p95: number | null, now: number): void {
    const next = nextPace(this.pace, this.most, p95);
    if (next < this.pace) {
      if (now < this.heldUntil) return;
      this.heldUntil = now + LOOK_BACK_MS;
    }
    this.pace = next;
  }
}

/** Hands out moments to begin, so many a second; a burst is never made up for. */
export class Metronome {
  private pace: number;
  private next = 0;

  constructor(pace: number) {
    this.pace = pace;
  }

  set(pace: number): void {
    this.pace = pace;
  }

  /** Milliseconds to wait before the next beginning. @param now monotonic milliseconds */
  take(now: number): number {
    const at = Math.max(now, this.next);
    this.next = at + 1000 / this.pace;
    return at - now;
  }
}
