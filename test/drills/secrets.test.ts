import { randomBytes, randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import { sendCommand } from '../../api/commands/send-command.js';
import { readSettings } from '../../bin/settings.js';
import { temporalClient } from '../../bin/temporal.js';
import type { AnyCommand } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId } from '../../domain/ids.js';
import { samplePerson } from '../../stack/sample-people.js';
import { caseWorkflowId } from '../../workflows/messages.js';
import { bytesOf, wordsIn } from '../support/byte-scan.js';
import { TELLING_CODES } from '../support/telling-codes.js';
import { offerDiscussion, PatientClient, recordDiscussion } from './support/client.js';
import { logs, settled } from './support/facts.js';
import { House, until } from './support/house.js';

const DESCRIPTION = 'Sanat jotka kukaan ei enää lue.';
const OTHER = 'Sanat jotka säilyvät.';

let house: House;
let coordinator: PatientClient;
let curator: PatientClient;
beforeAll(async () => {
  house = await House.open();
  coordinator = await PatientClient.signIn(house, 'schoolCoordinator');
  curator = await PatientClient.signIn(house, 'curator');
});
afterAll(() => house?.close());

async function closedCase(words: string): Promise<{ id: string; ref: string }> {
  const { id, ref } = await coordinator.raise({
    ...{ description: words, topic: 'wellbeing', discussedWith: ['learner', 'guardian'] },
  });
  await curator.command(id, offerDiscussion());
  await curator.command(id, recordDiscussion());
  await curator.command(id, { type: 'close-case', reason: 'no-need', told: ['learner'] });
  await settled(house);
  return { id, ref };
}

async function description(id: string): Promise<string | null | undefined> {
  const got = await curator.send('GET', `/api/v1/cases/${id}`);
  return (got.body as CaseAnswer).description;
}

function newKey(): string {
  return randomBytes(32).toString('base64');
}

/** Keys and rows of texts that the database holds of a case. */
async function remains(id: string): Promise<{ keys: number; texts: number; stones: number }> {
  const { rows } = await house.pool.query<{ keys: number; texts: number; stones: number }>(
    `SELECT (SELECT count(*) FROM vault.case_key WHERE case_id = $1)::integer AS keys,
            (SELECT count(*) FROM sealed_text WHERE case_id = $1)::integer AS texts,
            (SELECT count(*) FROM case_erasure WHERE case_id = $1)::integer AS stones`,
    [id],
  );
  return rows[0] ?? { keys: -1, texts: -1, stones: -1 };
}

const fourEyes = [
  ...['--by', samplePerson('schoolCoordinator').id],
  ...['--second', samplePerson('schoolSupervisor').id],
];

test('keys are changed: a running case goes on under the new ones, and its words are read', async () => {
  const { id } = await coordinator.raise({ description: OTHER });
  await curator.command(id, offerDiscussion());
  await settled(house);
  const before = { keys: (await house.rinnalla('keys')).out, logs: await logs(house) };

  await house.changeSecrets(({ payloadKey, textKey }) => ({
    ...{ payloadKey: newKey(), payloadKeyOld: payloadKey },
    ...{ textKey: newKey(), textKeyOld: textKey },
  }));
  expect((await curator.command(id, recordDiscussion())).events).toEqual([
    { seq: 3, type: 'discussion-recorded' },
  ]);
  expect(await description(id)).toBe(OTHER);
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
  const rewrapped = await house.rinnalla('keys', 'rewrap');
  expect(rewrapped).toMatchObject({ code: 0, out: expect.stringContaining('1 data keys are wrapped anew') });
  expect(rewrapped.out).not.toEqual(before.keys);

  // Data keys are under the new master alone: the old one can go, the payloads' old one stays while the run is old.
  await house.changeSecrets(() => ({ textKeyOld: '' }));
  expect(await description(id)).toBe(OTHER);
  const after = await logs(house);
  expect(after.get(id)?.slice(0, 2)).toEqual(before.logs.get(id));
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
}, 240_000);

