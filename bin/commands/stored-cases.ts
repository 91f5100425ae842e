import type pg from 'pg';
import { readRules } from '../../activities/log.js';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import { asId, type CaseId } from '../../domain/ids.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import { nextWake } from '../../domain/wake.js';
import { groupByCase } from './group-by-case.js';

/** An event as it lies in the log. */
export interface StoredEvent {
  readonly seq: number;
  readonly type: string;
  readonly at: Date;
  readonly command_id: string | null;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
}

type Row = Readonly<Record<string, unknown>>;

/** A case as PostgreSQL holds it: the log, what follows from it, and the rows that ought to say the same. */
export interface StoredCase {
  readonly caseId: CaseId;
  /** For people; the id when no row knows the reference. */
  readonly ref: string;
  readonly events: readonly StoredEvent[];
  /** The log folded; null when there is none, or it does not begin with a concern. */
  readonly state: CaseState | null;
  /** Null when the rule set of the case is not there. */
  readonly rules: Rules | null;
  /** The next wake as the log tells it. */
  readonly nextWake: number | null;
  readonly view: Row | null;
  readonly duties: readonly Row[];
}

const BATCH = 200;

/** Every case that has a log or a view, by id; with `only`, this one (an id or a reference). */
async function caseIds(pool: pg.Pool, only: string | undefined): Promise<string[]> {
  const { rows } = await pool.query<{ case_id: string }>(
    `SELECT case_id FROM (SELECT case_id FROM case_event UNION SELECT case_id FROM case_view) c
     WHERE $1::text IS NULL OR case_id::text = $1 OR case_id = (SELECT case_id FROM case_view WHERE ref = $1)
     ORDER BY case_id`,
    [only ?? null],
  );
  return rows.map((row) => row.case_id);
}

/** Log and rows of some cases at one instant: what a running worker adds meanwhile is in none of them. */
async function readBatch(pool: pg.Pool, ids: readonly string[]) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const events = await client.query<StoredEvent & { case_id: string }>(
      `SELECT case_id, seq, type, at, command_id, body, prev_hash, hash FROM case_event
       WHERE case_id = ANY($1::uuid[]) ORDER BY case_id, seq`,
      [ids],
    );
    const views = await client.query<{ case_id: string }>(
      'SELECT * FROM case_view WHERE case_id = ANY($1::uuid[])',
      [ids],
    );
    const duties = await client.query<{ case_id: string }>(
      `SELECT case_id, duty_id, kind, rule, force, owner_id, side, status, late, kept,
              due_on::text, due_at, started_on::text, done_on::text, school_id
       FROM case_duty WHERE case_id = ANY($1::uuid[])`,
      [ids],
    );
    await client.query('COMMIT');
    return {
      events: groupByCase(events.rows),
      views: groupByCase(views.rows),
      duties: groupByCase(duties.rows),
    };
  } finally {
    client.release();
  }
}

/** Folds a case's log and sets it beside its rows. */
async function assemble(
  pool: pg.Pool,
  id: string,
  rows: {
    readonly events: readonly StoredEvent[];
    readonly view: Row | null;
    readonly duties: readonly Row[];
  },
): Promise<StoredCase> {
  const caseId = asId<CaseId>(id);
  // Written by the projection alone, from typed events.
  const state = fold(
    rows.events.map(({ body }) => JSON.parse(body) as CaseEvent),
    caseId,
  );
  const rules = state ? await readRules(pool, state.rulesId) : null;
  const ref = state?.ref ?? (typeof rows.view?.['ref'] === 'string' ? rows.view['ref'] : id);
  return { caseId, ref, state, rules, nextWake: state && rules ? nextWake(state, rules) : null, ...rows };
}

/** Reads cases one after the other; no more than a batch is in memory. */
export async function* storedCases(pool: pg.Pool, only?: string): AsyncGenerator<StoredCase> {
  const ids = await caseIds(pool, only);
  for (let from = 0; from < ids.length; from += BATCH) {
    const some = ids.slice(from, from + BATCH);
    const { events, views, duties } = await readBatch(pool, some);
    for (const id of some) {
      const rows = {
        events: events.get(id) ?? [],
        view: views.get(id)?.[0] ?? null,
        duties: duties.get(id) ?? [],
      };
      yield await assemble(pool, id, rows);
    }
  }
}

/** Open, or closed and still owing something. */
export function isLiving(state: CaseState | null): state is CaseState {
  return state !== null && (state.status === 'open' || state.status === 'aftercare');
}

/** It has a running workflow: it lives, or consents by which it is seen are still to end (decision 0054). */
export function isRunning({ state, nextWake: wake }: Pick<StoredCase, 'state' | 'nextWake'>): boolean {
  return isLiving(state) || wake !== null;
}
