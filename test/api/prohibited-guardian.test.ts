import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseCommandInput } from '../../api/contracts/commands.js';
import { linkKeys } from '../../api/links/link-keys.js';
import { samplePerson } from '../../stack/sample-data.js';
import { BASIC_SCHOOL } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import {
  dayAfter,
  given,
  opened,
  refusedWith,
  send,
  signIn,
  todayOf,
  type CommandOf,
  type SignedIn,
} from './door.js';

/** Two children and their two guardians, as like another such family as one egg to another. */
interface Family {
  readonly child: string;
  readonly sibling: string;
  readonly mother: string;
  readonly father: string;
}

const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('homeroomTeacher'),
];
const keys = linkKeys(testStack().sessionSecret);
const emailOf = (personId: string) => `isa.${personId.slice(0, 8)}@example.invalid`;

let owner: pg.Pool;
let by: SignedIn;
let coordinator: SignedIn;
let today: string;
beforeAll(async () => {
  owner = new pg.Pool({ connectionString: testStack().ownerUrl, max: 2 });
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  today = await todayOf(by);
});
afterAll(() => owner.end());

async function moveIn(): Promise<Family> {
  const family = {
    ...{ child: randomUUID(), sibling: randomUUID() },
    ...{ mother: randomUUID(), father: randomUUID() },
  };
  const guardians = [family.mother, family.father];
  await owner.query(
    `INSERT INTO person (id, kind, given_name, family_name, email)
     SELECT * FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[])`,
    [
      [family.child, family.sibling, ...guardians],
      ['learner', 'learner', 'guardian', 'guardian'],
      ['Aava', 'Otso', 'Helmi', 'Toivo'],
      Array.from({ length: 4 }, () => 'Saarinen'),
      [null, null, ...guardians.map(emailOf)],
    ],
  );
  await owner.query(
    `INSERT INTO learner (person_id, unit_id, class, birth_date) SELECT id, $2, '8B', '2012-05-06' FROM unnest($1::uuid[]) AS id`,
    [[family.child, family.sibling], BASIC_SCHOOL.id],
  );
  await owner.query(
    `INSERT INTO guardianship (learner_id, guardian_id) SELECT l, g FROM unnest($1::uuid[]) AS l, unnest($2::uuid[]) AS g`,
    [[family.child, family.sibling], guardians],
  );
  return family;
}

async function grouped(learnerId: string): Promise<string> {
  const id = await opened(coordinator, { learnerId, topic: 'wellbeing', discussedWith: ['learner'] });
  await given(by, id, {
    type: 'propose-group',
    members: [
      { personId: nurse.id, role: 'school_nurse', side: 'county' },
      { personId: teacher.id, role: 'homeroom_teacher', side: 'school' },
      { personId: curator.id, role: 'curator', side: 'county' },
    ],
  });
  await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
  return id;
}

const MEMBERS = ['m1', 'm2', 'm3'];
const asking = (change: Partial<CommandOf<'request-consent'>>): CommandOf<'request-consent'> => ({
  ...{ type: 'request-consent', memberIds: MEMBERS, askedOf: [], told: 'message', ...change },
});
const home = (days: number, family: readonly string[]): CommandOf<'call-meeting'> => ({
  ...{ type: 'call-meeting', kind: 'home-meeting', minute: 600, on: dayAfter(today, days), invitedStaff: [] },
  invitedFamily: family.map(guardian),
});
const guardian = (personId: string) => ({ personId, role: 'guardian' as const });

/** The sibling's case, in which the father has part as anybody: he is asked, and invited. */
async function siblingsCase({ sibling, mother, father }: Family): Promise<string> {
  const id = await grouped(sibling);
  await given(by, id, asking({ askedOf: [mother, father], channel: 'e-mail' }));
  await given(by, id, home(5, [mother, father]));
  return id;
}

