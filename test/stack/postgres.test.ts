import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { startPostgres, type Postgres } from '../../stack/postgres.js';
import { isAlive } from '../../stack/processes.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let running: Postgres | undefined;
const said: string[] = [];

const start = async () => {
  running = await startPostgres({ home: folder.home, port: 56_300, say: (sentence) => said.push(sentence) });
  return running;
};

async function query<Row extends pg.QueryResultRow>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

beforeAll(async () => {
  folder = await stateFolder();
});

afterEach(async () => {
  await running?.stop();
  running = undefined;
  said.length = 0;
});

afterAll(() => folder.remove());

test('what was committed is there after a kill -9, and durability is on', async () => {
  const first = await start();
  await query(
    first.ownerUrl,
    "create table promise (word text); insert into promise values ('Äiti ja O''Brien')",
  );
  const [durability] = await query<{ fsync: string; commit: string }>(
    first.ownerUrl,
    "select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit",
  );
  expect(durability).toEqual({ fsync: 'on', commit: 'on' });
  await first.kill9();
  const second = await start();
  expect(await query(second.ownerUrl, 'select word from promise')).toEqual([{ word: "Äiti ja O'Brien" }]);
});

test('a server that a killed run left behind is stopped before the next one starts on its data', async () => {
  const leftBehind = await start();
  const next = await start();
  expect(isAlive(leftBehind.pid)).toBe(false);
  expect(said).toEqual([expect.stringContaining(`pid ${leftBehind.pid}`)]);
  expect(await query(next.appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
});

test('a pid file that names a process of somebody else does not stop the start', async () => {
  await (await start()).stop();
  await writeFile(join(folder.home, 'postgres', 'postmaster.pid'), `${process.pid}\n/elsewhere\n`);
  expect((await start()).pid).not.toBe(process.pid);
});

test('the application connects as a role that owns nothing', async () => {
  const { appUrl, ownerUrl, eraserUrl } = await start();
  const userOf = async (url: string) =>
    (await query<{ name: string }>(url, 'select current_user as name'))[0]?.name;
  expect(await Promise.all([appUrl, ownerUrl, eraserUrl].map(userOf))).toEqual([
    'rinnalla_app',
    'rinnalla_owner',
    'rinnalla_eraser',
  ]);
  await expect(query(appUrl, 'create table public.mine (id int)')).rejects.toThrow(/permission denied/);
});

test('a busy port is passed over', async () => {
  const first = await start();
  const other = await stateFolder();
  const second = await startPostgres({ home: other.home, port: first.port });
  expect(second.port).toBeGreaterThan(first.port);
  await second.stop();
  await other.remove();
});

test('a half-written data folder is moved aside and made anew', async () => {
  const data = join(folder.home, 'postgres');
  await rm(data, { recursive: true, force: true });
  await mkdir(join(data, 'base'), { recursive: true });
  await writeFile(join(data, 'PG_VERSION'), '18\n');
  const { appUrl } = await start();
  expect(await query(appUrl, 'select 1 as one')).toEqual([{ one: 1 }]);
  const aside = (await readdir(folder.home)).find((name) => name.startsWith('postgres.incomplete-'));
  expect(said).toEqual([expect.stringContaining(String(aside))]);
  expect(await readFile(join(folder.home, String(aside), 'PG_VERSION'), 'utf8')).toBe('18\n');
});

test('a start that was killed while the folder was made leaves nothing that counts', async () => {
  await rm(join(folder.home, 'postgres'), { recursive: true, force: true });
  await mkdir(join(folder.home, 'postgres.new', 'base'), { recursive: true });
  await start();
  expect(existsSync(join(folder.home, 'postgres.new'))).toBe(false);
});
