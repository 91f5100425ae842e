import type pg from 'pg';
import { todayInFinland } from '../../api/rules/today.js';
import { STAFF_ROLES, WELFARE_PROFESSIONALS } from '../../domain/people.js';
import {
  endOfMatter,
  registerOf,
  retentionOf,
  type Register,
  type Retention,
  type RetentionFacts,
} from '../../domain/retention.js';
import type { CaseStatus } from '../../domain/state.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { registerRule, type RetentionPolicy } from '../../policies/retention.js';

/** A case with when its records may go, and what keeps them. */
export interface KeptCase extends Retention {
  readonly caseId: string;
  readonly ref: string;
  readonly controllerId: string;
  /** The controller's name; empty when the directory knows it no more. */
  readonly controller: string;
  readonly register: Register | null;
  /** What the period rests on; null where the register is not known. */
  readonly basis: string | null;
}

interface Row {
  case_id: string;
  ref: string;
  controller_id: string;
  controller: string | null;
  kind: string | null;
  status: CaseStatus;
  closed_on: string | null;
  last_at: string;
  born_on: string | null;
  professions: string[] | null;
  held: boolean;
}

// The professions that whoever leads a case of the county has, or had: of whose register it is only when they are of one.
const CASES = `
  SELECT v.case_id, v.ref, v.controller_id, c.name AS controller, c.kind, v.status,
    v.state -> 'closing' ->> 'on' AS closed_on, v.state ->> 'lastAt' AS last_at, l.birth_date::text AS born_on,
    (SELECT array_agg(DISTINCT r.role) FROM staff_role r
     WHERE r.person_id = v.responsible_county AND r.side = 'county' AND r.role = ANY ($4)) AS professions,
    EXISTS (SELECT FROM case_hold h WHERE h.case_id = v.case_id AND h.lifted_at IS NULL) AS held
  FROM case_view v LEFT JOIN controller c ON c.id = v.controller_id LEFT JOIN learner l ON l.person_id = v.learner_id
  WHERE ($1::uuid IS NULL OR v.controller_id = $1) AND ($2::uuid IS NULL OR v.case_id = $2) AND v.case_id > $3
    AND NOT EXISTS (SELECT FROM case_erasure x WHERE x.case_id = v.case_id)
  ORDER BY v.case_id LIMIT $5`;

const BATCH = 1000;
const FIRST = '00000000-0000-0000-0000-000000000000';

function registerIn({ kind, professions }: Row): Register | null {
  if (kind === 'provider') return registerOf('school', null);
  if (kind !== 'county') return null;
  const known = STAFF_ROLES.filter((role) => professions?.includes(role) === true);
  const [register = null, ...more] = new Set(known.map((role) => registerOf('county', role)));
  return more.length > 0 ? null : register;
}

function factsOf(row: Row): RetentionFacts {
  const { status, closed_on, last_at, born_on, held } = row;
  const closedOn = closed_on === null ? null : parseDate(closed_on);
  const lastEntryOn = todayInFinland(instant(Number(last_at)));
  return {
    ...{ status, held, register: registerIn(row), diedOn: null },
    endedOn: endOfMatter({ status, closedOn, lastEntryOn }),
    bornOn: born_on === null ? null : parseDate(born_on),
  };
}

function judged(row: Row, policy: RetentionPolicy, today: CivilDate): KeptCase {
  const facts = factsOf(row);
  const { register } = facts;
  const rule = register === null ? null : registerRule(policy, register, row.controller_id);
  return {
    ...{ caseId: row.case_id, ref: row.ref, controllerId: row.controller_id, register },
    ...{ controller: row.controller ?? '', basis: rule?.basis ?? null },
    ...retentionOf(rule, facts, today),
  };
}

/** Which cases are asked about; nothing named: all of them. Erased ones are never among them. */
export interface Wanted {
  readonly controllerId?: string | undefined;
  readonly caseId?: string;
}

/** Cases with when they may go, by id; no more than a batch of rows is in memory. */
export async function* readRetention(
  pool: Pick<pg.Pool, 'query'>,
  policy: RetentionPolicy,
  { controllerId, caseId }: Wanted,
  today: CivilDate,
): AsyncGenerator<KeptCase> {
  for (let after = FIRST; ;) {
    const { rows } = await pool.query<Row>(CASES, [
      ...[controllerId ?? null, caseId ?? null, after, [...WELFARE_PROFESSIONALS], BATCH],
    ]);
    for (const row of rows) yield judged(row, policy, today);
    const last = rows.at(-1);
    if (last === undefined || rows.length < BATCH) return;
    after = last.case_id;
  }
}