test('a case is erased: its words are gone for everybody, its log is whole, and a dump does not bring them back', async () => {
  const { id, ref } = await closedCase(DESCRIPTION);
  const other = await closedCase(OTHER);
  expect(await description(id)).toBe(DESCRIPTION);
  const before = await logs(house);
  await house.dump();
  const asked = ['erase', '--case', ref, '--reason', 'recorded-in-error'];
  expect(await house.rinnalla(...asked, '--by', samplePerson('schoolSupervisor').id)).toMatchObject({
    code: 1,
  });
  const alone = [
    '--by',
    samplePerson('schoolSupervisor').id,
    '--second',
    samplePerson('schoolSupervisor').id,
  ];
  expect(await house.rinnalla(...asked, ...alone)).toMatchObject({
    code: 1,
    out: expect.stringContaining('two different people'),
  });
  expect(await house.rinnalla(...asked, ...fourEyes)).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 keys and 1 texts are gone'),
  });

  expect(await remains(id)).toEqual({ keys: 0, texts: 0, stones: 1 });
  for (const path of ['', '/events', '/duties', '/messages']) {
    const got = await curator.send('GET', `/api/v1/cases/${id}${path}`);
    expect({ path, status: got.status, body: got.body }).toMatchObject({
      status: 410,
      body: { code: 'erased' },
    });
  }
  const stranger = await PatientClient.signIn(house, 'subjectTeacher');
  expect((await stranger.send('GET', `/api/v1/cases/${id}`)).status).toBe(404);
  expect(await description(other.id)).toBe(OTHER);
  const audit = await house.rinnalla('audit');
  expect(audit).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
  expect(audit.out).toContain('erased by order');

  // The dump of before holds the texts, and here also the keys, as an old copy of the vault would.
  await house.restoreDump();
  expect(await remains(id)).toEqual({ keys: 1, texts: 1, stones: 0 });
  expect(await house.rinnalla('audit', '--no-engine')).toMatchObject({
    code: 1,
    out: expect.stringContaining('erasure-undone'),
  });
  await expect(house.startApp()).rejects.toThrow(/erase --again/);
  expect(await house.rinnalla('erase', '--again')).toMatchObject({
    code: 0,
    out: expect.stringContaining('1 keys and 1 texts had come back and are gone again'),
  });
  await house.startApp();
  expect(await remains(id)).toEqual({ keys: 0, texts: 0, stones: 1 });
  curator = await PatientClient.signIn(house, 'curator');
  expect((await curator.send('GET', `/api/v1/cases/${id}`)).status).toBe(410);
  expect(await description(other.id)).toBe(OTHER);
  expect((await logs(house)).get(id)).toEqual(before.get(id));
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
}, 240_000);

test('a dump without its vault tells nothing of any text, and a list that was changed erases nothing', async () => {
  const { id } = await coordinator.raise({ description: DESCRIPTION });
  await settled(house);
  const { rows } = await house.pool.query<{ row: string }>(
    `SELECT row_to_json(t)::text || row_to_json(c)::text || e.body AS row
     FROM sealed_text t JOIN command c ON c.id = t.command_id JOIN case_event e ON e.case_id = t.case_id WHERE t.case_id = $1`,
    [id],
  );
  expect(wordsIn(Buffer.from(rows.map(({ row }) => row).join()), [DESCRIPTION])).toEqual([]);

  const file = join(house.home, 'erasures', 'erasures.jsonl');
  const list = await readFile(file, 'utf8');
  await writeFile(file, list.replace('recorded-in-error', 'authority-order'));
  expect(await house.rinnalla('erase', '--again')).toMatchObject({
    code: 1,
    out: expect.stringContaining('Line 1 of'),
  });
  await writeFile(file, list);
  expect(await house.rinnalla('erase', '--again')).toMatchObject({ code: 0 });
}, 120_000);

test('an activity that fails leaves neither its message nor a stack trace in the clear', async () => {
  const [asked, silent] = [await coordinator.raise(), await coordinator.raise()];
  await curator.command(asked.id, offerDiscussion());
  await settled(house);
  const { rows } = await house.pool.query<{ body: AnyCommand }>(
    `SELECT body FROM command WHERE case_id = $1 AND body ->> 'type' = 'offer-discussion'`,
    [asked.id],
  );
  const [row] = rows;
  if (!row) throw new Error('the inbox has no such command');
  const ids = { id: asId<CommandId>(randomUUID()), caseId: asId<CaseId>(silent.id) };
  const { client, close } = temporalClient(readSettings({ ...house.stack.env }));
  await house.unwatch();
  await house.stack.postgres?.kill9();
  // Decided by the engine alone: storing it fails until the database is back.
  const engine = { temporal: client, taskQueue: 'rinnalla' };
  const sent = await sendCommand(engine, { ...row.body, ...ids }, { running: true, deadlineMs: 10_000 });
  expect(sent.kind).toBe('decided');
  const failure = await until('the activity has failed', async () => {
    const { raw } = await client.workflow.getHandle(caseWorkflowId(silent.id)).describe();
    return raw.pendingActivities?.[0]?.lastFailure ?? null;
  });
  expect(failure).toMatchObject({ message: 'Encoded failure', stackTrace: '' });
  expect(failure.encodedAttributes?.metadata).toHaveProperty('key-id');
  const store = await Promise.all(['', '-wal'].map((end) => bytesOf(join(house.home, `temporal.db${end}`))));
  expect(wordsIn(Buffer.concat(store), ['ECONNREFUSED', 'activities/', ...TELLING_CODES])).toEqual([]);
  await house.bringBackPostgres();
  house.watch();
  await until('the event is stored', async () =>
    (await logs(house).catch(() => null))?.get(silent.id)?.length === 2 ? true : null,
  );
  await close();
}, 120_000);
