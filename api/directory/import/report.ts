import type pg from 'pg';
import type { ChangeKind, Touched } from './apply-changes.js';
import type { ImportFault } from './faults.js';

export type ImportFormat = 'oneroster' | 'plain';

/** How many of each change there are, and the source ids of the first of them. */
export interface ChangeCount {
  readonly kind: ChangeKind;
  readonly count: number;
  /** Source ids, never names. */
  readonly first: readonly string[];
}

/** What an import did, or, of a dry run or a refused one, would have done. */
export interface ImportReport {
  readonly id: string;
  readonly format: ImportFormat;
  readonly dryRun: boolean;
  readonly outcome: 'done' | 'refused';
  /** People, schools and posts that the files list. */
  readonly read: Readonly<Record<'schools' | 'learners' | 'guardians' | 'staff' | 'posts', number>>;
  readonly changes: readonly ChangeCount[];
  /** Rows written, by table. */
  readonly touched: Touched;
  readonly faults: readonly ImportFault[];
  /** All of them, also those that are not listed. */
  readonly faultCount: number;
  readonly inputHash: string;
}

const SHOWN = 20;

/** The changes of the import that is under way. */
export async function readChanges(client: pg.ClientBase): Promise<ChangeCount[]> {
  const { rows } = await client.query<ChangeCount>(
    `SELECT k.kind, k.count, ARRAY(
       SELECT c.source_id FROM change c WHERE c.kind = k.kind ORDER BY c.source_id LIMIT ${SHOWN}) AS first
     FROM (SELECT kind, count(*)::integer AS count FROM change GROUP BY kind) k ORDER BY k.kind`,
  );
  return rows;
}

/** What the files of the import that is under way list. */
export async function readSizes(client: pg.ClientBase): Promise<ImportReport['read']> {
  const { rows } = await client.query<ImportReport['read']>(
    `SELECT (SELECT count(*) FROM stage_unit)::integer AS schools,
            (SELECT count(*) FROM stage_learner)::integer AS learners,
            (SELECT count(DISTINCT source_id) FROM stage_person WHERE kind = 'guardian')::integer AS guardians,
            (SELECT count(DISTINCT source_id) FROM stage_person WHERE kind = 'staff')::integer AS staff,
            (SELECT count(*) FROM stage_post)::integer AS posts`,
  );
  return rows[0] ?? { schools: 0, learners: 0, guardians: 0, staff: 0, posts: 0 };
}
