import {
  annexOf,
  goesByHand,
  guardiansOf,
  noPartOf,
  prohibitionOf,
  staysAdult,
  type Annex,
} from '../annex.js';
import type { FamilyFacts } from '../branch-commands.js';
import type { Consequence } from '../branch-events.js';
import { consequenceOf, follow, recomputed, type Following } from '../consequences.js';
import { draft, isParty, oweAgain, responsibleFor, type Decider, type Deciding } from '../decision.js';
import type { Duty } from '../duties.js';
import type { DutyBook } from '../duty-book.js';
import { isWelfareProfessional } from '../people.js';
import { refuse } from '../refusals.js';
import { sameValue } from '../same-value.js';
import type { CaseState } from '../state.js';
import { armGuardians, guardiansIn, isViolence } from './telling.js';

const SOURCE = 'OHL 18 §';

/** The case with another annex. */
export function withAnnex(state: CaseState, change: Partial<Annex>): CaseState {
  return { ...state, annex: { ...annexOf(state), ...change } };
}

/** Whether whom a duty is about, or any guardian, may be told. A duty of another kind is about no guardian. */
export function mayBeTold(state: CaseState, { kind, about }: Duty): boolean {
  if (kind !== 'tell-guardian') return true;
  const { family } = annexOf(state);
  const guardians = family?.guardians ?? [];
  if (!about) return guardians.length === 0 || guardiansOf(state).length > 0;
  return guardians.some((it) => it.personId === about.id) && noPartOf(state, about.id) === null;
}

/** Nobody waits any more to tell somebody who may not be told. Answers what was to be told. */
function stopTelling(after: CaseState, book: DutyBook): readonly string[] {
  const stopped: string[] = [];
  for (const duty of book.open('tell-guardian')) {
    if (mayBeTold(after, duty)) continue;
    book.cancel([duty]);
    stopped.push(duty.id);
  }
  return stopped;
}

/**
 * A minor forbids a guardian to take part, or to be told, for weighty reasons (OHL 18 § 2).
 *
 * 1. Assessed case by case by a social- or health-care professional of student welfare, by nobody else.
 * 2. Not in pre-primary education, and not after the 18th birthday, when a guardian has no position anyway.
 * 3. It holds from this very event: no invitation, mail, publication or answer of that guardian.
 */
export const prohibitGuardian: Decider<'prohibit-guardian'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  if (!isWelfareProfessional(author)) return refuse('assessor-not-entitled', SOURCE);
  const { family, isAdult, prohibitions } = annexOf(state);
  if (isAdult) return refuse('guardian-has-no-position', SOURCE);
  if (family?.prePrimary) return refuse('guardian-decides', SOURCE);
  const known = family === null || family.guardians.some((it) => it.personId === data.guardianId);
  if (!known || data.guardianId === state.learnerId) return refuse('not-a-guardian', SOURCE);
  if (prohibitionOf(state, data.guardianId)) return refuse('already-prohibited', SOURCE);
  const prohibitionId = `p${prohibitions.length + 1}`;
  const { guardianId, scope } = data;
  const prohibition = { id: prohibitionId, guardianId, scope, by: author, on, liftedOn: null };
  const after = withAnnex(state, { prohibitions: [...prohibitions, prohibition] });
  const follows = consequenceOf(state, after, recomputed(state, after), deciding);
  const stopped = stopTelling(after, book);
  const untold = state.core >= 5 && stopped.length > 0 ? { untold: stopped } : {};
  if (follows.consents.length > 0) follow(after, follows, { on, author, book });
  const about = { of: 'prohibition', id: prohibitionId } as const;
  if (state.status === 'open') book.arm('L-PROHIBITION', on, { ...responsibleFor(state, author), about });
  return [draft(book, 'guardian-prohibited', { ...data, prohibitionId, follows, ...untold })];
};

function standing(state: CaseState, id: string): boolean {
  return annexOf(state).prohibitions.some((it) => it.id === id && it.liftedOn === null);
}

/** What the guardian was to be told is owed again, where they may be told now: there was no word by which it was done. */
function tellAgain(state: CaseState, after: CaseState, id: string, book: DutyBook): void {
  const { untold } = annexOf(state).prohibitions.find((it) => it.id === id) ?? {};
  if (state.status !== 'open' || untold === undefined) return;
  const again = state.duties.filter((duty) => untold.includes(duty.id) && mayBeTold(after, duty));
  oweAgain(state, again, book);
}

/**
 * The prohibition ends: the learner agrees, or it is clearly against the learner's interest. What that guardian had
 * answered counts again at once, and what they were to be told is to be told (core 5).
 */
export const liftProhibition: Decider<'lift-prohibition'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  if (!standing(state, data.prohibitionId)) return refuse('unknown-prohibition', SOURCE);
  if (!isWelfareProfessional(author)) return refuse('assessor-not-entitled', SOURCE);
  book.done('prohibition-review', on, data.prohibitionId);
  const prohibitions = annexOf(state).prohibitions.map((it) =>
    it.id === data.prohibitionId ? { ...it, liftedOn: on } : it,
  );
  const after = withAnnex(state, { prohibitions });
  tellAgain(state, after, data.prohibitionId, book);
  const follows = consequenceOf(state, after, recomputed(state, after), deciding);
  if (follows.consents.length > 0) follow(after, follows, { on, author, book });
  return [draft(book, 'prohibition-lifted', { ...data, follows })];
};

