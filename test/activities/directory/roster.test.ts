import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { changeOf, writeRoster } from '../../support/roster.js';
import { countsOf, closeAll, openEmployer, placesOf, type Employer } from './support.js';

const LEARNERS = 2_000;
let employer: Employer;
let first: string;
let second: string;

beforeAll(async () => {
  employer = await openEmployer();
  [first, second] = [join(employer.folder, 'first'), join(employer.folder, 'second')];
  await writeRoster(first, { learners: LEARNERS });
  await writeRoster(second, { learners: LEARNERS, changed: true });
});
afterAll(closeAll);

/** The version of each row of the employer's people, as the store counts them. */
async function versions(): Promise<ReadonlyMap<string, string>> {
  const { rows } = await employer.client.query<{ id: string; version: string }>(
    `SELECT concat_ws(' ', d.kind, d.source_id) AS id,
            concat_ws(' ', p.xmin, l.xmin, c.xmin, (
              SELECT string_agg(g.xmin::text, ' ' ORDER BY g.guardian_id) FROM guardianship g WHERE g.learner_id = p.id), (
              SELECT string_agg(r.xmin::text, ' ' ORDER BY r.role) FROM staff_role r WHERE r.person_id = p.id)) AS version
     FROM directory_person d JOIN person p ON p.id = d.person_id LEFT JOIN learner l ON l.person_id = p.id
     LEFT JOIN person_identity_code c ON c.person_id = p.id WHERE d.controller_id = $1`,
    [employer.id],
  );
  return new Map(rows.map(({ id, version }) => [id, version]));
}

describe('A roster that a school system exports', () => {
  test('brings schools, classes, learners, families and teachers', async () => {
    const report = await employer.bring({ path: first });
    expect(placesOf(report)).toEqual([]);
    expect(report.read).toMatchObject({ schools: 5, learners: LEARNERS, staff: 150, posts: 150 });
    expect(countsOf(report)).toMatchObject({
      'school-new': 5,
      'learner-new': LEARNERS,
      'staff-new': 150,
      'post-new': 150,
    });
    const { rows } = await employer.client.query(
      `SELECT l.class, u.name, to_char(l.birth_date, 'YYYY-MM-DD') AS born, r.role
       FROM directory_person d JOIN learner l USING (person_id) JOIN unit u ON u.id = l.unit_id,
         directory_person t JOIN staff_role r ON r.person_id = t.person_id
       WHERE d.controller_id = $1 AND d.source_id = 'l3' AND t.controller_id = $1 AND t.source_id = 't0x1'`,
      [employer.id],
    );
    expect(rows).toEqual([
      { class: '4A', name: 'Koulu 0 (esimerkki)', born: '2010-01-04', role: 'homeroom_teacher' },
    ]);
  });

  test('the same again touches nothing; with one in a hundred changed, only those', async () => {
    const before = await versions();
    expect((await employer.bring({ path: first })).changes).toEqual([]);
    expect(await versions()).toEqual(before);
    const report = await employer.bring({ path: second });
    const changes = Array.from({ length: LEARNERS }, (_, n) => changeOf(n));
    const counted = (kind: string): number => changes.filter((it) => it === kind).length;
    expect(countsOf(report)).toEqual({
      ...{ class: counted('class'), name: counted('name'), school: counted('school') },
      ...{ language: counted('language'), 'custody-ended': counted('custody') },
    });
    const after = await versions();
    const touched = [...after].filter(([id, version]) => before.get(id) !== version).map(([id]) => id);
    const expected = changes.flatMap((change, n) => (change === null ? [] : [`learner l${n}`]));
    expect(touched.toSorted()).toEqual(expected.toSorted());
  });

  test('whose files do not fit together is refused: who is unknown, and where', async () => {
    const broken = join(employer.folder, 'broken');
    await writeRoster(broken, { learners: 10 });
    const own = await openEmployer();
    const { appendFile } = await import('node:fs/promises');
    await appendFile(
      join(broken, 'roles.csv'),
      'x1,,nobody,primary,student,,,s0\r\nx2,,l1,primary,student,,,nowhere\r\n',
    );
    await appendFile(join(broken, 'demographics.csv'), 'l1,,2001-01-01\r\n');
    const report = await own.bring({ path: broken });
    expect(placesOf(report).toSorted()).toEqual([
      'demographics.csv:12:birthDate birth-date-differs',
      'demographics.csv:12:sourcedId source-id-twice',
      expect.stringMatching(/^roles\.csv:\d+:userSourcedId unknown-user$/),
      expect.stringMatching(/^roles\.csv:\d+:orgSourcedId unknown-org$/),
    ]);
  });
});
