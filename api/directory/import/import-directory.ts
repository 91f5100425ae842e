import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../../domain/time/instant.js';
import { todayInFinland } from '../../rules/today.js';
import { applyPeople, applySchools, type ApplyAt, type Touched } from './apply-changes.js';
import { checkOneRoster, checkStaged } from './cross-checks.js';
import { Faults } from './faults.js';
import type { IdentityKeys } from './identity-keys.js';
import { hashOf, type ImportSource } from './import-source.js';
import { readManifest, readOneRoster } from './oneroster-files.js';
import { makeRoster } from './oneroster-roster.js';
import { meetKnown, prepareKnown } from './people-known.js';
import { readLearners, readStaff, type Reading } from './plain-files.js';
import { readChanges, readSizes, type ChangeCount, type ImportReport } from './report.js';
import { Staging } from './staging.js';

export interface ImportOptions {
  /** One connection of its own, as a role that may write the directory. */
  readonly client: pg.ClientBase;
  readonly keys: IdentityKeys;
  /** The employer whose directory it is. */
  readonly controllerId: string;
  readonly source: ImportSource;
  /** Who gives it, for the import log. */
  readonly givenBy: string;
  readonly now: () => Instant;
  /** Nothing stays; the report is the same. */
  readonly dryRun?: boolean;
  /** More people may end than a safe import lets end. */
  readonly allowEnding?: boolean;
}

/** So much is ended only when somebody says that it is meant: half a file looks like half a school that left. */
const ENDING_SHARE = 0.1;
const ENDING_FEW = 20;

const NOTHING: Touched = { unit: 0, person: 0, identity_code: 0, learner: 0, guardianship: 0, staff_role: 0 };

type Found = Pick<ImportReport, 'changes' | 'touched' | 'read'>;

async function readAll(options: ImportOptions, reading: Reading, on: ApplyAt['on']): Promise<void> {
  const { source, client, controllerId } = options;
  const { faults, staging } = reading;
  const { rows } = await client.query<{ kind: string }>('SELECT kind FROM controller WHERE id = $1', [
    controllerId,
  ]);
  if (rows[0]?.kind !== 'provider' && source.scope.learners) {
    faults.add({ file: source.format, row: null, column: null, code: 'no-learners-of-county' });
    return;
  }
  if (source.format === 'oneroster') {
    await readOneRoster(await readManifest(source.folder, faults), reading);
  } else {
    if (source.learners !== null) await readLearners(source.learners, reading);
    if (source.staff !== null) await readStaff(source.staff, reading);
  }
  await staging.finish();
  if (faults.count > 0 || source.format !== 'oneroster') return;
  await checkOneRoster(client, controllerId, faults);
  if (faults.count === 0) await makeRoster(client, on);
}

async function refuseTooManyEnds(
  { client, controllerId, allowEnding }: ImportOptions,
  changes: readonly ChangeCount[],
  faults: Faults,
): Promise<void> {
  if (allowEnding) return;
  const { rows } = await client.query<{ learners: number; posts: number }>(
    `SELECT (SELECT count(*)::integer FROM directory_person WHERE controller_id = $1 AND kind = 'learner') AS learners,
            (SELECT count(*)::integer FROM staff_role WHERE controller_id = $1 AND imported) AS posts`,
    [controllerId],
  );
  const countOf = (kind: ChangeCount['kind']): number => changes.find((it) => it.kind === kind)?.count ?? 0;
  const tooMany = (ended: number, all: number): boolean => ended > ENDING_FEW && ended > all * ENDING_SHARE;
  const { learners = 0, posts = 0 } = rows[0] ?? {};
  if (tooMany(countOf('enrolment-ended'), learners) || tooMany(countOf('post-ended'), posts))
    faults.add({ file: 'import', row: null, column: null, code: 'too-many-end' });
}

/** Everything but the end of the transaction; what is wrong goes to `faults`. */
async function carryOut(options: ImportOptions, at: ApplyAt, faults: Faults): Promise<Found> {
  const { client, controllerId, keys, source } = options;
  const staging = await Staging.open(client);
  await readAll(options, { staging, faults, keys, controllerId }, at.on);
  const read = await readSizes(client);
  if (faults.count > 0) return { read, changes: [], touched: NOTHING };
  await prepareKnown(client, controllerId);
  await checkStaged(client, controllerId, faults);
  if (faults.count > 0) return { read, changes: [], touched: NOTHING };
  const schools = await applySchools(client, at);
  await meetKnown(client, controllerId, at.on);
  const people = await applyPeople(client, at, source.scope);
  const changes = await readChanges(client);
  await refuseTooManyEnds(options, changes, faults);
  return { read, changes, touched: { ...people, unit: schools.unit } };
}

async function keepLog(options: ImportOptions, report: ImportReport, startedAt: Instant): Promise<void> {
  const counts = {
    read: report.read,
    changes: Object.fromEntries(report.changes.map(({ kind, count }) => [kind, count])),
    touched: report.touched,
  };
  await options.client.query(
    `INSERT INTO directory_import (id, controller_id, format, given_by, dry_run, outcome, input_hash, counts, faults,
                                   started_at, ended_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    [
      ...[report.id, options.controllerId, report.format, options.givenBy, report.dryRun, report.outcome],
      ...[report.inputHash, counts, report.faultCount, new Date(startedAt), new Date(options.now())],
    ],
  );
}

/**
 * Imports the files of one employer into the directory.
 *
 * 1. All of it or nothing: one transaction, which any fault ends. A dry run is the same one, rolled back.
 * 2. One import of an employer at a time.
 * 3. Each, also a dry run and a refused one, leaves a row in the import log: who, when, counts, hash of the files.
 * 4. Open cases are told by the watch of the worker (`directory-watch.ts`), within a minute.
 */
export async function importDirectory(options: ImportOptions): Promise<ImportReport> {
  const { client, controllerId, source, keys, dryRun = false } = options;
  const startedAt = options.now();
  const at = { controllerId, on: todayInFinland(startedAt), now: startedAt, keyId: keys.keyId };
  const inputHash = await hashOf(source);
  const faults = new Faults();
  await client.query('BEGIN');
  try {
    // The rows of the files stay in memory while sets of them are compared; statements that run once are not compiled.
    await client.query(`SET LOCAL temp_buffers = '128MB'`);
    await client.query(`SET LOCAL work_mem = '64MB'`);
    await client.query('SET LOCAL jit = off');
    // Sets meet sets here. What the planner last knew of a table may be from before the first import: it would go
    // through a hundred thousand rows a hundred thousand times.
    await client.query('SET LOCAL enable_nestloop = off');
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('directory-import/' || $1, 0))`, [
      controllerId,
    ]);
    const found = await carryOut(options, at, faults);
    const outcome = faults.count > 0 ? 'refused' : 'done';
    const report: ImportReport = {
      ...{ id: randomUUID(), format: source.format, dryRun, outcome, ...found },
      ...{ faults: faults.listed, faultCount: faults.count, inputHash },
    };
    const stays = outcome === 'done' && !dryRun;
    if (!stays) await client.query('ROLLBACK');
    await keepLog(options, report, startedAt);
    if (stays) await client.query('COMMIT');
    return report;
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw failure;
  }
}
