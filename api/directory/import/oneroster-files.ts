import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { StaffRole } from '../../../domain/people.js';
import { LEVELS } from '../../../policies/shapes.js';
import { readCsv, type Columns, type CsvRow } from './csv-rows.js';
import type { Faults } from './faults.js';
import { IMPORTED_ROLES, LANGUAGES, type Reading } from './plain-files.js';
import { RowReader } from './row-reader.js';

/** Files of a bundle that are read; others of the standard are left alone. */
const FILES = ['orgs', 'classes', 'users', 'roles', 'enrollments', 'demographics'] as const;
type FileName = (typeof FILES)[number];
/** A roster without these tells nothing. */
const NEEDED: readonly FileName[] = ['orgs', 'users', 'roles'];
const VERSION = '1.2';

/** Roles of the standard that have a meaning here; those not named (proctor, administrators) are left out. */
const ROLES: Readonly<Record<string, StaffRole | 'student' | 'guardian' | 'relative'>> = {
  student: 'student',
  // A parent of the standard is a mother or father; who of them has no custody says `metadata.withoutCustody`.
  guardian: 'guardian',
  parent: 'guardian',
  relative: 'relative',
  teacher: 'subject_teacher',
  counselor: 'guidance_counsellor',
  aide: 'school_coach',
  principal: 'principal',
};

/** A row that the sender marked for deletion is as if it were not there. */
function isActive(row: CsvRow): boolean {
  return row.cell('status') !== 'tobedeleted';
}

/** The paths of a bundle's files. Says what is missing, of another version, or a delta. */
export async function readManifest(folder: string, faults: Faults): Promise<ReadonlyMap<FileName, string>> {
  const path = join(folder, 'manifest.csv');
  const said = new Map<string, { value: string; row: number }>();
  for await (const rows of readCsv(path, { required: ['propertyName', 'value'], optional: [] }, faults))
    for (const row of rows) said.set(row.cell('propertyName'), { value: row.cell('value'), row: row.row });
  const wrong = (name: string): void =>
    faults.add({
      file: 'manifest.csv',
      row: said.get(name)?.row ?? null,
      column: 'value',
      code: 'not-supported',
    });
  if (faults.count > 0) return new Map();
  if (said.get('oneroster.version')?.value !== VERSION) wrong('oneroster.version');
  const found = new Map<FileName, string>();
  for (const name of FILES) {
    const mode = said.get(`file.${name}`)?.value ?? 'absent';
    if (mode === 'bulk') found.set(name, join(folder, `${name}.csv`));
    else if (mode !== 'absent' || NEEDED.includes(name)) wrong(`file.${name}`);
  }
  return found;
}

/** Whether a folder holds a OneRoster bundle. */
export function isOneRoster(folder: string): boolean {
  return existsSync(join(folder, 'manifest.csv'));
}

type Read = (row: CsvRow, read: RowReader, reading: Reading) => void;

const readOrg: Read = (row, read, { staging }) => {
  const type = read.text('type');
  const sourceId = read.id('sourcedId');
  const of = (name: string): string | null => read.optional(`metadata.${name}`, 80) || null;
  const unit = {
    ...{ source_id: sourceId, name: read.text('name'), level: read.choice('metadata.level', LEVELS) },
    calendar: of('calendar'),
    ...{ policy: of('policy'), municipality: of('municipality'), file: row.file, row: row.row },
  };
  if (!read.isSound) return;
  staging.add('raw_org', { source_id: sourceId, type });
  if (type === 'school') staging.add('stage_unit', unit);
};

const readClass: Read = (row, read, { staging }) => {
  const group = {
    ...{ source_id: read.id('sourcedId'), title: read.text('title', 40) },
    ...{ homeroom: row.cell('classType') === 'homeroom', org: read.text('schoolSourcedId'), row: row.row },
  };
  if (read.isSound) staging.add('raw_class', group);
};

/** `{hetu:010100A9xxx},{Fed:…}`: the identifier of that type; null without one. */
export function userIdOf(cell: string, type: string): string | null {
  for (const [, name = '', id = ''] of cell.matchAll(/\{\s*([^:{}]+)\s*:\s*([^{}]*?)\s*\}/g))
    if (name.trim().toLowerCase() === type) return id;
  return null;
}

