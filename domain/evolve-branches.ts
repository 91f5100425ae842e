import { annexOf, staysAdult, type Annex } from './annex.js';
import type { BranchEvents, ConsentChange, Consequence } from './branch-events.js';
import { withConsents, withoutUninvited } from './consequences.js';
import type { CaseState, Member } from './state.js';
import { glassesOf } from './glass.js';
import type { CivilDate } from './time/civil-date.js';
import { outsideAct, type Change, type Evolver } from './evolving.js';
import { entryOf } from './report.js';
import { withoutGuardian } from './unreached.js';

function annexed(state: CaseState, change: Partial<Annex>): Change {
  return { annex: { ...annexOf(state), ...change } };
}

/** Consents and meetings after what followed from the event. */
export function following(state: CaseState, follows: Consequence, on: CivilDate): Change {
  return {
    members: withConsents(state.members, follows.consents, on),
    meetings: withoutUninvited(state.meetings, follows),
  };
}

function ended<T extends { readonly id: string }>(items: readonly T[], id: string, change: Partial<T>): T[] {
  return items.map((item) => (item.id === id ? { ...item, ...change } : item));
}

/** Who looked at consents by age: the learner's own answers stay, all others are asked anew from the learner. */
function ofAge(state: CaseState, untold?: readonly string[]): Change {
  const lifted = annexOf(state).prohibitions;
  return annexed(state, { isAdult: true, prohibitions: lifted, ...(untold ? { untold } : {}) });
}

const nothing = (): Change => ({});

