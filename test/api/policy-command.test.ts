import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { instant } from '../../domain/time/instant.js';
import { todayInFinland } from '../../api/rules/today.js';
import { testStack } from '../support/test-stack.js';
import { calendarFile, openSchool, policyFile } from './own-school.js';

interface Ended {
  readonly code: number;
  readonly out: string;
  readonly lines: readonly string[];
}

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-files-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** `rinnalla …` as an operator types it, on the stores of the tests. */
function rinnalla(...args: string[]): Promise<Ended> {
  const env = { ...process.env, DATABASE_URL: testStack().databaseUrl, RINNALLA_HOME: folder };
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/rinnalla.mjs', ...args], { env }, (failure, out, said) => {
      const code = failure === null ? 0 : Number(failure.code ?? 1);
      resolve({ code, out: out + said, lines: out.trimEnd().split('\n') });
    });
  });
}

async function file(content: unknown): Promise<string> {
  const path = join(folder, 'file.json');
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

const today = todayInFinland(instant(Date.now()));

describe('An operator', () => {
  test('lists what is published, and what holds today', async () => {
    const { code, out } = await rinnalla('policy', 'list');
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/espoo-sample +2026-08-01 +published +holds today/),
    ]);
    const calendars = await rinnalla('calendar', 'list', '--json');
    expect(JSON.parse(calendars.out)).toContainEqual(
      expect.objectContaining({ name: 'county-sample', state: 'published' }),
    );
  });

  test('checks a file without keeping it, and reads each fault by its path', async () => {
    const { name } = await openSchool();
    const wrong = policyFile(name, ({ versions: [version] }) => {
      const rule = version?.rules['L-NEXT'];
      if (rule) Object.assign(rule.limit, { source: undefined });
      if (version) Object.assign(version.office.to, { value: 400 });
    });
    const { code, out } = await rinnalla('policy', 'check', await file(wrong));
    expect(code).toBe(1);
    expect(out).toContain('versions.0.rules.L-NEXT.limit.source: a number needs its source');
    expect((await rinnalla('policy', 'check', await file(policyFile(name)))).out).toContain('No fault.');
    expect((await rinnalla('policy', 'list')).out).not.toContain(name);
  });

  test('drafts and publishes a calendar by the id on the last line', async () => {
    const { name } = await openSchool();
    const drafted = await rinnalla('calendar', 'draft', await file(calendarFile(name, today)));
    expect(drafted.code).toBe(0);
    const id = drafted.lines.at(-1) ?? '';
    const published = await rinnalla('calendar', 'publish', id);
    expect([published.code, published.out]).toEqual([0, expect.stringContaining(`published from ${today}`)]);
  });

  test('is not let to publish a draft with a fault', async () => {
    const { name } = await openSchool();
    const drafted = await rinnalla('calendar', 'draft', await file({ name, years: [] }));
    expect([drafted.code, drafted.out]).toEqual([1, expect.stringContaining('years: ')]);
    const refused = await rinnalla('calendar', 'publish', drafted.lines.at(-1) ?? '');
    expect([refused.code, refused.out]).toEqual([1, expect.stringContaining('Only a validated version')]);
  });

  test('is told what is wrong with a file that is none', async () => {
    expect((await rinnalla('policy', 'check', join(folder, 'none.json'))).out).toContain('There is no file');
    expect((await rinnalla('policy', 'check', await file('{'))).out).toContain('is no JSON');
    expect((await rinnalla('policy', 'check', await file([]))).out).toContain('no JSON object');
    expect((await rinnalla('policy', 'check')).code).toBe(1);
    expect((await rinnalla('policy', 'publish', 'first')).out).toContain('takes the id');
  });
});
