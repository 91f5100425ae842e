import { mkdtemp, readFile, rm, writeFile, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { accessHash, linkHash } from '../../activities/chain.js';
import { readState } from '../../activities/log.js';
import { createAccessLog } from '../../api/cases/access-log.js';
import { writeAnchor } from '../../bin/anchors/write-anchor.js';
import { keepAnchors } from '../../bin/anchors/keep-anchors.js';
import { repairStaleViews } from '../../bin/commands/repair-views.js';
import { verify, type Finding } from '../../bin/commands/verify.js';
import { recordGap } from '../../domain/loss.js';
import { SIGHTS } from '../../domain/sight.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

/* Tampering drills: somebody with the owner's password changes rows, and `verify` names each. */

let desk: Desk;
let folder: string;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rinnalla-anchors-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const MORNING = instant(Date.parse('2027-08-18T05:00:00Z'));
const NEXT_MORNING = instant(Date.parse('2027-08-19T05:00:00Z'));

async function show(draft: Draft, times: number): Promise<void> {
  const { rows } = await desk.app.query<{ controller_id: string }>(
    'SELECT controller_id FROM case_view WHERE case_id = $1',
    [draft.caseId],
  );
  const personId = draft.people.person('curator');
  const rights = [{ relation: 'responsible', ...SIGHTS.responsible } as const];
  const log = createAccessLog(desk.app);
  for (let i = 0; i < times; i += 1) {
    const at = instant(draft.now + i * 60_000);
    const by = { personId, key: `person:${personId}` };
    // One after the other, so that the numbers are those of the minutes.
    await log.write([
      {
        ...{ caseId: draft.caseId, controllerId: rows[0]?.controller_id ?? '', at, by },
        ...{ kind: 'read', via: 'GET /api/v1/cases/{id}', rights },
      },
    ]);
  }
}

/** A case with at least four events and five rows of the access log. */
async function lived(): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.give('curator', 'offer-discussion', {
    withId: draft.people.person('curator'),
    on: '2027-08-17' as never,
    minute: 600,
    told: 'phone',
  });
  draft.passUntil('2027-08-30 12:00');
  await draft.store();
  expect(draft.state?.version).toBeGreaterThanOrEqual(4);
  await show(draft, 5);
  return draft;
}

type Brief = Pick<Finding, 'log' | 'kind' | 'seq'>;
async function found(draft: Draft): Promise<Brief[]> {
  const { faults } = await verify(desk.app, { folder, only: draft.ref });
  expect(faults.every(({ ref }) => ref === draft.ref)).toBe(true);
  return faults.map(({ log, kind, seq }) => ({ log, kind, seq }));
}

const tables = { events: 'case_event', access: 'case_access' } as const;
const LOGS = ['events', 'access'] as const;
type Log = (typeof LOGS)[number];

async function asOwner(draft: Draft, ...statements: string[]): Promise<void> {
  for (const sql of statements) await desk.owner.query(sql.replaceAll('$1', `'${draft.caseId}'`));
}

async function lengthOf(draft: Draft, log: Log): Promise<number> {
  const { rows } = await desk.owner.query<{ n: number }>(
    `SELECT max(seq) AS n FROM ${tables[log]} WHERE case_id = '${draft.caseId}'`,
  );
  return rows[0]?.n ?? 0;
}

/** Makes stored heads say what the last row says, as somebody would who knows the product. */
async function mendHeads(draft: Draft): Promise<void> {
  await asOwner(
    draft,
    `UPDATE case_access_head h SET seq = a.seq, hash = a.hash FROM
       (SELECT * FROM case_access WHERE case_id = $1 ORDER BY seq DESC LIMIT 1) a WHERE h.case_id = $1`,
    `UPDATE case_view v SET version = e.seq, head_hash = e.hash FROM
       (SELECT * FROM case_event WHERE case_id = $1 ORDER BY seq DESC LIMIT 1) e WHERE v.case_id = $1`,
  );
}

