import { todayInFinland } from '../../api/rules/today.js';
import { isUuid } from '../../domain/ids.js';
import { addMonths, tryParseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { retentionPolicy } from '../../policies/retention.js';
import { explain } from '../../stack/problem.js';
import { eraseEnded, type Ended } from '../retention/erase-ended.js';
import { listRetention, type RetentionList } from '../retention/list-retention.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { asEraser, meansOf, saidOf } from './erase.js';
import { openStore } from './surroundings.js';

const text = { type: 'string' } as const;

function readController(given: string | undefined): string | undefined {
  if (given === undefined || isUuid(given)) return given;
  throw wrongUse('retention', '--controller takes the id of an employer');
}

/** The day up to which is looked; default: a year ahead. */
function readUntil(given: string | undefined, today: CivilDate): CivilDate {
  if (given === undefined) return addMonths(today, 12);
  const day = tryParseDate(given);
  if (day === null) throw wrongUse('retention', '--until takes a day (2027-06-30)');
  return day;
}

function printed({ until, cases, classes, others }: RetentionList): string {
  const names = new Map(cases.map((it) => [it.controllerId, it.controller || it.controllerId]));
  const nameOf = (id: string): string => names.get(id) ?? id;
  const what = cases.map((it) => [
    ...[it.ref, nameOf(it.controllerId), it.register ?? '', it.goesOn ?? ''],
    it.keptBy.length === 0 ? 'nothing: it may go' : it.keptBy.join(', '),
  ]);
  const rows = classes.map((it) => [
    ...[nameOf(it.controllerId), it.recordClass, String(it.rows), it.ends ?? 'unknown to the policy'],
  ]);
  const rest = others.map((it) => [nameOf(it.controllerId), it.keptBy, String(it.cases)]);
  return [
    `What will go by ${until}:`,
    table(['case', 'controller', 'register', 'may go on', 'kept by'], what),
    '',
    'Rows of these cases, by controller and record class:',
    table(['controller', 'record class', 'rows', 'becomes'], rows),
    '',
    'Other cases:',
    table(['controller', 'kept by', 'cases'], rest),
  ].join('\n');
}

async function list(args: readonly string[]): Promise<number> {
  const options = { controller: text, until: text, json: { type: 'boolean' } } as const;
  const { values } = readArguments('retention', args, options);
  const controllerId = readController(values.controller);
  const today = todayInFinland(instant(Date.now()));
  const until = readUntil(values.until, today);
  const { pool, close } = await openStore();
  try {
    const found = await listRetention(pool, retentionPolicy(), { controllerId, until, today });
    console.log(values.json ? JSON.stringify(found) : printed(found));
    return 0;
  } finally {
    await close();
  }
}

/** Erases what may go today at one controller, case by case, by the same road as `rinnalla erase`. */
async function carryOut(args: readonly string[]): Promise<number> {
  const { values } = readArguments('retention', args, { controller: text, by: text, second: text });
  const controllerId = readController(values.controller);
  const { by, second } = values;
  if (!controllerId) throw wrongUse('retention', '--controller names the employer whose records go');
  if (!by || !second) throw wrongUse('retention', '--by and --second name two people');
  const around = await openStore();
  try {
    const asked = { controllerId, by, second };
    const tell = (it: Ended) =>
      console.log(
        'erased' in it ? saidOf(around, it.erased) : `${it.kept.ref} is kept: ${explain(it.kept.why)}`,
      );
    const { erased, kept } = await asEraser(around, (eraser) =>
      eraseEnded(meansOf(around, eraser), asked, tell),
    );
    console.log(`${erased} cases are erased, ${kept} are kept.`);
    return 0;
  } finally {
    await around.close();
  }
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  list,
  'carry-out': carryOut,
};

export const retentionCommand: OperatorCommand = {
  summary: 'show what will go and when, and erase what may',
  help: `rinnalla retention list [--controller ID] [--until DATE] [--json]
rinnalla retention carry-out --controller ID --by PERSON --second PERSON

list       the cases whose period ends by DATE (default: within a year) by policies/retention.json, with what keeps each of
           them all the same; how many rows of each record class that is, at which controller; and how many cases are
           not there yet, and why. It changes nothing
carry-out  erases every case of one employer that may go today, each as \`rinnalla erase --reason retention-ended\` does:
           with four eyes, a line in the list of erasures, and no way back`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run)
      throw wrongUse('retention', act === '' ? 'retention needs a word more' : `What is "retention ${act}"?`);
    return run(args);
  },
};
