import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { BulkAnswer, WhatIfAnswer } from '../../api/contracts/bulk.js';
import { todayInFinland } from '../../api/rules/today.js';
import { addDays, dayNumber, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, signIn, type SignedIn } from './door.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from './own-school.js';
import { publish } from './publishing.js';

let folder: string;
let school: OwnSchool;
let admin: SignedIn;
const today = todayInFinland(instant(Date.now()));

/** `rinnalla …` as an operator types it, on the stores of the tests. */
function rinnalla(...args: string[]): Promise<{ readonly code: number; readonly out: string }> {
  const env = { ...process.env, DATABASE_URL: testStack().databaseUrl, RINNALLA_HOME: folder };
  return new Promise((resolve) => {
    const command = ['bin/rinnalla.mjs', ...args];
    execFile(process.execPath, command, { env }, (failure, out, said) => {
      resolve({ code: failure === null ? 0 : Number(failure.code ?? 1), out: out + said });
    });
  });
}

async function file(name: string, content: unknown): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, JSON.stringify(content));
  return path;
}

/** The next two weekdays, taken off. */
function storm(): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = addDays(today, 1); days.length < 2; day = addDays(day, 1)) {
    if (weekdayOf(dayNumber(day)) <= 5) days.push(day);
  }
  return days;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-files-'));
  school = await openSchool();
  admin = await signIn('administrator');
  await publish(admin, 'policies', school.name, policyFile(school.name));
  await publish(admin, 'calendars', school.name, calendarFile(school.name, today));
  const coordinator = await signIn('schoolCoordinator');
  const responsible = {
    school: samplePerson('schoolCoordinator').id,
    county: samplePerson('psychologist').id,
  };
  for (let n = 0; n < 2; n += 1) {
    const got = await coordinator.raise(concern({ learnerId: school.learnerId, responsible }));
    if (got.status !== 201) throw new Error(`not raised: ${got.text}`);
  }
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** Waits until a roll-out is done. */
async function over(id: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const { body } = await admin.get<BulkAnswer>(`/api/v1/bulk/${id}`);
    if (body.state === 'done') return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the roll-out does not come to an end');
}

describe('An operator', () => {
  test('tries a file out before it is a draft', async () => {
    const path = await file('storm.json', calendarFile(school.name, today, { off: storm() }));
    const { code, out } = await rinnalla('whatif', '--calendar', path);
    expect([code, out]).toEqual([
      0,
      expect.stringContaining('2 open cases: a day moves in 2, 0 of them newly late'),
    ]);
    const { out: json } = await rinnalla('whatif', '--calendar', path, '--mode', 'keep', '--json');
    const answer = JSON.parse(json) as WhatIfAnswer;
    expect(answer).toMatchObject({ version: { id: null }, counts: { cases: 2, moved: 0 }, items: [] });
  });

  test('is told the faults of a file that is none', async () => {
    const path = await file('broken.json', { ...calendarFile(school.name, today), years: [] });
    const { code, out } = await rinnalla('whatif', '--calendar', path);
    expect([code, out]).toEqual([1, expect.stringContaining('cannot be read as a version')]);
    expect((await rinnalla('whatif')).out).toContain('one of --policy and --calendar is needed');
    expect((await rinnalla('whatif', '--policy', 'nowhere.json')).out).toContain(
      'neither a policy version nor',
    );
    expect((await rinnalla('rollout', 'pause', 'x')).code).toBe(1);
    expect((await rinnalla('rollout', 'start', '--calendar', 'nobody')).out).toContain(
      'There is no calendar',
    );
  });

  test('starts a roll-out by name, sees it through, and is told when there is nothing left to hold', async () => {
    await publish(admin, 'calendars', school.name, calendarFile(school.name, today, { off: storm() }));
    const started = await rinnalla('rollout', 'start', '--calendar', school.name, '--pace', '50', '--json');
    expect([started.code, started.out]).toEqual([0, started.out]);
    const { id } = JSON.parse(started.out) as BulkAnswer;
    await over(id);
    expect((await rinnalla('rollout', 'status', id)).out).toMatch(/done +2 +0 +2 +0 +0 +0/);
    expect((await rinnalla('rollout', 'cancel', id)).out).toContain('That roll-out has ended.');
    const { out } = await rinnalla('whatif', '--calendar', school.name);
    expect(out).toContain('2 are under it already');
  });
});
