import type { Pool } from 'pg';
import type { UnitId } from '../../domain/ids.js';
import type { Rules } from '../../domain/rules.js';
import type { SlipState } from '../../domain/slips/slip.js';
import { instant } from '../../domain/time/instant.js';
import { rulesNow } from '../../policies/published.js';
import { slipRules } from '../../policies/slips.js';
import type { SlipActivities } from '../../workflows/messages.js';
import { readRules } from '../log.js';

/** The rule set of a slip: its own, or that of the school for which the inbox holds a command that opens it. */
async function rulesOf(
  pool: Pool,
  slipId: string,
  state: SlipState | null,
  now: number,
): Promise<Rules | null> {
  if (state) return readRules(pool, state.rulesId);
  const { rows } = await pool.query<{ school: UnitId }>(
    'SELECT school_id AS school FROM slip_command WHERE slip_id = $1 ORDER BY received_seq LIMIT 1',
    [slipId],
  );
  return rows[0] ? rulesNow(pool, rows[0].school, instant(now)) : null;
}

/** What a run of a slip begins with: its stored state, and the numbers it is decided with. */
export function createBeginSlip(pool: Pool): SlipActivities['beginSlip'] {
  return async ({ kind, slipId, now }) => {
    const { rows } = await pool.query<{ state: SlipState }>(
      'SELECT state FROM slip WHERE id = $1 AND kind = $2',
      [slipId, kind],
    );
    const state = rows[0]?.state ?? null;
    const rules = await rulesOf(pool, slipId, state, now);
    if (state && !rules) throw new Error('the rule set of a slip is missing');
    return { state, rules: rules && slipRules(rules) };
  };
}