/** Writes a chain anew from a row on, hashes, heads and all. */
async function rewriteFrom(
  draft: Draft,
  log: Log,
  seq: number,
  change: (body: string) => string,
): Promise<void> {
  const { rows } = await desk.owner.query<{ seq: number; body: string; prev_hash: string }>(
    `SELECT seq, body, prev_hash FROM ${tables[log]} WHERE case_id = $1 AND seq >= $2 ORDER BY seq`,
    [draft.caseId, seq],
  );
  let prev = rows[0]?.prev_hash ?? '';
  for (const row of rows) {
    const body = row.seq === seq ? change(row.body) : row.body;
    const hash = log === 'events' ? linkHash(prev, body) : accessHash(prev, row.seq, body);
    await desk.owner.query(
      `UPDATE ${tables[log]} SET body = $3, prev_hash = $4, hash = $5 WHERE case_id = $1 AND seq = $2`,
      [draft.caseId, row.seq, body, prev, hash],
    );
    prev = hash;
  }
  await mendHeads(draft);
}

const spoil = (body: string): string => body.replace('"by"', '"BY"');

test('logs that nobody has touched have no fault, before and after an anchor', async () => {
  const draft = await lived();
  expect(await found(draft)).toEqual([]);
  await writeAnchor(desk.app, folder, MORNING);
  await show(draft, 2);
  const report = await verify(desk.app, { folder, only: draft.ref });
  expect(report).toMatchObject({ cases: 1, access: 7, anchors: 1, faults: [], notes: [] });
});

