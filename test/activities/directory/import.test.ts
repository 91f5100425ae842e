import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { unlock } from '../../../api/vault/box.js';
import { createKeyring } from '../../../api/vault/keyring.js';
import { testStack } from '../../support/test-stack.js';
import pg from 'pg';
import {
  code,
  countsOf,
  KEY,
  learner,
  learnersFile,
  closeAll,
  openEmployer,
  placesOf,
  SCHOOL,
  staffFile,
  writeBundle,
  type Employer,
} from './support.js';

let employer: Employer;

beforeAll(async () => {
  employer = await openEmployer();
});
afterAll(closeAll);

async function people(of: Employer, kind: string): Promise<Record<string, Record<string, unknown>>> {
  const { rows } = await of.client.query<{ source_id: string }>(
    `SELECT d.source_id, p.given_name, p.email, p.language, p.address_protected, l.class, l.unit_id,
            to_char(l.birth_date, 'YYYY-MM-DD') AS born, to_char(l.enrolled_until, 'YYYY-MM-DD') AS until, p.id
     FROM directory_person d JOIN person p ON p.id = d.person_id LEFT JOIN learner l ON l.person_id = p.id
     WHERE d.controller_id = $1 AND d.kind = $2`,
    [of.id, kind],
  );
  return Object.fromEntries(rows.map((row) => [row.source_id, row]));
}

const bring = async (
  rows: Parameters<typeof learnersFile>[0],
  options: Parameters<Employer['bring']>[0] = {},
) => {
  await employer.write('learners.csv', learnersFile(rows));
  return employer.bring(options);
};

describe('A list of learners', () => {
  test('makes learners, guardians and custody, and a dry run makes none of it and says the same', async () => {
    const rows = [
      learner(1),
      learner(2, {
        g2_source_id: 'G1',
        g2_given_name: 'Marja',
        g2_family_name: 'Kallio',
        g2_email: 'g1@example.invalid',
        g2_phone: '+358 00 000 0001',
      }),
    ];
    const tried = await bring(rows, { dryRun: true });
    expect(await people(employer, 'learner')).toEqual({});
    const done = await bring(rows);
    expect(countsOf(done)).toEqual({ 'learner-new': 2, 'guardian-new': 2, 'custody-new': 3 });
    expect(countsOf(tried)).toEqual(countsOf(done));
    expect(tried.touched).toEqual(done.touched);
    expect((await people(employer, 'learner'))['L1']).toMatchObject({
      ...{ given_name: 'Eetu', class: '7B', born: '2013-01-01', unit_id: employer.schoolId, until: null },
    });
    const again = await bring(rows);
    expect(again.changes).toEqual([]);
    expect(Object.values(again.touched)).toEqual([0, 0, 0, 0, 0, 0]);
  });

  test('keeps everybody the person they are, and says what changed', async () => {
    const before = await people(employer, 'learner');
    const report = await bring([
      learner(1, { given_name: 'Eeli', class: '8B', language: 'sv', g1_email: '' }),
      learner(2, { birth_date: '', identity_code: '', address_protected: 'yes' }),
    ]);
    expect(countsOf(report)).toEqual({
      ...{ name: 1, class: 1, language: 1, contact: 1, 'address-protected': 1, 'custody-ended': 1 },
    });
    const after = await people(employer, 'learner');
    expect(after['L1']?.['id']).toBe(before['L1']?.['id']);
    // A file that does not say the birth date, or whether an address is protected, changes neither.
    expect(after['L2']).toMatchObject({ born: '2013-01-02', address_protected: true });
    await bring([learner(1), learner(2)]);
    expect((await people(employer, 'learner'))['L2']).toMatchObject({ address_protected: true });
    expect(countsOf(await bring([learner(1), learner(2, { address_protected: 'no' })]))).toEqual({
      'address-open': 1,
    });
  });

  test('ends who is missing yesterday, deletes nobody, and takes them back', async () => {
    const report = await bring([learner(1)], { on: '2027-09-01' });
    expect(countsOf(report)).toEqual({ 'enrolment-ended': 1 });
    expect(report.changes[0]?.first).toEqual(['L2']);
    expect((await people(employer, 'learner'))['L2']).toMatchObject({ until: '2027-08-31' });
    expect(countsOf(await bring([learner(1), learner(2)]))).toEqual({ 'enrolment-returned': 1 });
    const taken = await bring([learner(1, { g1_source_id: '' }), learner(2)], { on: '2027-09-02' });
    expect(countsOf(taken)).toEqual({ 'custody-ended': 1 });
    const { rows } = await employer.client.query(
      `SELECT family_facts(d.person_id, '2027-09-02', 18) -> 'guardians' AS guardians
       FROM directory_person d WHERE controller_id = $1 AND source_id = 'L1'`,
      [employer.id],
    );
    expect(rows).toEqual([{ guardians: [] }]);
    expect(countsOf(await bring([learner(1), learner(2)], { on: '2027-09-03' }))).toEqual({
      'custody-new': 1,
    });
  });

  test('with one wrong cell changes nothing at all, and says where it is', async () => {
    const before = await people(employer, 'learner');
    const report = await bring([
      learner(1, { class: '9A' }),
      learner(2, { identity_code: code('0201').slice(0, -1), birth_date: '2013-02-30' }),
      learner(3, { school: 'Ei mikään koulu', given_name: '' }),
      learner(4, { birth_date: '2012-04-01', g1_email: 'marja', g1_position: 'aunt' }),
    ]);
    expect(report.outcome).toBe('refused');
    expect(placesOf(report)).toEqual([
      'learners.csv:3:identity_code identity-code-form',
      'learners.csv:3:birth_date not-a-date',
      'learners.csv:4:given_name missing',
      'learners.csv:5:birth_date birth-date-differs',
      'learners.csv:5:g1_email not-an-address',
      'learners.csv:5:g1_position not-a-choice',
    ]);
    expect(await people(employer, 'learner')).toEqual(before);
    expect(
      placesOf(await bring([learner(1), learner(1), learner(3, { school: 'Ei mikään koulu' })])),
    ).toEqual(['learners.csv:3:source_id source-id-twice', 'learners.csv:4:school unknown-school']);
  });

  test('may write one guardian in the rows of all children, but not in two ways', async () => {
    const of = { g1_source_id: 'G1', g1_given_name: 'Marja', g1_email: 'g1@example.invalid' };
    expect((await bring([learner(1, of), learner(2, of)], { dryRun: true })).outcome).toBe('done');
    const report = await bring([learner(1, of), learner(2, { ...of, g1_given_name: 'Maria' })]);
    expect(placesOf(report)).toEqual(['learners.csv:3:source_id person-differs']);
  });
});

