import type { FamilyFacts } from './branch-commands.js';
import { BRANCH_EVOLVERS } from './evolve-branches.js';
import { GROUP_EVOLVERS } from './evolve-group.js';
import {
  mark,
  outsideAct,
  replace,
  succeed,
  withoutHandover,
  type Change,
  type Evolver,
} from './evolving.js';
import { annexOf } from './annex.js';
import { completedAct } from './outside-details.js';
import { isLive } from './duties.js';
import { applyDutyChange } from './evolve-duties.js';
import type { CaseEvent, CaseEventOf, EventType } from './events.js';
import type { CaseState, Handover, Offer } from './state.js';

/** Offers once another is made: the one that gives way says so. Before core 3 it was forgotten. */
function givenWay(
  offers: readonly Offer[],
  replaces: string | undefined,
  on: Offer['offeredOn'],
): readonly Offer[] {
  if (replaces === undefined) return offers.filter((o) => o.outcome !== null);
  return offers.map((o) =>
    o.id === replaces && o.outcome === null ? { ...o, outcome: 'replaced', outcomeOn: on } : o,
  );
}

const EVOLVERS: { readonly [T in Exclude<EventType, 'concern-raised'>]: Evolver<T> } = {
  ...BRANCH_EVOLVERS,
  'discussion-offered': (state, { data, happenedOn }) => {
    const { offerId: id, withId, on, minute, told, inTime, replaces, recordedOn, agreedOn } = data;
    const offer = {
      id,
      withId,
      on,
      minute,
      told,
      inTime,
      offeredOn: happenedOn,
      outcome: null,
      outcomeOn: null,
      ...(recordedOn ? { recordedOn } : {}),
      ...(agreedOn ? { agreedOn } : {}),
    };
    // A new time takes the place of one that nobody has come to yet.
    return { offers: [...givenWay(state.offers, replaces, happenedOn), offer] };
  },
  'discussion-recorded': (state, event) => {
    const { offerId, outcome } = event.data;
    const offers = replace(state.offers, offerId, (o) => ({ ...o, outcome, outcomeOn: event.happenedOn }));
    return { offers, ...(outcome === 'held' ? mark(state, event, 'discussion') : {}) };
  },
  'discussion-declined': (state, event) => mark(state, event, 'discussion', 'skipped'),
  'lateness-explained': () => ({}),
  'side-joined': (state, { data }) => ({
    responsible: { ...state.responsible, [data.side]: data.responsibleId },
  }),
  ...GROUP_EVOLVERS,
  'action-completed': (state, event) => ({
    actions: replace(state.actions, event.data.actionId, (a) => ({ ...a, doneOn: event.happenedOn })),
  }),
  'case-closed': (state, event) => ({
    status: 'closed',
    closing: {
      ...{ reason: event.data.reason, told: event.data.told, on: event.happenedOn },
      ...(event.data.left ? { left: event.data.left } : {}),
      ...(event.data.consentsEnd ? { consentsEnd: true } : {}),
    },
    handovers: {},
    meetings: state.meetings.map((m) => (m.status === 'called' ? { ...m, status: 'cancelled' } : m)),
    ...mark(state, event, 'closed'),
  }),
  'case-reopened': (state) => ({
    status: 'open',
    closing: null,
    marks: state.marks.filter((m) => m.stage !== 'closed'),
  }),
  'social-services-contacted': (state, event) => outsideAct(state, event, 'contact-social-services'),
  'child-welfare-reported': (state, event) => outsideAct(state, event, 'report-child-welfare'),
  'outside-act-completed': (state, { data }) => ({
    acts: replace(state.acts, data.actId, (act) => completedAct(act, data)),
  }),
  'handover-offered': (state, { data }) => ({ handovers: offered(state, data.handover) }),
  'handover-accepted': (state, { data }) => succeed(state, data.side, data.toId),
  'handover-refused': (state, { data }) => ({ handovers: withoutHandover(state.handovers, data.side) }),
  'handover-expired': (state, { data }) => succeed(state, data.side, data.toId),
  'responsible-reassigned': (state, { data }) => succeed(state, data.side, data.toId),
  'fact-corrected': (_state, { data: { fact, since } }) => {
    if (fact.name === 'requested-on') return { requestedOn: fact.value };
    if (fact.name === 'urgent') return { urgent: fact.value, ...(since ? { urgentOn: since } : {}) };
    return { schoolId: fact.value, rulesId: fact.rulesId };
  },
  'case-voided': () => ({ status: 'void', handovers: {} }),
  'rules-adopted': (_state, { data }) => ({ rulesId: data.rulesId }),
  'duty-fell-due': () => ({}),
  'reminder-prepared': () => ({}),
  'decision-lost': () => ({}),
  'gap-recorded': () => ({}),
};