/** The whole road of the case of which he may not know; staff who forget themselves are refused. */
async function secretCase({ child, mother, father }: Family): Promise<void> {
  const id = await grouped(child);
  await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
  const kept = { status: 409, code: 'guardian-prohibited' };
  const forgetful: CaseCommandInput[] = [
    asking({ askedOf: [mother, father], channel: 'e-mail' }),
    asking({ askedOf: [father], told: 'phone' }),
    home(6, [mother, father]),
    { type: 'tell-guardian', guardianId: father, way: 'phone' },
  ];
  for (const command of forgetful) {
    expect(await refusedWith(by, id, command)).toMatchObject(kept);
  }
  await given(by, id, asking({ askedOf: [mother], channel: 'e-mail' }));
  await given(by, id, {
    ...{ type: 'offer-discussion', withId: curator.id, on: today, minute: 600, told: 'in-person' },
  });
  await given(by, id, { type: 'record-discussion', outcome: 'held' });
  const yes = {
    type: 'record-consent',
    answer: 'given',
    by: mother,
    byRole: 'guardian',
    way: 'phone',
  } as const;
  for (const memberId of MEMBERS) await given(by, id, { ...yes, memberId });
  await given(by, id, home(6, [mother]));
  await given(by, id, { type: 'cancel-meeting', meetingId: 'k1', reason: 'no-time-free' });
  await given(by, id, {
    ...{ type: 'call-meeting', kind: 'expert-group', on: today, minute: 840 },
    invitedStaff: [{ personId: nurse.id, role: 'school_nurse', side: 'county' }],
    invitedFamily: [guardian(mother)],
  });
  await given(by, id, {
    ...{ type: 'record-meeting', meetingId: 'k2', attended: [curator.id, nurse.id], actions: [] },
    responsible: { personId: curator.id, side: 'county' },
    end: { kind: 'next', on: dayAfter(today, 21) },
  });
  await given(by, id, {
    ...{ type: 'report-child-welfare', addressee: 'Lastensuojelu', channel: 'phone', reason: 'Huoli.' },
    told: 'child',
  });
  await given(by, id, { type: 'tell-guardian', guardianId: mother, way: 'phone' });
  await given(by, id, { type: 'record-causes', causes: 'Uni.', withGuardian: true });
  await given(by, id, { type: 'close-case', reason: 'goals-met', told: [] });
}

/** Waits until nothing that is due to somebody is under way. */
async function quiet(personId: string): Promise<void> {
  for (let turn = 0; turn < 100; turn += 1) {
    const { rows } = await owner.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM mail
       WHERE recipient_id = $1 AND state IN ('planned', 'sending') AND not_before <= now()`,
      [personId],
    );
    if (rows[0]?.n === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('mail is still under way');
}

/** Parts of a mail that no two mails share. */
const OF_THE_SENDING = new Set(['message-id', 'date', 'x-entity-ref-id', 'content-type', 'received']);

/** Each opening of a page has its own token. */
const OF_THE_OPENING = /name="token" value="[^"]*"/g;

/** What reached somebody or is about to, down to the byte, but for what no two letters share. */
async function reaching({ father }: Family) {
  await quiet(father);
  const mails = (await (
    await fetch(`${testStack().inboxUrl}/api/mails?to=${encodeURIComponent(emailOf(father))}`)
  ).json()) as { subject: string; text: string; html: string; headers: Record<string, string> }[];
  const { rows: ledger } = await owner.query<Record<string, unknown>>(
    `SELECT template, still, data - 'linkId' AS data, (not_before AT TIME ZONE 'Europe/Helsinki')::date::text AS day, state
     FROM mail WHERE recipient_id = $1 ORDER BY template, data::text`,
    [father],
  );
  const { rows: links } = await owner.query<{ id: string; state: string; channel: string }>(
    'SELECT id, state, channel FROM consent_link WHERE person_id = $1 ORDER BY made_at',
    [father],
  );
  const pages = await Promise.all(links.map(({ id }) => send('GET', `/suostumus/${keys.secretOf(id)}`)));
  const secrets = links.map(({ id }) => keys.secretOf(id));
  const alike = (text: string) =>
    secrets
      .reduce((all, secret) => all.replaceAll(secret, '<secret>'), text)
      .replaceAll(emailOf(father), '<address>')
      .replaceAll(father, '<id>');
  return JSON.parse(
    alike(
      JSON.stringify({
        mails: mails.map(({ subject, text, html, headers }) => ({
          ...{ subject, text, html },
          headers: Object.entries(headers).filter(([name]) => !OF_THE_SENDING.has(name.toLowerCase())),
        })),
        ledger,
        links: links.map(({ state, channel }) => `${channel} ${state}`),
        pages: pages.map(({ status, text }) => ({ status, text: text.replace(OF_THE_OPENING, '') })),
      }),
    ),
  ) as { mails: unknown[]; ledger: unknown[]; links: string[]; pages: unknown[] };
}

test('a prohibited guardian gets, to the byte, what he gets in a world without the case', async () => {
  const [without, within] = [await moveIn(), await moveIn()];
  const plain = await siblingsCase(without);
  const beside = await siblingsCase(within);
  await secretCase(within);
  for (const id of [plain, beside]) {
    await given(by, id, { type: 'cancel-meeting', meetingId: 'k1', reason: 'no-time-free' });
  }
  const expected = await reaching(without);
  // Something does reach him, so that there is something to compare.
  expect(expected.ledger.length).toBeGreaterThan(1);
  expect(expected.links).toEqual(['e-mail open']);
  expect(await reaching(within)).toEqual(expected);
});
