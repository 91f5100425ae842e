import type { Instant } from '../time/instant.js';
import type { SlipMail } from './mails.js';
import type {
  SlipCommand,
  SlipDecision,
  SlipEnvelope,
  SlipKind,
  SlipRefusal,
  SlipRules,
  SlipState,
} from './slip.js';

/** The rules of one kind of slip, as the engine and the store use them. What time causes is the same for all (`wake.ts`). */
export interface SlipLogic<S extends SlipState, C extends SlipCommand, E extends SlipEnvelope> {
  readonly kind: SlipKind;
  /**
   * The events a command causes, or why it is refused.
   *
   * @param state null before the slip is opened
   * @param now never earlier than the last event's
   */
  readonly decide: (
    state: S | null,
    command: C,
    rules: SlipRules,
    now: Instant,
  ) => SlipDecision<E> | SlipRefusal;
  /** The next state; the first event of a slip makes it. */
  readonly evolve: (state: S | null, event: E) => S;
  /** The mails an event causes. `state`: after it, or a later one: what is stored together is told of together. */
  readonly mailsOf: (event: E, state: S, rules: SlipRules) => readonly SlipMail[];
}