describe.each(LOGS)('One row of the %s, changed by hand in PostgreSQL', (log) => {
  const table = tables[log];

  test('a text that was changed is named', async () => {
    const draft = await lived();
    await asOwner(
      draft,
      `UPDATE ${table} SET body = replace(body, '"by"', '"BY"') WHERE case_id = $1 AND seq = 3`,
    );
    expect(await found(draft)).toEqual([{ log, kind: 'changed', seq: 3 }]);
  });

  test('a text that was changed together with its own hash is named', async () => {
    const draft = await lived();
    const { rows } = await desk.owner.query<{ body: string; prev_hash: string }>(
      `SELECT body, prev_hash FROM ${table} WHERE case_id = $1 AND seq = 2`,
      [draft.caseId],
    );
    const row = rows[0];
    if (row === undefined) throw new Error('no second row');
    const body = spoil(row.body);
    const hash = log === 'events' ? linkHash(row.prev_hash, body) : accessHash(row.prev_hash, 2, body);
    await desk.owner.query(`UPDATE ${table} SET body = $2, hash = $3 WHERE case_id = $1 AND seq = 2`, [
      draft.caseId,
      body,
      hash,
    ]);
    expect(await found(draft)).toContainEqual({ log, kind: 'changed', seq: 2 });
  });

  test('a column that says something else than the text is named', async () => {
    const draft = await lived();
    await asOwner(draft, `UPDATE ${table} SET at = at + interval '1 day' WHERE case_id = $1 AND seq = 2`);
    expect(await found(draft)).toEqual([{ log, kind: 'changed', seq: 2 }]);
  });

  test('a row that was deleted is named', async () => {
    const draft = await lived();
    await asOwner(draft, `DELETE FROM ${table} WHERE case_id = $1 AND seq = 2`);
    expect(await found(draft)).toEqual([{ log, kind: 'missing', seq: 2 }]);
  });

  test('a row that was deleted is named, also when those after it have moved up', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await asOwner(
      draft,
      `DELETE FROM ${table} WHERE case_id = $1 AND seq = 2`,
      `UPDATE ${table} SET seq = -seq + 1000 WHERE case_id = $1 AND seq > 2`,
      `UPDATE ${table} SET seq = 1000 - seq - 1 WHERE case_id = $1 AND seq > 2`,
    );
    const named = await found(draft);
    expect(named).toContainEqual({ log, kind: 'missing', seq: 2 });
    expect(named.filter(({ kind }) => kind === 're-ordered')).toHaveLength(last - 2);
  });

  test('the last rows, cut off, are named', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await asOwner(draft, `DELETE FROM ${table} WHERE case_id = $1 AND seq >= ${last - 1}`);
    expect(await found(draft)).toEqual([
      { log, kind: 'cut-off', seq: last - 1 },
      { log, kind: 'cut-off', seq: last },
    ]);
  });

  test('a row that was put in at the end is named', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await asOwner(
      draft,
      `INSERT INTO ${table} SELECT (r).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object('seq', ${last + 1}, 'prev_hash', t.hash, 'hash', repeat('a', 64))) AS r
       FROM ${table} t WHERE case_id = $1 AND seq = ${last}) x`,
    );
    expect(await found(draft)).toEqual([{ log, kind: 'inserted', seq: last + 1 }]);
  });

  test('a row that was put in between is named', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await asOwner(
      draft,
      `UPDATE ${table} SET seq = seq + 1000 WHERE case_id = $1 AND seq > 2`,
      `UPDATE ${table} SET seq = seq - 999 WHERE case_id = $1 AND seq > 1000`,
      `INSERT INTO ${table} SELECT (r).* FROM (SELECT jsonb_populate_record(t, jsonb_build_object('seq', 3, 'prev_hash', t.hash, 'hash', repeat('a', 64))) AS r
       FROM ${table} t WHERE case_id = $1 AND seq = 2) x`,
    );
    const named = await found(draft);
    expect(named).toContainEqual({ log, kind: 'inserted', seq: 3 });
    expect(named.filter(({ kind }) => kind === 're-ordered')).toHaveLength(last - 2);
  });

  test('two rows that have changed places are named', async () => {
    const draft = await lived();
    await asOwner(
      draft,
      `UPDATE ${table} SET seq = 1000 WHERE case_id = $1 AND seq = 2`,
      `UPDATE ${table} SET seq = 2 WHERE case_id = $1 AND seq = 3`,
      `UPDATE ${table} SET seq = 3 WHERE case_id = $1 AND seq = 1000`,
    );
    expect(await found(draft)).toEqual([
      { log, kind: 're-ordered', seq: 2 },
      { log, kind: 're-ordered', seq: 3 },
    ]);
  });

  test('two texts that have changed places are named', async () => {
    const draft = await lived();
    await asOwner(
      draft,
      `UPDATE ${table} t SET body = o.body FROM ${table} o WHERE t.case_id = $1 AND o.case_id = $1
         AND (t.seq, o.seq) IN ((2, 3), (3, 2))`,
    );
    expect(await found(draft)).toEqual([
      { log, kind: 're-ordered', seq: 2 },
      { log, kind: 're-ordered', seq: 3 },
    ]);
  });

  test('a tail that was cut off together with its head is whole by itself, and named by the anchor', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await writeAnchor(desk.app, folder, MORNING);
    await asOwner(draft, `DELETE FROM ${table} WHERE case_id = $1 AND seq >= ${last - 1}`);
    await mendHeads(draft);
    expect(await found(draft)).toEqual([{ log, kind: 'cut-off', seq: last - 1 }]);
    expect((await verify(desk.app, { folder: `${folder}/none`, only: draft.ref })).faults).toEqual([]);
  });

  test('a chain that was written anew, heads and all, is named by the anchor', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, log);
    await writeAnchor(desk.app, folder, MORNING);
    await rewriteFrom(draft, log, 3, (body) => body.replace('"at"', ' "at"'));
    expect(await found(draft)).toEqual([{ log, kind: 'rewritten', seq: last }]);
  });
});

