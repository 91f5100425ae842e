import type { UnitId } from '../domain/ids.js';
import type { CountingUnit, Force, RuleId, Rules } from '../domain/rules.js';
import type { CivilDate } from '../domain/time/civil-date.js';
import { compileRules, perRule } from './compile.js';
import { files, UnknownPolicy, versionOn } from './files.js';
import {
  calendarShape,
  policyShape,
  type BaseFile,
  type BaseVersion,
  type CalendarFile,
  type DutiesFile,
  type HolidaysFile,
  type Level,
  type PolicyFile,
  type PolicyVersion,
} from './shapes.js';

export { PolicyFaults, UnknownPolicy } from './files.js';

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

/** A provider's version with its name: what a rule set is compiled from. */
export type NamedPolicyVersion = PolicyVersion & { readonly name: string; readonly sample?: string };

// Versions that the store has published, by id: the words of their rules are shown beside a case's duties.
const learned = new Map<string, NamedPolicyVersion>();

/**
 * Reads what the store keeps as a policy, and remembers the words of its last version. It was judged when it was
 * published, by the rules of that release, and is not judged again: a later release may know more rules.
 */
export function knowPolicy(content: unknown): NamedPolicyVersion {
  const { name, sample, versions } = policyShape.parse(content);
  const version = versions.at(-1);
  if (version === undefined) throw new UnknownPolicy('a policy without versions');
  const known = { ...version, name, ...(sample === undefined ? {} : { sample }) };
  learned.set(`${name}@${version.validFrom}`, known);
  return known;
}

/** Reads what the store keeps as a school calendar. */
export function knowCalendar(content: unknown): CalendarFile {
  return calendarShape.parse(content);
}

/** Whether the words of a policy version, and of a rule of it, are at hand. */
export function knows(policyId: string, ruleId?: RuleId): boolean {
  try {
    const { policy, base } = versionsOf(policyId);
    return ruleId === undefined || base.rules[ruleId] !== undefined || policy.rules[ruleId] !== undefined;
  } catch (failure) {
    if (failure instanceof UnknownPolicy) return false;
    throw failure;
  }
}

/** What the law says to a policy version that begins on a day. */
export function lawInForce(on: CivilDate): BaseVersion {
  return versionOn(files().base.versions, on);
}

/** The national base as a whole. */
export function nationalBase(): BaseFile {
  return files().base;
}

/** Policies as they come with a release. */
export function policyFiles(): readonly PolicyFile[] {
  return files().policies;
}

/** School calendars as they come with a release. */
export function calendarFiles(): readonly CalendarFile[] {
  return files().calendars;
}

function versionsOf(policyId: string): { policy: PolicyVersion; base: BaseVersion; sample: boolean } {
  const [name = '', validFrom] = policyId.split('@');
  const kept = learned.get(policyId);
  if (kept) return { policy: kept, base: lawInForce(kept.validFrom), sample: kept.sample !== undefined };
  const file = policyNamed(name);
  const policy = file.versions.find((it) => it.validFrom === validFrom);
  if (policy === undefined) throw new UnknownPolicy(`no policy version ${policyId}`);
  return { policy, base: lawInForce(policy.validFrom), sample: file.sample !== undefined };
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
  const { policy, base, sample } = versionsOf(policyId);
  const limit = base.rules[ruleId]?.limit ?? policy.rules[ruleId]?.limit;
  if (limit === undefined) throw new UnknownPolicy(`no rule ${ruleId} in ${policyId}`);
  const { basis, force, source, unit, value, checkedOn, uncertain, unverified } = limit;
  return {
    ...{ basis, force, source, unit, value, checkedOn },
    ...(uncertain === undefined ? {} : { uncertain }),
    ...(unverified === undefined ? {} : { unverified }),
    ...(sample && force === 'local' ? { sample: true } : {}),
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
