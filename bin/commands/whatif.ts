import { schoolsFor } from '../../api/bulk/steer-bulk.js';
import { askWhatIf } from '../../api/bulk/what-if.js';
import type { WhatIfAnswer } from '../../api/contracts/bulk.js';
import { HttpProblem } from '../../api/http/problem.js';
import { SIDES } from '../../domain/people.js';
import { instant } from '../../domain/time/instant.js';
import { seedPublished } from '../../policies/seed.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, readCount, table, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';
import { OPERATOR, readCandidate, readMode, readWhat } from './version-argument.js';

const ROWS = 50;

function shift(row: WhatIfAnswer['items'][number]): string[][] {
  return row.moved.map((duty, index) => [
    index === 0 ? row.ref : '',
    duty.kind ?? '(not shown)',
    duty.before.dueOn ?? 'no day',
    duty.after.dueOn ?? 'no day',
    duty.newlyLate ? 'NEWLY LATE' : '',
  ]);
}

function print({ version, mode, counts, items, more, reminders }: WhatIfAnswer): void {
  console.log(`${version.name}@${version.validFrom ?? '?'}, mode ${mode}. Nothing was written.`);
  console.log(
    `${counts.cases} open cases: a day moves in ${counts.moved}, ${counts.newlyLate} of them newly late; ${counts.unchanged} are under it already.`,
  );
  if (items.length > 0) {
    console.log(`\n${table(['case', 'promise', 'before', 'after', ''], items.flatMap(shift))}`);
    if (more > 0) console.log(`... and ${more} cases more: --limit N shows more, --json all figures.`);
  }
  console.log(
    `\nReminders of the next ${reminders.days} days, beyond those that would go anyway: ${reminders.extra}`,
  );
  if (reminders.workers.length > 0) {
    console.log(
      table(
        ['worker', 'side', 'extra'],
        reminders.workers.map((it) => [it.name ?? '(nobody holds the post)', it.side, String(it.extra)]),
      ),
    );
  }
}

export const whatIfCommand: OperatorCommand = {
  summary: 'what a policy or calendar version would do to all open cases',
  help: `rinnalla whatif --policy VERSION|FILE [--mode recompute|keep|earlier] [--limit N] [--json]
rinnalla whatif --calendar VERSION|FILE [--mode recompute|keep|earlier] [--limit N] [--json]

Before and after for every open promise whose day would move, newly late ones in front, and the extra reminders to each
worker. VERSION is an id, name@day, or a name for the version that holds today; drafts and files may be looked at, too.
By the very functions by which \`rinnalla rollout\` then moves the cases. Nothing is written.
--mode   recompute (default) counts open promises anew; keep leaves days as promised; earlier moves only what comes earlier
--limit  rows of the table (default ${ROWS})`,
  run: async (args) => {
    const text = { type: 'string' } as const;
    const { values } = readArguments('whatif', args, {
      ...{ policy: text, calendar: text, mode: text, limit: text },
      json: { type: 'boolean' },
    });
    const what = readWhat('whatif', values);
    const mode = readMode('whatif', values.mode);
    const limit = readCount('whatif', 'limit', values.limit) ?? ROWS;
    const { pool, close } = await openStore();
    try {
      const now = instant(Date.now());
      await seedPublished(pool, now);
      const candidate = await readCandidate(pool, what);
      const schools = await schoolsFor(pool, OPERATOR, candidate, undefined);
      const known = (): string => 'true';
      const answer = await askWhatIf(pool, { candidate, mode, schools, now, limit, known, sides: SIDES });
      if (values.json) console.log(JSON.stringify(answer));
      else print(answer);
      return 0;
    } catch (failure) {
      if (failure instanceof HttpProblem && failure.code === 'no-schools')
        throw new StackProblem(
          'No school is under a policy or calendar of that name.',
          'look at its `name`.',
        );
      throw failure;
    } finally {
      await close();
    }
  },
};
