import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import { directoryChanged } from '../../api/directory/directory-changed.js';
import { MINUTE } from '../../domain/time/instant.js';
import { BASIC_SCHOOL, SAMPLE_PROVIDER, UPPER_SECONDARY } from '../../stack/sample-people.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { dayAfter, opened, signIn, todayOf, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

let by: SignedIn;
let coordinator: SignedIn;
let today: string;
let owner: pg.Client;
let door: InProcess;
let folder: string;
const mark = randomUUID().slice(0, 8);

beforeAll(async () => {
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  today = await todayOf(by);
  owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  door = await inProcess({ listen: false });
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-import-'));
});
afterAll(async () => {
  await owner.end();
  await door.stop();
  await rm(folder, { recursive: true, force: true });
});

/** What the employer's system exports: two learners, and the post of one teacher. */
async function exported(change: { school?: string; class?: string; language?: string; ends?: string } = {}) {
  const { school = BASIC_SCHOOL.name, class: group = '7B', language = 'fi', ends = '' } = change;
  const learners = [
    'source_id,given_name,family_name,school,class,language',
    `A-${mark},Ilo,Ahola,${school},7B,fi`,
    `B-${mark},Uni,Berg,${BASIC_SCHOOL.name},${group},${language}`,
  ];
  const staff = [
    'source_id,given_name,family_name,role,school,valid_from,valid_to',
    `T-${mark},Tove,Ek,class_teacher,${BASIC_SCHOOL.name},2024-08-01,${ends}`,
  ];
  await writeFile(join(folder, 'learners.csv'), learners.join('\n'));
  await writeFile(join(folder, 'staff.csv'), staff.join('\n'));
}

/** `rinnalla …` as an operator types it, on the stores of the tests. */
function rinnalla(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/rinnalla.mjs', ...args], (failure, out) => {
      resolve({ code: failure === null ? 0 : Number(failure.code ?? 1), out });
    });
  });
}

const bring = (...more: string[]) =>
  rinnalla('directory', 'import', folder, '--provider', SAMPLE_PROVIDER.name, ...more);

async function idOf(sourceId: string): Promise<string> {
  const { rows } = await owner.query<{ person_id: string }>(
    'SELECT person_id FROM directory_person WHERE controller_id = $1 AND source_id = $2',
    [SAMPLE_PROVIDER.id, `${sourceId}-${mark}`],
  );
  return rows[0]?.person_id ?? '';
}

async function told(learnerId: string): Promise<void> {
  const { temporal, settings, now } = door.deps;
  // The worker watches the directory: it sees every case.
  await directoryChanged({ pool: door.app, temporal, taskQueue: settings.taskQueue, now }, { learnerId });
}

/** The case once this is so: within the minute that is promised, of which a busy machine may need some. */
async function until(id: string, isSo: (body: CaseAnswer) => boolean): Promise<CaseAnswer> {
  for (const end = Date.now() + MINUTE; Date.now() < end;) {
    const { body } = await by.get<CaseAnswer>(`/api/v1/cases/${id}`);
    if (isSo(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('the case has not heard');
}

async function eventsOf(id: string): Promise<string[]> {
  const { body } = await by.get<{ items: { type: string }[] }>(`/api/v1/cases/${id}/events`);
  return body.items.map(({ type }) => type).filter((type) => type === 'surroundings-updated');
}

describe('An operator who imports what a school system exports', () => {
  test('sees what would change, then changes it, and sees what is wrong by row and column', async () => {
    await exported();
    const tried = await bring('--dry-run', '--json');
    expect([tried.code, await idOf('A')]).toEqual([0, '']);
    const done = await bring('--json', '--by', 'registrar');
    expect(JSON.parse(done.out)).toMatchObject({
      outcome: 'done',
      dryRun: false,
      read: { learners: 2, posts: 1 },
    });
    expect(await idOf('A')).not.toBe('');
    await exported({ school: '=1+1' });
    const refused = await bring();
    expect(refused.code).toBe(1);
    expect(refused.out).toContain('learners.csv:2:school formula');
    const log = await rinnalla('directory', 'imports', '--json');
    expect(JSON.parse(log.out).slice(0, 3)).toMatchObject([
      { outcome: 'refused', faults: 1 },
      { outcome: 'done', dry_run: false, given_by: 'registrar' },
      { outcome: 'done', dry_run: true },
    ]);
    await exported();
  });

  test('moves open cases: whose teacher left, whose learner goes elsewhere, whose class is another', async () => {
    const [a, b, teacher] = [await idOf('A'), await idOf('B'), await idOf('T')];
    const responsible = { school: teacher, county: samplePerson('curator').id };
    const [one, two] = [
      await opened(coordinator, { learnerId: a, responsible }),
      await opened(coordinator, { learnerId: b, responsible }),
    ];
    await told(a);
    expect(await eventsOf(one)).toEqual([]);

    await exported({ school: UPPER_SECONDARY.name, class: '7C', language: 'sv', ends: dayAfter(today, -1) });
    expect((await bring()).code).toBe(0);
    await Promise.all([told(a), told(b)]);
    for (const id of [one, two]) {
      const seen = await until(id, ({ duties }) => duties?.some((it) => it.kind === 'successor') === true);
      expect(seen.responsible?.school).toBe(teacher);
      const owed = seen.duties?.find((it) => it.kind === 'successor');
      expect(owed?.ownerId).toBe(samplePerson('schoolCoordinator').id);
    }
    const [moved, stayed] = [await until(one, () => true), await until(two, () => true)];
    expect(moved.schoolId).toBe(BASIC_SCHOOL.id);
    expect(moved.duties?.some((it) => it.kind === 'next-step')).toBe(true);
    expect(stayed.duties?.some((it) => it.kind === 'next-step')).toBe(false);
    await Promise.all([told(a), told(b)]);
    expect([await eventsOf(one), await eventsOf(two)]).toEqual([
      ['surroundings-updated'],
      ['surroundings-updated'],
    ]);
  });

  test('no longer finds a learner who left among those for whom a concern can be raised', async () => {
    const found = async (): Promise<number> =>
      (await coordinator.get<{ items: unknown[] }>('/api/v1/learners?q=Berg%20Uni')).body.items.length;
    expect(await found()).toBe(1);
    await exported();
    await writeFile(
      join(folder, 'learners.csv'),
      `source_id,given_name,family_name,school,class\nA-${mark},Ilo,Ahola,${BASIC_SCHOOL.name},7B`,
    );
    expect((await bring()).code).toBe(0);
    expect(await found()).toBe(0);
  });
});
