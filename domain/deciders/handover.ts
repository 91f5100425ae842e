import { draft, type Decider } from '../decision.js';
import type { DutyBook } from '../duty-book.js';
import { holdsPost } from '../permissions.js';
import { refuse } from '../refusals.js';
import type { Side } from '../people.js';
import type { CaseState, Handover } from '../state.js';

const SOURCE = 'OHL 14 §';

/** Ends the duty to answer an offer of hand-over, because it was answered or has become void. */
export function endAnswer(book: DutyBook, side: Side): void {
  book.cancel(book.open('handover-answer', side));
}

/** Responsibility is offered to a colleague; the owner stays bound until it is accepted. */
export const offerHandover: Decider<'offer-handover'> = ({ state, command, data, on, now, book }) => {
  const owner = state.responsible[data.side];
  if (!owner) return refuse('side-not-party', SOURCE);
  const entitled =
    owner === command.actor.personId || holdsPost(command.actor, state, 'coordinator', data.side);
  if (!entitled) return refuse('not-allowed', SOURCE);
  if (state.handovers[data.side]) return refuse('handover-open', SOURCE);
  if (data.toId === owner) return refuse('same-person', SOURCE);
  const about = { of: 'handover', id: data.side } as const;
  book.arm('L-HANDOVER', on, { ownerId: data.toId, side: data.side, bound: 'person', about });
  const answer = book.open('handover-answer', data.side)[0];
  const handover: Handover = {
    side: data.side,
    fromId: owner,
    toId: data.toId,
    fallbackId: data.fallbackId,
    offeredAt: now,
    expiresAt: answer?.dueAt ?? now,
  };
  return [draft(book, 'handover-offered', { handover, ...(data.reason ? { reason: data.reason } : {}) })];
};

function offeredToMe(state: CaseState, side: Side, me: string | null): Handover | null {
  const handover = state.handovers[side];
  return handover && handover.toId === me ? handover : null;
}

/** The receiver accepts: from this event on that person is responsible, and owes what the side owes. */
export const acceptHandover: Decider<'accept-handover'> = ({ state, command, data, on, book }) => {
  const handover = offeredToMe(state, data.side, command.actor.personId);
  if (!handover) return refuse('no-handover', SOURCE);
  book.done('handover-answer', on, data.side);
  book.own(data.side, handover.toId);
  return [draft(book, 'handover-accepted', { side: data.side, toId: handover.toId })];
};

export const refuseHandover: Decider<'refuse-handover'> = ({ state, command, data, on, book }) => {
  if (!offeredToMe(state, data.side, command.actor.personId)) return refuse('no-handover', SOURCE);
  book.done('handover-answer', on, data.side);
  return [draft(book, 'handover-refused', data)];
};

/** The owner is suddenly gone: the supervisor of that side names another, at once. */
export const reassign: Decider<'reassign'> = ({ state, command, data, book }) => {
  const owner = state.responsible[data.side];
  if (!owner) return refuse('side-not-party', SOURCE);
  if (!holdsPost(command.actor, state, 'supervisor', data.side)) return refuse('not-allowed', SOURCE);
  if (data.toId === owner) return refuse('same-person', SOURCE);
  endAnswer(book, data.side);
  book.own(data.side, data.toId);
  return [draft(book, 'responsible-reassigned', data)];
};
