import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { migrate } from '../../prisma/migrate.js';
import { startPostgres, type Postgres } from '../../stack/postgres.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let postgres: Postgres;
let migrations: string;

async function write(name: string, sql: string): Promise<void> {
  await mkdir(join(migrations, name), { recursive: true });
  await writeFile(join(migrations, name, 'migration.sql'), sql);
}

const run = () => migrate({ ownerUrl: postgres.ownerUrl, folder: migrations });

async function query(sql: string): Promise<unknown[]> {
  const client = new pg.Client({ connectionString: postgres.ownerUrl });
  await client.connect();
  return client
    .query(sql)
    .then(({ rows }) => rows as unknown[])
    .finally(() => client.end());
}

beforeAll(async () => {
  folder = await stateFolder();
  migrations = join(folder.home, 'migrations');
  postgres = await startPostgres({ home: folder.home, port: 56_700 });
  await write('20260101000000_first', 'create table a (id int); create table b (id int);');
});

afterAll(async () => {
  await postgres.stop();
  await folder.remove();
});

test('starters at the same time apply each migration once', async () => {
  const reports = await Promise.all([run(), run(), run()]);
  expect(reports.flatMap(({ applied }) => applied)).toEqual(['20260101000000_first']);
  expect(await query('select migration_name, applied_steps_count from _prisma_migrations')).toEqual([
    { migration_name: '20260101000000_first', applied_steps_count: 1 },
  ]);
});

test('a migration that fails leaves nothing behind and can be corrected', async () => {
  await write('20260201000000_second', 'create table c (id int); insert into nothing values (1);');
  await expect(run()).rejects.toThrow(/20260201000000_second failed and was undone/);
  expect(await query("select to_regclass('c') as c")).toEqual([{ c: null }]);
  await write('20260201000000_second', 'create table c (id int);');
  expect(await run()).toEqual({ applied: ['20260201000000_second'], known: 1 });
});

test('a migration that was changed afterwards is refused', async () => {
  await write('20260101000000_first', 'create table a (id bigint);');
  await expect(run()).rejects.toThrow(/was changed after it was applied/);
});

test('a database that a later release has migrated is refused', async () => {
  await write('20260101000000_first', 'create table a (id int); create table b (id int);');
  await write('20260301000000_third', 'create table d (id int);');
  expect(await run()).toEqual({ applied: ['20260301000000_third'], known: 2 });
  await rm(join(migrations, '20260301000000_third'), { recursive: true });
  await expect(run()).rejects.toThrow(/migrated by a later release \(20260301000000_third\)/);
});
