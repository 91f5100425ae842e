import type { CivilDate } from '../../domain/time/civil-date.js';
import { RULE_IDS } from '../../domain/rules.js';
import { followed } from '../../policies/calendar-succession.js';
import { calendarChanges, policyChanges } from '../../policies/changes.js';
import type { Fault } from '../../policies/fault-codes.js';
import { asksForRollOut, judgeCalendar, judgePolicy } from '../../policies/judge.js';
import { holidays, lawInForce, type NamedPolicyVersion } from '../../policies/registry.js';
import type { Db } from '../../policies/seed.js';
import { calendarShape, policyShape } from '../../policies/shapes.js';
import type { PolicyVersionDetailAnswer } from '../contracts/policies.js';
import { inForce, publishedCalendars, publishedPolicies, readVersions, type VersionRow } from './versions.js';

/** What a version is found to be. */
export interface Judgement {
  readonly faults: readonly Fault[];
  /** It moves dates of running cases: they have to be moved by bulk work. */
  readonly rollOut: boolean;
}

/** Rules that count school days anywhere: in the law of today or in a provider's policy. */
async function schoolDayRules(db: Db, today: CivilDate): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT DISTINCT rule.key AS id FROM policy_version v,
       jsonb_array_elements(v.content -> 'versions') AS version, jsonb_each(version -> 'rules') AS rule
     WHERE v.kind = 'policy' AND v.state = 'published' AND rule.value -> 'limit' ->> 'unit' = 'institution-day'`,
  );
  const law = lawInForce(today).rules;
  return [
    ...rows.map((row) => row.id),
    ...RULE_IDS.filter((id) => law[id]?.limit.unit === 'institution-day'),
  ];
}

/** The day on which the oldest limit in school days began that still runs under a calendar; null: none runs. */
async function runningSince(db: Db, calendar: string, today: CivilDate): Promise<CivilDate | null> {
  const { rows } = await db.query<{ since: CivilDate | null }>(
    'SELECT running_since($1, $2)::text AS since',
    [calendar, await schoolDayRules(db, today)],
  );
  return rows[0]?.since ?? null;
}

async function judgeOnePolicy(db: Db, row: VersionRow, today: CivilDate): Promise<Judgement> {
  const published = publishedPolicies(await readVersions(db, 'policy', row.name));
  const { rows } = await db.query<{ calendar: string }>(
    'SELECT calendar FROM unit WHERE policy = $1 LIMIT 1',
    [row.name],
  );
  const used = rows[0] ? publishedCalendars(await readVersions(db, 'calendar', rows[0].calendar)) : [];
  const mayMoveDates = row.moves_dates_because !== null;
  const verdict = judgePolicy(row.content, published, { name: row.name, today, mayMoveDates }, used.at(-1));
  if (!verdict.ok) return { faults: verdict.faults, rollOut: false };
  return { faults: [], rollOut: published.length > 0 && verdict.value.validFrom < today };
}

/** The newest policies of the schools that count by a calendar. */
async function policiesBeside(db: Db, calendar: string): Promise<NamedPolicyVersion[]> {
  const { rows } = await db.query<{ policy: string }>(
    'SELECT DISTINCT policy FROM unit WHERE calendar = $1',
    [calendar],
  );
  const found: NamedPolicyVersion[] = [];
  for (const { policy } of rows) {
    found.push(...publishedPolicies(await readVersions(db, 'policy', policy)).slice(-1));
  }
  return found;
}

async function judgeOneCalendar(db: Db, row: VersionRow, today: CivilDate): Promise<Judgement> {
  const published = publishedCalendars(await readVersions(db, 'calendar', row.name));
  const since = await runningSince(db, row.name, today);
  const mayMoveDates = row.moves_dates_because !== null;
  const at = { name: row.name, today, mayMoveDates };
  const verdict = judgeCalendar(row.content, published, at, since, await policiesBeside(db, row.name));
  if (!verdict.ok) return { faults: verdict.faults, rollOut: false };
  const { validFrom } = verdict.value;
  const changes = calendarChanges(followed(published, validFrom), verdict.value, holidays());
  const moves = validFrom < today || asksForRollOut(changes, today, since);
  return { faults: [], rollOut: published.length > 0 && moves };
}

/** Judges a version against what is published today. */
export function judge(db: Db, row: VersionRow, today: CivilDate): Promise<Judgement> {
  return row.kind === 'policy' ? judgeOnePolicy(db, row, today) : judgeOneCalendar(db, row, today);
}

/** The one it follows: of the published ones that begin before it the last. */
function followedRow(row: VersionRow, rows: readonly VersionRow[]): VersionRow | null {
  const earlier = rows.filter(
    (it) => it.id !== row.id && (row.published_at === null || (it.published_at ?? 0) < row.published_at),
  );
  return row.valid_from === null ? null : inForce(earlier, row.valid_from);
}

function underLaw(policy: NamedPolicyVersion) {
  return { policy, base: lawInForce(policy.validFrom) };
}

/** What a version changes against the one it follows; null when it has not even the form of one. */
export function changesOf(
  row: VersionRow,
  rows: readonly VersionRow[],
): PolicyVersionDetailAnswer['changes'] {
  const before = followedRow(row, rows);
  if (row.kind === 'calendar') {
    const after = calendarShape.safeParse(row.content);
    if (!after.success) return null;
    const old = before === null ? null : calendarShape.parse(before.content);
    const { days, newYears, publishedUntil } = calendarChanges(old, after.data, holidays());
    return { policy: null, calendar: { days: [...days], newYears: [...newYears], publishedUntil } };
  }
  const after = lastVersion(row);
  if (after === null) return null;
  const old = before === null ? null : lastVersion(before);
  const { rules, ladders, hours } = policyChanges(old === null ? null : underLaw(old), underLaw(after));
  return {
    policy: {
      rules: [...rules],
      ladders: ladders.map(({ id, before: from, after: to }) => ({
        id,
        before: from && { rungs: [...from.rungs], repeat: from.repeat },
        after: to && { rungs: [...to.rungs], repeat: to.repeat },
      })),
      hours,
    },
    calendar: null,
  };
}

function lastVersion(row: VersionRow): NamedPolicyVersion | null {
  const read = policyShape.safeParse(row.content);
  const version = read.data?.versions.at(-1);
  return version === undefined ? null : { ...version, name: row.name };
}