describe('Personal identity codes', () => {
  test('are kept encrypted, known again by a keyed hash, and not to be read by the application', async () => {
    await bring([learner(1), learner(2)]);
    const { rows } = await employer.client.query<{
      sealed: Buffer;
      key_id: string;
      match: Buffer;
      source_id: string;
    }>(
      `SELECT c.sealed, c.key_id, c.match, d.source_id FROM person_identity_code c JOIN directory_person d USING (person_id)
       WHERE c.controller_id = $1 ORDER BY d.source_id`,
      [employer.id],
    );
    const boxes = createKeyring('identity-code', KEY);
    const opened = rows.map((row) =>
      unlock(
        boxes.find(row.key_id) ?? Buffer.alloc(32),
        row.sealed,
        `${employer.id}/${row.source_id}`,
      ).toString(),
    );
    expect(opened).toEqual([code('0101'), code('0201')]);
    const match = createKeyring('identity-code-match', KEY).current.key;
    expect(rows[0]?.match).toEqual(createHmac('sha256', match).update(code('0101')).digest());
    const app = new pg.Client({ connectionString: testStack().databaseUrl });
    await app.connect();
    await expect(app.query('SELECT * FROM person_identity_code')).rejects.toThrow('permission denied');
    await app.end();
    const everything = await employer.client.query<{ all: string }>(
      `SELECT concat((SELECT json_agg(p) FROM person p), (SELECT json_agg(d) FROM directory_person d),
                     (SELECT json_agg(i) FROM directory_import i)) AS all`,
    );
    expect(everything.rows[0]?.all).not.toContain(code('0101'));
  });

  test('are refused as ids and numbers, which are kept in clear and shown, in lists and in bundles', async () => {
    const own = await openEmployer();
    const [pupil, parent, teacher, number] = [
      code('0101', 910),
      code('0101', 911),
      code('0101', 912),
      code('0101', 913),
    ];
    await own.write(
      'learners.csv',
      learnersFile([learner(1, { source_id: pupil }), learner(2, { g1_source_id: parent.toLowerCase() })]),
    );
    const post = { role: 'class_teacher', school: SCHOOL };
    await own.write(
      'staff.csv',
      staffFile([
        { ...post, source_id: teacher },
        { ...post, source_id: 'S2', staff_number: number },
      ]),
    );
    const lists = await own.bring();
    expect(placesOf(lists)).toEqual([
      'learners.csv:2:source_id identity-code-as-id',
      'learners.csv:3:g1_source_id identity-code-as-id',
      'staff.csv:2:source_id identity-code-as-id',
      'staff.csv:3:staff_number identity-code-as-id',
    ]);
    await writeBundle(
      own,
      [{ sourcedId: pupil }, { sourcedId: 't1', identifier: number }],
      [{ userSourcedId: pupil, role: 'student' }],
    );
    const bundle = await own.bring();
    expect(placesOf(bundle)).toEqual([
      'users.csv:2:sourcedId identity-code-as-id',
      'users.csv:3:identifier identity-code-as-id',
    ]);
    const { rows } = await own.client.query<{ all: string }>(
      'SELECT json_agg(i)::text AS all FROM directory_import i WHERE controller_id = $1',
      [own.id],
    );
    const said = JSON.stringify([lists, bundle, rows]).toUpperCase();
    for (const each of [pupil, parent, teacher, number]) expect(said).not.toContain(each);
    expect(await people(own, 'learner')).toEqual({});
  });

  test('belong to one person: in one file, and against the people who are here', async () => {
    expect(placesOf(await bring([learner(1), learner(2, { identity_code: code('0101') })]))).toEqual([
      'learners.csv:3:identity_code identity-code-twice',
    ]);
    expect(placesOf(await bring([learner(2), learner(9, { identity_code: code('0101') })]))).toEqual([
      'learners.csv:3:identity_code identity-code-taken',
    ]);
    expect(countsOf(await bring([learner(1, { identity_code: code('0101', 907) }), learner(2)]))).toEqual({
      'identity-code': 1,
    });
  });

  test('with the new signs of a century are the codes of other people', async () => {
    const rows = [learner(1), learner(2), learner(5, { identity_code: code('0101', 900, 'B') })];
    expect(countsOf(await bring(rows, { dryRun: true }))).toMatchObject({ 'learner-new': 1 });
  });
});

