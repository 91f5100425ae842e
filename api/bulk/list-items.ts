import type pg from 'pg';
import type { Caller } from '../auth/caller.js';
import type { BulkItemAnswer, BulkItemsAnswer, BulkItemsQuery } from '../contracts/bulk.js';
import { invalidField } from '../http/problem.js';
import { known } from './scope.js';
import { tellMoved, type Moved } from './tell-moved.js';

interface ItemRow {
  case_id: string;
  ref: string;
  school_id: string;
  school_name: string;
  outcome: BulkItemAnswer['outcome'];
  code: string | null;
  old_due_on: string | null;
  new_due_on: string | null;
  newly_late: boolean;
  moved: readonly Moved[] | null;
}

/** Where a page ends. */
interface Cursor {
  readonly late: boolean;
  readonly ref: string;
}

function writeCursor({ late, ref }: Cursor): string {
  return Buffer.from(`${late ? 1 : 0} ${ref}`).toString('base64url');
}

/** Throws 422 for a cursor that none of our pages gave. */
function readCursor(text: string): Cursor {
  const found = /^([01]) (R-\d{4}-\d{6,20})$/.exec(Buffer.from(text, 'base64url').toString());
  if (!found?.[2]) throw invalidField('query.cursor', 'invalid');
  return { late: found[1] === '1', ref: found[2] };
}

function statement(bulkId: string, caller: Caller, query: BulkItemsQuery) {
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const conditions = [`i.bulk_id = ${bind(bulkId)}`, known(caller, bind)];
  if (query.outcome) conditions.push(`i.outcome = ${bind(query.outcome)}`);
  if (query.newlyLate !== undefined) conditions.push(`i.newly_late = ${bind(query.newlyLate)}`);
  if (query.moved !== undefined)
    conditions.push(`(coalesce(jsonb_array_length(i.moved), 0) > 0) = ${bind(query.moved)}`);
  if (query.cursor) {
    const { late, ref } = readCursor(query.cursor);
    const after = `i.newly_late = ${bind(late)} AND i.ref > ${bind(ref)}`;
    conditions.push(late ? `((${after}) OR NOT i.newly_late)` : `(${after})`);
  }
  const text = `SELECT i.case_id, i.ref, i.school_id, u.name AS school_name, i.outcome, i.code, i.old_due_on::text AS old_due_on,
           i.new_due_on::text AS new_due_on, i.newly_late, i.moved
    FROM bulk_item i JOIN case_view v ON v.case_id = i.case_id JOIN unit u ON u.id = v.school_id
    WHERE ${conditions.join(' AND ')} ORDER BY i.newly_late DESC, i.ref LIMIT ${query.limit + 1}`;
  return { text, values };
}

/** What became of each case, newly late ones in front; only cases the caller may know of. */
export async function listItems(
  pool: pg.Pool,
  caller: Caller,
  bulkId: string,
  query: BulkItemsQuery,
): Promise<BulkItemsAnswer> {
  const { rows } = await pool.query<ItemRow>(statement(bulkId, caller, query));
  const page = rows.slice(0, query.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => ({
      caseId: row.case_id,
      ref: row.ref,
      schoolId: row.school_id,
      schoolName: row.school_name,
      outcome: row.outcome,
      code: row.code,
      oldDueOn: row.old_due_on,
      newDueOn: row.new_due_on,
      newlyLate: row.newly_late,
      // Written by the roll-out alone, in this shape.
      moved: tellMoved(row.moved ?? []),
    })),
    ...(rows.length > page.length && last
      ? { next: writeCursor({ late: last.newly_late, ref: last.ref }) }
      : {}),
  };
}
