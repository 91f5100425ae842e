import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { stateFolder } from '../support/state-folder.js';

/** Who must not import whom: the table of docs/architecture, as lines of code that lint has to refuse. */
const forbidden: [file: string, line: string, says: string][] = [
  ['domain/probe.ts', "import { z } from 'zod';", 'imports nothing'],
  ['domain/probe.ts', "import { readFile } from 'node:fs';", 'imports nothing'],
  ['domain/probe.ts', "import base from '../policies/national/base.json';", 'imports nothing'],
  ['domain/time/probe.ts', "import { x } from '../../workflows/case.js';", 'imports nothing'],
  ['policies/probe.ts', "import { x } from '../activities/begin.js';", 'policies/ is data'],
  ['workflows/probe.ts', "import { z } from 'zod';", 'sandbox'],
  ['workflows/probe.ts', "import { readFile } from 'node:fs';", 'sandbox'],
  ['workflows/probe.ts', "import { PrismaClient } from '@prisma/client';", 'sandbox'],
  ['workflows/probe.ts', "import { x } from '../policies/registry.js';", 'domain/ only'],
  ['workflows/probe.ts', "import { x } from '../activities/project.js';", 'domain/ only'],
  ['activities/probe.ts', "import { x } from '../workflows/case.js';", 'activities/ may import'],
  ['activities/mail/probe.ts', "import { x } from '../../api/http/route.js';", 'activities/ may import'],
  ['activities/probe.ts', "import { x } from '../stack/stack.js';", 'activities/ may import'],
  ['api/probe.ts', "import { x } from '../workflows/case.js';", 'never workflow code'],
  ['api/cases/probe.ts', "import { x } from '../../stack/stack.js';", 'api/ may import'],
  ['api/probe.ts', "import { x } from '../bin/settings.js';", 'come in as arguments'],
  ['api/contracts/probe.ts', "import { x } from 'express';", 'the browser too'],
  ['web/probe.tsx', "import { x } from '../api/cases/find-case.js';", 'no server code'],
  ['web/pages/probe.tsx', "import { x } from '../../stack/stack.js';", 'no server code'],
  ['web/probe.tsx', "import { x } from 'node:fs';", 'over HTTP'],
  ['prisma/probe.ts', "import { x } from '../domain/ids.js';", 'prisma/ knows no other folder'],
  ['stack/probe.ts', "import { x } from '../bin/settings.js';", 'only brings up servers'],
  ['activities/probe.ts', "import { x } from '../stories/perform.js';", 'activities/ may import'],
  ['stories/stage/probe.ts', "import { x } from '../../test/support/test-stack.js';", 'played by tests'],
  ['stories/probe.ts', "import { x } from '../web/http/queries.js';", 'the words only'],
  ['domain/probe.ts', 'export const x = new Date(0);', 'CivilDate'],
  ['domain/probe.ts', 'export const x = Math.random();', 'No randomness'],
  ['domain/probe.ts', 'export const x = process.env;', 'no process'],
  ['workflows/probe.ts', 'export const x = Date.now();', 'CivilDate'],
  ['workflows/probe.ts', 'export const x = Math.random();', 'No randomness'],
  ['workflows/probe.ts', 'export const x = process.pid;', 'no process'],
];

const allowed: [file: string, line: string][] = [
  ['domain/time/probe.ts', "import { x } from '../ids.js';\nexport const y = x;"],
  ['workflows/probe.ts', "import { x } from '../domain/decide.js';\nexport const y = x;"],
  ['workflows/probe.ts', "import { x } from '@temporalio/workflow';\nexport const y = x;"],
  ['workflows/now.ts', 'export const x = (): number => Date.now();'],
  ['activities/probe.ts', "import { x } from '../workflows/messages.js';\nexport const y = x;"],
  ['api/cases/probe.ts', "import { x } from '../../workflows/messages.js';\nexport const y = x;"],
  ['api/probe.ts', "import { x } from '../prisma/client/client.js';\nexport const y = x;"],
  ['web/pages/probe.tsx', "import { x } from '../../api/contracts/cases.js';\nexport const y = x;"],
  ['bin/probe.ts', "import { x } from '../stack/stack.js';\nexport const y = x;"],
  ['stories/probe.ts', "import x from '../web/translations/en/codes.json';\nexport const y = x;"],
  ['test/api/probe.ts', "import { x } from '../../stack/stack.js';\nexport const y = x;"],
];

type Finding = { code: string; message: string; help?: string };
let folder: Awaited<ReturnType<typeof stateFolder>>;

/** Lints one file under the repository's own rules, in a folder where nothing else is. */
async function lint(file: string, text: string): Promise<string[]> {
  const path = join(folder.home, file);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, `${text}\n`);
  const oxlint = join(
    dirname(createRequire(import.meta.url).resolve('oxlint/package.json')),
    'bin',
    'oxlint',
  );
  const out = await new Promise<string>((done) => {
    execFile(process.execPath, [oxlint, '-f', 'json', file], { cwd: folder.home }, (_failure, stdout) =>
      done(stdout),
    );
  });
  const { diagnostics } = JSON.parse(out) as { diagnostics: Finding[] };
  return diagnostics
    .filter(({ code }) => code.includes('no-restricted'))
    .map(({ message, help }) => `${message} ${help ?? ''}`);
}

beforeAll(async () => {
  folder = await stateFolder();
  const rules = JSON.parse(await readFile('.oxlintrc.json', 'utf8')) as Record<string, unknown>;
  // The arrows need no types, and there is no program here to take them from.
  await writeFile(join(folder.home, '.oxlintrc.json'), JSON.stringify({ ...rules, options: {} }));
});

afterAll(() => folder.remove());

test.each(forbidden)('%s may not contain: %s', async (file, line, says) => {
  const findings = await lint(file, line);
  expect(findings.join('\n')).toContain(says);
});

test.each(allowed)('%s may contain: %s', async (file, line) => {
  expect(await lint(file, line)).toEqual([]);
});
