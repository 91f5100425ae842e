import type { Pool, PoolClient } from 'pg';
import type { CaseEvent } from '../domain/events.js';
import { fold } from '../domain/evolve.js';
import { asId, type CaseId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';

type Db = Pool | PoolClient;

/** The events of a case, in order; from a number on. The text of each is what was decided, to the byte. */
export async function readLog(db: Db, caseId: string, fromSeq = 1): Promise<CaseEvent[]> {
  const { rows } = await db.query<{ body: string }>(
    'SELECT body FROM case_event WHERE case_id = $1 AND seq >= $2 ORDER BY seq',
    [caseId, fromSeq],
  );
  // Written by the projection alone, from typed events.
  return rows.map(({ body }) => JSON.parse(body) as CaseEvent);
}

/** The state of a case as its log tells it; null when there is no log. */
export async function readState(db: Db, caseId: string): Promise<CaseState | null> {
  return fold(await readLog(db, caseId), asId<CaseId>(caseId));
}

const known = new Map<string, Rules>();

/** A rule set by its id. Content-addressed and never changed: kept once read. Null when nobody has it. */
export async function readRules(db: Db, id: string): Promise<Rules | null> {
  const kept = known.get(id);
  if (kept) return kept;
  const { rows } = await db.query<{ body: Rules }>('SELECT body FROM rule_set WHERE id = $1', [id]);
  const rules = rows[0]?.body ?? null;
  if (rules) known.set(id, rules);
  return rules;
}
