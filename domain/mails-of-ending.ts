import { hasBegun } from './consequences.js';
import { isLive } from './duties.js';
import type { CaseEvent, CaseEventOf } from './events.js';
import type { PersonId } from './ids.js';
import type { MailIntent, MailTemplate, Still } from './mails.js';
import { toInvited } from './mails-of-meetings.js';
import { SIDES } from './people.js';
import { REPORTS, type Rules } from './rules.js';
import type { CaseState } from './state.js';
import type { Instant } from './time/instant.js';

/** No new time follows where the case itself has ended. */
const ENDED = { staff: 'meeting-cancelled', family: 'meeting-ended-family' } as const;

/** The event that ends a case, and what it met. */
interface Ending<E extends CaseEvent> {
  readonly event: E;
  readonly before: CaseState | null;
  readonly rules: Rules;
  /** When what is not urgent goes out. */
  readonly at: Instant;
}

/** Meetings that were called and have not begun; before core 7 nobody was told of them. */
function ahead({ event, before, rules }: Ending<CaseEvent>): CaseState['meetings'] {
  if (before === null || before.core < 7) return [];
  const moment = { rules, now: event.at };
  return before.meetings.filter((it) => it.status === 'called' && !hasBegun(it, moment));
}

/** A meeting that was called does not take place once the case is closed: nobody comes in vain. */
export function mailsOfClosing(
  ending: Ending<CaseEventOf<'case-closed'>>,
  state: CaseState,
): readonly MailIntent[] {
  const meetings = ahead(ending).flatMap((meeting) =>
    toInvited(state, meeting, ending, ENDED, (personId) => ({
      ...{ kind: 'meeting', meetingId: meeting.id, status: 'cancelled', personId },
    })),
  );
  return [...meetings, ...released(ending, state, { kind: 'case' })];
}

/**
 * What need not be done any more: what was agreed that somebody does and ends with the case, and taking it over for whoever
 * was asked to.
 */
function released(
  { event, before, at }: Ending<CaseEvent>,
  state: CaseState,
  still: Still,
): readonly MailIntent[] {
  if (before === null || before.core < 7) return [];
  const isOver = (id: string) => state.duties.some((it) => it.id === id && it.status === 'cancelled');
  const actions = before.duties.filter((it) => it.kind === 'action' && isLive(it) && isOver(it.id));
  const to = (template: MailTemplate, ids: readonly PersonId[]) =>
    [...new Set(ids)]
      .filter((personId) => personId !== event.by.personId)
      .map((personId): MailIntent => ({ template, to: { personId }, notBefore: at, still, data: {} }));
  return [
    ...to(
      'action-ended',
      actions.map((it) => it.ownerId),
    ),
    ...to(
      'handover-withdrawn',
      SIDES.flatMap((side) => before.handovers[side]?.toId ?? []),
    ),
  ];
}

/**
 * What must still be said of a case that was made void.
 *
 * 1. Its meetings do not take place, nothing agreed is done, nobody takes it over: whoever was to is told so.
 * 2. A report that somebody owed is not done by it, and waits for nobody (LSL 25 §): its owner hears so at once, also
 *    outside office hours.
 */
export function mailsOfVoiding(
  ending: Ending<CaseEventOf<'case-voided'>>,
  state: CaseState,
): readonly MailIntent[] {
  const { event, before } = ending;
  if (!before || before.core < 7) return [];
  const still = { kind: 'voided' } as const;
  const owners = before.duties
    .filter((duty) => isLive(duty) && REPORTS.has(duty.kind) && duty.ownerId !== event.by.personId)
    .map((duty): PersonId => duty.ownerId);
  return [
    ...ahead(ending).flatMap((meeting) => toInvited(before, meeting, ending, ENDED, () => still)),
    ...(before.core < 8 ? [] : released(ending, state, still)),
    ...[...new Set(owners)].map((personId): MailIntent => ({
      ...{ template: 'report-still-owed', to: { personId }, notBefore: event.at, still, data: {} },
    })),
  ];
}
