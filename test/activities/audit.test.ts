import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { faultsOf } from '../../bin/commands/faults.js';
import { ledgerFaults } from '../../bin/commands/ledger-check.js';
import { textsAndGaps } from '../../bin/commands/text-check.js';
import { stageVault } from '../../stories/stage/vault.js';
import { repairStaleViews } from '../../bin/commands/repair-views.js';
import { storedCases } from '../../bin/commands/stored-cases.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.close());

async function storedDraft(): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.give('curator', 'offer-discussion', {
    withId: draft.people.person('curator'),
    on: '2027-08-17' as never,
    minute: 600,
    told: 'phone',
  });
  await draft.store();
  return draft;
}

/** Kinds of the faults that an audit of PostgreSQL finds in one case. */
async function faults({ caseId, now }: Draft): Promise<string[]> {
  const kinds: string[] = [];
  for await (const stored of storedCases(desk.app, caseId)) {
    const texts = await textsAndGaps({ pool: desk.app, vault: stageVault }, stored);
    kinds.push(
      ...faultsOf(stored).map(({ kind }) => kind),
      ...texts.faults.map(({ kind }) => kind),
      ...texts.notes.map(({ kind }) => kind),
    );
  }
  return [...kinds, ...(await ledgerFaults(desk.app, caseId, now + 1_000)).map(({ kind }) => kind)];
}

test('a case that is as it ought to be has no fault', async () => {
  expect(await faults(await storedDraft())).toEqual([]);
});

test.each([
  [
    'an event that was changed',
    'chain-broken',
    `UPDATE case_event SET body = replace(body, 'phone', 'letter') WHERE case_id = $1`,
  ],
  ['an event that is missing', 'chain-broken', 'DELETE FROM case_event WHERE case_id = $1 AND seq = 1'],
  [
    'an event under another name',
    'chain-broken',
    `UPDATE case_event SET type = 'case-closed' WHERE case_id = $1 AND seq = 2`,
  ],
  ['a log that is gone', 'no-log', 'DELETE FROM case_event WHERE case_id = $1'],
  ['a view that is missing', 'view-missing', 'DELETE FROM case_view WHERE case_id = $1'],
  [
    'a view that says something else',
    'view-differs',
    `UPDATE case_view SET status = 'closed' WHERE case_id = $1`,
  ],
  [
    'a next wake that is another',
    'view-differs',
    `UPDATE case_view SET next_wake_at = next_wake_at + interval '1 minute' WHERE case_id = $1`,
  ],
  ['a duty that is missing', 'duties-differ', `DELETE FROM case_duty WHERE case_id = $1 AND status = 'open'`],
  [
    'a duty with another owner',
    'duties-differ',
    `UPDATE case_duty SET owner_id = gen_random_uuid() WHERE case_id = $1 AND status = 'done'`,
  ],
  [
    'an open duty of nobody',
    'owner-unknown',
    `UPDATE case_duty SET owner_id = gen_random_uuid() WHERE case_id = $1 AND status = 'open'`,
  ],
  [
    'a command that waits',
    'undecided',
    `INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at)
     SELECT gen_random_uuid(), 'x', gen_random_uuid(), '', case_id, ref, controller_id, '{}', now() - interval '2 minutes' FROM case_view WHERE case_id = $1`,
  ],
  [
    'an outcome that the log does not bear out',
    'outcome-wrong',
    `UPDATE command SET result = '{"version":9,"events":[{"seq":9,"type":"case-closed"}]}' WHERE case_id = $1`,
  ],
  ['an outcome that is missing', 'outcome-wrong', 'UPDATE command SET outcome = NULL WHERE case_id = $1'],
  [
    'a mail that waits past its time',
    'mail-waits',
    `UPDATE mail SET not_before = '2026-01-01' WHERE case_id = $1`,
  ],
])('%s is the fault %s', async (_what, kind, sql) => {
  const draft = await storedDraft();
  await desk.owner.query(sql, [draft.caseId]);
  expect(await faults(draft)).toContain(kind);
});

test('views and duties are written anew from the log, and only where they are not what it says', async () => {
  const [missing, stale] = [await storedDraft(), await storedDraft()];
  await desk.owner.query('DELETE FROM case_view WHERE case_id = $1', [missing.caseId]);
  await desk.owner.query('DELETE FROM case_duty WHERE case_id = $1', [missing.caseId]);
  await desk.owner.query(
    `UPDATE case_view SET version = 1, status = 'void', head_hash = '', state = '{}' WHERE case_id = $1`,
    [stale.caseId],
  );
  for (const draft of [missing, stale]) {
    expect(await faults(draft)).not.toEqual([]);
    expect(await repairStaleViews(desk.app, draft.caseId)).toMatchObject({
      views: 1,
      living: [draft.caseId],
    });
    expect(await faults(draft)).toEqual([]);
    expect(await repairStaleViews(desk.app, draft.caseId)).toMatchObject({ views: 0 });
  }
});

test('a log that is broken is no ground to write a view', async () => {
  const draft = await storedDraft();
  await desk.owner.query(`UPDATE case_event SET body = replace(body, 'phone', 'letter') WHERE case_id = $1`, [
    draft.caseId,
  ]);
  await desk.owner.query('DELETE FROM case_view WHERE case_id = $1', [draft.caseId]);
  expect(await repairStaleViews(desk.app, draft.caseId)).toMatchObject({ views: 0 });
});
