import type pg from 'pg';
import { publishVersion, draftVersion, validateVersion, type Asking } from '../../api/policies/lifecycle.js';
import { judge } from '../../api/policies/judgement.js';
import {
  findVersion,
  inForce,
  listNames,
  readVersions,
  type VersionRow,
} from '../../api/policies/versions.js';
import { HttpProblem } from '../../api/http/problem.js';
import { todayInFinland } from '../../api/rules/today.js';
import { isUuid } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import type { Fault } from '../../policies/fault-codes.js';
import { seedPublished, type VersionKind } from '../../policies/seed.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { readJsonFile } from './json-file.js';
import { openStore } from './surroundings.js';

type Content = Record<string, unknown>;
type Act = (kind: VersionKind, args: readonly string[]) => Promise<number>;

/** Operators act under one name: who they are is known where they sign in to the machine. */
function asking(): Asking {
  return { caller: 'operator', key: null, now: instant(Date.now()) };
}

function readFileArgument(kind: VersionKind, file: string | undefined): Promise<Content> {
  return readJsonFile(kind, file, 'the files in policies/ show its form.');
}

function nameOf(kind: VersionKind, content: Content): string {
  const { name } = content;
  if (typeof name === 'string') return name;
  throw new StackProblem(`The file does not say of what ${kind} it is a version.`, 'give it a `name`.');
}

function sayFaults(faults: readonly Fault[]): void {
  for (const { path, message } of faults)
    console.log(`${path === '' ? '(the whole file)' : path}: ${message}`);
}

function counted(faults: readonly Fault[]): string {
  return faults.length === 1 ? '1 fault' : `${faults.length} faults`;
}

async function withPool<T>(act: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const { pool, close } = await openStore();
  try {
    await seedPublished(pool, instant(Date.now()));
    return await act(pool);
  } finally {
    await close();
  }
}

const list: Act = (kind, args) => {
  const { values } = readArguments(kind, args, { json: { type: 'boolean' } });
  return withPool(async (pool) => {
    const today = todayInFinland(instant(Date.now()));
    const { items } = await listNames(pool, kind, today);
    const all = await Promise.all(items.map(({ name }) => readVersions(pool, kind, name)));
    const rows = all.flatMap((versions) =>
      versions.map((row) => ({
        id: row.id,
        name: row.name,
        validFrom: row.valid_from,
        state: row.state,
        inForce: row.id === inForce(versions, today)?.id,
        rollOut: row.roll_out,
      })),
    );
    if (values.json) console.log(JSON.stringify(rows));
    else {
      const line = (row: (typeof rows)[number]): string[] => [
        ...[row.id, row.name, row.validFrom ?? '', row.state],
        row.inForce ? 'holds today' : '',
      ];
      console.log(table(['id', 'name', 'from', 'state', ''], rows.map(line)));
    }
    return 0;
  });
};

/** A file as the row it would be, to be judged without being kept. */
function unkept(kind: VersionKind, content: Content, because: string | undefined): VersionRow {
  const nobody = { validated_by: null, validated_at: null, published_by: null, published_at: null };
  return {
    ...{ id: '', kind, name: nameOf(kind, content), valid_from: null, state: 'draft', content },
    ...{ content_hash: '', moves_dates_because: because ?? null, roll_out: false, faults: null },
    ...{ drafted_by: 'operator', drafted_at: new Date(), ...nobody },
  };
}

const check: Act = async (kind, args) => {
  const { values, positionals } = readArguments(kind, args, { because: { type: 'string' } });
  const content = await readFileArgument(kind, positionals[0]);
  return withPool(async (pool) => {
    const row = unkept(kind, content, values.because);
    const { faults, rollOut } = await judge(pool, row, todayInFinland(instant(Date.now())));
    sayFaults(faults);
    if (faults.length > 0) console.log(`${counted(faults)}: nothing was changed.`);
    else console.log(rollOut ? 'No fault. Running cases would have to be rolled out.' : 'No fault.');
    return faults.length === 0 ? 0 : 1;
  });
};

const draft: Act = async (kind, args) => {
  const { values, positionals } = readArguments(kind, args, { because: { type: 'string' } });
  const content = await readFileArgument(kind, positionals[0]);
  const target = { kind, name: nameOf(kind, content) };
  const because = values.because === undefined ? {} : { movesDatesBecause: values.because };
  return withPool(async (pool) => {
    const { id } = await draftVersion(pool, target, { content, ...because }, asking());
    const faults = await validateVersion(pool, target, id, asking());
    sayFaults(faults);
    console.log(
      faults.length === 0 ? 'The draft is validated. Its id:' : `The draft has ${counted(faults)}. Its id:`,
    );
    console.log(id);
    return faults.length === 0 ? 0 : 1;
  });
};

const publish: Act = async (kind, args) => {
  const id = readArguments(kind, args, {}).positionals[0] ?? '';
  if (!isUuid(id)) throw wrongUse(kind, `publish takes the id of a version, as \`${kind} list\` shows it`);
  return withPool(async (pool) => {
    const row = await findVersion(pool, kind, id);
    if (row === null)
      throw new StackProblem(
        'There is no such version.',
        `\`npx rinnalla ${kind} list\` shows those there are.`,
      );
    try {
      await publishVersion(pool, { kind, name: row.name }, id, asking());
    } catch (failure) {
      if (!(failure instanceof HttpProblem)) throw failure;
      sayFaults((await findVersion(pool, kind, id))?.faults ?? []);
      throw new StackProblem(
        failure.code === 'not-validated' ? 'Only a validated version is published.' : 'It is not published.',
        `correct the file, and draft it again with \`npx rinnalla ${kind} draft FILE\`.`,
      );
    }
    const published = await findVersion(pool, kind, id);
    console.log(`${row.name} is published from ${row.valid_from}.`);
    if (published?.roll_out) console.log('Running cases keep their dates until they are rolled out.');
    return 0;
  });
};

const ACTS: Readonly<Record<string, Act>> = { list, check, draft, publish };

function commandFor(kind: VersionKind, what: string): OperatorCommand {
  return {
    summary: `list, check, draft and publish versions of ${what}`,
    help: `rinnalla ${kind} list [--json]
rinnalla ${kind} check FILE [--because WHY]
rinnalla ${kind} draft FILE [--because WHY]
rinnalla ${kind} publish ID

check says each fault by its path and keeps nothing. draft keeps the file and validates it; the id comes alone on the
last line. publish lets it hold from its day on. Running cases keep their dates until they are rolled out; a version
that would move dates silently needs --because.`,
    run: async ([act = '', ...args]) => {
      const run = ACTS[act];
      if (!run) throw wrongUse(kind, act === '' ? `${kind} needs a word more` : `What is "${kind} ${act}"?`);
      return run(kind, args);
    },
  };
}

export const policyCommand = commandFor('policy', 'policies: lengths, ladders, hours');
export const calendarCommand = commandFor('calendar', 'school calendars');
