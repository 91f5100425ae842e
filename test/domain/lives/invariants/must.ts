import type { CaseState } from '../../../../domain/state.js';
import type { Lived, Moment } from '../lived.js';

/** A promise about a case as it stands now. */
export interface Standing {
  readonly promise: string;
  /** True as long as the promise is kept. */
  readonly kept: (state: CaseState, life: Lived) => boolean;
}

/** A promise about each single event. */
export interface Passing {
  readonly promise: string;
  readonly kept: (moment: Moment, life: Lived) => boolean;
}

export function must(kept: boolean, promise: string): void {
  if (!kept) throw new Error(`broken: ${promise}`);
}

export function standing(promise: string, kept: Standing['kept']): Standing {
  return { promise, kept };
}

export function passing(promise: string, kept: Passing['kept']): Passing {
  return { promise, kept };
}
