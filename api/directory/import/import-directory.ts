import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { Instant } from '../../../domain/time/instant.js';
import { todayInFinland } from '../../rules/today.js';
import { applyPeople, applySchools, type ApplyAt, type FullScope, type Touched } from './apply-changes.js';
import { checkOneRoster, checkStaged } from './cross-checks.js';
import { countLiving, refuseTooManyEnds } from './ending-guard.js';
import { Faults } from './faults.js';
import type { IdentityKeys } from './identity-keys.js';
import { hashOf, type ImportSource } from './import-source.js';
import { readManifest, readOneRoster } from './oneroster-files.js';
import { makeRoster } from './oneroster-roster.js';
import { meetKnown, prepareKnown } from './people-known.js';
import { readLearners, readStaff, type Reading } from './plain-files.js';
import { readChanges, readSizes, type ImportReport } from './report.js';
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
  /** More enrolments, custodies and posts may end than a safe import lets end. */
  readonly allowEnding?: boolean;
}

const NOTHING: Touched = { unit: 0, person: 0, identity_code: 0, learner: 0, guardianship: 0, staff_role: 0 };

type Found = Pick<ImportReport, 'changes' | 'touched' | 'read'>;

/** Reads the files; gives what they list in full. */
async function readAll(options: ImportOptions, reading: Reading, on: ApplyAt['on']): Promise<FullScope> {
  const { source, client, controllerId } = options;
  const { faults, staging } = reading;
  const { rows } = await client.query<{ kind: string }>('SELECT kind FROM controller WHERE id = $1', [
    controllerId,
  ]);
  if (rows[0]?.kind !== 'provider' && source.scope.learners) {
    faults.add({ file: source.format, row: null, column: null, code: 'no-learners-of-county' });
    return { ...source.scope, custody: false };
  }
  let custody = false;
  if (source.format === 'oneroster') {
    await readOneRoster(await readManifest(source.folder, faults), reading);
  } else {
    if (source.learners !== null) custody = await readLearners(source.learners, reading);
    if (source.staff !== null) await readStaff(source.staff, reading);
  }
  await staging.finish();
  if (faults.count === 0 && source.format === 'oneroster') {
    await checkOneRoster(client, on, faults);
    if (faults.count === 0) custody = await makeRoster(client, on);
  }
  return { ...source.scope, custody };
}

/** Everything but the end of the transaction; what is wrong goes to `faults`. */
async function carryOut(options: ImportOptions, at: ApplyAt, faults: Faults): Promise<Found> {
  const { client, controllerId, keys, allowEnding = false } = options;
  const staging = await Staging.open(client);
  const scope = await readAll(options, { staging, faults, keys, controllerId }, at.on);
  const read = await readSizes(client);
  if (faults.count > 0) return { read, changes: [], touched: NOTHING };
  await prepareKnown(client, controllerId);
  await checkStaged(client, controllerId, faults);
  if (faults.count > 0) return { read, changes: [], touched: NOTHING };
  const living = await countLiving(client, controllerId, at.on);
  const schools = await applySchools(client, at);
  await meetKnown(client, controllerId, at.on);
  const people = await applyPeople(client, at, scope);
  const changes = await readChanges(client);
  if (!allowEnding) refuseTooManyEnds(living, changes, faults);
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
