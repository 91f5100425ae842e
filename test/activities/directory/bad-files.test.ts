import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { isFormula } from '../../../api/directory/import/csv-rows.js';
import {
  csv,
  learner,
  LEARNER_COLUMNS,
  learnersFile,
  closeAll,
  openEmployer,
  placesOf,
  writeBundle,
  type Employer,
} from './support.js';

let employer: Employer;

beforeAll(async () => {
  employer = await openEmployer();
});
afterAll(closeAll);

async function placesIn(content: string | Buffer): Promise<string[]> {
  await employer.write('learners.csv', content);
  return placesOf(await employer.bring({ dryRun: true }));
}

const good = learnersFile([learner(1), learner(2)]);

describe('A file that no spreadsheet should have written', () => {
  test('in UTF-8 is read, with or without its mark, with commas, semicolons or tabs', async () => {
    expect(await placesIn(good)).toEqual([]);
    expect(await placesIn(`\uFEFF${good}`)).toEqual([]);
    expect(await placesIn(good.replaceAll(',', ';'))).toEqual([]);
    expect(await placesIn(good.replaceAll(',', '\t').replaceAll('\r\n', '\n'))).toEqual([]);
  });

  test('in another encoding is refused, at the first line that shows it', async () => {
    expect(await placesIn(Buffer.from(`\uFEFF${good}`, 'utf16le'))).toEqual(['learners.csv is-utf16']);
    expect(await placesIn(Buffer.from(good, 'utf16le'))).toEqual(['learners.csv is-utf16']);
    const latin = Buffer.from(learnersFile([learner(1), learner(2, { given_name: 'Väinö' })]), 'latin1');
    expect(await placesIn(latin)).toEqual(['learners.csv:3 not-utf8']);
    expect(await placesIn(Buffer.from('PK\u0003\u0004 a workbook'))).toEqual(['learners.csv is-binary']);
    expect(
      await placesIn(Buffer.concat([Buffer.from(good + '\r\n'.repeat(2_000)), Buffer.alloc(4)])),
    ).toEqual(['learners.csv:2003 is-binary']);
  });

  test('with formulas is refused by row and column; numbers, phones and dashes are none', async () => {
    expect(
      await placesIn(
        learnersFile([
          learner(1, { given_name: '=HYPERLINK("x")', class: '@A1' }),
          learner(2, { g1_phone: "+358' + cmd" }),
        ]),
      ),
    ).toEqual([
      'learners.csv:2:given_name formula',
      'learners.csv:2:class formula',
      'learners.csv:3:g1_phone formula',
    ]);
    expect(['+358 40 123', '-', '-1.5', "O'Neill", '7-8', '+(0) 9-123'].filter(isFormula)).toEqual([]);
    expect(['=1', ' =1', '+A1', '-A1', '@SUM(1)', '+', '-2+3+cmd'].filter((it) => !isFormula(it))).toEqual(
      [],
    );
  });

  test('with broken quotes, too long or too short rows, or without a column says so', async () => {
    expect(await placesIn(good.replace(',7B,', ',"7B,'))).toEqual(['learners.csv:2 quotes-broken']);
    expect(await placesIn(`${good}\r\nL9,too,short`)).toEqual(['learners.csv:4 column-count']);
    expect(await placesIn(learnersFile([learner(1, { class: 'x'.repeat(41) })]))).toEqual([
      'learners.csv:2:class too-long',
    ]);
    expect(await placesIn(`${good}\r\nL9,"${'x'.repeat(70_000)}"`)).toEqual(['learners.csv:4 row-too-long']);
    const without = LEARNER_COLUMNS.filter((it) => it !== 'school');
    expect(await placesIn(csv(without, [learner(1)]))).toEqual(['learners.csv:1:school column-missing']);
    expect(await placesIn(good.replace('class', 'school'))).toEqual([
      'learners.csv:1:school column-twice',
      'learners.csv:1:class column-missing',
    ]);
    // A file without a heading: its first row is a person, of whom nothing is said.
    expect(await placesIn('L1,Eetu,Kallio,Kallio,,')).toEqual([
      'learners.csv:1:column 4 column-twice',
      'learners.csv:1:source_id column-missing',
      'learners.csv:1:given_name column-missing',
      'learners.csv:1:family_name column-missing',
      'learners.csv:1:school column-missing',
      'learners.csv:1:class column-missing',
    ]);
    expect(await placesIn(csv([...LEARNER_COLUMNS, 'Kallio'], [{ ...learner(1), Kallio: '=1' }]))).toEqual([
      `learners.csv:2:column ${LEARNER_COLUMNS.length + 1} formula`,
    ]);
    expect(await placesIn('')).toEqual(['learners.csv no-rows']);
    expect(await placesIn(learnersFile([learner(1, { given_name: 'Ee\u0007tu' })]))).toEqual([
      'learners.csv:2:given_name control-character',
    ]);
  });
});

describe('A OneRoster bundle', () => {
  test('of another version, as a delta or without its files is refused', async () => {
    const bundle = await openEmployer();
    const manifest = (rows: string): Promise<void> =>
      bundle.write('manifest.csv', `propertyName,value\n${rows}`);
    await manifest('oneroster.version,1.1\nfile.orgs,bulk\nfile.users,bulk\nfile.roles,bulk');
    expect(placesOf(await bundle.bring())).toContain('manifest.csv:2:value not-supported');
    await manifest('oneroster.version,1.2\nfile.orgs,bulk\nfile.users,delta\nfile.roles,bulk');
    expect(placesOf(await bundle.bring())).toEqual([
      'manifest.csv:4:value not-supported',
      'orgs.csv no-such-file',
      'roles.csv no-such-file',
    ]);
  });

  test('asks of a preferred name what it asks of a name', async () => {
    const bundle = await openEmployer();
    const named = (preferredGivenName: string, preferredFamilyName: string) =>
      writeBundle(
        bundle,
        [{ sourcedId: 'l1', preferredGivenName, preferredFamilyName }],
        [{ userSourcedId: 'l1', role: 'student' }],
      );
    await named('Ee\u0007tu', 'x'.repeat(201));
    expect(placesOf(await bundle.bring())).toEqual([
      'users.csv:2:preferredGivenName control-character',
      'users.csv:2:preferredFamilyName too-long',
    ]);
    await named('Eeli', '');
    expect(placesOf(await bundle.bring())).toEqual([]);
    const { rows } = await bundle.client.query(
      `SELECT p.given_name, p.family_name FROM person p JOIN directory_person d ON d.person_id = p.id
       WHERE d.controller_id = $1`,
      [bundle.id],
    );
    expect(rows).toEqual([{ given_name: 'Eeli', family_name: 'Kallio' }]);
  });
});
