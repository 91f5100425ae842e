import type { OutsideDetails } from '../commands.js';
import { draft, isParty, personal, responsibleFor, type Deciding, type Decider } from '../decision.js';
import type { DutySubject } from '../duties.js';
import type { DutyBook, Owing } from '../duty-book.js';
import type { PersonId } from '../ids.js';
import type { Side } from '../people.js';
import {
  keepingMakers,
  knownAtFirst,
  madeWith,
  owingGround,
  saysAnew,
  saysOfAnother,
  withDetails,
  type GroundOpen,
  type Known,
  type MakersKept,
} from '../outside-details.js';
import { endOwn, isOwed, owedBy, wasMade } from '../personal-duties.js';
import { refuse, type Refusal } from '../refusals.js';
import type { DutyKind } from '../rules.js';
import { sameValue } from '../same-value.js';
import type { OutsideAct } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';

type OutsideCommand =
  | 'contact-social-services'
  | 'report-child-welfare'
  | 'report-to-police'
  | 'report-unborn-child';

/**
 * Whoever must see to the rest of the act: the person named, else the responsible person of the actor's side, else
 * the actor: the duty of LSL 25 § is a person's own.
 */
function owingOf({ state, author, data }: Deciding<OutsideCommand>, about: DutySubject): Owing | Refusal {
  const side: Side | null = author.side;
  if (!side || !author.personId) return refuse('not-allowed', 'LSL 25 §');
  const named = data.details?.responsibleId;
  if (named) return { ownerId: named, side, bound: 'person', about };
  const responsible: PersonId | undefined = state.responsible[side];
  if (responsible && isParty(state, side)) return { ownerId: responsible, side, bound: 'side', about };
  return { ownerId: author.personId, side, bound: 'person', about };
}

function armMissing(book: DutyBook, known: Known & GroundOpen, on: CivilDate, owing: Owing): void {
  if (!known.measuresTried || !known.homeCooperation || known.groundOpen)
    book.arm('L-OUT-DETAILS', on, owing);
  if (!known.acknowledgedOn) book.arm('L-OUT-ACK', on, owing);
  if (known.followedUpOn) return;
  if (known.followUpOn) book.armOn('L-OUT-FOLLOW', on, known.followUpOn, owing);
  else book.arm('L-OUT-FOLLOW', on, owing);
}

function armFor(deciding: Deciding<OutsideCommand>, actId: string, open: GroundOpen = {}): Owing | Refusal {
  const owing = owingOf(deciding, { of: 'act', id: actId });
  const known = { ...knownAtFirst(deciding.data.details), ...open };
  if (!('ok' in owing)) armMissing(deciding.book, known, deciding.on, owing);
  return owing;
}

/** What an event says of an act: what was told of it, and whether it keeps who else made it. */
function recorded<K extends OutsideCommand>({ state, data }: Deciding<K>): Deciding<K>['data'] & MakersKept {
  return { ...data, ...keepingMakers(state.core, data.details) };
}

/**
 * An act towards the outside that a person has made, by phone, form or visit; it may lie in the past. It waits for
 * nobody and nothing: no consent, no approval, no missing field. What is missing becomes a duty of the same event.
 */
export const contactSocialServices: Decider<'contact-social-services'> = (deciding) => {
  const actId = `x${deciding.state.acts.length + 1}`;
  const open = owingGround(deciding.state.core, deciding.data);
  const owing = armFor(deciding, actId, open);
  if ('ok' in owing) return owing;
  if (deciding.state.core >= 2) {
    const { data, book, on } = deciding;
    endByContact(deciding);
    book.done('guide-to-services', on);
    if (data.details?.specialSupport) book.arm('T-SHL36-7', on, owing);
    book.arm(data.details?.specialSupport ? 'T-SHL36-3m' : 'T-SHL36-other', on, owing);
  }
  const side = deciding.author.side ?? 'county';
  return [draft(deciding.book, 'social-services-contacted', { ...recorded(deciding), ...open, actId, side })];
};

/**
 * A contact made together with learner or guardian takes the place of a report (LSL 25 a §), but of none that a
 * suspected crime made due. One made on another ground leaves open whether the criteria of a report are met (core 3).
 */
