import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { sampleLearners } from '../../stack/sample-people.js';
import { caseWorkflowId } from '../../workflows/messages.js';
import { offerDiscussion, PatientClient, recordDiscussion } from './support/client.js';
import { arrived, logs, nextWakes, settled } from './support/facts.js';
import { House } from './support/house.js';

let house: House;
let coordinator: PatientClient;
let curator: PatientClient;
beforeAll(async () => {
  house = await House.open();
  coordinator = await PatientClient.signIn(house, 'schoolCoordinator');
  curator = await PatientClient.signIn(house, 'curator');
});
afterAll(() => house?.close());

/** A concern of which nobody is left to be told when it closes. */
const TOLD: Parameters<PatientClient['raise']>[0] = {
  ...{ topic: 'wellbeing', discussedWith: ['learner', 'guardian'] },
};

async function raiseMany(
  count: number,
  change: Parameters<PatientClient['raise']>[0] = {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let i = 0; i < count; i += 1) ids.push((await coordinator.raise(change)).id);
  return ids;
}

async function takeOn(ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    await curator.command(id, offerDiscussion());
    await curator.command(id, recordDiscussion());
  }
}

async function loseTemporal(): Promise<void> {
  for (const suffix of ['', '-wal', '-shm'])
    await rm(join(house.home, `temporal.db${suffix}`), { force: true });
}

test("Temporal's file is lost: rebuild brings every open case back with the same next wake", async () => {
  const [first, second, closed] = [await raiseMany(12), await raiseMany(6), await raiseMany(2, TOLD)];
  await takeOn(second);
  for (const id of closed) {
    await takeOn([id]);
    await curator.command(id, { type: 'close-case', reason: 'no-need', told: ['learner'] });
  }
  await settled(house);
  const before = { logs: await logs(house), wakes: await nextWakes(house) };
  expect(before.wakes.size).toBe(first.length + second.length);
  expect([...before.wakes.values()]).not.toContain(null);

  await house.stopApp();
  await house.stopServers();
  await loseTemporal();
  await house.startServers();
  await house.startApp();
  expect(await house.rinnalla('audit')).toMatchObject({ code: 1, out: expect.stringContaining('18 faults') });

  const rebuilt = await house.rinnalla('rebuild');
  expect(rebuilt).toMatchObject({ code: 0, out: expect.stringContaining('18 started, 0 were running') });
  expect(rebuilt.out).toContain(
    'Every one of 18 open cases has the state and the next wake that its log tells',
  );
  expect({ logs: await logs(house), wakes: await nextWakes(house) }).toEqual(before);
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
  expect(await house.rinnalla('rebuild')).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 started, 18 were running'),
  });
}, 180_000);

test('PostgreSQL is set back to an earlier dump: what Temporal remembers comes back, and no mail goes out twice', async () => {
  const early = await raiseMany(6, { urgent: true });
  await takeOn(early.slice(0, 2));
  await settled(house);
  await house.dump();

  // After the dump: known cases go on, new ones come, one of them with words, one that its school must not know of.
  await takeOn(early.slice(2, 5));
  const late = await raiseMany(4, { urgent: true });
  const [learner] = sampleLearners;
  const worded = await curator.raise({
    learnerId: learner?.id ?? '',
    description: 'Words that are nowhere else.',
  });
  const secret = await curator.raise({ source: 'learner', responsible: {}, discussedWith: [] });
  await settled(house);
  const before = {
    logs: await logs(house),
    wakes: await nextWakes(house),
    rows: await rowsOf(),
    mails: await arrived(house.stack.mailbox),
  };

  await house.restoreDump();
  await house.stopServers();

  const salvaged = await house.rinnalla('salvage');
  expect(salvaged).toMatchObject({
    code: 0,
    out: expect.stringContaining('Nothing that the engine remembers is missing'),
  });
  expect(await house.rinnalla('salvage')).toMatchObject({
    code: 0,
    out: expect.stringContaining('0 events came back, 0 commands'),
  });
  await loseTemporal();
  await house.startServers();
  await house.startApp();
  expect(await house.rinnalla('rebuild')).toMatchObject({ code: 0 });
  await settled(house);

  expect(await logs(house)).toEqual(before.logs);
  expect(await nextWakes(house)).toEqual(before.wakes);
  expect(await rowsOf()).toEqual(before.rows);
  expect([...late, worded.id, secret.id].every((id) => before.logs.has(id))).toBe(true);
  expect(await arrived(house.stack.mailbox)).toEqual(before.mails);
  const audit = await house.rinnalla('audit');
  expect(audit).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
  expect(audit.out).toContain('is erased or lost');

  // A case that is new gets a reference that no case had.
  const { ref } = await coordinator.raise();
  expect(before.rows.some((row) => row.ref === ref)).toBe(false);
}, 240_000);

test('PostgreSQL is set back and salvage left out: a case becomes what its log says at its next command', async () => {
  const { id } = await coordinator.raise();
  await settled(house);
  await house.dump();
  await curator.command(id, offerDiscussion());
  await settled(house);
  await house.restoreDump();
  await house.startApp();
  expect(await house.rinnalla('audit', '--case', id)).toMatchObject({
    code: 1,
    out: expect.stringContaining('the log ends at 1, the run at 2'),
  });
  const answer = await curator.command(id, offerDiscussion());
  expect(answer.events).toEqual([{ seq: 2, type: 'discussion-offered' }]);
  const audit = await house.rinnalla('audit', '--case', id);
  expect(audit).toMatchObject({ code: 0, out: expect.stringContaining('log-diverged: 1') });
}, 120_000);

test('a case that neither store remembers is betrayed by the mail it sent', async () => {
  await house.dump();
  const gone = await coordinator.raise({ urgent: true });
  await settled(house);
  await house.restoreDump();
  await house.forget(caseWorkflowId(gone.id));
  await house.stopServers();
  const salvaged = await house.rinnalla('salvage');
  expect(salvaged).toMatchObject({
    code: 1,
    out: expect.stringContaining('were sent for cases or events that are nowhere'),
  });
}, 180_000);

interface Row {
  readonly ref: string;
}

/** What PostgreSQL holds of cases, duties and mails: all of it but when rows were written. */
async function rowsOf(): Promise<Row[]> {
  const { rows } = await house.pool.query<Row>(
    `SELECT v.ref, to_jsonb(v) AS view,
            (SELECT jsonb_agg(to_jsonb(d) ORDER BY d.duty_id) FROM case_duty d WHERE d.case_id = v.case_id) AS duties,
            (SELECT jsonb_agg(to_jsonb(e) ORDER BY e.seq) FROM case_event e WHERE e.case_id = v.case_id) AS events,
            (SELECT jsonb_agg(jsonb_build_object('id', m.id, 'to', m.recipient_id, 'still', m.still, 'state', m.state, 'as', m.message_id)
               ORDER BY m.id) FROM mail m WHERE m.case_id = v.case_id) AS mails,
            (SELECT jsonb_agg(jsonb_build_object('id', c.id, 'body', c.body, 'outcome', c.outcome, 'result', c.result) ORDER BY c.id)
               FROM command c WHERE c.case_id = v.case_id) AS commands
     FROM case_view v ORDER BY v.ref`,
  );
  return rows;
}
