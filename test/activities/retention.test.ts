import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { eraseCase, type ErasureMeans, type ErasureRequest } from '../../bin/erasures/erase-case.js';
import { readErasures, signingKeys } from '../../bin/erasures/erasure-list.js';
import { liftHold, placeHold } from '../../bin/erasures/hold.js';
import { eraseEnded, type Ended } from '../../bin/retention/erase-ended.js';
import { listRetention } from '../../bin/retention/list-retention.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { parseRetention, retentionPolicy, type RetentionPolicy } from '../../policies/retention.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

let desk: Desk;
let folder: string;
let eraser: pg.Client;
const keys = signingKeys(randomBytes(32).toString('base64'), []);
beforeAll(async () => {
  desk = openDesk();
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-retention-'));
  eraser = new pg.Client({ connectionString: testStack().eraserUrl });
  await eraser.connect();
});
afterAll(async () => {
  await eraser.end();
  await desk.close();
  await rm(folder, { recursive: true });
});

/** The policy with a decision of ten years by the provider of a case. */
function decided(controllerId: string): RetentionPolicy {
  const { decided: samples, ...rest } = retentionPolicy();
  return parseRetention({ ...rest, decided: samples.map((it) => ({ ...it, controllerId })) });
}

/** A case that was closed on 16.8.2027 because the learner moved. */
async function closed(): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.give('curator', 'close-case', { reason: 'moved', told: ['learner'] });
  await draft.store();
  return draft;
}

/** The list of one controller on a day, shortly. */
async function listed(policy: RetentionPolicy, controllerId: string, on: string) {
  const today = parseDate(on);
  const { cases, classes, others } = await listRetention(desk.app, policy, {
    ...{ controllerId, today, until: today },
  });
  return {
    cases: cases.map(({ ref, register, goesOn, keptBy }) => ({ ref, register, goesOn, keptBy })),
    classes: classes.map(({ recordClass, ends }) => `${recordClass}: ${ends}`),
    others: others.map(({ keptBy, cases: n }) => ({ keptBy, n })),
  };
}

function erase(draft: Draft, policy: RetentionPolicy, on: string, reason: ErasureRequest['reason']) {
  const { person } = draft.people;
  const now = draft.instantOf(`${on} 09:00`);
  const means: ErasureMeans = { pool: desk.app, eraser, folder, keys, policy, now };
  const two = { by: person('teacher'), second: person('schoolSupervisor') };
  return eraseCase(means, { caseRef: draft.ref, reason, ...two });
}

test('a case whose period ends stands on the list, with its register, its day and what keeps it', async () => {
  const draft = await closed();
  const { providerId, person } = draft.people;
  const policy = decided(providerId);
  const before = await listed(policy, providerId, '2037-08-16');
  expect(before).toEqual({ cases: [], classes: [], others: [{ keptBy: 'period-runs', n: 1 }] });
  const going = { ref: draft.ref, register: 'student-welfare-register', goesOn: '2037-08-17' };
  const then = await listed(policy, providerId, '2037-08-17');
  expect(then).toMatchObject({ cases: [{ ...going, keptBy: [] }], others: [] });
  expect(then.classes).toEqual([
    'case-log: stays',
    'case-view: stays',
    'inbox: reduced',
    'mail-ledger: stays',
  ]);
  const hold = { caseRef: draft.ref, reason: 'complaint', by: person('teacher') } as const;
  await placeHold(desk.app, hold, new Date(draft.now));
  expect((await listed(policy, providerId, '2040-01-01')).cases).toEqual([{ ...going, keptBy: ['hold'] }]);
  await liftHold(desk.app, hold, new Date(draft.now));
  // The same case where its provider has decided nothing.
  expect((await listed(retentionPolicy(), providerId, '2090-01-01')).others).toEqual([
    { keptBy: 'no-period', n: 1 },
  ]);
});

test('an open case and one that still owes something stand among the others, by what keeps them', async () => {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.store();
  const { providerId } = draft.people;
  const others = async () => (await listed(decided(providerId), providerId, '2099-01-01')).others;
  expect(await others()).toEqual([{ keptBy: 'open', n: 1 }]);
  await desk.owner.query(`UPDATE case_view SET status = 'aftercare' WHERE case_id = $1`, [draft.caseId]);
  expect(await others()).toEqual([{ keptBy: 'aftercare', n: 1 }]);
});

