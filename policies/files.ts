import { readFileSync } from 'node:fs';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Fault } from './fault-codes.js';
import {
  validateBase,
  validateCalendar,
  validateHolidays,
  validatePolicy,
  type Validated,
} from './schema.js';
import {
  dutiesShape,
  sourcesShape,
  type BaseFile,
  type CalendarFile,
  type DutiesFile,
  type HolidaysFile,
  type PolicyFile,
} from './shapes.js';

/** A file of `policies/` is wrong; every fault is named by its path. Nothing starts with such a policy. */
export class PolicyFaults extends Error {
  override readonly name = 'PolicyFaults';
  constructor(file: string, faults: readonly Fault[]) {
    super(`${file}: ${faults.map((it) => `${it.path}: ${it.message}`).join('; ')}`);
  }
}

/** No policy, version or calendar of this name. */
export class UnknownPolicy extends Error {
  override readonly name = 'UnknownPolicy';
}

/** Everything that comes with a release, read and judged. */
export interface Files {
  readonly sources: Readonly<Record<string, string>>;
  readonly duties: DutiesFile;
  readonly base: BaseFile;
  readonly policies: readonly PolicyFile[];
  readonly holidays: HolidaysFile;
  readonly calendars: readonly CalendarFile[];
}

const POLICY_FILES = [
  'providers/espoo-sample.json',
  'providers/helsinki-sample.json',
  'providers/county-sample.json',
] as const;
const CALENDAR_FILES = [
  'calendars/espoo-sample.json',
  'calendars/helsinki-sample.json',
  'calendars/county-sample.json',
] as const;

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

/** What was read, or the faults. */
export function checked<T>(file: string, result: Validated<T>): T {
  if (!result.ok) throw new PolicyFaults(file, result.faults);
  return result.value;
}

function load(): Files {
  const keys = sourcesShape.parse(read('sources.json'));
  const known = new Set(Object.keys(keys));
  const base = checked('national/base.json', validateBase(read('national/base.json'), known));
  const free = checked(
    'calendars/holidays-fi.json',
    validateHolidays(read('calendars/holidays-fi.json'), known),
  );
  return {
    sources: keys,
    duties: dutiesShape.parse(read('duties.json')),
    base,
    holidays: free,
    policies: POLICY_FILES.map((file) => checked(file, validatePolicy(read(file), { sources: known, base }))),
    calendars: CALENDAR_FILES.map((file) =>
      checked(file, validateCalendar(read(file), { sources: known, holidays: free })),
    ),
  };
}

let loaded: Files | null = null;
/** The files of this release, read once. Throws `PolicyFaults`. */
export function files(): Files {
  return (loaded ??= load());
}

/** The version in force on a day; before the first one the first, because a concern is taken whatever day it tells of. */
export function versionOn<V extends { readonly validFrom: CivilDate }>(
  versions: readonly V[],
  on: CivilDate,
): V {
  const version = versions.findLast((it) => it.validFrom <= on) ?? versions[0];
  if (version === undefined) throw new UnknownPolicy('a policy without versions');
  return version;
}
