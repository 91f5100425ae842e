import type { z } from 'zod';
import { EXPECTATIONS, RULE_IDS, RULE_KINDS, type Ladder, type RuleId } from '../domain/rules.js';
import { addDays, type CivilDate } from '../domain/time/civil-date.js';
import { validateYears } from './calendar-faults.js';
import { fault, isFaultCode, type Fault } from './fault-codes.js';
import {
  baseShape,
  calendarShape,
  holidaysShape,
  ladderNamed,
  policyShape,
  type BaseFile,
  type CalendarFile,
  type HolidaysFile,
  type PolicyFile,
  type PolicyVersion,
} from './shapes.js';

export type Validated<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/** Known source keys: a number may only name one of them. */
export type Sources = ReadonlySet<string>;

/** Reads the shape first; only what has the right shape is judged further. Either way every fault found is named. */
export function validated<T>(shape: z.ZodType<T>, json: unknown, judge: (value: T) => Fault[]): Validated<T> {
  const parsed = shape.safeParse(json);
  if (!parsed.success) {
    const faults = parsed.error.issues.flatMap((issue) => {
      const keys = issue.code === 'unrecognized_keys' ? issue.keys : [null];
      return keys.map((key) => {
        const path = (key === null ? issue.path : [...issue.path, key]).map(String).join('.');
        if (key !== null) return fault(path, 'unknown-key');
        return isFaultCode(issue.message)
          ? fault(path, issue.message)
          : fault(path, 'wrong-form', issue.message);
      });
    });
    return { ok: false, faults };
  }
  const faults = judge(parsed.data);
  return faults.length === 0 ? { ok: true, value: parsed.data } : { ok: false, faults };
}

/** Every `source` in the data must be a known key, so that a reader can find what a number rests on. */
function unknownSources(value: unknown, sources: Sources, path: readonly string[] = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Fault[] => {
    const here = [...path, key];
    if (key === 'source' && typeof inner === 'string') {
      return sources.has(inner) ? [] : [fault(here.join('.'), 'unknown-source')];
    }
    return unknownSources(inner, sources, here);
  });
}

/** The open questions of the register (docs/policy-sources.md): Q1 to this one. */
const LAST_QUESTION = 16;

/** Every `uncertain` names a question of the register, so that a reader finds what is uncertain. */
function unknownQuestions(value: unknown, path: readonly string[] = []): Fault[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]): Fault[] => {
    const here = [...path, key];
    if (key !== 'uncertain' || typeof inner !== 'string') return unknownQuestions(inner, here);
    const number = /^Q([1-9]\d?)$/.exec(inner)?.[1];
    const isKnown = number !== undefined && Number(number) <= LAST_QUESTION;
    return isKnown ? [] : [fault(here.join('.'), 'not-a-question')];
  });
}

interface Effective {
  readonly validFrom: CivilDate;
  readonly validUntil: CivilDate | null;
}

/** Versions follow each other day by day; the last one has no end, because a case never stands without a policy. */
function timeline(versions: readonly Effective[]): Fault[] {
  return versions.flatMap((version, index): Fault[] => {
    const next = versions[index + 1];
    const at = (field: string) => `versions.${index}.${field}`;
    const until = version.validUntil;
    if (until !== null && until < version.validFrom)
      return [fault(at('validUntil'), 'ends-before-it-begins')];
    if (next === undefined) return until === null ? [] : [fault(at('validUntil'), 'gap-at-the-end')];
    if (until === null || until >= next.validFrom) {
      return [fault(at('validUntil'), 'overlap-with-next')];
    }
    return addDays(until, 1) === next.validFrom ? [] : [fault(at('validUntil'), 'gap-before-next')];
  });
}

/** Within one way of timing, rungs must be climbed upwards: at the start, then by office hours, then around the due day. */
function rungsInOrder(rungs: Ladder['rungs']): boolean {
  const rank = (at: Ladder['rungs'][number]['at']): [number, number] => {
    if (at.from === 'armed') return [0, 0];
    return at.from === 'office' ? [1, at.hours] : [2, at.days];
  };
  return rungs.every((rung, index) => {
    const next = rungs[index + 1];
    if (next === undefined) return true;
    const [a, b] = [rank(rung.at), rank(next.at)];
    return a[0] < b[0] || (a[0] === b[0] && a[1] <= b[1]);
  });
}

function climbsTo(ladder: Ladder, holder: Ladder['repeat']['to']): boolean {
  return ladder.repeat.to === holder || ladder.rungs.some((rung) => rung.to === holder);
}

/**
 * Duties whose last day something else hangs on: an offer of responsibility ends with it (without a length at once,
 * before anybody could answer), and the receipt for a request to talk says it.
 */
const NEED_LENGTH: readonly RuleId[] = ['L-HANDOVER', 'T-OHL15-7', 'T-OHL15-urgent'];

/** Duties whose day people agree on: a length would say a day that nobody agreed. */
const AGREED: readonly RuleId[] = ['L-FOLLOW', 'L-ACTION', 'L-STEP'];