describe('An import', () => {
  test('never touches the people of another employer, not even under the same source ids', async () => {
    const other = await openEmployer();
    await other.write(
      'learners.csv',
      learnersFile([learner(1, { given_name: 'Toinen', identity_code: '' })]),
    );
    await bring([learner(1), learner(2)]);
    const before = await people(employer, 'learner');
    expect(countsOf(await other.bring())).toMatchObject({ 'learner-new': 1 });
    await other.write('learners.csv', learnersFile([learner(7, { identity_code: '' })]));
    expect(countsOf(await other.bring())).toMatchObject({ 'enrolment-ended': 1 });
    expect(await people(employer, 'learner')).toEqual(before);
  });

  test('that would end more than a tenth asks whether that is meant', async () => {
    const crowd = await openEmployer();
    const rows = Array.from({ length: 60 }, (_, i) =>
      learner(1, { source_id: `C${i}`, identity_code: '', birth_date: '2013-01-01', g1_source_id: '' }),
    );
    await crowd.write('learners.csv', learnersFile(rows));
    await crowd.bring();
    await crowd.write('learners.csv', learnersFile(rows.slice(0, 30)));
    const refused = await crowd.bring();
    expect(placesOf(refused)).toEqual(['import too-many-end']);
    expect(Object.values(await people(crowd, 'learner')).filter((it) => it['until'] !== null)).toEqual([]);
    expect(countsOf(await crowd.bring({ allowEnding: true }))).toEqual({ 'enrolment-ended': 30 });
  });

  test('reckons a tenth of those who are here, not of everybody who ever was', async () => {
    const crowd = await openEmployer();
    const write = async (learners: number, posts: number): Promise<void> => {
      const pupil = (_: unknown, i: number) =>
        learner(1, { source_id: `C${i}`, identity_code: '', g1_source_id: '' });
      const teacher = (_: unknown, i: number) => ({ source_id: `T${i}`, role: 'class_teacher' });
      await crowd.write('learners.csv', learnersFile(Array.from({ length: learners }, pupil)));
      await crowd.write('staff.csv', staffFile(Array.from({ length: posts }, teacher)));
    };
    await write(230, 230);
    await crowd.bring();
    await write(30, 30);
    await crowd.bring({ on: '2027-09-01', allowEnding: true });
    await write(8, 30);
    expect(placesOf(await crowd.bring({ on: '2027-10-01' }))).toEqual(['import too-many-end']);
    await write(30, 8);
    expect(placesOf(await crowd.bring({ on: '2027-10-01' }))).toEqual(['import too-many-end']);
    await write(10, 10);
    expect(placesOf(await crowd.bring({ on: '2027-10-01' }))).toEqual([]);
  });

  test('leaves a row in the log: who, when, counts and hash, also when it was refused or tried', async () => {
    const own = await openEmployer();
    await own.write('learners.csv', learnersFile([learner(1)]));
    await own.bring({ dryRun: true });
    await own.bring();
    await own.write('learners.csv', learnersFile([learner(1, { class: '' })]));
    await own.bring();
    const { rows } = await own.client.query(
      `SELECT given_by, dry_run, outcome, faults, counts #>> '{touched,learner}' AS learners, length(input_hash) AS hash
       FROM directory_import WHERE controller_id = $1 ORDER BY ended_at, dry_run DESC`,
      [own.id],
    );
    const said = { given_by: 'test', hash: 64 };
    expect(rows).toHaveLength(3);
    expect(rows).toEqual(
      expect.arrayContaining([
        { ...said, dry_run: true, outcome: 'done', faults: 0, learners: '1' },
        { ...said, dry_run: false, outcome: 'done', faults: 0, learners: '1' },
        { ...said, dry_run: false, outcome: 'refused', faults: 1, learners: '0' },
      ]),
    );
  });
});

