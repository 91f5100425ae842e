import { STAFF_ROLES, type StaffRole } from '../../../domain/people.js';
import { readCsv, type Columns, type CsvRow } from './csv-rows.js';
import type { Faults } from './faults.js';
import type { IdentityKeys } from './identity-keys.js';
import { RowReader } from './row-reader.js';
import type { Staging, StageRow } from './staging.js';

/** What a reader of files works with. */
export interface Reading {
  readonly staging: Staging;
  readonly faults: Faults;
  readonly keys: IdentityKeys;
  readonly controllerId: string;
}

export const LANGUAGES = ['fi', 'sv', 'en'] as const;
const POSITIONS = ['guardian', 'parent-not-guardian'] as const;
/** What an employer's list may make of somebody: an administrator of this product is made by hand. */
export const IMPORTED_ROLES: readonly StaffRole[] = STAFF_ROLES.filter((role) => role !== 'administrator');
/** Guardians of one row: `g1_…` to `g4_…`. */
const GUARDIANS = [1, 2, 3, 4] as const;

const OF_A_PERSON = ['identity_code', 'email', 'phone', 'language'];
const OF_A_GUARDIAN = [
  'source_id',
  'given_name',
  'family_name',
  'address_protected',
  'position',
  'lives_apart',
];
const LEARNER_COLUMNS: Columns = {
  required: ['source_id', 'given_name', 'family_name', 'school', 'class'],
  optional: [
    ...[...OF_A_PERSON, 'birth_date', 'municipality', 'address_protected'],
    ...GUARDIANS.flatMap((n) => [...OF_A_GUARDIAN, ...OF_A_PERSON].map((name) => `g${n}_${name}`)),
  ],
};
const STAFF_COLUMNS: Columns = {
  required: ['source_id', 'given_name', 'family_name', 'role'],
  optional: [...OF_A_PERSON, 'school', 'valid_from', 'valid_to', 'staff_number'],
};

type Person = StageRow<'stage_person'>;
const NO_CODE = { code_sealed: null, code_match: null } as const;

function sealed(
  reading: Reading,
  code: string | null,
  sourceId: string,
): Pick<Person, 'code_sealed' | 'code_match'> {
  if (code === null || sourceId === '') return NO_CODE;
  const box = reading.keys.seal(code, { controllerId: reading.controllerId, sourceId });
  return { code_sealed: box.sealed, code_match: box.match };
}

function learnerOf(row: CsvRow, read: RowReader, reading: Reading) {
  const sourceId = read.id('source_id');
  const code = read.identityCode('identity_code');
  const written = read.date('birth_date');
  if (written && code?.birthDate && written !== code.birthDate)
    read.wrong('birth_date', 'birth-date-differs');
  const { file, row: at } = row;
  const person: Person = {
    kind: 'learner',
    source_id: sourceId,
    given_name: read.text('given_name'),
    family_name: read.text('family_name'),
    email: read.address('email'),
    phone: read.optional('phone', 30),
    language: read.choice('language', LANGUAGES),
    address_protected: read.yesNo('address_protected'),
    staff_number: null,
    ...sealed(reading, code?.code ?? null, sourceId),
    file,
    row: at,
  };
  const learner: StageRow<'stage_learner'> = {
    source_id: sourceId,
    unit: read.text('school'),
    class: read.text('class', 40),
    birth_date: written ?? code?.birthDate ?? null,
    municipality: read.optional('municipality', 60) || null,
    file,
    row: at,
  };
  return { person, learner };
}

function guardianOf(n: (typeof GUARDIANS)[number], row: CsvRow, read: RowReader, reading: Reading) {
  const column = (name: string): string => `g${n}_${name}`;
  if (row.cell(column('source_id')) === '') return null;
  const sourceId = read.id(column('source_id'));
  const code = read.identityCode(column('identity_code'));
  const { file, row: at } = row;
  const person: Person = {
    kind: 'guardian',
    source_id: sourceId,
    given_name: read.text(column('given_name')),
    family_name: read.text(column('family_name')),
    email: read.address(column('email')),
    phone: read.optional(column('phone'), 30),
    language: read.choice(column('language'), LANGUAGES),
    address_protected: read.yesNo(column('address_protected')),
    staff_number: null,
    ...sealed(reading, code?.code ?? null, sourceId),
    file,
    row: at,
  };
  const custody: StageRow<'stage_custody'> = {
    learner: row.cell('source_id'),
    guardian: sourceId,
    // Of a column that is not there the file says nothing, and what the directory has stays.
    position: row.has(column('position')) ? (read.choice(column('position'), POSITIONS) ?? 'guardian') : null,
    lives_apart: row.has(column('lives_apart')) ? (read.yesNo(column('lives_apart')) ?? false) : null,
    file,
    row: at,
  };
  return { person, custody };
}

function readLearner(row: CsvRow, reading: Reading): void {
  const { staging, faults } = reading;
  const read = new RowReader(row, faults);
  const { person, learner } = learnerOf(row, read, reading);
  const guardians = GUARDIANS.flatMap((n) => guardianOf(n, row, read, reading) ?? []);
  if (!read.isSound) return;
  staging.add('stage_person', person);
  staging.add('stage_learner', learner);
  for (const guardian of guardians) {
    staging.add('stage_person', guardian.person);
    staging.add('stage_custody', guardian.custody);
  }
}

/**
 * Reads `learners.csv`: a row for each learner of the provider, with up to four guardians in it (docs/directory.md).
 *
 * @returns whether the file has a column for guardians: without one it says nothing of custody
 */
export async function readLearners(path: string, reading: Reading): Promise<boolean> {
  let custody = false;
  for await (const rows of readCsv(path, LEARNER_COLUMNS, reading.faults)) {
    for (const row of rows) {
      custody ||= GUARDIANS.some((n) => row.has(`g${n}_source_id`));
      readLearner(row, reading);
    }
    await reading.staging.settle();
  }
  return custody;
}

function readPost(row: CsvRow, reading: Reading): void {
  const { staging, faults } = reading;
  const read = new RowReader(row, faults);
  const sourceId = read.id('source_id');
  const { file, row: at } = row;
  const code = read.identityCode('identity_code');
  const person: Person = {
    kind: 'staff',
    source_id: sourceId,
    given_name: read.text('given_name'),
    family_name: read.text('family_name'),
    email: read.address('email'),
    phone: read.optional('phone', 30),
    language: read.choice('language', LANGUAGES),
    address_protected: null,
    staff_number: read.optionalId('staff_number', 60),
    ...sealed(reading, code?.code ?? null, sourceId),
    file,
    row: at,
  };
  const role = read.choice('role', IMPORTED_ROLES);
  if (row.cell('role') === '') read.wrong('role', 'missing');
  const post: StageRow<'stage_post'> = {
    source_id: sourceId,
    role,
    unit: row.cell('school') || null,
    valid_from: read.date('valid_from'),
    valid_to: read.date('valid_to'),
    file,
    row: at,
  };
  if (!read.isSound) return;
  staging.add('stage_person', person);
  staging.add('stage_post', post);
}

/** Reads `staff.csv`: a row for each post, so that one person may have several (docs/directory.md). */
export async function readStaff(path: string, reading: Reading): Promise<void> {
  for await (const rows of readCsv(path, STAFF_COLUMNS, reading.faults)) {
    for (const row of rows) readPost(row, reading);
    await reading.staging.settle();
  }
}