type Limits = Readonly<Partial<Record<RuleId, { readonly limit: { readonly value: number | null } }>>>;

function withoutLength(rules: Limits, path: string): Fault[] {
  return NEED_LENGTH.filter((id) => rules[id]?.limit.value === null).map((id) =>
    fault(`${path}.rules.${id}.limit.value`, 'no-length'),
  );
}

/** A policy id must always mean the same numbers, and a new law must not be missed. */
function lawChanges({ validFrom, validUntil }: PolicyVersion, base: BaseFile, path: string): Fault[] {
  const change = base.versions.find(
    ({ validFrom: on }) => on > validFrom && (validUntil === null || on <= validUntil),
  );
  return change ? [fault(`${path}.validUntil`, 'law-changes', change.validFrom)] : [];
}

function judgeVersion(version: PolicyVersion, base: BaseFile, path: string): Fault[] {
  const faults = withoutLength(version.rules, path);
  for (const id of AGREED)
    if (typeof version.rules[id]?.limit.value === 'number')
      faults.push(fault(`${path}.rules.${id}.limit.value`, 'people-agree'));
  const law = new Set(base.versions.flatMap((it) => Object.keys(it.rules)));
  for (const id of RULE_IDS) {
    const local = version.rules[id];
    const ladder = local?.ladder ?? version.lawLadders[id];
    const climbed = ladder === undefined ? undefined : ladderNamed(version, ladder);
    if (law.has(id) && local) faults.push(fault(`${path}.rules.${id}`, 'law-has-this-number'));
    if (!law.has(id) && version.lawLadders[id] !== undefined) {
      faults.push(fault(`${path}.lawLadders.${id}`, 'law-has-no-such-rule'));
    }
    if (ladder === undefined) faults.push(fault(`${path}.rules.${id}`, 'rule-missing'));
    else if (!climbed) faults.push(fault(`${path}.rules.${id}`, 'no-such-ladder', ladder));
    else if (EXPECTATIONS.has(RULE_KINDS[id]) && climbsTo(climbed, 'supervisor')) {
      faults.push(fault(`${path}.lawLadders.${id}`, 'expectation-climbs'));
    }
  }
  for (const [name, ladder] of Object.entries(version.ladders)) {
    if (!rungsInOrder(ladder.rungs))
      faults.push(fault(`${path}.ladders.${name}.rungs`, 'rungs-out-of-order'));
  }
  if (version.office.to.value <= version.office.from.value) {
    faults.push(fault(`${path}.office.to`, 'closes-before-it-opens'));
  }
  return faults;
}

/** Reads the national base. */
export function validateBase(json: unknown, sources: Sources): Validated<BaseFile> {
  return validated(baseShape, json, (base) => [
    ...unknownSources(base, sources),
    ...unknownQuestions(base),
    ...timeline(base.versions),
    ...base.versions.flatMap(({ rules }, index) => withoutLength(rules, `versions.${index}`)),
  ]);
}

/** Reads a provider's policy and judges it against the national base: every rule in exactly one of the two. */
export function validatePolicy(
  json: unknown,
  known: {
    sources: Sources;
    base: BaseFile;
    /** Days on which published versions begin: the law may have changed since, and they stay as they are. */
    published?: ReadonlySet<CivilDate>;
  },
): Validated<PolicyFile> {
  return validated(policyShape, json, (policy) => [
    ...unknownSources(policy, known.sources),
    ...unknownQuestions(policy),
    ...timeline(policy.versions),
    ...policy.versions.flatMap((version, index) => {
      const path = `versions.${index}`;
      const faults = judgeVersion(version, known.base, path);
      return known.published?.has(version.validFrom)
        ? faults
        : [...faults, ...lawChanges(version, known.base, path)];
    }),
  ]);
}

/** Reads the list of public holidays and eves: ascending, each once, inside the years it claims. */
export function validateHolidays(json: unknown, sources: Sources): Validated<HolidaysFile> {
  return validated(holidaysShape, json, (file) => [
    ...unknownSources(file, sources),
    ...unknownQuestions(file),
    ...(['holidays', 'eves'] as const).flatMap((list) =>
      file[list].flatMap(({ date }, index): Fault[] => {
        const path = `${list}.${index}.date`;
        const previous = file[list][index - 1];
        if (previous && previous.date >= date) return [fault(path, 'not-ascending')];
        const year = Number(date.slice(0, 4));
        return year < file.years.from || year > file.years.until ? [fault(path, 'outside-the-years')] : [];
      }),
    ),
  ]);
}

/** Reads a school calendar and judges it against the public holidays. */
export function validateCalendar(
  json: unknown,
  known: { sources: Sources; holidays: HolidaysFile },
): Validated<CalendarFile> {
  return validated(calendarShape, json, (calendar) => [
    ...unknownSources(calendar, known.sources),
    ...validateYears(calendar, known.holidays),
  ]);
}
