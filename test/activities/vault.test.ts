import { randomBytes, randomUUID } from 'node:crypto';
import { appendFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import { bodyHash } from '../../api/commands/canonical.js';
import { keepCommand } from '../../api/commands/inbox.js';
import { createSealer } from '../../api/commands/sealing.js';
import { HELD_KEYS, HELD_MS, KeyCache } from '../../api/vault/key-cache.js';
import { CASE_TEXTS, masterKeys, TextVault, type TextRow } from '../../api/vault/text-vault.js';
import { sealOldTexts } from '../../bin/seal-old-texts.js';
import { liftHold, placeHold } from '../../bin/erasures/hold.js';
import { readSettings } from '../../bin/settings.js';
import { undoneErasures } from '../../bin/erasures/carry-out.js';
import { eraseCase, type ErasureMeans } from '../../bin/erasures/erase-case.js';
import {
  appendErasure,
  listFile,
  readErasures,
  signed,
  signingKeys,
} from '../../bin/erasures/erasure-list.js';
import { instant } from '../../domain/time/instant.js';
import { retentionPolicy } from '../../policies/retention.js';
import { stageVault } from '../../stories/stage/vault.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

const [KEY, OTHER] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
const SAID = 'Äidin sanoja, joita kukaan muu ei lue.';

let desk: Desk;
let folder: string;
let eraser: pg.Client;
let means: Omit<ErasureMeans, 'now'>;
beforeAll(async () => {
  desk = openDesk();
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-erasures-'));
  eraser = new pg.Client({ connectionString: testStack().eraserUrl });
  await eraser.connect();
  means = { pool: desk.app, eraser, folder, keys: signingKeys(KEY, []), policy: retentionPolicy() };
});
afterAll(async () => {
  await eraser.end();
  await desk.close();
  await rm(folder, { recursive: true });
});

/** Keeps one text of a case through the inbox. */
async function keepText(vault: TextVault, caseId: string, text = SAID): Promise<string> {
  const sealer = createSealer();
  const { textId } = sealer.seal(text);
  const command = { id: randomUUID(), caseId, type: 'plan-support' };
  await keepCommand(desk.app, {
    ...{ caller: 'test', key: randomUUID(), bodyHash: '', ref: 'R-2027-900001', controllerId: randomUUID() },
    // Nobody decides it: the inbox looks at its ids alone.
    ...{ command: command as never, receivedAt: instant(0) },
    texts: await vault.seal(desk.app, 'case', caseId, sealer.sealed),
  });
  return textId;
}

async function rowOf(id: string): Promise<TextRow> {
  const { rows } = await desk.app.query<TextRow>(`SELECT ${CASE_TEXTS} WHERE t.id = $1`, [id]);
  const [row] = rows;
  if (!row) throw new Error('the text is not there');
  return row;
}

async function keysOf(caseId: string): Promise<number> {
  const { rows } = await desk.app.query('SELECT FROM vault.case_key WHERE case_id = $1', [caseId]);
  return rows.length;
}

const list = () => readErasures(folder, means.keys);
const vaultOf = (key: string, older: readonly string[] = []) => new TextVault(masterKeys(key, older));

test('texts of one case lie under one key, whichever process writes them, and nothing of them in clear', async () => {
  const caseId = randomUUID();
  const ids = [await keepText(vaultOf(KEY), caseId), await keepText(vaultOf(KEY), caseId)];
  const rows = await Promise.all(ids.map(rowOf));
  expect(rows.map((row) => vaultOf(KEY).open(row)?.body)).toEqual([SAID, SAID]);
  expect(new Set(rows.map((row) => row.key_id)).size).toBe(1);
  for (const { body, salt, sealed } of rows) {
    expect({ body, salt: salt.length }).toEqual({ body: '', salt: 0 });
    expect(sealed?.toString('latin1')).not.toContain('sanoja');
  }
});

test('two processes that meet at the first text of a case both find their words again', async () => {
  const caseId = randomUUID();
  const ids = await Promise.all([1, 2, 3].map(() => keepText(vaultOf(KEY), caseId)));
  for (const id of ids) expect(vaultOf(KEY).open(await rowOf(id))?.body).toBe(SAID);
});

test('a text opens in its own row, under its own case and master key, and nowhere else', async () => {
  const caseId = randomUUID();
  const row = await rowOf(await keepText(vaultOf(KEY), caseId));
  expect(() => vaultOf(KEY).open({ ...row, id: randomUUID() })).toThrow(/authenticate/);
  expect(() => vaultOf(KEY).open({ ...row, subject_id: randomUUID() })).toThrow(/authenticate/);
  expect(() => vaultOf(OTHER).open(row)).toThrow('a master key that is not here');
  expect(vaultOf(OTHER, [KEY]).open(row)?.body).toBe(SAID);
  expect(vaultOf(KEY).open({ ...row, wrapped: null, master_id: null })).toBeNull();
});

test('a repeated request is known again, also after a change of keys; its fingerprint tells nothing without one', () => {
  const [hash, other] = [bodyHash('cases', { description: SAID }), bodyHash('cases', {})];
  const stored = vaultOf(KEY).fingerprint(hash);
  expect(stored).not.toBe(hash);
  const known = (vault: TextVault, asked: string) => vault.isFingerprint(stored, asked);
  expect([known(vaultOf(KEY), hash), known(vaultOf(OTHER, [KEY]), hash)]).toEqual([true, true]);
  expect([known(vaultOf(KEY), other), known(vaultOf(OTHER), hash)]).toEqual([false, false]);
  expect(vaultOf(KEY).isFingerprint(hash, hash)).toBe(true);
});

test('a process holds its keys in bounds: so many, and each so long', () => {
  let now = 0;
  const cache = new KeyCache(() => now);
  for (let i = 0; i <= HELD_KEYS; i += 1) cache.put(`case-${i}`, { id: '', key: Buffer.alloc(32) });
  expect(cache.size).toBe(HELD_KEYS);
  expect(cache.get('case-0')).toBeUndefined();
  expect(cache.get('case-1')).toBeDefined();
  now = HELD_MS;
  expect(cache.get('case-1')).toBeUndefined();
});

test('texts from before there was a vault are sealed, once, and say the same as before', async () => {
  const [caseId, id] = [randomUUID(), randomUUID()];
  await desk.owner.query(
    `INSERT INTO sealed_text (id, case_id, command_id, controller_id, salt, body, written_at)
     VALUES ($1, $2, gen_random_uuid(), gen_random_uuid(), $3, $4, now())`,
    [id, caseId, Buffer.alloc(16, 7), SAID],
  );
  expect(vaultOf(KEY).open(await rowOf(id))?.body).toBe(SAID);
  const settings = readSettings({});
  expect(await sealOldTexts(testStack().ownerUrl, settings, KEY)).toBeGreaterThanOrEqual(1);
  expect(await sealOldTexts(testStack().ownerUrl, settings, KEY)).toBe(0);
  const row = await rowOf(id);
  expect(row).toMatchObject({ body: '', key_id: expect.any(String) });
  expect(vaultOf(KEY).open(row)).toEqual({ salt: Buffer.alloc(16, 7), body: SAID });
  expect(await keysOf(caseId)).toBe(1);
});

test('the application may neither change a text nor take a key of a case away', async () => {
  const caseId = randomUUID();
  const id = await keepText(vaultOf(KEY), caseId);
  await expect(desk.app.query('DELETE FROM vault.case_key WHERE case_id = $1', [caseId])).rejects.toThrow(
    /permission denied/,
  );
  await expect(desk.app.query(`UPDATE sealed_text SET body = '' WHERE id = $1`, [id])).rejects.toThrow(
    /permission denied/,
  );
  await expect(desk.app.query('DELETE FROM case_erasure')).rejects.toThrow(/permission denied/);
});

test('only a closed case is erased, by two people of its employer, one of them in charge; what is left is signed', async () => {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.store();
  await keepText(stageVault, draft.caseId);
  const { person } = draft.people;
  const asked = { caseRef: draft.ref, reason: 'recorded-in-error', by: person('teacher') } as const;
  const erase = (second: string, change: Partial<typeof asked> = {}) =>
    eraseCase({ ...means, now: draft.now }, { ...asked, ...change, second });
  await expect(erase(person('schoolSupervisor'))).rejects.toThrow(/is not closed/);
  await desk.owner.query(`UPDATE command SET outcome = 'done' WHERE case_id = $1`, [draft.caseId]);
  await desk.owner.query(`UPDATE case_view SET status = 'closed' WHERE case_id = $1`, [draft.caseId]);
  await expect(erase(person('countySupervisor'))).rejects.toThrow(/does not work for the employer/);
  await expect(erase(person('teacher'))).rejects.toThrow(/two different people/);
  await expect(erase(person('schoolCoordinator'))).rejects.toThrow(/supervisor or administrator/);
  const [hold, on] = [
    { caseRef: draft.ref, reason: 'complaint', by: person('teacher') } as const,
    new Date(draft.now),
  ];
  for (let times = 0; times < 2; times += 1) expect(await placeHold(desk.app, hold, on)).toBe(draft.ref);
  await expect(erase(person('schoolSupervisor'))).rejects.toThrow(/is on hold/);
  await liftHold(desk.app, hold, on);
  await expect(liftHold(desk.app, hold, on)).rejects.toThrow(/is not on hold/);
  expect({ keys: await keysOf(draft.caseId), list: await list() }).toEqual({ keys: 1, list: [] });

  const done = await erase(person('schoolSupervisor'));
  expect(done).toMatchObject({ keys: 1, texts: 1, erasure: { ref: draft.ref, reason: 'recorded-in-error' } });
  expect(await keysOf(draft.caseId)).toBe(0);
  const stones = await desk.app.query<{ line: string }>('SELECT line FROM case_erasure WHERE case_id = $1', [
    draft.caseId,
  ]);
  expect(stones.rows).toEqual([{ line: done.line }]);
  expect(await list()).toEqual([{ erasure: done.erasure, line: done.line }]);
  expect(await undoneErasures(desk.app, await list())).toEqual([]);
  await expect(erase(person('schoolSupervisor'))).rejects.toThrow(/erased already/);
});

test('a line that was cut off by a crash is none; a line that was changed or left out is told', async () => {
  const before = await list();
  const file = listFile(folder);
  await appendFile(file, '{"caseId":"cut off');
  expect(await list()).toEqual(before);
  const [first] = before;
  if (!first) throw new Error('the test before has left a line');
  const { previous: _p, signedBy: _s, signature: _g, ...made } = first.erasure;
  await appendErasure(folder, signed(means.keys, before, { ...made, ref: 'R-2027-900002' }));
  expect((await list()).map(({ erasure }) => erasure.ref)).toEqual([made.ref, 'R-2027-900002']);
  await writeFile(file, (await readFile(file, 'utf8')).split('\n').slice(1).join('\n'));
  await expect(list()).rejects.toThrow(/Line 1 of/);
  await expect(readErasures(folder, signingKeys(OTHER, []))).rejects.toThrow(/Line 1 of/);
});
