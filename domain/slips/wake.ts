import { nextRung, preparedAt, reachedRung } from '../ladder.js';
import type { Instant } from '../time/instant.js';
import type { SlipRules, SlipState, TimedEvent } from './slip.js';
import { counted } from './slip.js';

/** The instant of the earliest thing that time will cause on a slip, or null when nothing is owed any more. */
export function nextSlipWake(state: SlipState, { rules }: SlipRules): Instant | null {
  switch (state.status) {
    case 'open':
      return state.rung && preparedAt(state.id, rules, state.rung);
    case 'settled':
      return state.eraseAt;
    case 'erased':
      return null;
  }
}

/**
 * The events that time itself causes at `now`.
 *
 * 1. An open slip climbs its ladder: a rung is prepared once, the next one is armed in the same event.
 * 2. A settled slip loses its words when they have been kept as long as the policy says; nothing else of it goes.
 */
export function wakeSlip(state: SlipState, now: Instant, slipRules: SlipRules): readonly TimedEvent[] {
  const due = nextSlipWake(state, slipRules);
  if (due === null || due > now) return [];
  const envelope = { v: 1, seq: state.version + 1, at: now, by: null, commandId: null } as const;
  if (state.status === 'settled') return [{ ...envelope, type: 'words-erased', data: null }];
  if (!state.rung) return [];
  const { rules } = slipRules;
  const reached = reachedRung(rules, state, state.rung, now);
  const from = reached.at > now ? reached.at : now;
  const next = nextRung(rules, state, reached.index + 1, from);
  const data = { to: reached.to, index: reached.index, notBefore: reached.at, next };
  return [{ ...envelope, type: 'reminder-prepared', data }];
}

/** What an event of time does to any slip; its words are a matter of the kind. */
export function evolveTimed<S extends SlipState>(state: S, event: TimedEvent): S {
  switch (event.type) {
    case 'reminder-prepared':
      return counted({ ...state, rung: event.data.next }, event);
    case 'words-erased':
      return counted({ ...state, status: 'erased', settledBy: null }, event);
  }
}
