import { annexOf } from '../../../../domain/annex.js';
import { hasBegun } from '../../../../domain/consequences.js';
import { agreedItemsOf, isConsented } from '../../../../domain/consent.js';
import { isLive } from '../../../../domain/duties.js';
import { sees } from '../../../../domain/sight.js';
import type { CaseState, Meeting, Member } from '../../../../domain/state.js';
import { SIDES } from '../../../../domain/people.js';
import { EVERYBODY } from '../cast.js';
import { passing, standing, type Passing, type Standing } from './must.js';

/**
 * Whether somebody has no part in a case: said a second time, without the functions that decide it. A guardian whom the
 * learner has forbidden; a parent who is no guardian; every parent once the learner is of age.
 */
export function keptOut(state: CaseState, personId: string): boolean {
  const { family, isAdult, prohibitions } = annexOf(state);
  if (prohibitions.some((it) => it.guardianId === personId && it.liftedOn === null)) return true;
  const parent = family?.guardians.find((it) => it.personId === personId);
  return parent !== undefined && (isAdult || parent.position !== 'guardian');
}

function withPart(state: CaseState): readonly string[] {
  const ids = (annexOf(state).family?.guardians ?? []).map((it) => it.personId as string);
  return ids.filter((id) => !keptOut(state, id));
}

function called(state: CaseState): readonly Meeting[] {
  return state.meetings.filter((m) => m.status === 'called');
}

function agrees(member: Member, state: CaseState): boolean {
  const { isAdult } = annexOf(state);
  return member.answers.some(
    ({ by, byRole, answer }) =>
      answer !== 'refused' && !keptOut(state, by) && (byRole === 'learner' || !isAdult),
  );
}

function parents(state: CaseState): readonly string[] {
  return (annexOf(state).family?.guardians ?? []).map((it) => it.personId);
}

/** Guardians, prohibition, age, consent. */
export const OF_THE_FAMILY: readonly Standing[] = [
  standing('nobody is invited who has no part in the case', (state) =>
    called(state).every((m) => m.family.every((id) => !keptOut(state, id))),
  ),
  standing('a family whose address is protected is invited by hand', (state) => {
    const { family } = annexOf(state);
    const hidden = family?.addressProtected || family?.guardians.some((it) => it.addressProtected);
    return called(state).every(
      (m) =>
        !hidden ||
        m.family.length === 0 ||
        state.duties.some((d) => d.kind === 'manual-invitation' && d.about?.id === m.id),
    );
  }),
  standing('nobody waits to tell a guardian who may not be told', (state) =>
    state.status !== 'open'
      ? true
      : state.duties.every(
          (d) => !isLive(d) || d.kind !== 'tell-guardian' || !d.about || !keptOut(state, d.about.id),
        ),
  ),
  standing('nobody waits to tell guardians when there is none who may be told', (state) =>
    state.status !== 'open' ||
    parents(state).length === 0 ||
    !parents(state).every((id) => keptOut(state, id))
      ? true
      : !state.duties.some((d) => isLive(d) && d.kind === 'tell-guardian'),
  ),
  standing('every consent that stands was given by somebody who has part in the case', (state) =>
    state.status !== 'open' ? true : state.members.every((m) => !isConsented(m.consent) || agrees(m, state)),
  ),
  standing('the learner is never kept out of their own case', (state) => !keptOut(state, state.learnerId)),
  standing('on the 18th birthday the learner is of age', (state, { today }) => {
    const { family, isAdult } = annexOf(state);
    return state.status !== 'open' || !family?.adultOn || isAdult === family.adultOn <= today;
  }),
  standing('a member from outside is only there by itemised written consent', (state) =>
    state.members.every(
      (m) =>
        !m.external ||
        !isConsented(m.consent) ||
        ((agreedItemsOf(state, m) ?? []).length > 0 &&
          m.answers.some((a) => a.answer !== 'refused' && (a.way === 'signed' || a.way === 'link'))),
    ),
  ),
  standing('no member from outside is invited without a consent that stands', (state) =>
    called(state).every((meeting) =>
      state.members.every(
        (m) =>
          !m.external ||
          isConsented(m.consent) ||
          // To a meeting at home the family brings whom it wants.
          ![...meeting.staff, ...(meeting.kind === 'home-meeting' ? [] : meeting.family)].includes(
            m.personId,
          ),
      ),
    ),
  ),
  // One that has begun is recorded by whoever was called to it.
  standing('only members by consent are invited to a group', (state, life) =>
    called(state).every(
      (meeting) =>
        meeting.kind === 'home-meeting' ||
        hasBegun(meeting, life) ||
        meeting.staff.every((id) => state.members.some((m) => m.personId === id && isConsented(m.consent))),
    ),
  ),
  standing('in pre-primary education no consent stands without a guardian', (state) => {
    const { family, isAdult } = annexOf(state);
    if (!family?.prePrimary || isAdult || state.status !== 'open') return true;
    return state.members.every(
      (m) =>
        !isConsented(m.consent) || m.answers.some((a) => a.byRole !== 'learner' && a.answer !== 'refused'),
    );
  }),
];

