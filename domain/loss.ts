import type { AnyCommand } from './commands.js';
import { anyResponsible, authorOf, bookOf, draft, personal, sealDrafts } from './decision.js';
import type { CaseEvent } from './events.js';
import type { Refusal } from './refusals.js';
import type { Rules } from './rules.js';
import type { CaseState } from './state.js';
import type { Instant } from './time/instant.js';
import { localDate } from './time/zone.js';

/**
 * The event of a command that was answered "done", lost with a restored store, and refused when it was decided
 * again: recorded, and a task for whoever gave it. Nothing is papered over.
 */
export function loseDecision(
  state: CaseState,
  command: AnyCommand,
  refusal: Refusal,
  rules: Rules,
  now: Instant,
): readonly CaseEvent[] {
  const book = bookOf(state, rules, now);
  const today = localDate(rules.calendar.zone, now);
  const by = authorOf(command.actor, state.schoolId);
  const living = state.status === 'open' || state.status === 'aftercare';
  if (living && by.personId && by.side) book.arm('L-NEXT', today, personal(by.personId, by.side));
  const lost = draft(book, 'decision-lost', { lostCommandId: command.id, refusal: refusal.code });
  return sealDrafts([lost], {
    seq: state.version + 1,
    at: now,
    happenedOn: today,
    by,
    commandId: command.id,
  });
}

/**
 * The event that says how many events of a case are gone for good: they were decided and told, a store was restored,
 * and nothing that is left holds them. Whoever is responsible is given the task of looking the case through.
 *
 * @param missing how many, at least one
 */
export function recordGap(
  state: CaseState,
  missing: number,
  rules: Rules,
  now: Instant,
): readonly CaseEvent[] {
  const book = bookOf(state, rules, now);
  const happenedOn = localDate(rules.calendar.zone, now);
  const living = state.status === 'open' || state.status === 'aftercare';
  if (living) book.arm('L-NEXT', happenedOn, anyResponsible(state));
  const by = { personId: null, role: 'system', side: null } as const;
  const gap = draft(book, 'gap-recorded', { missing });
  return sealDrafts([gap], { seq: state.version + 1, at: now, happenedOn, by, commandId: null });
}