test('a case of the county is kept by the profession that leads it, for as long as the law says', async () => {
  const draft = await closed();
  const { rows } = await desk.owner.query<{ id: string }>(
    `UPDATE case_view SET controller_id = (SELECT controller_id FROM staff_role WHERE person_id = $2)
     WHERE case_id = $1 RETURNING controller_id AS id`,
    [draft.caseId, draft.people.person('curator')],
  );
  const county = rows[0]?.id ?? '';
  const policy = retentionPolicy();
  expect((await listed(policy, county, '2057-08-17')).cases).toEqual([
    {
      ...{ ref: draft.ref, register: 'curator-client-register', goesOn: '2057-08-17' },
      keptBy: ['archive-unchecked'],
    },
  ]);
  const lead = async (who: 'nurse' | 'countyCoordinator') => {
    await desk.owner.query('UPDATE case_view SET responsible_county = $2 WHERE case_id = $1', [
      ...[draft.caseId, draft.people.person(who)],
    ]);
    return (await listed(policy, county, '2150-01-01')).others;
  };
  // No birth date is known of this learner, and no death of anybody.
  expect(await lead('nurse')).toEqual([{ keptBy: 'archive-unchecked', n: 1 }]);
  expect(await lead('countyCoordinator')).toEqual([{ keptBy: 'register-unknown', n: 1 }]);
});

test('nothing is erased as "retention ended" before its day; then it is, for good, with the rule on the line', async () => {
  const draft = await closed();
  const { providerId } = draft.people;
  const policy = decided(providerId);
  await expect(erase(draft, retentionPolicy(), '2090-01-01', 'retention-ended')).rejects.toThrow(/no-period/);
  await expect(erase(draft, policy, '2037-08-16', 'retention-ended')).rejects.toThrow(
    /may not go yet: period-runs.*2037-08-17/,
  );
  const done = await erase(draft, policy, '2037-08-17', 'retention-ended');
  expect(done.erasure.retention).toEqual({
    ...{ register: 'student-welfare-register', goesOn: '2037-08-17', basis: 'local decision (sample)' },
  });
  expect((await readErasures(folder, keys)).at(-1)?.line).toBe(done.line);
  expect(await listed(policy, providerId, '2099-01-01')).toEqual({ cases: [], classes: [], others: [] });
});

test('what may go at one controller goes in one act of four eyes, and what is on hold stays', async () => {
  const [going, held] = [await closed(), await closed()];
  const { providerId, person } = going.people;
  // Two cases of one provider: the second one changes hands.
  await desk.owner.query('UPDATE case_view SET controller_id = $2 WHERE case_id = $1', [
    ...[held.caseId, providerId],
  ]);
  const hold = { caseRef: held.ref, reason: 'complaint', by: person('teacher') } as const;
  await placeHold(desk.app, hold, new Date(held.now));
  const now = going.instantOf('2037-08-17 09:00');
  const means: ErasureMeans = { pool: desk.app, eraser, folder, keys, policy: decided(providerId), now };
  const two = { by: person('teacher'), second: person('schoolSupervisor') };
  await expect(
    eraseEnded(means, { controllerId: providerId, ...two, second: person('teacher') }, () => {}),
  ).rejects.toThrow(/two different people/);
  const told: Ended[] = [];
  const done = await eraseEnded(means, { controllerId: providerId, ...two }, (it) => void told.push(it));
  expect(told).toMatchObject([{ erased: { erasure: { ref: going.ref } } }]);
  expect(done).toEqual({ erased: 1, kept: 1 });
});

test('a case that is put on hold while the others go is told, and the others go all the same', async () => {
  const cases = [await closed(), await closed(), await closed()];
  const [first] = cases;
  if (!first) throw new Error('there are three');
  const { providerId, person } = first.people;
  await desk.owner.query('UPDATE case_view SET controller_id = $2 WHERE case_id = ANY($1::uuid[])', [
    ...[cases.map((it) => it.caseId), providerId],
  ]);
  const now = first.instantOf('2037-08-17 09:00');
  const means: ErasureMeans = { pool: desk.app, eraser, folder, keys, policy: decided(providerId), now };
  const asked = { controllerId: providerId, by: person('teacher'), second: person('schoolSupervisor') };
  const told: Ended[] = [];
  const done = await eraseEnded(means, asked, async (it) => {
    told.push(it);
    if (told.length > 1 || !('erased' in it)) return;
    const next = cases.toSorted((a, b) => (a.ref < b.ref ? -1 : 1))[1] ?? first;
    await placeHold(
      desk.app,
      { caseRef: next.ref, reason: 'complaint', by: person('teacher') },
      new Date(now),
    );
  });
  expect(done).toEqual({ erased: 2, kept: 1 });
  expect(told.map((it) => Object.keys(it)[0])).toEqual(['erased', 'kept', 'erased']);
  expect(told[1]).toMatchObject({
    kept: { why: { message: expect.stringMatching(/on hold/), wayOut: expect.stringMatching(/lift it/) } },
  });
});

test('another reason needs no period, and its line names none', async () => {
  const draft = await closed();
  const done = await erase(draft, retentionPolicy(), '2027-09-01', 'recorded-in-error');
  expect(done.erasure).not.toHaveProperty('retention');
});

test('every record class of the database is one that the retention policy knows', async () => {
  const { rows } = await desk.owner.query<{ name: string }>(
    `SELECT DISTINCT substring(column_default FROM '''([^'']+)''') AS name FROM information_schema.columns
     WHERE column_name = 'record_class'`,
  );
  expect(rows.map(({ name }) => name).toSorted()).toEqual(Object.keys(retentionPolicy().classes).toSorted());
});
