import { HOLD_REASONS, liftHold, placeHold } from '../erasures/hold.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore, type Store } from './surroundings.js';

async function list({ pool }: Store): Promise<void> {
  const { rows } = await pool.query<{ ref: string; reason: string; placed_by: string; placed_at: Date }>(
    `SELECT v.ref, h.reason, h.placed_by, h.placed_at FROM case_hold h JOIN case_view v USING (case_id)
     WHERE h.lifted_at IS NULL ORDER BY h.placed_at`,
  );
  const lines = rows.map((row) => [
    row.ref,
    row.reason,
    row.placed_by,
    row.placed_at.toISOString().slice(0, 10),
  ]);
  console.log(table(['case', 'reason', 'by', 'since'], lines));
}

const text = { type: 'string' } as const;

export const holdCommand: OperatorCommand = {
  summary: 'keep a case from being erased, for as long as there is a reason',
  help: `rinnalla hold --case ID|REFERENCE --reason REASON --by PERSON
rinnalla hold --case ID|REFERENCE --lift --by PERSON
rinnalla hold

While a hold stands, \`rinnalla erase\` refuses the case. PERSON is an id or address of the directory, of the employer whose
record the case is. Without a case: the holds that stand. Reasons: ${HOLD_REASONS.join(', ')}.`,
  run: async (args) => {
    const { values } = readArguments('hold', args, {
      ...{ case: text, reason: text, by: text },
      lift: { type: 'boolean' },
    });
    const { case: caseRef, by } = values;
    const reason = HOLD_REASONS.find((known) => known === values.reason);
    if (caseRef && !by) throw wrongUse('hold', '--by names who answers for it');
    if (caseRef && !values.lift && !reason)
      throw wrongUse('hold', `--reason takes one of ${HOLD_REASONS.join(', ')}`);
    const around = await openStore();
    try {
      const now = new Date();
      if (!caseRef || !by) await list(around);
      else if (values.lift)
        console.log(`${await liftHold(around.pool, { caseRef, by }, now)} is on hold no more.`);
      else if (reason)
        console.log(`${await placeHold(around.pool, { caseRef, reason, by }, now)} is on hold.`);
      return 0;
    } finally {
      await around.close();
    }
  },
};
