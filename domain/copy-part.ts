import { annexOf } from './annex.js';
import type { DisclosureGround } from './codes.js';
import type { CopyRight, Withheld } from './data-subject.js';
import type { Duty } from './duties.js';
import { dutyOf, statusShown, toldBy } from './duty-sight.js';
import type { CaseEvent, EventType } from './events.js';
import type { DutyKind } from './rules.js';
import type { Relation } from './sight.js';
import type { CaseState } from './state.js';

/* What of a case stands in a copy. Contract: whatever is left out is left out everywhere it shows: the state, the log, the
 * promises, what the access log tells of it. What is not known to be told is not told. */

/** A copy with the acts of which its receiver was told. */
export interface CopyPart extends CopyRight {
  readonly toldActs: ReadonlySet<string>;
}

/** Of whom an act says that they were told. */
function wasTold(as: CopyRight['as'], told: string): boolean {
  return (
    told === 'both' || (as === 'guardian' ? told === 'guardian' : told === 'child' || told === 'learner')
  );
}

/** What a copy shows, with the log it is made from. */
export function copyPart(right: CopyRight, log: readonly CaseEvent[]): CopyPart {
  const told = log.flatMap((event) => {
    if (event.type === 'child-welfare-reported')
      return wasTold(right.as, event.data.told) ? [event.data.actId] : [];
    if (event.type === 'social-services-contacted')
      return wasTold(right.as, event.data.jointly) ? [event.data.actId] : [];
    return [];
  });
  return { ...right, toldActs: new Set(told) };
}

function leavesOut(copy: CopyPart, what: Withheld): boolean {
  return copy.withheld.includes(what);
}

/** Whether a copy shows an act towards the outside. */
export function givesAct(copy: CopyPart, actId: string): boolean {
  return !leavesOut(copy, 'untold-acts') || copy.toldActs.has(actId);
}

const NEVER_TOLD: ReadonlySet<DutyKind> = new Set<DutyKind>(['child-welfare-report', 'police-report']);

/** As what a copy leaves a promise out; null: it shows. What it tells of is said once, in `duty-sight.ts`. */
function withheldAs(duty: Duty): Withheld | null {
  switch (toldBy(duty)) {
    case 'acts':
    case 'access':
      return 'untold-acts';
    case 'family':
      // Given by hand: somebody's address is protected.
      return duty.kind === 'manual-invitation' ? 'other-people' : 'prohibitions';
    default:
      return null;
  }
}

function givesDutyOf(copy: CopyPart, state: CaseState, dutyId: string): boolean {
  const duty = state.duties.find((it) => it.id === dutyId);
  return duty !== undefined && givesDuty(copy, duty, state);
}

/** Whether a copy shows a promise; one about another promise as that one is shown. */
export function givesDuty(copy: CopyPart, duty: Duty, state: CaseState): boolean {
  const { kind, about } = duty;
  // Nobody waits any more to tell a guardian: because of what was reported, or because the learner forbids it.
  if (kind === 'tell-guardian' && duty.status === 'cancelled')
    return !leavesOut(copy, 'untold-acts') && !leavesOut(copy, 'prohibitions');
  // Whoever was told of a report was not told that a crime is suspected, perhaps of them.
  if (NEVER_TOLD.has(kind)) return !leavesOut(copy, 'untold-acts');
  if (about?.of === 'act') return givesAct(copy, about.id);
  if (about?.of === 'duty') return about.id !== duty.id && givesDutyOf(copy, state, about.id);
  const what = withheldAs(duty);
  return what === null || !leavesOut(copy, what);
}

/** Grounds of what was given to authorities. */
const TO_AUTHORITIES: ReadonlySet<DisclosureGround> = new Set<DisclosureGround>([
  'LSL-25',
  'LSL-25a',
  'LSL-25-police',
  'authority-request',
]);

/** Whether a copy shows a disclosure. An act towards the outside stands in the list of disclosures under its own id. */
export function givesDisclosure(
  copy: CopyPart,
  given: { readonly id: string; readonly ground: DisclosureGround },
): boolean {
  return !TO_AUTHORITIES.has(given.ground) || givesAct(copy, given.id);
}