describe('Anchors', () => {
  test('a case of which nothing is left is named by its reference', async () => {
    const draft = await lived();
    await writeAnchor(desk.app, folder, MORNING);
    await asOwner(
      draft,
      ...['case_event', 'case_view', 'case_duty', 'mail', 'command', 'case_access', 'case_access_head'].map(
        (table) => `DELETE FROM ${table} WHERE case_id = $1`,
      ),
    );
    expect(await found(draft)).toEqual([
      { log: 'events', kind: 'cut-off', seq: 1 },
      { log: 'access', kind: 'cut-off', seq: 1 },
    ]);
  });

  test('there is one a day, and each hangs on the one before it', async () => {
    const draft = await lived();
    const first = await writeAnchor(desk.app, folder, MORNING);
    expect(first).toMatchObject({ file: 'anchor-2027-08-18.txt', written: true });
    expect(await writeAnchor(desk.app, folder, instant(MORNING + 3_600_000))).toMatchObject({
      written: false,
    });
    const second = await writeAnchor(desk.app, folder, NEXT_MORNING);
    const text = await readFile(join(folder, second.file), 'utf8');
    expect(text).toContain(`previous ${first.root}`);
    expect(text).toMatch(new RegExp(`^${draft.ref} ${draft.caseId} \\d+ [0-9a-f]{64} 5 [0-9a-f]{64}$`, 'm'));
  });

  test('a worker writes it by itself, and its failure is an alarm', async () => {
    const kept = keepAnchors(desk.app, folder, () => MORNING);
    await kept.looked;
    kept.stop();
    expect(await writeAnchor(desk.app, folder, MORNING)).toMatchObject({ written: false });
    await writeFile(join(folder, 'no-folder'), '');
    const far = instant(Date.parse('2091-01-01T00:00:00Z')) satisfies Instant;
    const failing = keepAnchors(desk.app, join(folder, 'no-folder'), () => far);
    await failing.looked;
    failing.stop();
    const { rowCount } = await desk.app.query(`SELECT FROM alarm WHERE kind = 'anchor-failed' AND at = $1`, [
      new Date(far),
    ]);
    expect(rowCount).toBeGreaterThan(0);
  });

  test('one that was changed, or is gone, is named', async () => {
    await lived();
    const first = await writeAnchor(desk.app, folder, MORNING);
    const second = await writeAnchor(desk.app, folder, NEXT_MORNING);
    const third = await writeAnchor(desk.app, folder, instant(NEXT_MORNING + 86_400_000));
    const faults = async () =>
      (await verify(desk.app, { folder, only: 'R-0000-000000' })).faults.map(({ kind, ref }) => [kind, ref]);
    expect(await faults()).toEqual([]);
    await rm(join(folder, second.file));
    expect(await faults()).toEqual([['anchor-missing', third.file]]);
    await chmod(join(folder, first.file), 0o644);
    const text = await readFile(join(folder, first.file), 'utf8');
    await writeFile(join(folder, first.file), text.replace(/ 5 /, ' 4 '));
    expect(await faults()).toEqual([['anchor-changed', first.file]]);
  });

  test('what a restore has lost is named, until an anchor says that it is known to be lost', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, 'access');
    await writeAnchor(desk.app, folder, MORNING);
    await asOwner(draft, `DELETE FROM case_access WHERE case_id = $1 AND seq = ${last}`);
    await mendHeads(draft);
    expect(await found(draft)).toEqual([{ log: 'access', kind: 'cut-off', seq: last }]);
    await writeAnchor(desk.app, folder, instant(MORNING + 3_600_000), { restored: true });
    const { faults, notes } = await verify(desk.app, { folder, only: draft.ref });
    expect(faults).toEqual([]);
    expect(notes.map(({ kind }) => kind)).toEqual(['restored']);
    await show(draft, 1);
    await asOwner(draft, `DELETE FROM case_access WHERE case_id = $1 AND seq = ${last}`);
    expect(await found(draft)).toEqual([{ log: 'access', kind: 'cut-off', seq: last }]);
  });

  test('a gap that the log itself records is known, and no fault', async () => {
    const draft = await lived();
    const last = await lengthOf(draft, 'events');
    await writeAnchor(desk.app, folder, MORNING);
    await asOwner(draft, `DELETE FROM case_event WHERE case_id = $1 AND seq = ${last}`);
    await mendHeads(draft);
    await repairStaleViews(desk.app, draft.caseId);
    expect(await found(draft)).toEqual([{ log: 'events', kind: 'cut-off', seq: last }]);
    const state = await readState(desk.app, draft.caseId);
    if (state === null) throw new Error('no log');
    const events = recordGap(state, 1, draft.people.rules, instant(draft.now + 60_000));
    await desk.project({ caseId: draft.caseId, head: last - 1, events, outcomes: [], nextWake: null });
    const { faults, notes } = await verify(desk.app, { folder, only: draft.ref });
    expect(faults).toEqual([]);
    expect(notes).toMatchObject([{ kind: 'gap', seq: last, ref: draft.ref }]);
  });
});
