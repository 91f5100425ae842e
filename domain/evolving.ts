import type { CaseEvent, CaseEventOf, EventType } from './events.js';
import type { PersonId } from './ids.js';
import { knownAtFirst, madeWith } from './outside-details.js';
import type { Side } from './people.js';
import type { CaseState, OutsideAct, Stage, StageMark } from './state.js';

/** What an event changes besides version, stage and duties. */
export type Change = Partial<CaseState>;
export type Evolver<T extends EventType> = (state: CaseState, event: CaseEventOf<T>) => Change;

/** The stage that a case has come to, unless it had come to it before. */
export function mark(
  state: CaseState,
  event: CaseEvent,
  stage: Stage,
  as: StageMark['state'] = 'reached',
): Change {
  if (state.marks.some((m) => m.stage === stage)) return {};
  return { marks: [...state.marks, { stage, state: as, on: event.happenedOn, by: event.by.personId }] };
}

/** The same list with one of its items changed. */
export function replace<T extends { readonly id: string }>(
  items: readonly T[],
  id: string,
  by: (item: T) => T,
): readonly T[] {
  return items.map((item) => (item.id === id ? by(item) : item));
}

/** The offers of hand-over without that of a side. */
export function withoutHandover(handovers: CaseState['handovers'], side: Side): CaseState['handovers'] {
  const { [side]: _gone, ...rest } = handovers;
  return rest;
}

/** Somebody answers for a side from here on; what was offered on it is void. */
export function succeed(state: CaseState, side: Side, personId: PersonId): Change {
  return {
    responsible: { ...state.responsible, [side]: personId },
    handovers: withoutHandover(state.handovers, side),
  };
}

/** An act towards the outside, with what was known of it at first. */
export function outsideAct(
  state: CaseState,
  {
    data: { actId: id, side, details, makersKept, groundOpen },
    happenedOn: on,
    by: { personId: by },
  }: CaseEventOf<
    'social-services-contacted' | 'child-welfare-reported' | 'police-reported' | 'unborn-child-reported'
  >,
  kind: OutsideAct['kind'],
): Change {
  const said = { ...madeWith({}, makersKept && details), side, ...(groundOpen ? { groundOpen } : {}) };
  return { acts: [...state.acts, { id, kind, on, by, ...said, has: knownAtFirst(details) }] };
}
