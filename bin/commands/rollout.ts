import { randomUUID } from 'node:crypto';
import { listItems } from '../../api/bulk/list-items.js';
import { listBulks, showBulk } from '../../api/bulk/present-bulk.js';
import { startBulk, steerBulk, type Steer, type Steering } from '../../api/bulk/steer-bulk.js';
import { USUAL_PACE, type BulkAnswer, type BulkItemAnswer } from '../../api/contracts/bulk.js';
import { HttpProblem } from '../../api/http/problem.js';
import { asId, isUuid, type UnitId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { seedPublished } from '../../policies/seed.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, readCount, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openSurroundings } from './surroundings.js';
import { mustFindNamed, OPERATOR, readMode, readWhat } from './version-argument.js';

/** What a refusal of the door means at the keyboard. */
const REFUSALS: Readonly<Record<string, readonly [string, string]>> = {
  'not-in-force': [
    'That version does not hold today.',
    'publish it, or wait for its first day; `npx rinnalla whatif` looks at it meanwhile.',
  ],
  'bulk-running': [
    'Another roll-out is under way over one of these schools.',
    '`npx rinnalla rollout status` shows it; let it end, or cancel it.',
  ],
  'bulk-over': ['That roll-out has ended.', 'start another one; what is under the version already stays.'],
  'no-schools': [
    'No school is under a policy or calendar of that name.',
    '`npx rinnalla policy list` tells.',
  ],
  'not-found': ['There is no such roll-out.', '`npx rinnalla rollout status` shows those there are.'],
};

function explained(failure: unknown): unknown {
  if (!(failure instanceof HttpProblem)) return failure;
  const known = REFUSALS[failure.code];
  if (known) return new StackProblem(...known);
  const fields = failure.options.errors?.map(({ path, code }) => `${path}: ${code}`).join('; ');
  return new StackProblem(
    `It is refused: ${fields ?? failure.code}.`,
    '`npx rinnalla help rollout` shows how it is used.',
  );
}

async function withSteering<T>(act: (around: Steering) => Promise<T>, temporal = true): Promise<T> {
  const { pool, temporal: client, settings, close } = await openSurroundings({ temporal });
  try {
    const now = instant(Date.now());
    await seedPublished(pool, now);
    return await act({ pool, temporal: client, taskQueue: settings.taskQueue, now });
  } catch (failure) {
    throw explained(failure);
  } finally {
    await close();
  }
}

function line({ id, version, mode, state, currentPace, counts }: BulkAnswer): string[] {
  return [
    id,
    `${version.name}@${version.validFrom ?? '?'}`,
    mode,
    state,
    ...[counts.total, counts.pending, counts.done, counts.unchanged, counts.refused, counts.newlyLate].map(
      String,
    ),
    currentPace === null ? '' : `${Math.round(currentPace)}/s`,
  ];
}

const HEADING = [
  ...[
    'id',
    'version',
    'mode',
    'state',
    'cases',
    'to do',
    'moved',
    'unchanged',
    'refused',
    'newly late',
    'pace',
  ],
];

function itemLine(item: BulkItemAnswer): string[] {
  const { ref, outcome, code, oldDueOn, newDueOn, newlyLate } = item;
  return [ref, code ?? outcome, oldDueOn ?? '', newDueOn ?? '', newlyLate ? 'NEWLY LATE' : ''];
}

async function start(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('rollout', args, {
    ...{ policy: text, calendar: text, mode: text, pace: text, key: text },
    school: { type: 'string', multiple: true },
    json: { type: 'boolean' },
  });
  const what = readWhat('rollout', values);
  const mode = readMode('rollout', values.mode);
  const pace = readCount('rollout', 'pace', values.pace) ?? USUAL_PACE;
  if (values.school?.some((id) => !isUuid(id)))
    throw wrongUse('rollout', '--school takes the id of a school');
  if (values.key !== undefined && !isUuid(values.key)) throw wrongUse('rollout', '--key takes a UUID');
  const schools = values.school?.map((id) => asId<UnitId>(id));
  return withSteering(async (around) => {
    const { id: versionId, kind } = await mustFindNamed(around.pool, what);
    const body = { kind, versionId, mode, pace, ...(schools ? { schools } : {}) };
    const { bulk } = await startBulk(around, OPERATOR, values.key ?? randomUUID(), body);
    if (values.json) console.log(JSON.stringify(bulk));
    else
      console.log(`Roll-out ${bulk.id} is under way. \`npx rinnalla rollout status ${bulk.id}\` shows it.`);
    return 0;
  });
}

async function status(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments('rollout', args, { json: { type: 'boolean' } });
  const [id] = positionals;
  if (id !== undefined && !isUuid(id)) throw wrongUse('rollout', 'status takes the id of a roll-out');
  return withSteering(async ({ pool }) => {
    const items =
      id === undefined ? (await listBulks(pool, OPERATOR)).items : [await showBulk(pool, OPERATOR, id)];
    const query = { newlyLate: true, limit: 200 };
    const late = id === undefined ? [] : (await listItems(pool, OPERATOR, id, query)).items;
    if (values.json) console.log(JSON.stringify({ items, late }));
    else {
      console.log(items.length === 0 ? 'No roll-out yet.' : table(HEADING, items.map(line)));
      if (late.length > 0)
        console.log(`\n${table(['case', 'outcome', 'before', 'after', ''], late.map(itemLine))}`);
    }
    return 0;
  }, false);
}

function steer(to: Steer): (args: readonly string[]) => Promise<number> {
  return async (args) => {
    const id = readArguments('rollout', args, {}).positionals[0] ?? '';
    if (!isUuid(id)) throw wrongUse('rollout', `${to} takes the id of a roll-out`);
    return withSteering(async (around) => {
      const bulk = await steerBulk(around, OPERATOR, id, to);
      console.log(`Roll-out ${id} is ${bulk.state}; ${bulk.counts.pending} cases are still to do.`);
      return 0;
    });
  };
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  ...{ start, status },
  ...{ pause: steer('pause'), resume: steer('resume'), cancel: steer('cancel') },
};

export const rolloutCommand: OperatorCommand = {
  summary: 'move open cases to a published policy or calendar version',
  help: `rinnalla rollout start --policy VERSION|--calendar VERSION [--mode recompute|keep|earlier] [--school ID]... [--pace N] [--key UUID]
rinnalla rollout status [ID] [--json]
rinnalla rollout pause|resume|cancel ID

start moves every open case of the schools under that policy or calendar: one command a case, by the way of every
command, so that old and new days are both in its log. VERSION is an id, name@day, or a name for the version that holds
today. Closed cases stay as they are. It goes slower by itself when people's commands get slower, survives any crash, and
does no case twice. cancel leaves what was moved under the new rules.
--mode   recompute (default) counts open promises anew; keep leaves days as promised; earlier moves only what comes earlier
--school only this school; may be given several times
--pace   cases a second at most (default ${USUAL_PACE})
--key    the same key again is the same roll-out`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run)
      throw wrongUse('rollout', act === '' ? 'rollout needs a word more' : `What is "rollout ${act}"?`);
    return run(args);
  },
};