/** Owns nothing, answers for nothing, has raised nothing, is asked nothing: membership alone let this person see. */
function onlyMember(state: CaseState, { personId }: Member): boolean {
  return (
    SIDES.every((side) => state.responsible[side] !== personId && state.handovers[side]?.toId !== personId) &&
    state.raisedBy.personId !== personId &&
    !state.duties.some((d) => isLive(d) && d.ownerId === personId)
  );
}

const MEMBERS_WORK: ReadonlySet<string> = new Set(['action', 'return-step', 'advice-answer']);

function lost(before: CaseState | null, after: CaseState): readonly Member[] {
  return after.members.filter((m) => {
    const was = before?.members.find((it) => it.id === m.id);
    return was !== undefined && isConsented(was.consent) && !isConsented(m.consent);
  });
}

/** What an event may do to those who have part. */
export const OF_MEMBERSHIP: readonly Passing[] = [
  passing('when a consent ends, access ends with the same event', ({ before, after }) =>
    lost(before, after).every((member) => {
      const player = EVERYBODY.find((it) => it.personId === member.personId);
      const post = player?.role === 'coordinator' || player?.role === 'supervisor';
      return !player || post || !onlyMember(after, member) || sees(player.actor, after) === null;
    }),
  ),
  passing(
    'when a consent ends, what the member was to do passes on',
    ({ before, after }) =>
      after.status !== 'open' ||
      lost(before, after).every((member) =>
        after.duties.every(
          (d) =>
            d.status !== 'open' ||
            !MEMBERS_WORK.has(d.kind) ||
            d.ownerId !== member.personId ||
            SIDES.some((side) => after.responsible[side] === member.personId),
        ),
      ),
  ),
  passing('a guardian who has no part changes no consent', ({ before, event, after }) =>
    event.type !== 'consent-recorded' || !keptOut(after, event.data.by)
      ? true
      : after.members.every((m) => before?.members.find((it) => it.id === m.id)?.consent === m.consent),
  ),
  passing(
    'the case goes on without a guardian only while another has part, and turns nobody’s no into a yes',
    ({ before, event, after }) => {
      if (!before || event.type !== 'went-on-without-guardian') return true;
      const { guardianId, follows } = event.data;
      const others = withPart(before).filter((id) => id !== guardianId);
      const gone = new Set<string>(annexOf(before).goneOnWithout?.map((it) => it.guardianId));
      const waited = follows.consents.every(
        ({ memberId }) => before.members.find((m) => m.id === memberId)?.consent === 'requested',
      );
      return (
        withPart(before).includes(guardianId) &&
        others.some((id) => !gone.has(id)) &&
        waited &&
        withPart(after).length === withPart(before).length
      );
    },
  ),
  passing('nobody who has no part is asked, told, or reached', ({ before, event }) => {
    if (!before) return true;
    switch (event.type) {
      case 'consent-requested':
        return event.data.askedOf.every((id) => !keptOut(before, id));
      case 'guardian-told':
        return event.data.guardianId === undefined || !keptOut(before, event.data.guardianId);
      case 'entries-published':
        return event.data.toIds.every((id) => !keptOut(before, id));
      case 'contact-ways-agreed':
        return !keptOut(before, event.data.personId);
      case 'consent-recorded':
      case 'consent-withdrawn':
      case 'transfer-consent-recorded':
        return !keptOut(before, event.data.by);
      default:
        return true;
    }
  }),
  passing(
    'student welfare data goes to the next school only by a consent that stands',
    ({ before, event }) => {
      if (!before || event.type !== 'package-sent' || event.data.package !== 'welfare') return true;
      const transfer = annexOf(before).transfers.find((it) => it.id === event.data.transferId);
      const { isAdult, capacity } = annexOf(before);
      return (transfer?.answers ?? []).some(
        ({ by, byRole, answer }) =>
          answer !== 'refused' &&
          (byRole === 'learner' ? capacity !== 'with-guardian' : !isAdult && !keptOut(before, by)),
      );
    },
  ),
  passing(
    'a responsible person whose own consent is taken back hands over to the group that goes on',
    ({ before, event, after }) => {
      if (!before || event.type !== 'consent-withdrawn' || after.status !== 'open') return true;
      const by = (state: CaseState, id: string) =>
        state.members.some((m) => m.personId === id && isConsented(m.consent));
      const met = after.meetings.some((m) => m.kind !== 'home-meeting' && m.status === 'held');
      if (!met || !after.members.some((m) => isConsented(m.consent))) return true;
      return SIDES.every((side) => {
        const owner = after.responsible[side];
        if (!owner || !by(before, owner) || by(after, owner)) return true;
        return after.duties.some((d) => isLive(d) && d.kind === 'successor' && d.ownerId === owner);
      });
    },
  ),
  passing(
    'a learner’s no keeps student welfare data here, whatever a guardian says later',
    ({ before, event }) => {
      if (!before || event.type !== 'package-sent' || event.data.package !== 'welfare') return true;
      const { capacity, transfers, family } = annexOf(before);
      const answers = transfers.find((it) => it.id === event.data.transferId)?.answers ?? [];
      const own = answers.findLast(({ byRole }) => byRole === 'learner');
      return own?.answer !== 'refused' || capacity === 'with-guardian' || family?.prePrimary === true;
    },
  ),
];