function endByContact(deciding: Deciding<'contact-social-services'>): void {
  const { state, data, on } = deciding;
  const together = data.details?.togetherWith;
  const isJoint = data.jointly !== 'no-consent-ground';
  if (state.core < 3 || isJoint) endOwn(deciding, 'joint-contact', on, together);
  const isCrime = state.acts.some((act) => act.kind === 'report-to-police');
  if (state.core >= 3 && isJoint && !isCrime) endOwn(deciding, 'child-welfare-report', on, together);
}

/** As above, for a child welfare report (LSL 25 §). A report is recorded even if there is one already. */
export const reportChildWelfare: Decider<'report-child-welfare'> = (deciding) => {
  const actId = `x${deciding.state.acts.length + 1}`;
  const owing = armFor(deciding, actId);
  if ('ok' in owing) return owing;
  if (deciding.state.core >= 2) {
    const { data, on } = deciding;
    endOwn(deciding, 'child-welfare-report', on, data.details?.togetherWith);
    endOwn(deciding, 'joint-contact', on, data.details?.togetherWith);
    expectWelfare(deciding, owing);
    if (data.details?.crimeSuspected) oweToPolice(deciding, owing);
  }
  const side = deciding.author.side ?? 'county';
  return [draft(deciding.book, 'child-welfare-reported', { ...recorded(deciding), actId, side })];
};

/** Whoever has reason to suspect an offence tells the police, unless they have, or owe it already (LSL 25 § 3). */
function oweToPolice(
  deciding: Pick<Deciding<OutsideCommand>, 'state' | 'author' | 'book' | 'on'>,
  otherwise: Owing,
): boolean {
  const { state, author, book, on } = deciding;
  const owing = owedBy(deciding, otherwise);
  const told = wasMade(state, 'report-to-police', { by: author.personId });
  if (told || isOwed(deciding, 'police-report', owing.ownerId)) return false;
  book.arm('W-LSL25-police', on, owing);
  return true;
}

/** What social services owe from the day the matter is pending (LSL 26 §, SHL 36 §), seen from here. */
function expectWelfare({ state, book, on }: Deciding<'report-child-welfare'>, owing: Owing): void {
  book.arm('T-LSL26-urgent', on, owing);
  book.arm('T-LSL26-7', on, owing);
  // In any child welfare matter (core 3).
  if (state.core >= 3) book.arm('T-SHL36-7', on, owing);
  book.arm('T-SHL36-3m', on, owing);
}

/**
 * Reported to the police because of a suspected offence (LSL 25 § 3). A child welfare report is made as well: if none
 * is recorded since, it is owed by the same person without delay.
 */
export const reportToPolice: Decider<'report-to-police'> = (deciding) => {
  const { state, data, book, on } = deciding;
  const actId = `x${state.acts.length + 1}`;
  const owing = owingOf(deciding, { of: 'act', id: actId });
  if ('ok' in owing) return owing;
  endOwn(deciding, 'police-report', on, data.details?.togetherWith);
  const { author } = deciding;
  const own = author.personId && author.side ? personal(author.personId, author.side) : owing;
  const reported = wasMade(state, 'report-child-welfare', { by: author.personId, since: on });
  if (!reported && !isOwed(deciding, 'child-welfare-report', own.ownerId))
    book.arm('W-LSL25-report', on, own);
  const side = deciding.author.side ?? 'county';
  return [draft(book, 'police-reported', { ...recorded(deciding), actId, side })];
};

/** An anticipatory report on an unborn child (LSL 25 c §). */
export const reportUnbornChild: Decider<'report-unborn-child'> = (deciding) => {
  const actId = `x${deciding.state.acts.length + 1}`;
  const owing = armFor(deciding, actId);
  if ('ok' in owing) return owing;
  const side = deciding.author.side ?? 'county';
  return [draft(deciding.book, 'unborn-child-reported', { ...recorded(deciding), actId, side })];
};

/** What came of an act came after it, and not after today. */
function dayFault(
  { acknowledgedOn, followedUpOn }: OutsideDetails,
  act: OutsideAct,
  today: CivilDate,
): Refusal | null {
  const days = [acknowledgedOn, followedUpOn].filter((day) => day !== undefined);
  if (days.some((day) => day > today)) return refuse('happened-in-future', 'OHL 20 §');
  return days.some((day) => day < act.on) ? refuse('happened-before-request', 'OHL 20 §') : null;
}