/** It was looked at again and stands; the next look is due as long after. */
export const confirmProhibition: Decider<'confirm-prohibition'> = ({ state, data, on, author, book }) => {
  if (!standing(state, data.prohibitionId)) return refuse('unknown-prohibition', SOURCE);
  if (!isWelfareProfessional(author)) return refuse('assessor-not-entitled', SOURCE);
  book.done('prohibition-review', on, data.prohibitionId);
  const about = { of: 'prohibition', id: data.prohibitionId } as const;
  if (state.status === 'open') book.arm('L-PROHIBITION', on, { ...responsibleFor(state, author), about });
  return [draft(book, 'prohibition-confirmed', data)];
};

/** An address became protected: whom a mail would have invited must be invited by hand. */
function inviteAgain(state: CaseState, { uninvited }: Consequence, { on, author, book }: Following): void {
  const meeting = state.meetings.find((it) => it.status === 'called');
  const waits = meeting?.family.some((id) => !uninvited.includes(id)) === true;
  if (!meeting || !waits || book.open('manual-invitation', meeting.id).length > 0) return;
  const about = { of: 'meeting', id: meeting.id } as const;
  book.arm('L-BY-HAND', on, { ...responsibleFor(state, author), about });
}

/**
 * Whom the directory does not name any more had custody once (core 5): they stay in the case as a parent without it, so
 * that what they answered, are invited to and may see ends like any other lost custody.
 */
function withFormer(state: CaseState, family: FamilyFacts): FamilyFacts {
  if (state.core < 5) return family;
  const named = new Set(family.guardians.map((it) => it.personId));
  const former = (annexOf(state).family?.guardians ?? [])
    .filter((it) => !named.has(it.personId))
    .map((it) => ({ ...it, position: 'parent-not-guardian' as const }));
  return former.length === 0 ? family : { ...family, guardians: [...family.guardians, ...former] };
}

/** A guardian whom the directory did not name as one: of violence each is told (POL 29 §). */
function tellNewGuardians({ state, on, author, book }: Deciding<'update-family'>, after: CaseState): void {
  const known = new Set(guardiansIn(annexOf(state).family ?? undefined).map((it) => it.personId));
  const wereTold = state.duties.some(({ rule }) => rule === 'W-POL29-guardian');
  const isOwed =
    isViolence(state.topic) && (wereTold || (isParty(state, 'school') && state.source !== 'learner'));
  if (!isOwed || known.size === 0) return;
  const told = new Set(book.duties().flatMap((it) => (it.kind === 'tell-guardian' ? [it.about?.id] : [])));
  const guardians = guardiansOf(after).filter(
    ({ personId }) => !known.has(personId) && !told.has(personId) && noPartOf(after, personId) === null,
  );
  const { school } = state.responsible;
  const owing = school
    ? ({ ownerId: school, side: 'school', bound: 'side' } as const)
    : responsibleFor(state, author);
  if (guardians.length > 0) armGuardians({ topic: state.topic, guardians, on, owing }, book);
}

/**
 * What the directory had wrong for a while must not leave anybody untold, nor a prohibition without its review (core 7):
 * what had ended with custody, or with a birthday that was none, is owed again.
 */
function restored(
  deciding: Deciding<'update-family'>,
  after: CaseState,
  stopped: readonly string[],
): { readonly untold?: readonly string[] } {
  const { state, on, author, book } = deciding;
  const waiting = [...(annexOf(state).untold ?? []), ...stopped];
  const mayBeToldNow = state.duties.filter((duty) => waiting.includes(duty.id) && mayBeTold(after, duty));
  if (state.status === 'open') {
    oweAgain(state, mayBeToldNow, book);
    tellNewGuardians(deciding, after);
    for (const { id, liftedOn } of annexOf(state).prohibitions) {
      const isOwed = liftedOn === null && annexOf(state).isAdult && !annexOf(after).isAdult;
      if (isOwed && book.open('prohibition-review', id).length === 0)
        book.arm('L-PROHIBITION', on, { ...responsibleFor(state, author), about: { of: 'prohibition', id } });
    }
  }
  if (waiting.length === 0) return {};
  return { untold: waiting.filter((id) => !mayBeToldNow.some((duty) => duty.id === id)) };
}

/** Custody, protected address or birth date have changed in the directory. */
export const updateFamily: Decider<'update-family'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const family = withFormer(state, data.family);
  if (sameValue(annexOf(state).family, family)) return refuse('family-unchanged', 'GDPR 5');
  const isAdult = staysAdult(annexOf(state), family, on);
  const after = withAnnex(state, { family, isAdult });
  const follows = consequenceOf(state, after, recomputed(state, after), deciding);
  const stopped = stopTelling(after, book);
  const untold = state.core >= 7 ? restored(deciding, after, stopped) : {};
  if (state.status === 'open' && follows.consents.length > 0) follow(after, follows, { on, author, book });
  if (!goesByHand(state) && goesByHand(after)) inviteAgain(state, follows, { on, author, book });
  return [draft(book, 'family-updated', { ...data, family, follows, ...untold })];
};
