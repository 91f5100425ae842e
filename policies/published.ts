import type { UnitId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import { parseDate, type CivilDate } from '../domain/time/civil-date.js';
import { instant, type Instant } from '../domain/time/instant.js';
import { localDate } from '../domain/time/zone.js';
import { compileRules } from './compile.js';
import {
  holidays,
  knowCalendar,
  knowPolicy,
  lawInForce,
  UnknownPolicy,
  type NamedPolicyVersion,
} from './registry.js';
import { seedPublished, type Db, type VersionKind } from './seed.js';
import { LEVELS, type CalendarFile, type Level } from './shapes.js';
import { zoneRows } from './zone-rows.js';

export type { Db, VersionKind } from './seed.js';

/** Which rule set of a school is wanted. */
export interface WantedRules {
  /** The day whose rules are meant: what is published and in force then. */
  readonly on: CivilDate;
  /** When this is asked; written beside a rule set that is kept for the first time. */
  readonly now: Instant;
  /** Id of a published version instead of the one in force: of any policy. */
  readonly policyVersion?: string;
  /** Id of a published version instead of the one in force: of any calendar. */
  readonly calendarVersion?: string;
}

interface UnitRow {
  level: string;
  policy: string;
  calendar: string;
  policy_version: string | null;
  calendar_version: string | null;
}

/** SQL for the id of the version in force on a day; before the first one the first; of two that begin on the same day the one published last. */
export function inForce(kind: VersionKind, name: string, on: string): string {
  return `(SELECT v.id FROM policy_version v
    WHERE v.kind = '${kind}' AND v.state = 'published' AND v.name = ${name}
    ORDER BY v.valid_from <= ${on} DESC, CASE WHEN v.valid_from <= ${on} THEN v.valid_from END DESC,
             v.valid_from, v.published_at DESC, v.id LIMIT 1)`;
}

const UNIT = `
  SELECT u.level, u.policy, u.calendar,
         ${inForce('policy', 'u.policy', '$2::date')} AS policy_version,
         ${inForce('calendar', 'u.calendar', '$2::date')} AS calendar_version
  FROM unit u WHERE u.id = $1`;

// Published versions and the rule sets made of them never change, so what was read once stays true.
const policies = new Map<string, NamedPolicyVersion>();
const calendars = new Map<string, CalendarFile>();
// Of each store apart: what is compiled is also kept there.
const compiled = new WeakMap<Db, Map<string, Rules>>();
const KEPT = 500;

function compiledBy(db: Db): Map<string, Rules> {
  const known = compiled.get(db) ?? new Map<string, Rules>();
  if (known.size >= KEPT) known.clear();
  compiled.set(db, known);
  return known;
}

async function contentOf(db: Db, kind: VersionKind, id: string): Promise<unknown> {
  const { rows } = await db.query<{ content: unknown }>(
    `SELECT content FROM policy_version WHERE id = $1 AND kind = $2 AND state = 'published'`,
    [id, kind],
  );
  if (rows[0] === undefined) throw new UnknownPolicy(`no published ${kind} ${id}`);
  return rows[0].content;
}

/** A published version of a policy by its id. Throws `UnknownPolicy`. */
export async function publishedPolicy(db: Db, id: string): Promise<NamedPolicyVersion> {
  const known = policies.get(id) ?? knowPolicy(await contentOf(db, 'policy', id));
  policies.set(id, known);
  return known;
}

/** A published version of a school calendar by its id. Throws `UnknownPolicy`. */
export async function publishedCalendar(db: Db, id: string): Promise<CalendarFile> {
  const known = calendars.get(id) ?? knowCalendar(await contentOf(db, 'calendar', id));
  calendars.set(id, known);
  return known;
}

async function readUnit(db: Db, unitId: UnitId, wanted: WantedRules): Promise<UnitRow | null> {
  const read = async () => {
    const { rows } = await db.query<UnitRow>({
      name: 'unit-rules',
      text: UNIT,
      values: [unitId, wanted.on],
    });
    return rows[0] ?? null;
  };
  const unit = await read();
  if (unit === null || (unit.policy_version !== null && unit.calendar_version !== null)) return unit;
  // A store that has not seen this release yet.
  await seedPublished(db, wanted.now);
  return read();
}

function isLevel(value: string): value is Level {
  return LEVELS.some((level) => level === value);
}

/** Writes a compiled rule set down; the same content twice is one row. */
export async function storeRules(db: Db, rules: Rules, now: Instant): Promise<void> {
  const start = rules.policy.slice(rules.policy.lastIndexOf('@') + 1);
  await db.query(
    `INSERT INTO rule_set (id, unit_id, policy, valid_from, body, compiled_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [rules.id, rules.schoolId, rules.policy, parseDate(start), JSON.stringify(rules), new Date(now)],
  );
}

/** As `WantedRules`, with content that need not be published in place of a version: a draft, a file. */
export interface PreviewedRules extends WantedRules {
  readonly policy?: NamedPolicyVersion;
  readonly calendar?: CalendarFile;
}

/** The parts that were named, or those in force. */
async function partsOf(
  db: Db,
  unit: UnitRow,
  wanted: PreviewedRules,
): Promise<{ readonly policy: NamedPolicyVersion; readonly calendar: CalendarFile }> {
  const policyVersion = wanted.policyVersion ?? unit.policy_version;
  const calendarVersion = wanted.calendarVersion ?? unit.calendar_version;
  if (policyVersion === null) throw new UnknownPolicy(`no policy named ${unit.policy}`);
  if (calendarVersion === null) throw new UnknownPolicy(`no calendar named ${unit.calendar}`);
  return {
    policy: wanted.policy ?? (await publishedPolicy(db, policyVersion)),
    calendar: wanted.calendar ?? (await publishedCalendar(db, calendarVersion)),
  };
}

async function compileUnit(db: Db, unitId: UnitId, unit: UnitRow, wanted: PreviewedRules): Promise<Rules> {
  if (!isLevel(unit.level)) throw new Error('a school has a level no calendar knows');
  const { policy, calendar } = await partsOf(db, unit, wanted);
  return compileRules({
    ...{ policy, calendar, holidays: holidays(), schoolId: unitId, level: unit.level },
    ...{ base: lawInForce(policy.validFrom), zone: 'Europe/Helsinki' },
  });
}

/** As `rulesFor`, for a look at what would be: nothing is kept, and content need not be published. */
export async function previewRules(db: Db, unitId: UnitId, wanted: PreviewedRules): Promise<Rules | null> {
  const unit = await readUnit(db, unitId, wanted);
  return unit === null ? null : compileUnit(db, unitId, unit, wanted);
}

/**
 * The rule set of a school, made of published versions: those in force on a day, or the ones named. It is kept in
 * `rule_set`, so that a case may name it. Null when there is no such school.
 *
 * Throws `UnknownPolicy` for a version that is not published, and when nothing is published under the school's names;
 * `RulesTooLarge` beyond 8 KB.
 */
export async function rulesFor(db: Db, unitId: UnitId, wanted: WantedRules): Promise<Rules | null> {
  const unit = await readUnit(db, unitId, wanted);
  if (unit === null) return null;
  const policyVersion = wanted.policyVersion ?? unit.policy_version;
  const calendarVersion = wanted.calendarVersion ?? unit.calendar_version;
  const key = `${unitId} ${unit.level} ${policyVersion} ${calendarVersion}`;
  const known = compiledBy(db).get(key);
  if (known) return known;
  const rules = await compileUnit(db, unitId, unit, wanted);
  await storeRules(db, rules, wanted.now);
  compiledBy(db).set(key, rules);
  return rules;
}

/** Civil time of Finland, for what belongs to no case. */
export const finlandZone = zoneRows('Europe/Helsinki', 2024, 2045);

/** The rule set that a case opened at this school now comes under; null when there is no such school. */
export function rulesNow(db: Db, unitId: UnitId, now: Instant): Promise<Rules | null> {
  return rulesFor(db, unitId, { on: localDate(finlandZone, instant(now)), now });
}

/** Makes the words of a policy version (`espoo-sample@2026-08-01`) known to the registry, if the store has it. */
export async function learnPolicy(db: Db, policyId: string): Promise<void> {
  const [name = '', validFrom = ''] = policyId.split('@');
  const { rows } = await db.query<{ id: string }>(
    `SELECT id FROM policy_version
     WHERE kind = 'policy' AND state = 'published' AND name = $1 AND valid_from::text = $2`,
    [name, validFrom],
  );
  if (rows[0]) await publishedPolicy(db, rows[0].id);
}