/** Events that a part of a copy's withheld things stands in, whatever they say. */
const HIDDEN: Readonly<Record<Withheld, ReadonlySet<EventType>>> = {
  'untold-acts': new Set<EventType>([
    ...(['joint-contact-proposed', 'joint-contact-failed', 'police-reported'] as const),
    ...(['unborn-child-reported', 'glass-broken', 'glass-mended', 'glass-reviewed'] as const),
    // What is still lawful without consent may be a report that is being considered; always, or its absence would tell.
    'basis-assessed',
    'guardian-left-untold',
  ]),
  prohibitions: new Set<EventType>(['guardian-prohibited', 'prohibition-lifted', 'prohibition-confirmed']),
  // What the directory tells of guardians: addresses that are protected, languages, who lives where.
  'other-people': new Set<EventType>(['family-updated', 'surroundings-updated', 'invited-by-hand']),
};

/** Whether a copy shows an entry of the log. */
export function givesEvent(copy: CopyPart, event: CaseEvent, state: CaseState): boolean {
  if (copy.withheld.some((what) => HIDDEN[what].has(event.type))) return false;
  switch (event.type) {
    case 'social-services-contacted':
    case 'child-welfare-reported':
    case 'outside-act-completed':
    case 'form-printed':
      return givesAct(copy, event.data.actId);
    case 'disclosure-recorded':
      return givesDisclosure(copy, { id: event.data.disclosureId, ground: event.data.ground });
    case 'contact-ways-agreed':
      return event.data.personId === copy.personId;
    // Traces of a restored store: they say nothing of the learner.
    case 'decision-lost':
    case 'gap-recorded':
      return false;
    default: {
      const dutyId = dutyOf(event);
      return dutyId === null || givesDutyOf(copy, state, dutyId);
    }
  }
}

/**
 * Whether a copy shows that somebody of the family was invited: whoever is invited no more was perhaps forbidden. The
 * learner, and whom the copy is for, always.
 */
export function givesInvited(copy: CopyPart, personId: string, state: CaseState): boolean {
  return !leavesOut(copy, 'prohibitions') || personId === state.learnerId || personId === copy.personId;
}

/** The state with what a copy shows, and nothing else. */
export function givenState(copy: CopyPart, state: CaseState): CaseState {
  const annex = annexOf(state);
  const { glasses: _glasses, surroundings: _surroundings, ...rest } = annex;
  const duties = state.duties.filter((it) => givesDuty(copy, it, state));
  return {
    ...state,
    status: statusShown({ status: state.status, duties }),
    duties,
    acts: state.acts.filter((it) => givesAct(copy, it.id)),
    meetings: state.meetings.map((it) => ({
      ...it,
      family: it.family.filter((id) => givesInvited(copy, id, state)),
    })),
    annex: {
      ...rest,
      family: null,
      contactWays: annex.contactWays.filter((it) => it.personId === copy.personId),
      prohibitions: leavesOut(copy, 'prohibitions') ? [] : annex.prohibitions,
      disclosures: annex.disclosures.filter((it) => givesDisclosure(copy, it)),
    },
  };
}

/**
 * Whether a copy shows a row of the access log. A look at the paper of an act tells that there is one, a look in an
 * emergency that there was one, and what another was given may be more than this receiver is.
 */
export function givesLook(
  copy: CopyPart,
  look: {
    readonly kind: string;
    readonly givenTo?: { readonly personId: string };
    readonly rights: readonly { readonly relation: Relation }[];
  },
): boolean {
  if (!leavesOut(copy, 'untold-acts')) return true;
  if (copy.as === 'guardian' && look.givenTo !== undefined && look.givenTo.personId !== copy.personId)
    return false;
  return look.kind !== 'print' && !look.rights.some((it) => BESIDE.has(it.relation));
}

/** By which one looks at what is told to nobody. */
const BESIDE: ReadonlySet<Relation> = new Set<Relation>(['own-act', 'break-glass']);
