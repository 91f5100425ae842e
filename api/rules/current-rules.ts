import type pg from 'pg';
import type { UnitId } from '../../domain/ids.js';
import type { Rules } from '../../domain/rules.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { compileFor, policyVersions } from '../../policies/registry.js';
import { LEVELS, type Level } from '../../policies/shapes.js';
import { todayInFinland } from './today.js';

// A rule set is named by its content and never changes, so what was read once stays true.
const byId = new Map<string, Rules>();
const KEPT = 500;

function keep(rules: Rules): Rules {
  if (byId.size >= KEPT) byId.clear();
  byId.set(rules.id, rules);
  return rules;
}

/** The rule set of this name. Throws when the store does not hold it: a case never names one that is not kept. */
export async function rulesById(pool: pg.Pool, id: string): Promise<Rules> {
  const known = byId.get(id);
  if (known) return known;
  const { rows } = await pool.query<{ body: Rules }>('SELECT body FROM rule_set WHERE id = $1', [id]);
  const row = rows[0];
  if (row === undefined) throw new Error('a rule set that a case names is missing');
  return keep(row.body);
}

interface UnitRow {
  level: string;
  calendar: string;
  policy: string;
  rules_id: string | null;
}

function isLevel(value: string): value is Level {
  return LEVELS.some((level) => level === value);
}

/** First day of the policy version a rule set was compiled from (`espoo-sample@2026-08-01`). */
function versionStart(rules: Rules): CivilDate {
  return parseDate(rules.policy.slice(rules.policy.lastIndexOf('@') + 1));
}

function versionOn(policy: string, on: CivilDate): string | undefined {
  const versions = policyVersions().filter((version) => version.name === policy);
  return (versions.findLast((version) => version.validFrom <= on) ?? versions[0])?.id;
}

/** Writes a compiled rule set down; the same content twice is one row. */
export async function storeRules(db: pg.Pool | pg.Client, rules: Rules, now: Instant): Promise<void> {
  await db.query(
    `INSERT INTO rule_set (id, unit_id, policy, valid_from, body, compiled_at)
     VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT (id) DO NOTHING`,
    [rules.id, rules.schoolId, rules.policy, versionStart(rules), JSON.stringify(rules), new Date(now)],
  );
}

// Schools whose policy files this process has compiled: a release may bring a newly published calendar.
const compiled = new Set<string>();

/**
 * The rule set that a case opened at this school now comes under, or null when there is no such school: the newest
 * stored one of the policy version in force. The first time a process is asked for a school and version, it compiles
 * them from the policy and stores what is not stored yet.
 */
export async function currentRules(pool: pg.Pool, schoolId: UnitId, now: Instant): Promise<Rules | null> {
  const on = todayInFinland(now);
  const row = await readCurrent(pool, schoolId, on);
  if (row === null) return null;
  const key = `${schoolId} ${row.policy} ${versionOn(row.policy, on)}`;
  if (compiled.has(key) && row.rules_id !== null) return rulesById(pool, row.rules_id);
  if (!isLevel(row.level)) throw new Error('a school has a level no calendar knows');
  const rules = compileFor({
    schoolId,
    level: row.level,
    calendarName: row.calendar,
    policyName: row.policy,
    on,
  });
  await storeRules(pool, rules, now);
  compiled.add(key);
  const newest = await readCurrent(pool, schoolId, on);
  return newest?.rules_id ? rulesById(pool, newest.rules_id) : keep(rules);
}

async function readCurrent(pool: pg.Pool, schoolId: UnitId, on: CivilDate): Promise<UnitRow | null> {
  const { rows } = await pool.query<UnitRow>({
    name: 'current-rules',
    text: `SELECT u.level, u.calendar, u.policy,
                  (SELECT r.id FROM rule_set r WHERE r.unit_id = u.id AND r.valid_from <= $2
                   ORDER BY r.valid_from DESC, r.compiled_at DESC, r.id LIMIT 1) AS rules_id
           FROM unit u WHERE u.id = $1`,
    values: [schoolId, on],
  });
  return rows[0] ?? null;
}
