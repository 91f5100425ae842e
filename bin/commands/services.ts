import type pg from 'pg';
import { replaceServices, type UnitServicesList } from '../../api/contracts/unit-services.js';
import { HttpProblem } from '../../api/http/problem.js';
import { parseWith } from '../../api/http/parse.js';
import { openHoursText } from '../../api/pages/open-hours.js';
import { listServices, publishServices, readServices } from '../../api/units/services.js';
import { asId, isUuid, type UnitId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, readCount, table, wrongUse, type OperatorCommand } from './command-line.js';
import { readJsonFile } from './json-file.js';
import { openStore } from './surroundings.js';
import { OPERATOR } from './version-argument.js';

const NAME = 'services';

async function withPool<T>(act: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const { pool, close } = await openStore();
  try {
    return await act(pool);
  } finally {
    await close();
  }
}

function unitOf(value: string | undefined): UnitId {
  if (value !== undefined && isUuid(value)) return asId<UnitId>(value);
  throw wrongUse(NAME, `the id of a unit is missing, as \`${NAME} list\` shows it`);
}

/** The file as the API would take it; null when it has faults, each of which was said by its path. */
async function readPromises(file: string | undefined): Promise<ReturnType<typeof parse> | null> {
  const { services } = await readJsonFile(NAME, file, `\`npx rinnalla help ${NAME}\` shows its form.`);
  try {
    return parse(services);
  } catch (failure) {
    if (!(failure instanceof HttpProblem)) throw failure;
    const faults = failure.options.errors ?? [];
    for (const { path, code } of faults) console.log(`${path}: ${code.replaceAll('-', ' ')}`);
    console.log(`${faults.length === 1 ? '1 fault' : `${faults.length} faults`}: nothing was changed.`);
    return null;
  }
}

function parse(services: unknown) {
  return parseWith(replaceServices, { revision: 0, services }).services;
}

function lines({ items }: UnitServicesList): string[][] {
  return items.flatMap(({ unitId, name, revision, services }) => {
    const promised = services.map((it) => [it.service, openHoursText(it, 'en') ?? '', it.phone ?? '']);
    const rows = promised.length === 0 ? [['nothing is promised', '', '']] : promised;
    return rows.map((row) => [unitId, name, String(revision), ...row]);
  });
}

async function list(args: readonly string[]): Promise<number> {
  const { values } = readArguments(NAME, args, { json: { type: 'boolean' } });
  return withPool(async (pool) => {
    const found = await listServices(pool, OPERATOR);
    if (values.json) console.log(JSON.stringify(found.items));
    else console.log(table(['unit', 'name', 'revision', 'service', 'open', 'phone'], lines(found)));
    return 0;
  });
}

async function check(args: readonly string[]): Promise<number> {
  const found = await readPromises(readArguments(NAME, args, {}).positionals[0]);
  if (found !== null) console.log('No fault.');
  return found === null ? 1 : 0;
}

async function publish(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments(NAME, args, { revision: { type: 'string' } });
  const [unit, expected] = [unitOf(positionals[0]), readCount(NAME, 'revision', values.revision)];
  const services = await readPromises(positionals[1]);
  if (services === null) return 1;
  return withPool(async (pool) => {
    try {
      const before = await readServices(pool, unit);
      const revision = expected ?? before.revision;
      const publishing = { caller: OPERATOR.key, key: null, now: instant(Date.now()) };
      await publishServices(pool, unit, { revision, services }, publishing);
      console.log(`${before.name}: revision ${revision + 1} holds from now on.`);
      return 0;
    } catch (failure) {
      if (!(failure instanceof HttpProblem)) throw failure;
      if (failure.status === 404)
        throw new StackProblem(
          'There is no such unit.',
          `\`npx rinnalla ${NAME} list\` shows those there are.`,
        );
      throw new StackProblem(
        'Somebody has published another revision since.',
        `look at it with \`npx rinnalla ${NAME} list\`, and bring your change into it.`,
      );
    }
  });
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = { list, check, publish };

export const servicesCommand: OperatorCommand = {
  summary: 'what units promise: when one may come without an appointment',
  help: `rinnalla services list [--json]
rinnalla services check FILE
rinnalla services publish UNIT FILE [--revision N]

What the public page tells learners of a unit (OHL 17 §). check says each fault by its path and keeps nothing. publish
puts the whole file in the place of what the unit promised before; with --revision only when that is the one that holds.
What was promised before stays readable (GET /api/v1/units/{id}/services). The file:

  {"services": [{
    "service": "school_nurse",                        curator, psychologist or school_nurse
    "phone": "09 000 0104",                           or left out
    "hours": [{"weekday": "monday", "opens": "09:30", "closes": "10:30"}],
    "more": {"fi": "huone 104", "sv": "rum 104", "en": "room 104"}
  }]}`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run) throw wrongUse(NAME, act === '' ? `${NAME} needs a word more` : `What is "${NAME} ${act}"?`);
    return run(args);
  },
};
