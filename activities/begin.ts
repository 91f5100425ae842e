import type { Pool } from 'pg';
import { CURRENT_CORE } from '../domain/core-version.js';
import type { EventType } from '../domain/events.js';
import type { UnitId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import { instant } from '../domain/time/instant.js';
import { rulesNow } from '../policies/published.js';
import type { AppliedCommand, Beginning, CaseActivities } from '../workflows/messages.js';
import { readRules, readState } from './log.js';

/** The rules that hold for the school of the concern that waits in the inbox. */
async function rulesOfInbox(pool: Pool, caseId: string, now: number): Promise<Rules | null> {
  const { rows } = await pool.query<{ school: UnitId | null }>(
    `SELECT body -> 'data' ->> 'schoolId' AS school FROM command
     WHERE case_id = $1 AND body ->> 'type' = 'raise-concern' ORDER BY received_seq LIMIT 1`,
    [caseId],
  );
  const school = rows[0]?.school;
  return school ? rulesNow(pool, school, instant(now)) : null;
}

/** Commands whose answer a run must give again: those of the log's last events. */
async function recentCommands(pool: Pool, caseId: string): Promise<AppliedCommand[]> {
  const { rows } = await pool.query<{
    id: string;
    version: number;
    events: { seq: number; type: EventType }[];
  }>(
    `SELECT command_id AS id, max(seq) AS version,
            json_agg(json_build_object('seq', seq, 'type', type) ORDER BY seq) AS events
     FROM case_event WHERE case_id = $1 AND command_id IS NOT NULL
     GROUP BY command_id ORDER BY max(seq) DESC LIMIT 200`,
    [caseId],
  );
  return rows.toReversed().map(({ id, version, events }) => ({ id, answer: { version, events } }));
}

/** What a run begins with: the log folded, its rules, the answers it has given, and the core it decides with. */
export function createBegin(pool: Pool): CaseActivities['begin'] {
  return async ({ caseId, now, carried }): Promise<Beginning> => {
    const core = CURRENT_CORE;
    if (carried) return { core, state: null, rules: null, recent: [] };
    const state = await readState(pool, caseId);
    if (!state) return { core, state, rules: await rulesOfInbox(pool, caseId, now), recent: [] };
    const [rules, recent] = await Promise.all([readRules(pool, state.rulesId), recentCommands(pool, caseId)]);
    if (!rules) throw new Error('the rule set of a case is missing');
    return { core, state, rules, recent };
  };
}
