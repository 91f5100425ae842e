import type pg from 'pg';
import type { Keeps } from '../../domain/retention.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { RetentionPolicy } from '../../policies/retention.js';
import { readRetention, type KeptCase } from './read-retention.js';

/** Rows of one record class at one controller, in the cases that are listed, and what becomes of them. */
export interface ClassRows {
  readonly controllerId: string;
  readonly recordClass: string;
  readonly rows: number;
  /** See `policies/retention.ts`; null: a class that the policy does not know, which is a fault of the policy. */
  readonly ends: RetentionPolicy['classes'][string]['ends'] | null;
}

/** What will go and when. */
export interface RetentionList {
  readonly until: CivilDate;
  /** Cases whose period ends by then, the first to go first, with what keeps each of them all the same. */
  readonly cases: readonly KeptCase[];
  readonly classes: readonly ClassRows[];
  /** How many others each controller has, by the first thing that keeps them. */
  readonly others: readonly {
    readonly controllerId: string;
    readonly keptBy: Keeps;
    readonly cases: number;
  }[];
}

// Each table names controller and class of its rows; keys lie in a schema of their own.
const TABLES = [
  'sealed_text',
  'vault.case_key',
  'command',
  'case_event',
  'case_view',
  'mail',
  'case_access',
].concat(['consent_link', 'case_hold', 'bulk_item']);
const CLASSES = `SELECT controller_id, record_class, sum(n)::integer AS n FROM (${TABLES.map(
  (name) =>
    `SELECT controller_id, record_class, count(*) AS n FROM ${name} WHERE case_id = ANY ($1::uuid[]) GROUP BY 1, 2`,
).join(' UNION ALL ')}) AS t GROUP BY 1, 2 ORDER BY 1, 2`;

async function readClasses(
  pool: Pick<pg.Pool, 'query'>,
  policy: RetentionPolicy,
  caseIds: readonly string[],
): Promise<ClassRows[]> {
  const { rows } = await pool.query<{ controller_id: string; record_class: string; n: number }>(CLASSES, [
    caseIds,
  ]);
  return rows.map(({ controller_id: controllerId, record_class: recordClass, n }) => ({
    ...{ controllerId, recordClass, rows: n },
    ends: policy.classes[recordClass]?.ends ?? null,
  }));
}

function byDay(a: KeptCase, b: KeptCase): number {
  const [one, other] = [`${a.goesOn} ${a.ref}`, `${b.goesOn} ${b.ref}`];
  return one < other ? -1 : 1;
}

/** The cases whose period ends by a day, and how many there are besides. */
export async function listRetention(
  pool: Pick<pg.Pool, 'query'>,
  policy: RetentionPolicy,
  asked: { readonly controllerId?: string | undefined; readonly until: CivilDate; readonly today: CivilDate },
): Promise<RetentionList> {
  const { until, today, controllerId } = asked;
  const cases: KeptCase[] = [];
  const others = new Map<string, { controllerId: string; keptBy: Keeps; cases: number }>();
  for await (const kept of readRetention(pool, policy, { controllerId }, today)) {
    const { goesOn, keptBy } = kept;
    if (goesOn !== null && goesOn <= until) {
      cases.push(kept);
      continue;
    }
    const first = keptBy[0] ?? 'period-runs';
    const name = `${kept.controllerId} ${first}`;
    const counted = others.get(name)?.cases ?? 0;
    others.set(name, { controllerId: kept.controllerId, keptBy: first, cases: counted + 1 });
  }
  const classes = await readClasses(
    pool,
    policy,
    cases.map((it) => it.caseId),
  );
  return { until, cases: cases.toSorted(byDay), classes, others: [...others.values()] };
}
