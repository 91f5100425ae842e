import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { lockHome } from '../../stack/home-lock.js';
import { readSecrets } from '../../stack/secrets.js';
import { startStack } from '../../stack/stack.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;

beforeEach(async () => {
  folder = await stateFolder();
});
afterEach(() => folder.remove());

test('a second stack on the same folder is told where the first one answers', async () => {
  const lock = await lockHome(folder.home);
  await lock.announce('http://127.0.0.1:8080');
  await expect(lockHome(folder.home)).rejects.toThrow(/running .* already .*http:\/\/127\.0\.0\.1:8080/);
  await lock.release();
  await (await lockHome(folder.home)).release();
});

test('a lock whose holder is gone counts as none, also when its pid lives on in another process', async () => {
  const file = join(folder.home, 'running.json');
  await writeFile(file, JSON.stringify({ pid: process.pid, started: 'some other time' }));
  await (await lockHome(folder.home)).release();
  await writeFile(file, '{"pid":');
  await (await lockHome(folder.home)).release();
});

test('secrets are made once and readable by their owner only', async () => {
  const first = await readSecrets(folder.home);
  expect(await readSecrets(folder.home)).toEqual(first);
  expect(Buffer.from(first.payloadKey, 'base64')).toHaveLength(32);
});

test('a state folder from before there was a vault gets its key, once, and keeps the others', async () => {
  const { textKey: _, ...before } = await readSecrets(folder.home);
  await writeFile(join(folder.home, 'secrets.json'), JSON.stringify(before));
  const after = await readSecrets(folder.home);
  expect(after).toEqual({ ...before, textKey: expect.any(String) });
  expect(await readSecrets(folder.home)).toEqual(after);
});

test('--fresh empties a state folder, and refuses a folder that is none', async () => {
  const precious = join(folder.home, 'documents');
  await mkdir(precious);
  await expect(startStack({ home: precious, fresh: true, external: nowhere })).rejects.toThrow(
    /does not answer/,
  );
  await writeFile(join(folder.home, 'thesis.txt'), 'irreplaceable');
  await expect(startStack({ home: folder.home, fresh: true, external: nowhere })).rejects.toThrow(
    /nothing was deleted/,
  );
  expect(await readdir(folder.home)).toContain('thesis.txt');
});

test('a server of somebody else that does not answer is named with a way out', async () => {
  const failure = await startStack({ home: folder.home, external: nowhere }).catch(
    (caught: unknown) => caught,
  );
  expect(failure).toMatchObject({ wayOut: expect.stringContaining('DATABASE_URL') });
});

const nowhere = {
  databaseUrl: 'postgresql://app:x@127.0.0.1:1/rinnalla',
  temporalAddress: '127.0.0.1:1',
  smtpUrl: 'smtp://127.0.0.1:1',
};
