import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { asId, type TextId } from '../../domain/ids.js';
import type { DutyKind } from '../../domain/rules.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

const MIGRATION = new URL('../../prisma/migrations/20261129160000_post_due/migration.sql', import.meta.url);

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.close());

/** What the store keeps of what falls due first: of all promises, and of those a post is shown. */
async function kept(draft: Draft) {
  const { rows } = await desk.owner.query<{ next: Date | null; post: Date | null }>(
    'SELECT next_due_at AS next, post_due_at AS post FROM case_view WHERE case_id = $1',
    [draft.caseId],
  );
  return { next: rows[0]?.next?.getTime() ?? null, post: rows[0]?.post?.getTime() ?? null };
}

function owed(draft: Draft, kind: DutyKind) {
  const duty = draft.state?.duties.find((it) => it.kind === kind && it.status !== 'done');
  if (!duty) throw new Error(`no ${kind} is owed`);
  return duty;
}

/** A case in which a report is made; `rests`: the clock of this one stands still. */
async function reported(rests: DutyKind | null): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00');
  await draft.raise();
  await draft.give('curator', 'report-child-welfare', {
    ...{ addressee: '049', channel: 'phone', told: 'not-told' },
    reason: { textId: asId<TextId>(randomUUID()), hmac: 'ab'.repeat(32) },
  });
  if (rests) {
    const dutyId = owed(draft, rests).id;
    await draft.give('curator', 'pause-duty', { dutyId, reason: 'learner-away' });
  }
  await draft.store();
  return draft;
}

test('what falls due first of what a post is shown is kept with a case, and cases of before are given it', async () => {
  const [plain, hidden] = [await reported(null), await reported('outside-details')];
  for (const draft of [plain, hidden]) {
    const { next, post } = await kept(draft);
    expect(post).toBe(owed(draft, 'discussion').dueAt);
    expect(next).toBeLessThan(post ?? 0);
  }
  const before = [await kept(plain), await kept(hidden)];
  const update = readFileSync(MIGRATION, 'utf8').replace(/^[\s\S]*(?=UPDATE case_view)/, '');
  await desk.owner.query('UPDATE case_view SET post_due_at = NULL WHERE case_id = ANY ($1)', [
    [plain.caseId, hidden.caseId],
  ]);
  await desk.owner.query(update);
  expect([await kept(plain), await kept(hidden)]).toEqual(before);
});
