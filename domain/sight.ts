import { isMember } from './consent.js';
import { isLive } from './duties.js';
import type { PersonId } from './ids.js';
import type { Actor, HeldRole } from './people.js';
import { postHere } from './permissions.js';
import type { CaseState, ConsentState } from './state.js';

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
] as const;
export type Section = (typeof SECTIONS)[number];

/** One way to be related to a case, what it lets see, and why. */
interface Sight {
  readonly sections: readonly Section[];
  readonly source: string;
}

const SIGHTS = {
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
  /** Promises and lateness, not contents. */
  post: { sections: ['head', 'people', 'duties'], source: 'R7, OHL 26 §' },
} as const satisfies Record<string, Sight>;

function relations(viewer: Actor, state: CaseState): (keyof typeof SIGHTS)[] {
  const me = viewer.personId;
  const found: (keyof typeof SIGHTS)[] = [];
  if (me !== null) {
    if (state.responsible.school === me || state.responsible.county === me) found.push('responsible');
    if (isMember(state.members, me)) found.push('member');
    if (state.handovers.school?.toId === me || state.handovers.county?.toId === me) found.push('receiver');
    if (state.duties.some((d) => d.ownerId === me && isLive(d))) found.push('owner');
    if (state.raisedBy.personId === me) found.push('raiser');
  }
  if (viewer.roles.some((role) => isSupervising(role) && postHere(role, state))) found.push('post');
  return found;
}

function isSupervising(role: HeldRole): boolean {
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

/** Asked for as a member, and the answer keeps them out: whatever else they are in the case, the group is closed to them. */
function keptOut({ members, meetings }: CaseState, personId: PersonId | null): boolean {
  const met = meetings.some((it) => it.kind !== 'home-meeting');
  return met && members.some((it) => it.personId === personId && ENDED.has(it.consent));
}

/**
 * Which sections of the case this viewer may see; null when there is no relation at all: then the case does not
 * exist for that viewer. A void case is seen by nobody but those who hold a post over it.
 */
export function sees(viewer: Actor, state: CaseState): ReadonlySet<Section> | null {
  const found = relations(viewer, state).filter((relation) => state.status !== 'void' || relation === 'post');
  if (found.length === 0) return null;
  const closed = keptOut(state, viewer.personId);
  const sections = found.flatMap((relation): readonly Section[] => SIGHTS[relation].sections);
  return new Set(sections.filter((section) => !closed || !OF_THE_GROUP.has(section)));
}
