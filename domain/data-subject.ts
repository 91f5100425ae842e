import { annexOf, prohibitionOf } from './annex.js';
import type { FamilyFacts } from './branch-commands.js';
import type { PersonId } from './ids.js';
import type { CaseState } from './state.js';
import type { CivilDate } from './time/civil-date.js';

/**
 * What a copy leaves out, and on what ground. Told with every copy that may leave it out, whether there is anything of it
 * in the case or not: the list itself must not tell a guardian of a report they were not told of.
 */
export const WITHHELD = {
  /** Acts towards authorities of which this person was not told, and emergencies. */
  'untold-acts': 'JulkL 11 § 2, LSL 25 §',
  /** That and why a learner forbids a guardian. */
  prohibitions: 'OHL 18 § 2',
  /** Contact data and protected addresses of others, and what the directory says of them. */
  'other-people': 'GDPR 15 (4), JulkL 24 §',
} as const satisfies Record<string, string>;
export type Withheld = keyof typeof WITHHELD;

/** Why somebody gets no copy. */
export const NO_COPY = [
  'not-data-subject',
  'guardian-prohibited',
  'guardian-has-no-position',
  'not-a-guardian',
  'age-unknown',
  'case-void',
] as const;
export type NoCopy = (typeof NO_COPY)[number];

/** A copy that somebody has a right to. */
export interface CopyRight {
  readonly ok: true;
  readonly as: 'learner' | 'guardian';
  readonly personId: PersonId;
  readonly source: string;
  readonly withheld: readonly Withheld[];
}

/** No copy, and why; the words are for whoever was asked, never for the person who asked. */
export interface NoCopyRight {
  readonly ok: false;
  readonly code: NoCopy;
  readonly source: string;
}

/** What the directory says of the family on the day, and the day. */
export interface CopyFacts {
  readonly family: FamilyFacts;
  readonly on: CivilDate;
}

const no = (code: NoCopy, source: string): NoCopyRight => ({ ok: false, code, source });

/** Whether the learner is of age on a day; null: nobody knows. A closed case sleeps through the birthday. */
function isOfAge(state: CaseState, { family, on }: CopyFacts): boolean | null {
  if (family.adultOn !== null) return family.adultOn <= on;
  return annexOf(state).isAdult ? true : null;
}

function forGuardian(state: CaseState, personId: PersonId, facts: CopyFacts): CopyRight | NoCopyRight {
  if (prohibitionOf(state, personId)) return no('guardian-prohibited', 'OHL 18 § 2');
  const parent = facts.family.guardians.find((it) => it.personId === personId);
  if (!parent) return no('not-data-subject', 'GDPR 15, JulkL 12 §');
  if (parent.position !== 'guardian') return no('not-a-guardian', 'LHL 4 §');
  const adult = isOfAge(state, facts);
  if (adult === null) return no('age-unknown', 'Holhoustoimilaki 2 §');
  if (adult) return no('guardian-has-no-position', 'Holhoustoimilaki 2 §');
  const withheld = ['untold-acts', 'prohibitions', 'other-people'] as const;
  return { ok: true, as: 'guardian', personId, source: 'GDPR 15, LHL 4 §', withheld };
}

/**
 * Who gets a copy of a whole case, and what it leaves out.
 *
 * 1. The learner always does; of age, everything about them but other people's own data.
 * 2. A guardian does as long as the directory calls them one, the learner is a minor and has not forbidden them. While a
 *    prohibition stands, or the age is not known, nothing is given.
 * 3. A parent who is no guardian, members, staff and everybody else get nothing: their own data stand elsewhere.
 * 4. What is left out follows from who asks, never from what is in the case.
 *
 * A void case was opened by mistake, perhaps on another child: what is in it is looked at by hand.
 */
export function copyFor(state: CaseState, personId: PersonId, facts: CopyFacts): CopyRight | NoCopyRight {
  if (state.status === 'void') return no('case-void', 'GDPR 5 (1) d');
  if (personId !== state.learnerId) return forGuardian(state, personId, facts);
  const withheld: readonly Withheld[] =
    isOfAge(state, facts) === true ? ['other-people'] : ['untold-acts', 'other-people'];
  return { ok: true, as: 'learner', personId, source: 'GDPR 15, JulkL 12 §', withheld };
}
