/**
 * Something that went wrong while starting and that a person can do something about.
 * Printed as two sentences, never as a stack trace: what happened, and the way out.
 */
export class StackProblem extends Error {
  readonly wayOut: string;

  constructor(whatHappened: string, wayOut: string) {
    super(whatHappened);
    this.name = 'StackProblem';
    this.wayOut = wayOut;
  }
}

/** The sentences to print for any failure; the stack of an unexpected one only when asked for. */
export function explain(failure: unknown, withStack = false): string {
  if (failure instanceof StackProblem) return `${failure.message}\n  Way out: ${failure.wayOut}`;
  if (!(failure instanceof Error)) return String(failure);
  return withStack ? (failure.stack ?? failure.message) : failure.message;
}
