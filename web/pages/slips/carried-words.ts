import type { Topic } from '../../../domain/commands.js';

/** A question's own words on their way into the form of a new case. */
export interface CarriedWords {
  readonly topic: Topic;
  readonly description: string;
}

let carried: CarriedWords | null = null;

/**
 * Carries words from one page to the next in memory alone: not in the address, not in the history of the browser, and
 * not with an id that would tie the new case to where they came from (`domain.md` 2.2).
 */
export function carryWords(words: CarriedWords | null): void {
  carried = words;
}

/** The words that are on their way, if any. They are put down when the form has taken them. */
export function wordsOnTheirWay(): CarriedWords | null {
  return carried;
}
