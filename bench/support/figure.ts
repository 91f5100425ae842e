import { loadavg } from 'node:os';

/** One measured figure. `budget` says what was wished for; the bench reports, it never fails a build. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly budget?: string;
  readonly within?: boolean;
  readonly note?: string;
}

/** Prints a figure as one JSON line, with the load of the machine beside it. */
export function report(figure: Figure): void {
  const value = Math.round(figure.value * 1000) / 1000;
  console.log(JSON.stringify({ ...figure, value, load: loadavg().map((l) => Math.round(l * 100) / 100) }));
}

export function quantile(values: readonly number[], q: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? Number.NaN;
}

export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** Calls so many times with so many under way; answers calls per second. */
export async function sustained(
  calls: number,
  inFlight: number,
  call: (n: number) => Promise<void>,
): Promise<number> {
  let next = 0;
  const began = performance.now();
  const lane = async (): Promise<void> => {
    for (let n = next++; n < calls; n = next++) await call(n);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  return calls / ((performance.now() - began) / 1000);
}

/** Milliseconds that a call takes. */
export async function timed(call: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await call();
  return performance.now() - began;
}
