declare const brand: unique symbol;

// As in `civil-date.ts`: a look-up of a global is slow where workflows run.
const { isSafeInteger } = Number;

/** A moment: epoch milliseconds. */
export type Instant = number & { readonly [brand]: 'Instant' };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** Brands whole epoch milliseconds as an instant. Throws for anything that is not a safe integer. */
export function instant(epochMilliseconds: number): Instant {
  if (!isSafeInteger(epochMilliseconds)) throw new RangeError('an instant is a whole number of milliseconds');
  return epochMilliseconds as Instant;
}

/** The instant `milliseconds` later (earlier when negative). */
export function after(start: Instant, milliseconds: number): Instant {
  return instant(start + milliseconds);
}
