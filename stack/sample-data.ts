import pg from 'pg';
import { asId, type UnitId } from '../domain/ids.js';
import { parseDate } from '../domain/time/civil-date.js';
import { instant } from '../domain/time/instant.js';
import { rulesFor } from '../policies/published.js';
import { seedPublished } from '../policies/seed.js';
import {
  SAMPLE_CONTROLLERS,
  SAMPLE_COUNTY,
  SAMPLE_PROVIDER,
  SAMPLE_SCHOOLS,
  SAMPLE_SERVICES,
  sampleAddress,
  sampleLearners,
  samplePeople,
  samplePerson,
} from './sample-people.js';

export { sampleLearners, samplePeople, samplePerson } from './sample-people.js';

const POSTS_SINCE = '2024-08-01';

interface PersonRow {
  readonly id: string;
  readonly kind: 'staff' | 'learner' | 'guardian';
  readonly given: string;
  readonly family: string;
  readonly language: string;
  readonly email: string | null;
  readonly addressProtected: boolean;
  readonly phone: string | null;
}

function people(): PersonRow[] {
  type Known = Omit<PersonRow, 'kind' | 'email' | 'addressProtected' | 'phone'> & {
    readonly addressProtected?: boolean;
    readonly phone?: string;
  };
  const row = (kind: PersonRow['kind'], it: Known): PersonRow => {
    const { id, given, family, language, addressProtected = false, phone = null } = it;
    // Small children have no mail of their own.
    const email = kind === 'learner' ? null : sampleAddress(it);
    return { id, kind, given, family, language, email, addressProtected, phone };
  };
  return [
    ...samplePeople.map((it) => row('staff', it)),
    ...sampleLearners.map((it) => row('learner', it)),
    ...sampleLearners.flatMap((it) => it.guardians.map((guardian) => row('guardian', guardian))),
  ];
}

async function insertEmployers(client: pg.Client): Promise<void> {
  for (const { id, kind, name } of SAMPLE_CONTROLLERS) {
    await client.query('INSERT INTO controller (id, kind, name) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
      id,
      kind,
      name,
    ]);
  }
  for (const { id, provider, name, level, policy, municipality } of SAMPLE_SCHOOLS) {
    await client.query(
      `INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
       VALUES ($1, $2, $3, $4, $5, $5, $6) ON CONFLICT DO NOTHING`,
      [id, provider.id, name, level, policy, municipality],
    );
  }
}

async function insertServices(client: pg.Client): Promise<void> {
  for (const { unitId, services } of SAMPLE_SERVICES) {
    await client.query(
      `INSERT INTO unit_services (unit_id, revision, services, published_by, published_at)
       VALUES ($1, 1, $2, 'release', $3) ON CONFLICT DO NOTHING`,
      [unitId, JSON.stringify(services), POSTS_SINCE],
    );
  }
}

async function insertPeople(client: pg.Client): Promise<void> {
  for (const { id, kind, given, family, language, email, addressProtected, phone } of people()) {
    await client.query(
      `INSERT INTO person (id, kind, given_name, family_name, email, language, address_protected, phone)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING`,
      [id, kind, given, family, email, language, addressProtected, phone],
    );
  }
  for (const { id, role, side, unitId } of samplePeople) {
    const employer = side === 'school' ? SAMPLE_PROVIDER.id : SAMPLE_COUNTY.id;
    // The table has no key: posts that are there, and posts somebody has ended since, are left alone.
    await client.query(
      `INSERT INTO staff_role (person_id, role, side, controller_id, unit_id, valid_from)
       SELECT $1, $2, $3, $4, $5, $6 WHERE NOT EXISTS (SELECT FROM staff_role WHERE person_id = $1)`,
      [id, role, side, employer, unitId, POSTS_SINCE],
    );
  }
}

async function insertLearners(client: pg.Client): Promise<void> {
  for (const { id, unitId, class: className, birthDate, municipality, guardians } of sampleLearners) {
    await client.query(
      `INSERT INTO learner (person_id, unit_id, class, birth_date, municipality)
       VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
      [id, unitId, className, birthDate, municipality],
    );
    for (const guardian of guardians) {
      await client.query(
        `INSERT INTO guardianship (learner_id, guardian_id, position, lives_apart)
         VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
        [id, guardian.id, guardian.position, guardian.livesApart],
      );
    }
  }
}

async function insertRules(client: pg.Client): Promise<void> {
  const clock = new Date();
  const [now, on] = [instant(clock.getTime()), parseDate(clock.toISOString().slice(0, 10))];
  await seedPublished(client, now);
  for (const { id } of SAMPLE_SCHOOLS) await rulesFor(client, asId<UnitId>(id), { on, now });
}

/**
 * Loads education providers, one county, schools and their people, all invented. Twice is as good as once:
 * what is there already stays as it is.
 */
export async function seedSampleData({ ownerUrl }: { readonly ownerUrl: string }): Promise<void> {
  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query('BEGIN');
    await insertEmployers(client);
    await insertServices(client);
    await insertPeople(client);
    await insertLearners(client);
    await insertRules(client);
    await client.query('COMMIT');
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  } finally {
    await client.end();
  }
}

/**
 * Makes the sample people known by what the development provider calls them. At every start: its port, and with it its
 * name, may be another one.
 */
export async function seedIdentities(options: {
  readonly ownerUrl: string;
  readonly issuer: string;
}): Promise<void> {
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query(
      `INSERT INTO person_identity (issuer, subject, person_id, linked_at)
       SELECT $1::text, id::text, id, $3::timestamptz FROM person WHERE id = ANY ($2::uuid[]) ON CONFLICT DO NOTHING`,
      [options.issuer, samplePeople.map(({ id }) => id), new Date()],
    );
  } finally {
    await client.end();
  }
}

/** A concern to raise over HTTP: who signs in, and the body for `POST /api/v1/cases`. */
export interface SampleConcern {
  readonly as: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** Four concerns that show four roads: a teacher's, an urgent one, a learner's own request, a guardian's. */
export function sampleConcerns(): SampleConcern[] {
  const learner = (i: number) => sampleLearners[i]?.id ?? '';
  const [curator, second] = [samplePerson('curator').id, samplePerson('secondCurator').id];
  return [
    {
      as: samplePerson('homeroomTeacher').id,
      body: {
        learnerId: learner(0),
        source: 'staff',
        topic: 'absence',
        discussedWith: ['learner', 'guardian'],
        description: 'Poissaoloja on kertynyt syksyn aikana tavallista enemmän.',
        responsible: { school: samplePerson('homeroomTeacher').id, county: curator },
      },
    },
    {
      as: samplePerson('schoolCoordinator').id,
      body: {
        learnerId: learner(2),
        source: 'staff',
        topic: 'wellbeing',
        urgent: true,
        discussedWith: ['learner'],
        description: 'The learner asked for help today and should meet somebody at once.',
        responsible: { school: samplePerson('principal').id, county: curator },
      },
    },
    {
      as: curator,
      body: { learnerId: learner(4), source: 'learner', topic: 'relationships', discussedWith: ['learner'] },
    },
    {
      as: samplePerson('subjectTeacher').id,
      body: {
        learnerId: learner(22),
        source: 'guardian',
        topic: 'learning',
        discussedWith: ['guardian'],
        description: 'Vårdnadshavaren är orolig för studierna.',
        responsible: { school: samplePerson('upperPrincipal').id, county: second },
      },
    },
  ];
}
