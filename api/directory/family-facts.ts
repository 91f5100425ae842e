import type pg from 'pg';
import type { FamilyFacts } from '../../domain/branch-commands.js';
import { asId, type PersonId } from '../../domain/ids.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { numbers } from '../../policies/numbers.js';

/** As `family_facts` of the store makes them. */
export interface FactsRow {
  readonly adultOn: string | null;
  readonly prePrimary: boolean;
  readonly addressProtected: boolean;
  readonly guardians: readonly {
    readonly personId: string;
    readonly position: 'guardian' | 'parent-not-guardian';
    readonly livesApart: boolean;
    readonly addressProtected: boolean;
  }[];
}

/** From how many years on a learner decides alone. */
export function ageOfMajority(): number {
  return numbers().ageOfMajority.value;
}

/** Facts as the core keeps them, their keys always in the same order: the core compares them as JSON. */
export function factsFrom({ adultOn, prePrimary, addressProtected, guardians }: FactsRow): FamilyFacts {
  return {
    adultOn: adultOn === null ? null : parseDate(adultOn),
    prePrimary,
    addressProtected,
    guardians: guardians.map((it) => ({
      personId: asId<PersonId>(it.personId),
      position: it.position,
      livesApart: it.livesApart,
      addressProtected: it.addressProtected,
    })),
  };
}

/** What the directory says of a learner's family on a day. Throws for somebody who is no learner. */
export async function familyFacts(pool: pg.Pool, learnerId: PersonId, on: CivilDate): Promise<FamilyFacts> {
  const { rows } = await pool.query<{ facts: FactsRow | null }>({
    name: 'family-facts',
    text: 'SELECT family_facts($1, $2, $3) AS facts',
    values: [learnerId, on, ageOfMajority()],
  });
  const facts = rows[0]?.facts;
  if (!facts) throw new Error('a learner has facts');
  return factsFrom(facts);
}
