import { spawn } from 'node:child_process';
import {
  cp,
  mkdir,
  mkdtemp,
  readdir,
  realpath,
  rm,
  stat,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';

/* Sources of a product of its own, so that what is broken here is nobody else's. */
let root: string;

beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'rinnalla-compiled-')));
  await mkdir(join(root, 'bin'));
  for (const file of ['compiled.mjs', 'run.mjs', 'hash-of.mjs', 'problem.mjs'])
    await cp(resolve('bin', file), join(root, 'bin', file));
  await symlink(resolve('node_modules'), join(root, 'node_modules'));
  await writeFile(join(root, 'package.json'), '{"type":"module"}');
  await writeFile(join(root, 'package-lock.json'), '{}');
  await says('one');
});
afterEach(() => rm(root, { recursive: true, force: true }));

const says = (what: string) =>
  writeFile(join(root, 'bin', 'say.ts'), `const what: string = '${what}';\nconsole.log(what);\n`);

const builds = async () => (await readdir(join(root, 'build'))).toSorted();

/** Runs a program, and answers with its exit code and all it said. */
function answerOf(...args: string[]): Promise<{ code: number | null; said: string }> {
  const { LOG_LEVEL: _, ...env } = process.env;
  const child = spawn(process.execPath, args, { env });
  let said = '';
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((done) => child.once('close', (code) => done({ code, said: said.trim() })));
}

const run = () => answerOf(join(root, 'bin', 'run.mjs'), 'bin/say.ts');

describe('Code compiled ahead', () => {
  test('runs, is made once, and anew when a source has changed', async () => {
    expect(await run()).toEqual({ code: 0, said: 'one' });
    const first = await builds();
    expect(first).toHaveLength(1);
    // An image is built by root, and runs as somebody else.
    const { mode } = await stat(join(root, 'build', first[0] ?? ''));
    expect(mode & 0o777).toBe(0o755);
    expect(await run()).toEqual({ code: 0, said: 'one' });
    expect(await builds()).toEqual(first);
    await says('two');
    expect(await run()).toEqual({ code: 0, said: 'two' });
    expect(await builds()).toHaveLength(2);
  });

  test('made by three processes at once is the same, and nothing unfinished stays', async () => {
    const answers = await Promise.all([run(), run(), run()]);
    expect(answers).toEqual(Array.from({ length: 3 }, () => ({ code: 0, said: 'one' })));
    expect(await builds()).toHaveLength(1);
  });

  test('of older states two stay; what another process is filling stays, what was left behind goes', async () => {
    await mkdir(join(root, 'build', '.unfinished-young'), { recursive: true });
    await mkdir(join(root, 'build', '.unfinished-old'));
    await utimes(join(root, 'build', '.unfinished-old'), 0, 0);
    for (const what of ['one', 'two', 'three', 'four']) {
      await says(what);
      expect(await run()).toEqual({ code: 0, said: what });
    }
    const there = await builds();
    expect(there.filter((name) => name.startsWith('.'))).toEqual(['.unfinished-young']);
    expect(there.filter((name) => !name.startsWith('.'))).toHaveLength(3);
  });

  test('a source with an error is named, with its line and a way out, and without a stack trace', async () => {
    await writeFile(join(root, 'bin', 'say.ts'), 'const fine = 1;\nconst = 2;\n');
    const { code, said } = await run();
    expect(code).toBe(1);
    expect(said).toMatch(/bin\/say\.ts:2:6/);
    expect(said).toMatch(/Way out: /);
    expect(said).not.toMatch(/\n\s+at /);
    expect(await builds()).toEqual([]);
  });

  test('a place that cannot be written to is told, with a way out, and without a stack trace', async () => {
    await writeFile(join(root, 'build'), 'no folder');
    const { code, said } = await run();
    expect(code).toBe(1);
    expect(said).toMatch(/could not be written/);
    expect(said).toMatch(/Way out: let this user write there/);
    expect(said).not.toMatch(/\n\s+at /);
  });

  test("loads every operator's command and every story of the demonstration", async () => {
    const commands = await answerOf(resolve('bin', 'rinnalla.mjs'), 'help');
    expect(commands.said).toMatch(/^ {2}verify +recompute/m);
    expect(commands.code).toBe(0);
    const stories = await answerOf(resolve('bin', 'run.mjs'), 'bin/demo.ts');
    expect(stories.said).toMatch(/^ {2}storm-day +/m);
  });
});