const readUser: Read = (row, read, { staging, keys, controllerId }) => {
  const sourceId = read.id('sourcedId');
  const ids = read.optional('userIds', 1_000) ?? '';
  const code = read.identityCode('userIds', userIdOf(ids, 'hetu') ?? '');
  const box = code && sourceId !== '' ? keys.seal(code.code, { controllerId, sourceId }) : null;
  const user = {
    source_id: sourceId,
    given_name: read.optional('preferredGivenName') || read.text('givenName'),
    family_name: read.optional('preferredFamilyName') || read.text('familyName'),
    email: read.address('email'),
    phone: read.optional('phone', 30) || read.optional('sms', 30),
    language: read.choice('metadata.language', LANGUAGES),
    address_protected: read.yesNo('metadata.addressProtected'),
    staff_number: read.optionalId('identifier', 60),
    code_sealed: box?.sealed ?? null,
    code_match: box?.match ?? null,
    birth_date: code?.birthDate ?? null,
    agents: read.optional('agentSourcedIds', 4_000) || null,
    without_custody: read.optional('metadata.withoutCustody', 4_000),
    lives_apart: read.optional('metadata.livesApart', 4_000),
    municipality: read.optional('metadata.municipality', 60) || null,
    grades: read.optional('grades', 40) || null,
    row: row.row,
  };
  if (read.isSound) staging.add('raw_user', user);
};

const readRole: Read = (row, read, { staging }) => {
  const own = read.choice('metadata.role', IMPORTED_ROLES);
  const role = own ?? ROLES[read.text('role')];
  const held = {
    user_id: read.text('userSourcedId'),
    role: role ?? '',
    org: read.text('orgSourcedId'),
    begins: read.date('beginDate'),
    ends: read.date('endDate'),
    is_primary: row.cell('roleType') === 'primary',
    row: row.row,
  };
  if (read.isSound && role !== undefined) staging.add('raw_role', held);
};

const readEnrolment: Read = (row, read, { staging }) => {
  const role = row.cell('role');
  const enrolment = {
    user_id: read.text('userSourcedId'),
    class: read.text('classSourcedId'),
    org: read.text('schoolSourcedId'),
    role,
    begins: read.date('beginDate'),
    ends: read.date('endDate'),
    is_primary: read.yesNo('primary'),
    row: row.row,
  };
  if (read.isSound && (role === 'student' || role === 'teacher')) staging.add('raw_enrolment', enrolment);
};

const readDemographic: Read = (row, read, { staging }) => {
  const born = { user_id: read.text('sourcedId'), birth_date: read.date('birthDate'), row: row.row };
  if (read.isSound) staging.add('raw_demographic', born);
};

const READERS: Readonly<Record<FileName, Columns & { readonly read: Read }>> = {
  orgs: {
    read: readOrg,
    required: ['sourcedId', 'name', 'type'],
    optional: [
      'status',
      ...['level', 'calendar', 'policy', 'municipality'].map((name) => `metadata.${name}`),
    ],
  },
  classes: {
    read: readClass,
    required: ['sourcedId', 'title', 'classType', 'schoolSourcedId'],
    optional: ['status'],
  },
  users: {
    read: readUser,
    required: ['sourcedId', 'givenName', 'familyName', 'agentSourcedIds'],
    optional: [
      ...[
        'status',
        'userIds',
        'preferredGivenName',
        'preferredFamilyName',
        'identifier',
        'email',
        'phone',
        'sms',
      ],
      ...['grades', 'metadata.language', 'metadata.addressProtected', 'metadata.municipality'],
      ...['metadata.withoutCustody', 'metadata.livesApart'],
    ],
  },
  roles: {
    read: readRole,
    required: ['userSourcedId', 'role', 'orgSourcedId'],
    optional: ['status', 'roleType', 'beginDate', 'endDate', 'metadata.role'],
  },
  enrollments: {
    read: readEnrolment,
    required: ['classSourcedId', 'schoolSourcedId', 'userSourcedId', 'role'],
    optional: ['status', 'primary', 'beginDate', 'endDate'],
  },
  demographics: { read: readDemographic, required: ['sourcedId', 'birthDate'], optional: ['status'] },
};

/** Reads the files of a bundle into the store, row by row; what they say together comes after (`oneroster-roster.ts`). */
export async function readOneRoster(files: ReadonlyMap<FileName, string>, reading: Reading): Promise<void> {
  for (const [name, path] of files) {
    const { read, ...columns } = READERS[name];
    for await (const rows of readCsv(path, columns, reading.faults)) {
      for (const row of rows) if (isActive(row)) read(row, new RowReader(row, reading.faults), reading);
      await reading.staging.settle();
    }
  }
}
