import pg from 'pg';
import { faultLine } from '../../api/directory/import/faults.js';
import { IdentityKeys } from '../../api/directory/import/identity-keys.js';
import { importDirectory } from '../../api/directory/import/import-directory.js';
import { findSource, type ImportSource } from '../../api/directory/import/import-source.js';
import type { ImportReport } from '../../api/directory/import/report.js';
import { instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { required } from '../settings.js';
import { readArguments, table, wrongUse } from './command-line.js';
import { employerNamed } from './employer.js';
import { openStore } from './surroundings.js';

export const IMPORT_HELP = `rinnalla directory import PATH --provider ID|NAME [--format oneroster|plain] [--dry-run]
                          [--allow-ending] [--by NAME] [--json]
rinnalla directory imports [--json]

Imports the people of one employer: a folder with a OneRoster 1.2 bundle (bulk export, unpacked), or learners.csv and
staff.csv as docs/directory.md describes them, or one of the two. All of it or nothing; what is wrong is said as
file:row:column, and never what stood in the cell. --dry-run says what would change and changes nothing. Whoever is
missing from a full list has ended yesterday and is never deleted; when that is more than a tenth, --allow-ending must
say that it is meant. Open cases learn of what touches them within a minute. \`imports\` lists what was done before.
Exit code 0: done, or a dry run without faults; 1: refused, nothing was changed.`;

const text = { type: 'string' } as const;
const flag = { type: 'boolean' } as const;

function sourceAt(path: string | undefined, format: string | undefined): ImportSource {
  if (path === undefined) throw wrongUse('directory', 'import takes the path of a folder or file');
  if (format !== undefined && format !== 'oneroster' && format !== 'plain')
    throw wrongUse('directory', '--format takes oneroster or plain');
  const source = findSource(path, format);
  if (source !== null) return source;
  throw new StackProblem(
    `There is nothing to import at ${path}.`,
    'give a folder with manifest.csv (OneRoster), or with learners.csv or staff.csv.',
  );
}

function say(report: ImportReport, employer: string): void {
  const { read, changes, touched, faults, faultCount } = report;
  console.log(
    `${employer}: ${read.learners} learners, ${read.guardians} guardians, ${read.staff} staff with ${read.posts} posts, ${read.schools} schools in the files.`,
  );
  for (const fault of faults) console.log(faultLine(fault));
  if (faultCount > faults.length) console.log(`… and ${faultCount - faults.length} more.`);
  if (changes.length > 0)
    console.log(
      table(
        ['change', 'people', 'source ids'],
        changes.map(({ kind, count, first }) => [kind, `${count}`, shown(first, count)]),
      ),
    );
  const written = Object.values(touched).reduce((sum, n) => sum + n, 0);
  if (faultCount > 0) console.log(`${faultCount} faults: nothing was changed.`);
  else if (report.dryRun) console.log(`A dry run: ${written} rows would be written, nothing was changed.`);
  else if (written === 0) console.log('The directory says this already: nothing was changed.');
  else console.log(`${written} rows were written. Open cases are told within a minute.`);
}

/** Source ids in a line; a first import has too many to be of use. */
function shown(first: readonly string[], count: number): string {
  const some = first.slice(0, 5).join(', ');
  return count > 5 ? `${some}, …` : some;
}

/** `rinnalla directory import`. */
export async function importFiles(args: readonly string[]): Promise<number> {
  const { values, positionals } = readArguments('directory', args, {
    ...{ provider: text, format: text, by: text },
    ...{ 'dry-run': flag, 'allow-ending': flag, json: flag },
  });
  const source = sourceAt(positionals[0], values.format);
  const around = await openStore();
  try {
    const { databaseOwnerUrl, textKey } = required(around.settings, 'databaseOwnerUrl', 'textKey');
    if (values.provider === undefined)
      throw wrongUse('directory', '--provider names the employer whose people these are');
    const employer = await employerNamed(around.pool, values.provider);
    const client = new pg.Client({ connectionString: databaseOwnerUrl, application_name: 'rinnalla-import' });
    await client.connect();
    try {
      const report = await importDirectory({
        ...{ client, source, controllerId: employer.id, now: () => instant(Date.now()) },
        keys: new IdentityKeys(textKey, around.settings.textKeyOld),
        givenBy: values.by ?? 'operator',
        dryRun: values['dry-run'] ?? false,
        allowEnding: values['allow-ending'] ?? false,
      });
      if (values.json) console.log(JSON.stringify(report));
      else say(report, employer.name);
      return report.outcome === 'done' ? 0 : 1;
    } finally {
      await client.end();
    }
  } finally {
    await around.close();
  }
}

interface LogRow {
  readonly id: string;
  readonly employer: string;
  readonly format: string;
  readonly given_by: string;
  readonly dry_run: boolean;
  readonly outcome: string;
  readonly faults: number;
  readonly input_hash: string;
  readonly counts: Pick<ImportReport, 'read' | 'touched'>;
  readonly started_at: Date;
  readonly ended_at: Date;
}

/** `rinnalla directory imports`: the import log. */
export async function listImports(args: readonly string[]): Promise<number> {
  const { values } = readArguments('directory', args, { json: flag });
  const { pool, close } = await openStore();
  try {
    const { rows } = await pool.query<LogRow>(
      `SELECT i.id, c.name AS employer, i.format, i.given_by, i.dry_run, i.outcome, i.faults, i.input_hash, i.counts,
              i.started_at, i.ended_at
       FROM directory_import i JOIN controller c ON c.id = i.controller_id ORDER BY i.started_at DESC LIMIT 100`,
    );
    if (values.json) console.log(JSON.stringify(rows));
    else {
      const line = (row: LogRow): string[] => [
        ...[row.started_at.toISOString().slice(0, 16), row.employer, row.format, row.given_by],
        `${row.outcome}${row.dry_run ? ' (dry run)' : ''}`,
        ...[`${Object.values(row.counts.touched).reduce((sum, n) => sum + n, 0)}`, `${row.faults}`],
        row.input_hash.slice(0, 12),
      ];
      const heading = ['at', 'employer', 'format', 'by', 'outcome', 'rows', 'faults', 'files'];
      console.log(table(heading, rows.map(line)));
    }
    return 0;
  } finally {
    await close();
  }
}
