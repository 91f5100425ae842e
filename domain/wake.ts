import { bookOf, draft, isParty, sealDrafts, type AnyDraft } from './decision.js';
import type { Duty } from './duties.js';
import { endAnswer } from './deciders/handover.js';
import type { CaseEvent } from './events.js';
import { nextRung, preparedAt, reachedRung, spreadMinutes } from './ladder.js';
import { SIDES } from './people.js';
import type { Rules } from './rules.js';
import type { CaseState, Handover } from './state.js';
import { after, MINUTE, type Instant } from './time/instant.js';
import { localDate } from './time/zone.js';

const TIME = { personId: null, role: 'system', side: null } as const;

/** Lateness is noticed within the hour after the limit; it is measured from the recorded due instant all the same. */
function noticedAt(state: CaseState, duty: Duty): Instant | null {
  if (duty.status !== 'open' || duty.late || duty.dueAt === null) return null;
  return after(duty.dueAt, spreadMinutes(state.caseId) * MINUTE);
}

function rungAt(state: CaseState, rules: Rules, duty: Duty): Instant | null {
  return duty.status === 'open' && duty.rung ? preparedAt(state.caseId, rules, duty.rung) : null;
}

function openHandovers(state: CaseState): Handover[] {
  return SIDES.flatMap((side) => state.handovers[side] ?? []);
}

/** The instant of the earliest thing that time itself will cause, or null when nothing is owed. */
export function nextWake(state: CaseState, rules: Rules): Instant | null {
  if (state.status === 'void') return null;
  const duties = state.duties.flatMap((duty) => [noticedAt(state, duty), rungAt(state, rules, duty)]);
  const instants = [...duties, ...openHandovers(state).map((h) => h.expiresAt)].filter((at) => at !== null);
  return instants.length === 0 ? null : instants.reduce((a, b) => (b < a ? b : a));
}

/**
 * The events that time itself causes at `now`.
 *
 * 1. An offer of hand-over that ran out makes its fall-back responsible, before anything else is reminded of.
 * 2. A limit that passed while the duty was open makes the duty late, once.
 * 3. A rung that is reached is prepared, once; the next one is armed in the same event.
 */
export function wake(state: CaseState, now: Instant, rules: Rules): readonly CaseEvent[] {
  if (state.status === 'void') return [];
  const book = bookOf(state, rules, now);
  const drafts: AnyDraft[] = [];
  for (const { side, fallbackId, expiresAt } of openHandovers(state)) {
    if (expiresAt > now) continue;
    endAnswer(book, side);
    book.own(side, fallbackId);
    drafts.push(draft(book, 'handover-expired', { side, toId: fallbackId }));
  }
  for (const duty of book.duties()) {
    const noticed = noticedAt(state, duty);
    if (noticed !== null && noticed <= now)
      drafts.push({
        ...draft(book, 'duty-fell-due', { dutyId: duty.id }),
        duties: [{ op: 'late', id: duty.id }],
      });
    const reached = rungAt(state, rules, duty);
    if (reached !== null && reached <= now) drafts.push(reminder(state, duty, rules, now));
  }
  const happenedOn = localDate(rules.calendar.zone, now);
  return sealDrafts(drafts, { seq: state.version + 1, at: now, happenedOn, by: TIME, commandId: null });
}

function reminder(state: CaseState, duty: Duty, rules: Rules, now: Instant): AnyDraft {
  const due = duty.rung;
  if (!due) throw new Error('a duty without a rung is not reminded of');
  const reached = reachedRung(rules, duty, due, now);
  const from = reached.at > now ? reached.at : now;
  const next = nextRung(rules, duty, reached.index + 1, from);
  const { id: dutyId, side } = duty;
  // An employer that is not party does not learn of the case from its own ladder.
  const to = isParty(state, side) ? reached.to : 'owner';
  const data = { dutyId, side, to, index: reached.index, notBefore: reached.at };
  return { type: 'reminder-prepared', data, duties: [{ op: 'rung', id: dutyId, next }] };
}
