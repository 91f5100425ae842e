import type { Pool } from 'pg';

/** What a person who runs the service must see. `detail` holds ids, codes and numbers only. */
export interface Alarm {
  readonly kind:
    | 'log-diverged'
    | 'no-recipient'
    | 'mail-rejected'
    | 'gap'
    | 'engine-diverged'
    | 'anchor-failed';
  readonly caseId: string | null;
  readonly at: number;
  readonly detail: Readonly<Record<string, string | number>>;
}

/** Raises an alarm: a row that the operator's page and commands show. */
export async function raiseAlarm(pool: Pool, { kind, caseId, at, detail }: Alarm): Promise<void> {
  await pool.query(
    'INSERT INTO alarm (at, kind, case_id, detail) VALUES (to_timestamp($1 / 1000.0), $2, $3, $4)',
    [at, kind, caseId, JSON.stringify(detail)],
  );
}
