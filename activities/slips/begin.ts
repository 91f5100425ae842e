import type { Pool } from 'pg';
import type { SlipState } from '../../domain/slips/slip.js';
import { slipRules } from '../../policies/slips.js';
import type { SlipActivities } from '../../workflows/messages.js';
import { readRules } from '../log.js';

/** The rule set of a slip: its own, or that of the school for which the inbox holds a command that opens it. */
async function rulesIdOf(
  pool: Pool,
  slipId: string,
  state: SlipState | null,
  now: number,
): Promise<string | null> {
  if (state) return state.rulesId;
  const { rows } = await pool.query<{ id: string }>(
    `SELECT r.id FROM slip_command c JOIN rule_set r ON r.unit_id = c.school_id
     WHERE c.slip_id = $1 AND r.valid_from <= (to_timestamp($2 / 1000.0) AT TIME ZONE 'UTC')::date
     ORDER BY c.received_seq, r.valid_from DESC, r.compiled_at DESC, r.id LIMIT 1`,
    [slipId, now],
  );
  return rows[0]?.id ?? null;
}

/** What a run of a slip begins with: its stored state, and the numbers it is decided with. */
export function createBeginSlip(pool: Pool): SlipActivities['beginSlip'] {
  return async ({ kind, slipId, now }) => {
    const { rows } = await pool.query<{ state: SlipState }>(
      'SELECT state FROM slip WHERE id = $1 AND kind = $2',
      [slipId, kind],
    );
    const state = rows[0]?.state ?? null;
    const id = await rulesIdOf(pool, slipId, state, now);
    const rules = id === null ? null : await readRules(pool, id);
    if (state && !rules) throw new Error('the rule set of a slip is missing');
    return { state, rules: rules && slipRules(rules) };
  };
}
