import { annexOf } from './annex.js';
import { isConsented } from './consent.js';
import { consequenceOf, follow } from './consequences.js';
import { anyResponsible, bookOf, draft, isParty, sealDrafts, withLines, type AnyDraft } from './decision.js';
import type { DutyBook } from './duty-book.js';
import { fold } from './evolve.js';
import { consentsAtAge } from './evolve-branches.js';
import { isLive, type Duty } from './duties.js';
import { endAnswer } from './deciders/handover.js';
import type { CaseEvent } from './events.js';
import { glassesOf, type Glass } from './glass.js';
import { nextRung, preparedAt, reachedRung, spreadMinutes } from './ladder.js';
import { SIDES } from './people.js';
import { EXPECTATIONS, type Rules } from './rules.js';
import type { CaseState, Handover } from './state.js';
import { settleByHand } from './by-hand.js';
import { settleTalks } from './talks.js';
import { settleSuccessors } from './successor.js';
import { after, MINUTE, type Instant } from './time/instant.js';
import { atLocal, endOfDay, localDate } from './time/zone.js';

const TIME = { personId: null, role: 'system', side: null } as const;

/** Lateness is noticed within the hour after the limit; it is measured from the recorded due instant all the same. */
function noticedAt(state: CaseState, duty: Duty): Instant | null {
  if (duty.status !== 'open' || duty.late || duty.dueAt === null) return null;
  // What the other side owes does not make us late (core 2 arms such duties only).
  if (EXPECTATIONS.has(duty.kind)) return null;
  return after(duty.dueAt, spreadMinutes(state.caseId) * MINUTE);
}

function rungAt(state: CaseState, rules: Rules, duty: Duty): Instant | null {
  return duty.status === 'open' && duty.rung ? preparedAt(state.caseId, rules, duty.rung) : null;
}

function openHandovers(state: CaseState): Handover[] {
  return SIDES.flatMap((side) => state.handovers[side] ?? []);
}

function openGlasses(state: CaseState): readonly Glass[] {
  return glassesOf(state).filter((it) => !it.isOver);
}

/** Time ends consents; also those by which a closed case is seen (core 5). */
function ages({ closing, status }: CaseState): boolean {
  return status === 'open' || closing?.consentsEnd === true;
}

/** A closed case wakes on the birthday only if that ends somebody's sight of it. */
function ageMatters(state: CaseState): boolean {
  if (state.status === 'open') return true;
  const standing = new Set(state.members.filter((m) => isConsented(m.consent)).map((m) => m.id));
  return consentsAtAge(state).some(({ memberId }) => standing.has(memberId));
}

/** When the learner comes of age, and when consents that were given until a day run out. */
function agesOf(state: CaseState, rules: Rules): Instant[] {
  const { family, isAdult } = annexOf(state);
  const zone = rules.calendar.zone;
  const ends = state.members.flatMap((m) =>
    m.validUntil !== undefined && isConsented(m.consent) ? [endOfDay(zone, m.validUntil)] : [],
  );
  const adultOn = isAdult || !ageMatters(state) ? null : (family?.adultOn ?? null);
  return adultOn === null ? ends : [...ends, atLocal(zone, adultOn, 0)];
}

/**
 * The 18th birthday: guardians' access and notifications end, what they consented to is asked from the learner. A
 * consent whose day has passed: it no longer holds and is asked again.
 */
function aged(state: CaseState, rules: Rules, now: Instant, book: DutyBook): AnyDraft | null {
  const { family, isAdult } = annexOf(state);
  const zone = rules.calendar.zone;
  const on = localDate(zone, now);
  const following = { on, author: TIME, book };
  if (!isAdult && ageMatters(state) && family?.adultOn && atLocal(zone, family.adultOn, 0) <= now) {
    const grown = { ...state, annex: { ...annexOf(state), isAdult: true } };
    const follows = consequenceOf(state, grown, consentsAtAge(state), { rules, now });
    const telling = book.open('tell-guardian').map(({ id }) => id);
    book.cancel([...book.open('tell-guardian'), ...book.open('prohibition-review')]);
    const before = annexOf(state).untold ?? [];
    const untold = state.core >= 7 && telling.length > 0 ? { untold: [...before, ...telling] } : {};
    if (state.members.length > 0) follow(grown, follows, following);
    return draft(book, 'learner-came-of-age', { follows, ...untold });
  }
  const ended = state.members.filter(
    (m) => m.validUntil !== undefined && isConsented(m.consent) && endOfDay(zone, m.validUntil) <= now,
  );
  if (ended.length === 0) return null;
  const changes = ended.map((m) => ({ memberId: m.id, consent: 'expired', cleared: true }) as const);
  const follows = consequenceOf(state, state, changes, { rules, now });
  follow(state, follows, following);
  if (state.status === 'open' && book.open('consent-answer').length === 0)
    book.arm('L-CONSENT', on, anyResponsible(state));
  return draft(book, 'consent-expired', { follows });
}

/** The instant of the earliest thing that time itself will cause, or null when nothing is owed. */
export function nextWake(state: CaseState, rules: Rules): Instant | null {
  if (state.status === 'void') return null;
  const duties = state.duties.flatMap((duty) => [noticedAt(state, duty), rungAt(state, rules, duty)]);
  if (ages(state)) duties.push(...agesOf(state, rules));
  const ends = [...openHandovers(state).map((h) => h.expiresAt), ...openGlasses(state).map((it) => it.until)];
  const instants = [...duties, ...ends].filter((at) => at !== null);
  return instants.length === 0 ? null : instants.reduce((a, b) => (b < a ? b : a));
}

/**
 * The events that time itself causes at `now`.
 *
 * 1. An offer of hand-over that ran out makes its fall-back responsible, before anything else is reminded of.
 * 2. A limit that passed while the duty was open makes the duty late, once.
 * 3. A rung that is reached is prepared, once; the next one is armed in the same event.
 * 4. The learner comes of age; a consent runs out: what follows, follows in the same event.
 * 5. A case that was opened in an emergency is closed to that person again.
 * 6. An open case still owes something afterwards (core 2).
 */
export function wake(state: CaseState, now: Instant, rules: Rules): readonly CaseEvent[] {
  if (state.status === 'void') return [];
  const book = bookOf(state, rules, now);
  const drafts: AnyDraft[] = [];
  // Whoever is responsible from here on owes what else this waking brings.
  let led = state;
  for (const { side, fallbackId, expiresAt } of openHandovers(state)) {
    if (expiresAt > now) continue;
    endAnswer(book, side);
    book.own(side, fallbackId);
    led = { ...led, responsible: { ...led.responsible, [side]: fallbackId } };
    drafts.push(draft(book, 'handover-expired', { side, toId: fallbackId }));
  }
  for (const { id, until } of openGlasses(state))
    if (until <= now) drafts.push(draft(book, 'glass-mended', { glassId: id }));
  const grown = ages(state) ? aged(led, rules, now, book) : null;
  if (grown) drafts.push(grown);
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
  const from = { seq: state.version + 1, at: now, happenedOn, by: TIME, commandId: null };
  const events = sealDrafts(drafts, from);
  if (events.length === 0 || state.core < 2 || state.status !== 'open') return events;
  const then = fold(events, state.caseId, state) ?? state;
  settleSuccessors(state, then, book, happenedOn);
  settleTalks(state, then, book);
  settleByHand(then, book);
  if (!book.duties().some(isLive)) book.arm('L-NEXT', happenedOn, anyResponsible(led));
  return withLines(events, book.take());
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
