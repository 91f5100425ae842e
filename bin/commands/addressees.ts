import type pg from 'pg';
import { checkAddressees, publishAddressees, showAddressees } from '../../api/addressees/versions.js';
import type { AddresseeBookAnswer } from '../../api/contracts/addressees.js';
import { instant } from '../../domain/time/instant.js';
import type { Fault } from '../../policies/fault-codes.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { readJsonFile } from './json-file.js';
import { openStore } from './surroundings.js';
import { OPERATOR } from './version-argument.js';

const NAME = 'addressees';

async function withPool<T>(act: (pool: pg.Pool) => Promise<T>): Promise<T> {
  const { pool, close } = await openStore();
  try {
    return await act(pool);
  } finally {
    await close();
  }
}

function readBook(args: readonly string[]): Promise<Record<string, unknown>> {
  const [file] = readArguments(NAME, args, {}).positionals;
  return readJsonFile(NAME, file, `\`npx rinnalla help ${NAME}\` shows its form.`);
}

function sayFaults(faults: readonly Fault[]): void {
  for (const { path, message } of faults)
    console.log(`${path === '' ? '(the whole file)' : path}: ${message}`);
  const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`;
  console.log(`${count}: nothing was changed.`);
}

function lines({ county, municipalities }: AddresseeBookAnswer): string[][] {
  const all = [{ municipality: '(all others)', ...county }, ...municipalities];
  return all.map(({ municipality, socialServices, police, outOfHours, sample }) => [
    ...[municipality, `${socialServices.name} ${socialServices.phone ?? ''}`],
    ...[`${police.name} ${police.phone ?? ''}`, `${outOfHours.name} ${outOfHours.phone}`],
    sample ? 'SAMPLE' : '',
  ]);
}

async function list(args: readonly string[]): Promise<number> {
  const { values } = readArguments(NAME, args, { json: { type: 'boolean' } });
  return withPool(async (pool) => {
    const found = await showAddressees(pool, instant(Date.now()));
    if (values.json) {
      console.log(JSON.stringify(found));
      return 0;
    }
    console.log(table(['municipality', 'social services', 'police', 'out of hours', ''], lines(found)));
    const versions = found.versions.map((it) => [
      it.validFrom,
      it.publishedAt,
      it.publishedBy,
      it.inForce ? 'holds today' : '',
    ]);
    console.log(
      versions.length === 0
        ? 'Nothing is published: these are samples.'
        : table(['from', 'published', 'by', ''], versions),
    );
    return 0;
  });
}

async function validate(args: readonly string[]): Promise<number> {
  const book = await readBook(args);
  return withPool(async (pool) => {
    const found = await checkAddressees(pool, book, instant(Date.now()));
    if (found.ok) console.log('No fault.');
    else sayFaults(found.faults);
    return found.ok ? 0 : 1;
  });
}

async function publish(args: readonly string[]): Promise<number> {
  const book = await readBook(args);
  return withPool(async (pool) => {
    const publishing = { caller: OPERATOR.key, now: instant(Date.now()) };
    const { faults, validFrom } = await publishAddressees(pool, book, publishing);
    if (faults.length > 0) sayFaults(faults);
    else
      console.log(`The addressees are published from ${validFrom}. What was printed before stays as it was.`);
    return faults.length === 0 ? 0 : 1;
  });
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  list,
  validate,
  publish,
};

export const addresseesCommand: OperatorCommand = {
  summary: 'whom reports and contacts address: list, validate, publish',
  help: `rinnalla addressees list [--json]
rinnalla addressees validate FILE
rinnalla addressees publish FILE

Whom an act towards the outside addresses where the child lives: social services, the police, and the way out of hours.
A file is the whole book and holds from its day on. As long as nothing is published, invented samples stand in, and say
so. validate says each fault by its path and keeps nothing. The file:

  {"validFrom": "2027-01-01",
   "county": ROUTE,                                   for every municipality without a row of its own
   "municipalities": [{"municipality": "Vantaa", ...ROUTE}]}

  ROUTE: "source": "where the numbers were read", "checkedOn": "2026-12-01",
         "socialServices": {"name": "", "phone": "", "address": ""},     phone and address may be null, never an e-mail
         "police": {"name": "", "phone": "", "address": ""},
         "outOfHours": {"name": "", "phone": ""}, "emergency": "112"`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run) throw wrongUse(NAME, act === '' ? `${NAME} needs a word more` : `What is "${NAME} ${act}"?`);
    return run(args);
  },
};