/** Later parts of the record of an act: each ends the duty that waited for it. */
export const completeOutsideAct: Decider<'complete-outside-act'> = (deciding) => {
  const { state, data, on, today, author, book } = deciding;
  const act = state.acts.find((a) => a.id === data.actId);
  if (!act) return refuse('unknown-act', 'LSL 25 §');
  const misdated = state.core >= 5 ? dayFault(data.details, act, today) : null;
  if (misdated) return misdated;
  if (saysOfAnother(act, data.details)) return refuse('nothing-to-complete', 'SHL 35 §');
  const learned = learnedLater({ data, book, on, author, state }, act);
  const ended = endLater(deciding, act);
  const makers = state.core < 8 ? ended : !sameValue(madeWith(act, data.details), madeWith(act, undefined));
  const known = withDetails(act.has, data.details);
  const same = JSON.stringify(known) === JSON.stringify(act.has) && !saysAnew(data.details);
  if (same && !learned && !makers) return refuse('nothing-to-complete', 'LSL 25 §');
  const isGroundOpen = act.groundOpen && data.details.withoutConsentGround === undefined;
  if (known.measuresTried && known.homeCooperation && !isGroundOpen) book.done('outside-details', on, act.id);
  if (known.acknowledgedOn) book.done('outside-acknowledgement', on, act.id);
  if (known.followedUpOn) book.done('outside-follow-up', known.followedUpOn, act.id);
  else if (data.details.followUpOn)
    refixFollowUp({ data, book, on, author, state }, act, data.details.followUpOn);
  return [draft(book, 'outside-act-completed', { ...data, ...keepingMakers(state.core, data.details) })];
};

/** Of a report it is said later who made it too: what they owed is done by it (core 7). Whether anything was. */
function endLater(deciding: Deciding<'complete-outside-act'>, { kind, on }: OutsideAct): boolean {
  const { state, data, book } = deciding;
  const { togetherWith } = data.details;
  const kinds = REPORTED_BY[kind];
  if (state.core < 7 || togetherWith === undefined || kinds === undefined) return false;
  const others = kinds.flatMap((it) => book.open(it)).filter((it) => togetherWith.includes(it.ownerId));
  for (const duty of others) book.doneAs(duty, on, duty.dueOn === null || on <= duty.dueOn);
  return others.length > 0;
}

/** What an act is the doing of. */
const REPORTED_BY: { readonly [K in OutsideAct['kind']]?: readonly DutyKind[] } = {
  'report-child-welfare': ['child-welfare-report', 'joint-contact'],
  'report-to-police': ['police-report'],
  'contact-social-services': ['joint-contact'],
};

type Refixing = Pick<Deciding<'complete-outside-act'>, 'data' | 'book' | 'on' | 'author' | 'state'>;

/**
 * What is learned of an act only afterwards, and brings what it would have brought at first (core 4): that the child
 * needs special support, whose assessment has limits of its own from the day the matter was pending (SHL 36 §); that
 * there is reason to suspect an offence (LSL 25 § 3). Whether it brought anything.
 */
function learnedLater({ data: { details }, book, on, author, state }: Refixing, act: OutsideAct): boolean {
  if (state.core < 4) return false;
  const about = { of: 'act', id: act.id } as const;
  const waits = details.specialSupport === true ? book.open('expected-assessment', act.id) : [];
  const unbounded = waits.find(({ rule }) => rule === 'T-SHL36-other');
  if (unbounded) {
    const { ownerId, side, bound } = unbounded;
    book.cancel([unbounded]);
    for (const rule of ['T-SHL36-7', 'T-SHL36-3m'] as const)
      book.arm(rule, act.on, { ownerId, side, bound, about });
  }
  const isReport = act.kind === 'report-child-welfare' && details.crimeSuspected === true;
  const toTell =
    isReport && oweToPolice({ state, author, book, on }, { ...responsibleFor(state, author), about });
  return unbounded !== undefined || toTell;
}

/** The date of the follow-up is set: the duty to set one ends, the duty to hold it begins. */
function refixFollowUp({ data, book, on, state }: Refixing, act: OutsideAct, followUpOn: CivilDate): void {
  const about = { of: 'act', id: act.id } as const;
  const owner = book.open('outside-follow-up', act.id)[0];
  book.done('outside-follow-up', on, act.id);
  const named = data.details.responsibleId;
  const fallback = owner?.ownerId ?? state.responsible[act.side] ?? act.by;
  const ownerId = named ?? fallback;
  if (ownerId) {
    const bound = named || !owner ? 'person' : owner.bound;
    book.armOn('L-OUT-FOLLOW', on, followUpOn, { ownerId, side: act.side, bound, about });
  }
}