/** Every type an event of the log can have. */
export const EVENT_TYPES: readonly string[] = ['concern-raised', ...Object.keys(EVOLVERS)];

function offered(state: CaseState, handover: Handover): CaseState['handovers'] {
  return { ...state.handovers, [handover.side]: handover };
}

/** Closed and owing nothing, or closed and owing: follows from the duties alone. */
function settled({ status, duties }: CaseState): CaseState['status'] {
  if (status !== 'closed' && status !== 'aftercare') return status;
  return duties.some(isLive) ? 'aftercare' : 'closed';
}

function isAdultOn({ adultOn }: FamilyFacts, event: CaseEventOf<'concern-raised'>): boolean {
  return adultOn !== null && adultOn <= event.happenedOn;
}

function born(event: CaseEventOf<'concern-raised'>, caseId: CaseState['caseId']): CaseState {
  const { data } = event;
  return {
    schema: 1,
    core: data.core,
    caseId,
    ref: data.ref,
    learnerId: data.learnerId,
    schoolId: data.schoolId,
    rulesId: data.rulesId,
    version: 0,
    lastAt: event.at,
    status: 'open',
    stage: 'concern',
    urgent: data.urgent,
    source: data.source,
    topic: data.topic,
    requestedOn: event.happenedOn,
    openedAt: event.at,
    raisedBy: event.by,
    responsible: data.responsible,
    duties: [],
    offers: [],
    members: [],
    meetings: [],
    actions: [],
    acts: [],
    handovers: {},
    marks: [{ stage: 'concern', state: 'reached', on: event.happenedOn, by: event.by.personId }],
    closing: null,
    ...(data.family
      ? { annex: { ...annexOf({}), family: data.family, isAdult: isAdultOn(data.family, event) } }
      : {}),
  };
}

function change<T extends Exclude<EventType, 'concern-raised'>>(
  state: CaseState,
  event: CaseEventOf<T>,
): Change {
  // The table pairs each type with its own rule; TypeScript cannot carry that pairing through an index.
  return (EVOLVERS[event.type] as Evolver<T>)(state, event);
}

/** What an event makes of a case besides its duties, its stage and its place in the log. */
function changeBy(state: CaseState, event: CaseEvent): Change {
  return event.type === 'concern-raised'
    ? {}
    : change(state, event as CaseEventOf<Exclude<EventType, 'concern-raised'>>);
}

/**
 * The next state of a case. Total: any event in any state gives a state, and nothing is thrown.
 * The first event makes the state; an event before it gives null.
 */
export function evolve(
  state: CaseState | null,
  event: CaseEvent,
  caseId: CaseState['caseId'],
): CaseState | null {
  return fold([event], caseId, state);
}

type Own = { -readonly [K in keyof CaseState]: CaseState[K] };

/**
 * A case is its log: the state after these events, one after the other as `evolve` says.
 *
 * 1. What is handed in is never changed: the state is copied once, and this copy is nobody else's until it is returned.
 * 2. No rule of an event keeps the state it is shown: it answers with what changes, made anew.
 */
export function fold(
  events: readonly CaseEvent[],
  caseId: CaseState['caseId'],
  from: CaseState | null = null,
): CaseState | null {
  let own: Own | null = null;
  for (const event of events) {
    if (event.type === 'concern-raised') own = born(event, caseId);
    else if (!own && from) own = { ...from };
    if (!own) continue;
    Object.assign(own, changeBy(own, event));
    if (event.duties) own.duties = event.duties.reduce(applyDutyChange, own.duties);
    if (event.stage) own.stage = event.stage;
    own.version = event.seq;
    own.lastAt = event.at;
    own.status = settled(own);
  }
  return own ?? from;
}
