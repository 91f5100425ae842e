import { readFileSync } from 'node:fs';
import type { UnitId } from '../domain/ids.js';
import type { CountingUnit, Force, RuleId, Rules } from '../domain/rules.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import { compileRules, perRule } from './compile.js';
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
  type BaseVersion,
  type CalendarFile,
  type DutiesFile,
  type Fault,
  type HolidaysFile,
  type Level,
  type PolicyFile,
  type PolicyVersion,
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

/** A version of a provider's policy, as people see it. `id` is what `Rules.policy` says. */
export interface PolicyVersionInfo {
  readonly id: string;
  readonly name: string;
  readonly validFrom: CivilDate;
  /** `null`: until further notice. */
  readonly validUntil: CivilDate | null;
  /** Set when the policy is a sample: the sentence that says so. */
  readonly sample: string | null;
}

/**
 * What a number rests on, for display beside it. `value` `null`: people agree on the day; `unit` `null` as well: the
 * act says "without delay".
 */
export interface Basis {
  readonly basis: string;
  readonly force: Force;
  readonly source: string;
  readonly unit: CountingUnit | null;
  readonly value: number | null;
  readonly checkedOn: CivilDate;
  /** The open question of the register behind this number. */
  readonly uncertain?: string;
  /** Nobody has checked it against the statute yet. */
  readonly unverified?: true;
  /** The policy is a sample: no employer has decided this number. */
  readonly sample?: true;
}

interface Files {
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

/** The key of numbers that only a sample gives. */
const SAMPLE = 'SAMPLE';

function read(file: string): unknown {
  return JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8'));
}

function checked<T>(file: string, result: Validated<T>): T {
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
function files(): Files {
  return (loaded ??= load());
}

/** The version in force on a day; before the first one the first, because a concern is taken whatever day it tells of. */
function versionOn<V extends { readonly validFrom: CivilDate }>(versions: readonly V[], on: CivilDate): V {
  const version = versions.findLast((it) => it.validFrom <= on) ?? versions[0];
  if (version === undefined) throw new UnknownPolicy('a policy without versions');
  return version;
}

function policyNamed(name: string): PolicyFile {
  const policy = files().policies.find((it) => it.name === name);
  if (policy === undefined) throw new UnknownPolicy(`no policy named ${name}`);
  return policy;
}

/** All versions of all providers' policies, oldest first. */
export function policyVersions(): readonly PolicyVersionInfo[] {
  return files().policies.flatMap(({ name, sample, versions }) =>
    versions.map(({ validFrom, validUntil }) => ({
      id: `${name}@${validFrom}`,
      name,
      validFrom,
      validUntil,
      sample: sample ?? null,
    })),
  );
}

/** Source keys with what they stand for. */
export function sources(): Readonly<Record<string, string>> {
  return files().sources;
}

/** Who owes each duty, what starts it and what ends it, for people. */
export function dutyRegister(): DutiesFile {
  return files().duties;
}

/** Public holidays and eves with their names, for display. */
export function holidays(): HolidaysFile {
  return files().holidays;
}

/** Names of the school calendars. */
export function calendarNames(): readonly string[] {
  return files().calendars.map((it) => it.name);
}

/** A school calendar as it was decided, with breaks by name and what is not confirmed. Throws `UnknownPolicy`. */
export function calendarOf(name: string): CalendarFile {
  const calendar = files().calendars.find((it) => it.name === name);
  if (calendar === undefined) throw new UnknownPolicy(`no calendar named ${name}`);
  return calendar;
}

function versionsOf(policyId: string): { policy: PolicyVersion; base: BaseVersion } {
  const [name = '', validFrom] = policyId.split('@');
  const policy = policyNamed(name).versions.find((it) => it.validFrom === validFrom);
  if (policy === undefined) throw new UnknownPolicy(`no policy version ${policyId}`);
  return { policy, base: versionOn(files().base.versions, policy.validFrom) };
}

function newestOfFirst(): string {
  const first = files().policies[0];
  return `${first?.name}@${first?.versions.at(-1)?.validFrom}`;
}

/**
 * What the number of a rule rests on. `policyId` is a rule set's `policy` (`espoo-sample@2026-08-01`); without it the
 * newest version of the first provider. Throws `UnknownPolicy`.
 */
export function basisOf(ruleId: RuleId, policyId = newestOfFirst()): Basis {
  const { policy, base } = versionsOf(policyId);
  const limit = base.rules[ruleId]?.limit ?? policy.rules[ruleId]?.limit;
  if (limit === undefined) throw new UnknownPolicy(`no rule ${ruleId} in ${policyId}`);
  const { basis, force, source, unit, value, checkedOn, uncertain, unverified } = limit;
  return {
    ...{ basis, force, source, unit, value, checkedOn },
    ...(uncertain === undefined ? {} : { uncertain }),
    ...(unverified === undefined ? {} : { unverified }),
    ...(source === SAMPLE ? { sample: true } : {}),
  };
}

/** `basisOf` for every rule, ready to be sent as JSON. */
export function allBases(policyId?: string): Readonly<Record<RuleId, Basis>> {
  return perRule((id) => basisOf(id, policyId));
}

/**
 * The rule set of a school and level in force on a day. The national base is the one in force when the provider's
 * version began, so that a policy id always means the same numbers. Throws `UnknownPolicy`, `RulesTooLarge`.
 */
export function compileFor(wanted: {
  readonly schoolId: UnitId;
  readonly level: Level;
  readonly calendarName: string;
  readonly on: CivilDate;
  /** Default: the first provider's policy. */
  readonly policyName?: string;
}): Rules {
  const { schoolId, level, calendarName, on } = wanted;
  const file = policyNamed(wanted.policyName ?? files().policies[0]?.name ?? '');
  const policy = versionOn(file.versions, on);
  return compileRules({
    policy: { ...policy, name: file.name },
    base: versionOn(files().base.versions, policy.validFrom),
    calendar: calendarOf(calendarName),
    holidays: files().holidays,
    schoolId,
    level,
    zone: 'Europe/Helsinki',
  });
}
