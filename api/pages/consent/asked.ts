import type { ConsentItem } from '../../../domain/codes.js';
import type { ConsentAnswer } from '../../../domain/commands.js';
import type { StaffRole } from '../../../domain/people.js';
import type { Member } from '../../../domain/state.js';
import { localDate } from '../../../domain/time/zone.js';
import { finlandZone } from '../../../policies/published.js';
import type { ConsentTexts } from '../../../policies/consent-texts.js';
import { readCaseWords } from '../../cases/case-words.js';
import { readPeople } from '../../cases/people.js';
import type { Deps } from '../../deps.js';
import { lastAnswer, membersOf } from '../../links/answers.js';
import type { FoundLink } from '../../links/find-link.js';
import { html, type Html } from '../html.js';

/** Somebody who would take part, as far as the page may tell. */
export interface AskedMember {
  readonly id: string;
  readonly name: string | null;
  readonly role: StaffRole;
  readonly side: 'school' | 'county';
  readonly organisation: NonNullable<Member['external']>['organisation'] | null;
  /** What is asked about telling, one by one. */
  readonly items: readonly ConsentItem[];
  readonly last: ConsentAnswer | null;
}

/** Everything the question says. */
export interface Question {
  readonly school: string;
  readonly dueOn: string;
  /** The person asked is the learner. */
  readonly isLearner: boolean;
  readonly learner: string | null;
  readonly asker: {
    readonly name: string;
    readonly role: StaffRole | null;
    readonly phone: string | null;
  } | null;
  readonly members: readonly AskedMember[];
}

const NO_ITEMS: readonly ConsentItem[] = [];

async function phoneOf(deps: Deps, personId: string | null): Promise<string | null> {
  if (personId === null) return null;
  const { rows } = await deps.pool.query<{ phone: string | null }>({
    name: 'phone-of-person',
    text: 'SELECT phone FROM person WHERE id = $1',
    values: [personId],
  });
  return rows[0]?.phone ?? null;
}

/**
 * What the page shows of a link. Names, of the learner and of staff, only behind a code: a mailbox is not an identity.
 * `isNamed`: the code was right, or it is the preview of a page that has one.
 */
export async function questionOf(deps: Deps, link: FoundLink, isNamed: boolean): Promise<Question> {
  const { state, school, expiresOn: dueOn, personId, madeBy } = link;
  if (state === null) throw new Error('a question without its case');
  const isLearner = personId === state.learnerId;
  const asked = membersOf(link);
  const asksOutsiders = asked.some((it) => it.external !== undefined);
  const base = { school, dueOn, isLearner };
  const bare = asked.map((it): AskedMember => ({
    ...{ id: it.id, name: null, role: it.role, side: it.side },
    ...{ organisation: it.external?.organisation ?? null, last: lastAnswer(it, link) },
    // Of those who belong to student welfare it is asked by item only when the question is about them alone.
    items: it.external !== undefined || !asksOutsiders ? link.items : NO_ITEMS,
  }));
  if (!isNamed) return { ...base, learner: null, asker: null, members: bare };
  const ids = [state.learnerId, ...asked.map((it) => it.personId), ...(madeBy === null ? [] : [madeBy])];
  const [people, words, phone] = await Promise.all([
    readPeople(deps.pool, ids, { schoolId: state.schoolId, on: localDate(finlandZone, deps.now()) }),
    readCaseWords(deps, state),
    phoneOf(deps, madeBy),
  ]);
  const askerEntry = madeBy === null ? undefined : people.get(madeBy)?.entry;
  const role = askerEntry?.role;
  return {
    ...base,
    learner: people.get(state.learnerId)?.entry.name ?? null,
    asker:
      askerEntry === undefined
        ? null
        : { name: askerEntry.name, role: isStaffRole(role) ? role : null, phone },
    members: bare.map((it, i) => {
      const member = asked[i];
      const outside = member?.external === undefined ? undefined : words.byId.get(member.external.nameTextId);
      return { ...it, name: outside ?? people.get(member?.personId ?? '')?.entry.name ?? null };
    }),
  };
}

function isStaffRole(role: string | undefined): role is StaffRole {
  return role !== undefined && role !== 'learner' && role !== 'guardian' && role !== 'close_person';
}

/** What stands between the parts of a list in the language. */
export function commaOf({ dir }: ConsentTexts): string {
  return dir === 'rtl' ? '، ' : ', ';
}

/** A member in words: name where it may be told, position, and where they come from. */
export function memberText(t: ConsentTexts, { name, role, side, organisation }: AskedMember): Html {
  const place = organisation === null ? t.side[side] : t.organisation[organisation];
  const position = organisation === null || role !== 'other_expert' ? t.role[role] : null;
  // A name has its own direction, and the words around it have the page's.
  if (name !== null)
    return html`<bdi>${name}</bdi> (${[position, place].filter((it) => it !== null).join(commaOf(t))})`;
  return position === null ? html`${place}` : html`${position} (${place})`;
}
