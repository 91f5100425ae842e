import { execFile } from 'node:child_process';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import { watchDirectory } from '../../api/directory/directory-watch.js';
import { directoryChanged } from '../../api/directory/directory-changed.js';
import { testStack } from '../support/test-stack.js';
import { dayAfter, given, learnerOf, opened, refusedWith, signIn, todayOf, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

let by: SignedIn;
let coordinator: SignedIn;
let today: string;
let directory: pg.Client;
let door: InProcess;

beforeAll(async () => {
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  today = await todayOf(by);
  directory = new pg.Client({ connectionString: testStack().ownerUrl });
  await directory.connect();
  door = await inProcess({ listen: false });
});
afterAll(async () => {
  await directory.end();
  await door.stop();
});

function sync(learnerId: string) {
  const { temporal, settings, now } = door.deps;
  return directoryChanged({ pool: door.app, temporal, taskQueue: settings.taskQueue, now }, { learnerId });
}

const open = (family: string, who = coordinator) =>
  opened(who, {
    learnerId: learnerOf(family).id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });

const seen = async (id: string) => (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;

describe('A case knows of the family what the directory says on the day it is opened', () => {
  test('guardians who live apart, a parent who is no guardian, an address that is protected', async () => {
    const apart = (await seen(await open('Vuorinen'))).family;
    expect(apart?.guardians.map((it) => [it.livesApart, it.position])).toEqual([
      [false, 'guardian'],
      [true, 'guardian'],
    ]);
    const other = (await seen(await open('Rautio'))).family;
    expect(other?.guardians.map((it) => it.noPart)).toEqual([null, 'not-a-guardian']);
    const hidden = (await seen(await open('Salmi'))).family;
    expect(hidden).toMatchObject({ addressProtected: true, byHand: true, isAdult: false });
    const born = learnerOf('Salmi').birthDate;
    expect(hidden?.adultOn).toBe(`${Number(born.slice(0, 4)) + 18}${born.slice(4)}`);
  });

  test('facts of a family are never taken from a client', async () => {
    const got = await coordinator.post('/api/v1/cases', {
      body: { learnerId: learnerOf('Salmi').id, source: 'staff', topic: 'other', family: {} },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(got.body).toMatchObject({
      code: 'invalid-fields',
      errors: [{ path: 'family', code: 'unknown-field' }],
    });
    const id = await open('Salmi');
    const update = await coordinator.post(`/api/v1/cases/${id}/commands`, {
      body: { type: 'update-family', family: {} },
      headers: { 'idempotency-key': crypto.randomUUID() },
    });
    expect(update.status).toBe(422);
  });

  test('an address that is protected: the invitation is given by hand', async () => {
    const of = learnerOf('Salmi');
    const id = await open('Salmi');
    const called = await given(by, id, {
      type: 'call-meeting',
      kind: 'home-meeting',
      on: dayAfter(today, 5),
      minute: 600,
      invitedStaff: [],
      invitedFamily: [{ personId: of.guardians[0]?.id ?? '', role: 'guardian' }],
    });
    expect(called.duties?.some((duty) => duty.kind === 'manual-invitation')).toBe(true);
    const invited = await given(by, id, { type: 'invite-by-hand', meetingId: 'k1', way: 'in-person' });
    expect(invited.duties?.find((duty) => duty.kind === 'manual-invitation')?.status).toBe('done');
  });
});

describe('What changes in the directory reaches every living case of the learner', () => {
  test('custody that ended: told once, however often it is looked at, and the guardian has no part', async () => {
    const of = learnerOf('Turunen');
    const [one, two] = [await open('Turunen'), await open('Turunen')];
    const guardian = of.guardians[0]?.id ?? '';
    expect(await sync(of.id)).toMatchObject({ changed: 0 });
    await directory.query(
      `UPDATE guardianship SET position = 'parent-not-guardian' WHERE learner_id = $1 AND guardian_id = $2`,
      [of.id, guardian],
    );
    await Promise.all([sync(of.id), sync(of.id)]);
    for (const id of [one, two]) {
      expect(
        (await until(id, ({ family }) => family?.guardians[0]?.noPart != null)).family?.guardians,
      ).toEqual([expect.objectContaining({ personId: guardian, noPart: 'not-a-guardian' })]);
      const log = await by.get<{ items: { type: string; by: { role: string } }[] }>(
        `/api/v1/cases/${id}/events`,
      );
      const updates = log.body.items.filter((it) => it.type === 'family-updated');
      expect(updates.map((it) => it.by.role)).toEqual(['system']);
      expect(
        await refusedWith(by, id, { type: 'tell-guardian', guardianId: guardian, way: 'phone' }),
      ).toMatchObject({ code: 'not-a-guardian' });
    }
    // The door asks the directory of the day: a closed case is told nothing of custody any more.
    expect(
      await refusedWith(by, one, { type: 'publish-entries', entryIds: ['e1'], toIds: [guardian] }),
    ).toMatchObject({ errors: [{ path: 'toIds.0', code: 'unknown-person' }] });
    await directory.query(`UPDATE guardianship SET position = 'guardian' WHERE learner_id = $1`, [of.id]);
    await sync(of.id);
  });

  test('an operator who has changed the directory by hand tells the cases at once', async () => {
    const of = learnerOf('Rautio');
    const id = await open('Rautio');
    await directory.query('UPDATE person SET address_protected = true WHERE id = $1', [of.id]);
    expect(await rinnalla('directory', 'sync', '--learner', of.id)).toMatchObject({ code: 0 });
    await until(id, ({ family }) => family?.addressProtected === true);
    await directory.query('UPDATE person SET address_protected = false WHERE id = $1', [of.id]);
    const again = await rinnalla('directory', 'sync', '--learner', of.id, '--json');
    expect(JSON.parse(again.out)).toMatchObject({ refused: 0 });
    expect(await rinnalla('directory', 'sync', '--learner', 'Rautio')).toMatchObject({ code: 1 });
    expect(await rinnalla('directory')).toMatchObject({ code: 1 });
  });

  test('the worker watches: nobody has to say that the directory changed', async () => {
    const of = learnerOf('Turunen');
    const id = await open('Turunen');
    const { temporal, settings, now } = door.deps;
    const watch = watchDirectory({
      pool: door.app,
      temporal,
      taskQueue: settings.taskQueue,
      now,
      everyMs: 20,
    });
    const protect = (on: boolean) =>
      directory.query('UPDATE person SET address_protected = $2 WHERE id = $1', [of.id, on]);
    await protect(true);
    await until(id, ({ family }) => family?.addressProtected === true);
    await protect(false);
    await until(id, ({ family }) => family?.addressProtected === false);
    await watch.stop();
  });

  test('a guardianship that ended yesterday is none today', async () => {
    const of = learnerOf('Hiltunen');
    const id = await open('Hiltunen');
    const guardian = of.guardians[0]?.id ?? '';
    await directory.query('UPDATE guardianship SET valid_to = $2 WHERE learner_id = $1', [
      of.id,
      dayAfter(today, -1),
    ]);
    await sync(of.id);
    expect(
      await refusedWith(by, id, {
        type: 'prohibit-guardian',
        guardianId: guardian,
        scope: 'both',
        grounds: 'x',
      }),
    ).toMatchObject({ status: 422, errors: [{ path: 'guardianId', code: 'unknown-person' }] });
    await directory.query('UPDATE guardianship SET valid_to = NULL WHERE learner_id = $1', [of.id]);
    await sync(of.id);
  });

  test('a birth date that is corrected moves the day from which the learner alone decides', async () => {
    const of = learnerOf('Rautio');
    const id = await open('Rautio');
    await directory.query(`UPDATE learner SET birth_date = '2012-02-29' WHERE person_id = $1`, [of.id]);
    await sync(of.id);
    const corrected = await until(id, ({ family }) => family?.adultOn === '2030-02-28');
    expect(corrected.family?.isAdult).toBe(false);
    await directory.query('UPDATE learner SET birth_date = $2 WHERE person_id = $1', [of.id, of.birthDate]);
    await sync(of.id);
    await until(id, ({ family }) => family?.adultOn !== '2030-02-28');
  });
});

/** `rinnalla …` as an operator types it, on the stores of the tests. */
function rinnalla(...args: string[]): Promise<{ code: number; out: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, ['bin/rinnalla.mjs', ...args], (failure, out) => {
      resolve({ code: failure === null ? 0 : Number(failure.code ?? 1), out });
    });
  });
}

/** The case once this is so; what was decided is stored moments later. */
async function until(id: string, isSo: (body: CaseAnswer) => boolean): Promise<CaseAnswer> {
  for (let tries = 0; tries < 200; tries += 1) {
    const body = await seen(id);
    if (isSo(body)) return body;
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  throw new Error('the case has not heard');
}