describe('A list of staff', () => {
  const post = {
    source_id: 'S1',
    staff_number: '',
    role: 'class_teacher',
    school: SCHOOL,
    valid_from: '2024-08-01',
  };

  async function posts(of: Employer): Promise<unknown[]> {
    const { rows } = await of.client.query<{ said: string }>(
      `SELECT concat_ws(' ', d.source_id, r.role, r.side, to_char(r.valid_from, 'YYYY-MM-DD'), to_char(r.valid_to, 'YYYY-MM-DD')) AS said
       FROM staff_role r LEFT JOIN directory_person d USING (person_id) WHERE r.controller_id = $1 ORDER BY said`,
      [of.id],
    );
    return rows.map(({ said }) => said);
  }

  test('gives posts with their days, ends those that are missing, and leaves a post given by hand', async () => {
    const own = await openEmployer();
    const number = own.id.slice(0, 8);
    await own.write(
      'staff.csv',
      staffFile([
        { ...post, staff_number: number },
        { ...post, staff_number: number, role: 'coordinator', school: '', valid_to: '2028-07-31' },
        { ...post, source_id: 'S2', valid_from: '', valid_to: '2026-07-31' },
        { ...post, source_id: 'S3', valid_from: '' },
      ]),
    );
    const report = await own.bring();
    expect(countsOf(report)).toEqual({ 'staff-new': 2, 'post-new': 3 });
    await own.client.query(
      `INSERT INTO staff_role SELECT person_id, 'supervisor', 'school', $1, NULL, '2020-01-01', NULL
       FROM directory_person WHERE controller_id = $1 AND source_id = 'S3'`,
      [own.id],
    );
    await own.write('staff.csv', staffFile([{ ...post, staff_number: number, valid_to: '2027-12-31' }]));
    expect(countsOf(await own.bring({ on: '2027-09-01' }))).toEqual({ 'post-changed': 1, 'post-ended': 2 });
    expect(await posts(own)).toEqual([
      'S1 class_teacher school 2024-08-01 2027-12-31',
      'S1 coordinator school 2024-08-01 2027-08-31',
      'S3 class_teacher school 2027-08-16 2027-08-31',
      'S3 supervisor school 2020-01-01',
    ]);
  });

  test('makes nobody an administrator, and takes nobody’s staff number', async () => {
    const own = await openEmployer();
    const taken = `N-${own.id.slice(0, 8)}`;
    await own.client.query(
      `INSERT INTO person (id, kind, given_name, family_name, staff_number) VALUES (gen_random_uuid(), 'staff', 'A', 'B', $1)`,
      [taken],
    );
    await own.write('staff.csv', staffFile([{ ...post, role: 'administrator' }]));
    expect(placesOf(await own.bring())).toEqual(['staff.csv:2:role not-a-choice']);
    await own.write('staff.csv', staffFile([{ ...post, staff_number: taken }]));
    expect(placesOf(await own.bring())).toEqual(['staff.csv:2:staff_number staff-number-taken']);
  });

  test('of a county works at the schools of providers; learners are none of its', async () => {
    const county = await openEmployer('county');
    await county.write('staff.csv', staffFile([{ ...post, role: 'curator', school: employer.schoolId }]));
    expect(countsOf(await county.bring())).toEqual({ 'staff-new': 1, 'post-new': 1 });
    expect(await posts(county)).toEqual(['S1 curator county 2024-08-01']);
    await county.write('learners.csv', learnersFile([learner(1, { school: employer.schoolId })]));
    expect(placesOf(await county.bring())).toEqual(['plain no-learners-of-county']);
  });
});
