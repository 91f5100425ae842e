import { isMember } from './consent.js';
import { isLive } from './duties.js';
import { openGlassOf } from './glass.js';
import type { PersonId } from './ids.js';
import type { Actor, HeldRole } from './people.js';
import { postHere } from './permissions.js';
import type { CaseState, ConsentState, Member } from './state.js';
import type { Instant } from './time/instant.js';

/** Parts of a case that are shown or not as a whole. */
export const SECTIONS = [
  'head',
  'people',
  'duties',
  'discussion',
  'consents',
  'meetings',
  'acts',
  'timeline',
  'texts',
  'report',
  'plans',
  'family',
  'disclosures',
  'access',
] as const;
export type Section = (typeof SECTIONS)[number];

/** One way to be related to a case, what it lets see, and why. */
export interface Sight {
  readonly sections: readonly Section[];
  readonly source: string;
}

/** Who sees what of a case, and why: the one table. */
export const SIGHTS = {
  /** The responsible person of a side writes and reads the whole record. */
  responsible: { sections: SECTIONS, source: 'R5, OHL 20 §' },
  /** A member by consent, for as long as the consent stands; acts towards the outside only as far as told. */
  member: {
    sections: ['head', 'people', 'duties', 'consents', 'meetings', 'timeline', 'texts', 'report', 'plans'],
    source: 'R5, OHL 19 §',
  },
  /** Whoever is asked to take over must see what it is. */
  receiver: { sections: ['head', 'people', 'duties', 'timeline'], source: 'R2, OHL 22 §' },
  /** The owner of an open duty sees what the duty needs. */
  owner: { sections: ['head', 'duties', 'meetings'], source: 'R2, OHL 22 §' },
  /** Whoever brought the concern sees how far it is, not what was said. */
  raiser: { sections: ['head'], source: 'R3, OHL 16 §' },
  /** Promises and lateness, not contents; and who looked, because somebody must ask why. */
  post: { sections: ['head', 'people', 'duties', 'access'], source: 'R7, OHL 26 §' },
  /** Who holds a post and opened the case in an emergency, for minutes: whom it is about and what the danger is. */
  'break-glass': {
    sections: ['head', 'people', 'duties', 'discussion', 'texts', 'plans', 'family'],
    source: 'GDPR 6 (1) d, 9 (2) c',
  },
} as const satisfies Record<string, Sight>;

/** A way to be related to a case as a whole. */
type CaseRelation = keyof typeof SIGHTS;
/** Any way to be shown something of a case; `own-act`: see `OWN_ACT`; `data-subject`: a copy that was asked for. */
export type Relation = CaseRelation | 'own-act' | 'data-subject';
export const RELATIONS = [
  'responsible',
  'member',
  'receiver',
  'owner',
  'raiser',
  'post',
  'break-glass',
] as const satisfies readonly CaseRelation[];

/** A relation that holds, with the sections it gives and the source of the right. */
export interface Right {
  readonly relation: Relation;
  readonly source: string;
  readonly sections: readonly Section[];
}

/**
 * Who made an act towards the outside, or owes something about it, is shown its paper whatever else they see: it is
 * their own duty, and these are their own words.
 */
export const OWN_ACT: Right = {
  relation: 'own-act',
  source: 'LSL 25 §, OHL 22 §',
  sections: ['acts', 'texts'],
};

function holds(relation: CaseRelation, viewer: Actor, state: CaseState, at?: Instant): boolean {
  const me = viewer.personId;
  if (relation === 'post') return viewer.roles.some((role) => isSupervising(role) && postHere(role, state));
  if (me === null) return false;
  switch (relation) {
    case 'responsible':
      return state.responsible.school === me || state.responsible.county === me;
    case 'member':
      return isMember(state.members, me);
    case 'receiver':
      return state.handovers.school?.toId === me || state.handovers.county?.toId === me;
    case 'owner':
      return state.duties.some((d) => d.ownerId === me && isLive(d));
    case 'raiser':
      return state.raisedBy.personId === me;
    case 'break-glass':
      return openGlassOf(state, me, at) !== undefined;
  }
}

/** Whether a role is a post over cases: promises and lateness, not contents. */
export function isSupervising(role: HeldRole): boolean {
  return role.role === 'supervisor' || role.role === 'coordinator';
}

/** What the group does and writes: for those of whom it was asked only as long as they are members (OHL 19 §). */
const OF_THE_GROUP: ReadonlySet<Section> = new Set<Section>(['meetings', 'report']);
const ENDED: ReadonlySet<ConsentState> = new Set<ConsentState>([
  'refused',
  'conflict',
  'withdrawn',
  'expired',
]);

/** The consent ended, and is asked for anew: a question opens nothing that an answer has closed. */
function isAskedAnew({ consent, consentOn, answers }: Member): boolean {
  const open = consent === 'requested' && consentOn !== null;
  return open && (answers.length === 0 || answers.some((it) => it.answer === 'refused'));
}

/** Asked for as a member, and the answer keeps them out: whatever else they are in the case, the group is closed to them. */
function keptOut({ members, meetings }: CaseState, personId: PersonId | null): boolean {
  const met = meetings.some((it) => it.kind !== 'home-meeting');
  return met && members.some((it) => it.personId === personId && (ENDED.has(it.consent) || isAskedAnew(it)));
}

/**
 * What of the group stays open to somebody who is kept out of it, because they owe it: the meeting they were at and have
 * still to record (core 7).
 */
function stillOwed({ core, duties, meetings }: CaseState, me: PersonId | null): ReadonlySet<Section> {
  const isOwed = (meetingId: string) =>
    duties.some(
      (it) => it.kind === 'meeting-record' && it.about?.id === meetingId && it.ownerId === me && isLive(it),
    );
  const wasAt = me !== null && meetings.some((it) => it.staff.includes(me) && isOwed(it.id));
  return new Set<Section>(core >= 7 && wasAt ? ['meetings'] : []);
}

/**
 * By which rights this viewer sees the case, and which sections each gives; empty when there is no relation at all.
 * A void case is seen by nobody but those who hold a post over it.
 *
 * @param at sight that ends at an instant is over then, also before an event says so
 */
export function rightsOf(viewer: Actor, state: CaseState, at?: Instant): readonly Right[] {
  const closed = keptOut(state, viewer.personId);
  const open = closed ? stillOwed(state, viewer.personId) : OF_THE_GROUP;
  return RELATIONS.filter(
    (relation) => (state.status !== 'void' || relation === 'post') && holds(relation, viewer, state, at),
  ).map((relation) => {
    const { sections, source } = SIGHTS[relation];
    return { relation, source, sections: sections.filter((it) => !OF_THE_GROUP.has(it) || open.has(it)) };
  });
}

/** Rights narrowed to what an answer shows; those that give nothing of it are left out. */
export function rightsFor(rights: readonly Right[], shown: readonly Section[]): readonly Right[] {
  return rights
    .map((right) => ({ ...right, sections: shown.filter((section) => right.sections.includes(section)) }))
    .filter((right) => right.sections.length > 0);
}

/**
 * Which sections of the case this viewer may see; null when there is no relation at all: then the case does not
 * exist for that viewer.
 */
export function sees(viewer: Actor, state: CaseState): ReadonlySet<Section> | null {
  const rights = rightsOf(viewer, state);
  return rights.length === 0 ? null : new Set(rights.flatMap((right) => right.sections));
}
