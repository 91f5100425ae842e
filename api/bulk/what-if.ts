import type pg from 'pg';
import type { AdoptionMode } from '../../domain/codes.js';
import type { Instant } from '../../domain/time/instant.js';
import { REMINDER_DAYS } from '../../domain/what-if.js';
import type { WhatIfAnswer } from '../contracts/bulk.js';
import { todayInFinland } from '../rules/today.js';
import { presentSight } from '../sight/sight.js';
import { inThreads } from '../threads/in-threads.js';
import type { Candidate } from './candidate.js';
import {
  Findings,
  sliceReader,
  type Slice,
  type SliceAnswer,
  type ThreadQuestion,
  type WhatIfQuestion,
} from './what-if-slice.js';

/** Cases that are looked at in one piece. No more than these, and no thread is worth its start. */
const SLICE = 4_000;

/** Which cases, and who looks. */
export interface WhatIfOptions {
  readonly candidate: Candidate;
  readonly mode: AdoptionMode;
  readonly schools: readonly string[];
  readonly now: Instant;
  /** Rows of the table. */
  readonly limit: number;
  /** A condition on `v` (case_view) and `u` (unit): cases the caller may know of. */
  readonly known: (bind: (value: unknown) => string) => string;
  /** Sides whose workers the caller may name. */
  readonly sides: readonly string[];
  /** Whoever asked may go: nobody computes on for them. */
  readonly signal?: AbortSignal;
  /** Cases of a piece; 4,000 unless told. The answer does not depend on it. */
  readonly slice?: number;
}

const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';
const AFTER_ALL = 'ffffffff-ffff-ffff-ffff-ffffffffffff';

function questionOf({ candidate, mode, now, limit, sides, schools, known }: WhatIfOptions): WhatIfQuestion {
  const values: unknown[] = [];
  // The first two parameters are the ends of a slice.
  const bind = (value: unknown) => `$${values.push(value) + 2}`;
  const text = `v.school_id = ANY (${bind(schools)}::uuid[]) AND v.status IN ('open', 'aftercare') AND ${known(bind)}`;
  return { rolledOut: candidate.rolledOut, mode, now, limit, sides, where: { text, values } };
}

/** Cuts the living cases into pieces of so many, by id; the last one holds the rest. */
async function slicesOf(pool: pg.Pool, { where }: WhatIfQuestion, size: number): Promise<Slice[]> {
  const { rows } = await pool.query<{ case_id: string }>(
    `SELECT case_id FROM (
       SELECT v.case_id, row_number() OVER (ORDER BY v.case_id) AS n FROM case_view v JOIN unit u ON u.id = v.school_id
       WHERE v.case_id > $1 AND v.case_id <= $2 AND ${where.text}
     ) x WHERE n % ${size} = 0 ORDER BY case_id`,
    [BEFORE_ALL, AFTER_ALL, ...where.values],
  );
  const ends = [...rows.map((row) => row.case_id), AFTER_ALL];
  return ends.map((upTo, index) => ({ after: ends[index - 1] ?? BEFORE_ALL, upTo }));
}

/** A small question is answered here, a large one on threads that read the store by themselves. */
async function answers(
  pool: pg.Pool,
  question: WhatIfQuestion,
  slices: readonly Slice[],
  signal: AbortSignal | undefined,
): Promise<readonly SliceAnswer[]> {
  const { connectionString } = pool.options;
  if (slices.length > 1 && connectionString !== undefined) {
    const module = new URL('./what-if-slice.ts', import.meta.url);
    return inThreads<ThreadQuestion, Slice, SliceAnswer>(
      module,
      { ...question, connectionString, sight: presentSight() },
      slices,
      signal,
    );
  }
  return [await sliceReader(pool, question, signal)({ after: BEFORE_ALL, upTo: AFTER_ALL })];
}

/**
 * What a roll-out would do to every living case of these schools, by the very functions that then do it. Nothing is
 * written: rule sets that no case is under yet are compiled and forgotten.
 *
 * Pieces are added up in the order of the cases, so that the answer is the same in one piece and in many.
 */
export async function askWhatIf(pool: pg.Pool, options: WhatIfOptions): Promise<WhatIfAnswer> {
  const { candidate, mode, now, signal } = options;
  const question = questionOf(options);
  const slices = await slicesOf(pool, question, options.slice ?? SLICE);
  const findings = new Findings(options);
  for (const answer of await answers(pool, question, slices, signal)) findings.take(answer);
  const { counts } = findings.found();
  const { id, kind, name, validFrom } = candidate;
  return {
    ...{ asOf: new Date(now).toISOString(), kind, version: { id, name, validFrom }, mode, counts },
    ...{ items: findings.front.rows(), more: findings.front.more },
    reminders: { days: REMINDER_DAYS, ...(await findings.sums.byWorker(pool, todayInFinland(now))) },
  };
}