export const BRANCH_EVOLVERS: { readonly [T in keyof BranchEvents]: Evolver<T> } = {
  'learner-told': nothing,
  'guardian-told': nothing,
  'guardian-left-untold': nothing,
  'consent-withdrawn': (state, { data, happenedOn }) => following(state, data.follows, happenedOn),
  'consent-expired': (state, { data, happenedOn }) => following(state, data.follows, happenedOn),
  'talk-wanted': nothing,
  'basis-assessed': nothing,
  'conflict-settled': (state, { data, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...(data.outcome === 'learner-decides' ? annexed(state, { capacity: 'learner-alone' }) : {}),
  }),
  'went-on-without-guardian': (state, event) => {
    const followed = following(state, event.data.follows, event.happenedOn);
    return { ...followed, ...withoutGuardian(state, followed.members ?? state.members, event) };
  },
  'capacity-noted': (state, { data, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...annexed(state, { capacity: data.capacity }),
  }),
  'guardian-prohibited': (state, { data, by, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...annexed(state, {
      prohibitions: [
        ...annexOf(state).prohibitions,
        {
          id: data.prohibitionId,
          guardianId: data.guardianId,
          scope: data.scope,
          by,
          on: happenedOn,
          liftedOn: null,
          ...(data.untold ? { untold: data.untold } : {}),
        },
      ],
    }),
  }),
  'prohibition-lifted': (state, { data, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...annexed(state, {
      prohibitions: ended(annexOf(state).prohibitions, data.prohibitionId, { liftedOn: happenedOn }),
    }),
  }),
  'prohibition-confirmed': nothing,
  'contact-ways-agreed': (state, { data, happenedOn }) => {
    const { personId, channels, never } = data;
    const others = annexOf(state).contactWays.filter((it) => it.personId !== personId);
    return annexed(state, { contactWays: [...others, { personId, channels, never, on: happenedOn }] });
  },
  'invited-by-hand': nothing,
  'family-updated': (state, { data, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...annexed(state, {
      family: data.family,
      isAdult: staysAdult(annexOf(state), data.family, happenedOn),
      ...(data.untold ? { untold: data.untold } : {}),
    }),
  }),
  'surroundings-updated': (state, { data }) => annexed(state, { surroundings: data.surroundings }),
  'learner-came-of-age': (state, { data, happenedOn }) => ({
    ...following(state, data.follows, happenedOn),
    ...ofAge(state, data.untold),
  }),
  'joint-contact-proposed': nothing,
  'joint-contact-failed': nothing,
  'police-reported': (state, event) => outsideAct(state, event, 'report-to-police'),
  'unborn-child-reported': (state, event) => outsideAct(state, event, 'report-unborn-child'),
  'services-guided': nothing,
  'need-noted': nothing,
  'response-recorded': nothing,
  'form-printed': nothing,
  'advice-asked': (state, { data, by, happenedOn }) => {
    const { advice, disclosures } = annexOf(state);
    const asked = { id: data.adviceId, role: data.role, askedOn: happenedOn, answeredOn: null };
    // What was told for the advice was given to somebody outside the group: that is a disclosure.
    const given = {
      ...{ id: `l${disclosures.length + 1}`, ground: 'OHL-19-advice' as const, on: happenedOn, by },
      ...{ recipientTextId: null, whatTextId: data.told.textId, reasonTextId: null },
    };
    return annexed(state, { advice: [...advice, asked], disclosures: [...disclosures, given] });
  },
  'advice-recorded': (state, { data, happenedOn }) =>
    annexed(state, { advice: ended(annexOf(state).advice, data.adviceId, { answeredOn: happenedOn }) }),
  'disclosure-recorded': (state, { data, by, happenedOn }) => {
    const { disclosureId: id, ground } = data;
    const given = {
      ...{ id, ground, on: happenedOn, by, recipientTextId: data.recipient.textId },
      ...{ whatTextId: data.what.textId, reasonTextId: data.reason.textId },
    };
    return annexed(state, { disclosures: [...annexOf(state).disclosures, given] });
  },
  'causes-recorded': nothing,
  'turn-recorded': (state, { data }) => {
    const { turnId: id, kind, from, until } = data;
    const turn = { id, kind, from, until: until ?? null, endedOn: null };
    return annexed(state, { turns: [...annexOf(state).turns, turn] });
  },
  'turn-ended': (state, { data, happenedOn }) =>
    annexed(state, { turns: ended(annexOf(state).turns, data.turnId, { endedOn: happenedOn }) }),
  'support-planned': nothing,
  'return-planned': (state, { data }) => {
    const steps = data.steps.map(({ stepId: id, on, ownerId, what }) => ({
      ...{ id, on, ownerId, textId: what.textId, doneOn: null },
    }));
    return annexed(state, { returnSteps: [...annexOf(state).returnSteps, ...steps] });
  },
  'return-step-completed': (state, { data, happenedOn }) =>
    annexed(state, { returnSteps: ended(annexOf(state).returnSteps, data.stepId, { doneOn: happenedOn }) }),
  'service-changed': nothing,
  'transfer-planned': (state, { data }) => {
    const transfer = {
      ...{ id: data.transferId, kind: data.kind, movesOn: data.movesOn, toUnitId: data.toUnitId ?? null },
      ...{ teachingSentOn: null, answers: [], welfareSentOn: null, acceptedOn: null },
    };
    return annexed(state, { transfers: [...annexOf(state).transfers, transfer] });
  },
  'transfer-consent-recorded': (state, { data, happenedOn: on }) => {
    const { transferId, ...said } = data;
    return annexed(state, {
      transfers: annexOf(state).transfers.map((it) =>
        it.id === transferId ? { ...it, answers: [...it.answers, { ...said, on }] } : it,
      ),
    });
  },
  'package-sent': (state, { data, happenedOn }) =>
    annexed(state, {
      transfers: ended(
        annexOf(state).transfers,
        data.transferId,
        data.package === 'teaching' ? { teachingSentOn: happenedOn } : { welfareSentOn: happenedOn },
      ),
    }),
  'transfer-confirmed': (state, { data, happenedOn }) =>
    annexed(state, {
      transfers: ended(annexOf(state).transfers, data.transferId, { acceptedOn: happenedOn }),
    }),
  'transfer-cancelled': (state, { data, happenedOn }) =>
    annexed(state, {
      transfers: ended(annexOf(state).transfers, data.transferId, { cancelledOn: happenedOn }),
    }),
  'entry-written': (state, { data, by, happenedOn: on }) =>
    annexed(state, { entries: [...annexOf(state).entries, entryOf(data, { id: data.entryId, on, by })] }),
  'entry-corrected': (state, { data, by, happenedOn }) => {
    const { entries } = annexOf(state);
    const original = entries.find((entry) => entry.id === data.corrects);
    if (!original) return {};
    const { part, meetingId } = original;
    const entry = {
      ...{ id: data.entryId, part, on: happenedOn, by, textId: data.text.textId, reference: null },
      ...{ meetingId, corrects: data.corrects, publishedTo: [] },
    };
    return annexed(state, { entries: [...entries, entry] });
  },
  'entries-published': (state, { data }) =>
    annexed(state, {
      entries: annexOf(state).entries.map((entry) =>
        data.entryIds.includes(entry.id)
          ? { ...entry, publishedTo: [...new Set([...entry.publishedTo, ...data.toIds])] }
          : entry,
      ),
    }),
  'other-side-contacted': nothing,
  'situation-shared': (state, { data, happenedOn }) => {
    const fresh = data.parts.map(({ part, text }) => ({ part, textId: text.textId, on: happenedOn }));
    const others = annexOf(state).situation.filter((it) => !fresh.some((one) => one.part === it.part));
    return annexed(state, { situation: [...others, ...fresh] });
  },
  'responsibilities-divided': (state, { data }) => annexed(state, { division: data.tasks }),
  'duty-paused': nothing,
  'duty-resumed': nothing,
  'due-date-set': nothing,
  'glass-broken': (state, { data, by, at }) => {
    // Only a person breaks it: a system has no emergency.
    if (by.personId === null) return {};
    const { glassId: id, side, reasonCode: reason, until } = data;
    const why = { reason, reasonTextId: data.reason.textId };
    const broken = { id, personId: by.personId, side, ...why, from: at, until };
    return annexed(state, { glasses: [...glassesOf(state), { ...broken, isOver: false, reviewedOn: null }] });
  },
  'glass-mended': (state, { data }) =>
    annexed(state, { glasses: ended(glassesOf(state), data.glassId, { isOver: true }) }),
  'glass-reviewed': (state, { data, happenedOn }) =>
    annexed(state, {
      glasses: ended(glassesOf(state), data.glassId, { isOver: true, reviewedOn: happenedOn }),
    }),
};

function atAgeAfterWithdrawal({ id, withdrawnBy }: Member): ConsentChange[] {
  return withdrawnBy === 'learner' ? [] : [{ memberId: id, consent: 'requested', cleared: true }];
}

/** How the 18th birthday changes each member's consent: only what the learner said counts from here on. */
export function consentsAtAge(state: CaseState): readonly ConsentChange[] {
  return state.members.flatMap((member): ConsentChange[] => {
    const own = member.answers.findLast((answer) => answer.byRole === 'learner');
    // What the learner took back stays so (core 4), and a guardian's taking back says nothing of the learner's will.
    if (member.consent === 'withdrawn') return atAgeAfterWithdrawal(member);
    if (own) return own.answer === member.consent ? [] : [{ memberId: member.id, consent: own.answer }];
    if (member.consent === 'proposed' || member.consent === 'requested') return [];
    return [{ memberId: member.id, consent: 'requested', cleared: true }];
  });
}
