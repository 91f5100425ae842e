import { createHash, randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';

/** What one call has done. */
export type MigrationReport = {
  /** Applied now, in order. */
  applied: string[];
  /** Were there already. */
  known: number;
};

export type MigrateOptions = {
  /** Connection as the role that owns the schema. */
  ownerUrl: string;
  /** Folder with one folder per migration, each with a `migration.sql`. Default: prisma/migrations. */
  folder?: string;
};

/** A migration cannot be applied; the message says which and why. */
export class MigrationProblem extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'MigrationProblem';
  }
}

// Any number will do, as long as every starter asks for the same one.
const lockId = 7_211_301;

// Column for column the table Prisma keeps, so that `prisma migrate deploy` goes on where this one ended.
const historyTable = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { name: string; sql: string; checksum: string };

/**
 * Applies what `prisma/migrations` holds and the database has not seen.
 *
 * 1. One at a time: an advisory lock makes a second starter wait and then find nothing to do.
 * 2. Each migration and its record are one transaction: it happened whole or not at all.
 * 3. A migration that was changed after it was applied is refused: the past is not edited.
 * 4. A database that a later release has migrated is refused: an older one would decide its cases by older rules.
 */
export async function migrate(options: MigrateOptions): Promise<MigrationReport> {
  const migrations = await readMigrations(
    options.folder ?? fileURLToPath(new URL('migrations', import.meta.url)),
  );
  const client = new pg.Client({ connectionString: options.ownerUrl });
  await client.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [lockId]);
    await client.query(historyTable);
    const known = await readHistory(client);
    const here = new Set(migrations.map(({ name }) => name));
    const later = [...known.keys()].find((name) => !here.has(name));
    if (later !== undefined) {
      throw new MigrationProblem(
        `The database was migrated by a later release (${later}). Start that release or a newer one.`,
      );
    }
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = known.get(migration.name);
      if (checksum === undefined) {
        await apply(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new MigrationProblem(
          `Migration ${migration.name} was changed after it was applied. Put its file back and add a new one.`,
        );
      }
    }
    return { applied, known: migrations.length - applied.length };
  } finally {
    await client.end();
  }
}

async function readMigrations(folder: string): Promise<Migration[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  return Promise.all(
    names.toSorted().map(async (name) => {
      const sql = await readFile(join(folder, name, 'migration.sql'), 'utf8');
      return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') };
    }),
  );
}

async function readHistory(client: pg.Client): Promise<Map<string, string>> {
  const found = await client.query<{ migration_name: string; checksum: string; finished: boolean }>(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS finished
     FROM _prisma_migrations WHERE rolled_back_at IS NULL`,
  );
  const unfinished = found.rows.find(({ finished }) => !finished);
  if (unfinished) {
    throw new MigrationProblem(
      `Migration ${unfinished.migration_name} was begun by another tool and never finished; see docs/operations.md.`,
    );
  }
  return new Map(found.rows.map((row) => [row.migration_name, row.checksum]));
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query('BEGIN');
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, finished_at, migration_name, started_at, applied_steps_count)
       VALUES ($1, $2, clock_timestamp(), $3, now(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query('COMMIT');
  } catch (failure) {
    await client.query('ROLLBACK').catch(() => {});
    throw new MigrationProblem(
      `Migration ${name} failed and was undone: ${(failure as Error).message}`,
      failure,
    );
  }
}
