import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { IdentityKeys } from '../../../api/directory/import/identity-keys.js';
import { importDirectory } from '../../../api/directory/import/import-directory.js';
import { findSource } from '../../../api/directory/import/import-source.js';
import { faultLine } from '../../../api/directory/import/faults.js';
import type { ImportReport } from '../../../api/directory/import/report.js';
import { instant } from '../../../domain/time/instant.js';
import { identityCheck } from '../../../domain/identity-code.js';
import { seedPublished } from '../../../policies/seed.js';
import { testStack } from '../../support/test-stack.js';

export const KEY = Buffer.alloc(32, 7).toString('base64');

/** An employer of the test's own with a school, and a folder for its files. */
export interface Employer {
  readonly client: pg.Client;
  readonly id: string;
  readonly folder: string;
  readonly schoolId: string;
  /** Writes a file of the folder; text or bytes. */
  readonly write: (name: string, content: string | Buffer) => Promise<void>;
  /** Imports the folder (or a path) as on a local day. */
  readonly bring: (options?: {
    on?: string;
    dryRun?: boolean;
    allowEnding?: boolean;
    path?: string;
  }) => Promise<ImportReport>;
}

export const SCHOOL = 'Kivikon koulu';

const opened: (() => Promise<void>)[] = [];

/** Closes what a test file has opened, also after a test that failed. */
export async function closeAll(): Promise<void> {
  await Promise.all(opened.splice(0).map((close) => close()));
}

export async function openEmployer(kind: 'provider' | 'county' = 'provider'): Promise<Employer> {
  const client = new pg.Client({ connectionString: testStack().ownerUrl });
  await client.connect();
  await seedPublished(client, instant(Date.now()));
  const folder = await mkdtemp(join(tmpdir(), 'rinnalla-import-'));
  const [id, schoolId] = [randomUUID(), randomUUID()];
  await client.query('INSERT INTO controller VALUES ($1, $2, $3)', [id, kind, `Employer ${id}`]);
  if (kind === 'provider')
    await client.query(
      `INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
       VALUES ($1, $2, $3, 'basic', 'espoo-sample', 'espoo-sample', 'Espoo')`,
      [schoolId, id, SCHOOL],
    );
  opened.push(async () => {
    await client.end();
    await rm(folder, { recursive: true, force: true });
  });
  return {
    ...{ client, id, folder, schoolId },
    write: (name, content) => writeFile(join(folder, name), content),
    bring: ({ on = '2027-08-16', dryRun = false, allowEnding = false, path = folder } = {}) => {
      const source = findSource(path);
      if (!source) throw new Error('nothing to import');
      const now = () => instant(Date.parse(`${on}T09:00:00+03:00`));
      const keys = new IdentityKeys(KEY);
      return importDirectory({
        client,
        keys,
        controllerId: id,
        source,
        givenBy: 'test',
        now,
        dryRun,
        allowEnding,
      });
    },
  };
}

/** Where faults stand and what they are, as an operator reads them, without the words. */
export function placesOf({ faults }: ImportReport): string[] {
  return faults.map((fault) => faultLine(fault).split(' –')[0] ?? '');
}

export function countsOf({ changes }: ImportReport): Record<string, number> {
  return Object.fromEntries(changes.map(({ kind, count }) => [kind, count]));
}

/** A code of nobody: born on a day of 2013, number 900 to 999. */
export function code(day: string, number = 900, sign = 'A'): string {
  return `${day}13${sign}${number}${identityCheck(`${day}13${number}`)}`;
}

const GUARDIAN = [
  'source_id',
  'given_name',
  'family_name',
  'email',
  'phone',
  'language',
  'position',
  'lives_apart',
];
export const LEARNER_COLUMNS = [
  ...[
    'source_id',
    'identity_code',
    'birth_date',
    'given_name',
    'family_name',
    'language',
    'address_protected',
  ],
  ...['school', 'class', 'municipality'],
  ...[1, 2].flatMap((n) => [...GUARDIAN, 'address_protected'].map((it) => `g${n}_${it}`)),
];

/** A row of a file: cells by the names of their columns. */
export type Cells = Readonly<Record<string, string>>;

/** A CSV text with these columns; what a row does not say is empty. */
export function csv(columns: readonly string[], rows: readonly Cells[]): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  return [columns, ...rows.map((row) => columns.map((column) => row[column] ?? ''))].map(line).join('\r\n');
}

export function learner(n: number, change: Cells = {}): Cells {
  return {
    ...{ source_id: `L${n}`, identity_code: code(`0${n}01`), given_name: 'Eetu', family_name: "O'Kallio" },
    ...{ school: SCHOOL, class: '7B', municipality: 'Espoo', language: 'fi' },
    ...{ g1_source_id: `G${n}`, g1_given_name: 'Marja', g1_family_name: 'Kallio' },
    ...{ g1_email: `g${n}@example.invalid`, g1_phone: '+358 00 000 0001' },
    ...change,
  };
}

export function learnersFile(rows: readonly Cells[]): string {
  return csv(LEARNER_COLUMNS, rows);
}

/** Who is whose parent: `L1 G1 guardian`, with `apart` and the last day where there is one. */
export async function custodiesOf({ client, id }: Employer): Promise<string[]> {
  const { rows } = await client.query<{ said: string }>(
    `SELECT concat_ws(' ', l.source_id, w.source_id, g.position, CASE WHEN g.lives_apart THEN 'apart' END,
                      to_char(g.valid_to, 'YYYY-MM-DD')) AS said
     FROM guardianship g JOIN directory_person l ON l.person_id = g.learner_id AND l.controller_id = $1
     JOIN directory_person w ON w.person_id = g.guardian_id ORDER BY said`,
    [id],
  );
  return rows.map(({ said }) => said);
}

/** Writes a small OneRoster bundle of one school; the columns of users are those their rows have. */
export async function writeBundle(
  { write }: Employer,
  users: readonly Cells[],
  roles: readonly Cells[],
): Promise<void> {
  const said = ['orgs', 'users', 'roles'].map((name) => ({ propertyName: `file.${name}`, value: 'bulk' }));
  const version = { propertyName: 'oneroster.version', value: '1.2' };
  await write('manifest.csv', csv(['propertyName', 'value'], [version, ...said]));
  await write(
    'orgs.csv',
    csv(['sourcedId', 'name', 'type'], [{ sourcedId: 's1', name: SCHOOL, type: 'school' }]),
  );
  const people = users.map((it) => ({ givenName: 'Eetu', familyName: 'Kallio', agentSourcedIds: '', ...it }));
  const columns = new Set(['sourcedId', ...people.flatMap((it) => Object.keys(it))]);
  await write('users.csv', csv([...columns], people));
  const held = roles.map((it) => ({ roleType: 'primary', orgSourcedId: 's1', ...it }));
  await write(
    'roles.csv',
    csv(['userSourcedId', 'role', 'roleType', 'beginDate', 'endDate', 'orgSourcedId'], held),
  );
}

export const STAFF_COLUMNS = [
  ...[
    'source_id',
    'given_name',
    'family_name',
    'email',
    'staff_number',
    'role',
    'school',
    'valid_from',
    'valid_to',
  ],
];

export function staffFile(rows: readonly Cells[]): string {
  return csv(
    STAFF_COLUMNS,
    rows.map((row) => ({ given_name: 'Aino', family_name: 'Virtanen', ...row })),
  );
}
