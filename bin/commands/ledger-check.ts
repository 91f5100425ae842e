import type pg from 'pg';
import type { Fault } from './faults.js';

/** A command, or a mail, that waits longer than this waits for something that does not come by itself. */
const UNDECIDED_AFTER_MS = 60_000;
const MAIL_AFTER_MS = 10 * 60_000;

/** Something worth knowing that needs no repair, or can have none. */
export interface Note {
  readonly kind: 'gap' | 'text-gone' | 'text-erased' | 'mail-failed' | 'alarm';
  readonly ref: string;
  readonly detail: string;
}

interface Found {
  readonly case_id: string | null;
  readonly ref: string;
  readonly detail: string;
}

/** Statements that find faults of the inbox, the duties and the mail ledger; $1: one case or null, $2: an instant. */
const FAULTS: readonly { readonly kind: Fault['kind']; readonly sql: string; readonly olderMs: number }[] = [
  {
    kind: 'undecided',
    sql: `SELECT case_id, ref, format('command %s waits since %s', id, received_at) AS detail
          FROM command WHERE outcome IS NULL AND received_at < $2 AND ($1::uuid IS NULL OR case_id = $1)`,
    olderMs: UNDECIDED_AFTER_MS,
  },
  {
    // Done means: exactly the events that the log holds of it, neither more nor fewer.
    kind: 'outcome-wrong',
    sql: `SELECT c.case_id, c.ref, format('command %s: %s, and %s events in the log', c.id, coalesce(c.outcome, 'undecided'), count(e.seq)) AS detail
          FROM command c LEFT JOIN case_event e ON e.case_id = c.case_id AND e.command_id = c.id
          WHERE ($1::uuid IS NULL OR c.case_id = $1) AND c.received_at < $2
          GROUP BY c.id HAVING (c.outcome = 'done' AND coalesce(array_agg(e.seq ORDER BY e.seq) FILTER (WHERE e.seq IS NOT NULL), '{}')
              <> ARRAY(SELECT (x ->> 'seq')::integer FROM jsonb_array_elements(c.result -> 'events') x ORDER BY 1))
            OR (c.outcome IS DISTINCT FROM 'done' AND count(e.seq) > 0)`,
    olderMs: 0,
  },
  {
    kind: 'owner-unknown',
    sql: `SELECT d.case_id, coalesce(v.ref, d.case_id::text) AS ref, format('duty %s', d.duty_id) AS detail
          FROM case_duty d LEFT JOIN case_view v USING (case_id) LEFT JOIN person p ON p.id = d.owner_id
          WHERE d.status = 'open' AND p.id IS NULL AND $2::timestamptz IS NOT NULL AND ($1::uuid IS NULL OR d.case_id = $1)`,
    olderMs: 0,
  },
  {
    kind: 'mail-waits',
    sql: `SELECT case_id, ref, format('mail %s (%s) was to go %s', id, template, not_before) AS detail
          FROM mail WHERE state IN ('planned', 'sending') AND not_before < $2 AND ($1::uuid IS NULL OR case_id = $1)`,
    olderMs: MAIL_AFTER_MS,
  },
];

/** Faults of the inbox, the duties' owners and the mail ledger. */
export async function ledgerFaults(pool: pg.Pool, caseId: string | null, now: number): Promise<Fault[]> {
  const faults: Fault[] = [];
  for (const { kind, sql, olderMs } of FAULTS) {
    const { rows } = await pool.query<Found>(sql, [caseId, new Date(now - olderMs)]);
    faults.push(...rows.map(({ case_id, ref, detail }) => ({ kind, caseId: case_id, ref, detail })));
  }
  return faults;
}

/** What people should look at: mail that reached nobody, and alarms by kind. */
export async function ledgerNotes(pool: pg.Pool, caseId: string | null): Promise<Note[]> {
  const failed = await pool.query<Found>(
    `SELECT case_id, ref, format('mail %s (%s): %s', id, template, note) AS detail FROM mail
     WHERE state = 'failed' AND ($1::uuid IS NULL OR case_id = $1) ORDER BY not_before`,
    [caseId],
  );
  const alarms = await pool.query<{ kind: string; times: number; last: Date }>(
    `SELECT kind, count(*)::integer AS times, max(at) AS last FROM alarm WHERE $1::uuid IS NULL OR case_id = $1 GROUP BY kind ORDER BY kind`,
    [caseId],
  );
  return [
    ...failed.rows.map(({ ref, detail }) => ({ kind: 'mail-failed', ref, detail }) as const),
    ...alarms.rows.map(
      (row) =>
        ({
          kind: 'alarm',
          ref: '',
          detail: `${row.kind}: ${row.times}, last ${row.last.toISOString()}`,
        }) as const,
    ),
  ];
}
