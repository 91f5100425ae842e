import type { NextRung } from '../duties.js';
import { ladderOf, nextRung } from '../ladder.js';
import type { Instant } from '../time/instant.js';
import type { SlipRules, SlipState } from './slip.js';

/**
 * The reminder that is armed for a slip after it was passed on to another school, at `now`.
 *
 * 1. Never later than the one that was armed: passing on buys nobody time.
 * 2. A rung with a moment of its own (urgent: hours of the office) stays as it is; whoever has the slip now is told of
 *    it at once anyway.
 * 3. A rung of a morning is found anew: one that is written already and has not gone out is for people of the other
 *    school, and falls away with their right; the highest that has passed is heard once more, by those of this school.
 */
export function rungAfterPassing(state: SlipState, { rules }: SlipRules, now: Instant): NextRung | null {
  const { rung } = state;
  const mornings = ladderOf(rules, state)?.rungs.findIndex(({ at }) => at.from === 'due') ?? -1;
  if (rung === null || mornings < 0 || rung.index < mornings) return rung;
  return nextRung(rules, state, mornings, now);
}
