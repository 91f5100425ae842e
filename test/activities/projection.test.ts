import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { CHAIN_START, linkHash } from '../../activities/chain.js';
import { readLog } from '../../activities/log.js';
import { fold } from '../../domain/evolve.js';
import type { ProjectInput } from '../../workflows/messages.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, rowsOf, type Desk } from './support/desk.js';

let desk: Desk;
beforeAll(() => {
  desk = openDesk();
});
afterAll(() => desk.close());

async function alarmsOf(caseId: string): Promise<string[]> {
  const { rows } = await desk.app.query<{ kind: string }>(
    'SELECT kind FROM alarm WHERE case_id = $1 ORDER BY id',
    [caseId],
  );
  return rows.map((row) => row.kind);
}

describe('What a case has decided', () => {
  test('is stored with its view, its duties, its mails and the outcome of its command', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    const command = await draft.raise();
    await draft.store();
    expect(await rowsOf(desk, draft.caseId)).toEqual({
      events: 1,
      views: 1,
      duties: 1,
      mails: 1,
      outcomes: 1,
    });
    const { rows } = await desk.app.query('SELECT state, version FROM case_view WHERE case_id = $1', [
      draft.caseId,
    ]);
    expect(rows[0]).toEqual({ state: draft.state, version: 1 });
    const outcome = await desk.app.query('SELECT outcome, result FROM command WHERE id = $1', [command]);
    expect(outcome.rows[0]).toEqual({
      outcome: 'done',
      result: { version: 1, events: [{ seq: 1, type: 'concern-raised' }] },
    });
  });

  test('is stored whole or not at all', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    const { events, ...rest } = draft.pending();
    const impossible = events.map((event) => ({
      ...event,
      happenedOn: '2027-02-30',
    })) as unknown as ProjectInput['events'];
    await expect(desk.project({ ...rest, events: impossible })).rejects.toThrow(/date/);
    expect(await rowsOf(desk, draft.caseId)).toEqual({
      events: 0,
      views: 0,
      duties: 0,
      mails: 0,
      outcomes: 0,
    });
  });

  test('is stored once, however often it comes', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    const input = await draft.store();
    const before = await rowsOf(desk, draft.caseId);
    await Promise.all([desk.project(input), desk.project(input), openDeskOf(input)]);
    expect(await rowsOf(desk, draft.caseId)).toEqual(before);
    expect(await alarmsOf(draft.caseId)).toEqual([]);
  });

  test('comes in part when a part is there already', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await desk.project(draft.pending());
    await draft.give('curator', 'offer-discussion', offer(draft));
    await draft.store();
    expect(await rowsOf(desk, draft.caseId)).toMatchObject({ events: 2, outcomes: 2 });
    expect(fold(await readLog(desk.app, draft.caseId), draft.caseId)).toEqual(draft.state);
  });

  test('hangs each event on the one before it', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await draft.store();
    await draft.give('curator', 'offer-discussion', offer(draft));
    draft.passUntil('2027-09-10 12:00');
    await draft.store();
    const { rows } = await desk.app.query<{ body: string; prev_hash: string; hash: string }>(
      'SELECT body, prev_hash, hash FROM case_event WHERE case_id = $1 ORDER BY seq',
      [draft.caseId],
    );
    expect(rows.length).toBeGreaterThan(3);
    let head = CHAIN_START;
    for (const row of rows) {
      expect(row).toEqual({ body: row.body, prev_hash: head, hash: linkHash(head, row.body) });
      head = row.hash;
    }
  });
});

describe('A stored log that is another one', () => {
  test('is not added to: the run is told, and an alarm is raised', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    const { events, ...rest } = await draft.store();
    const other = events.map((event) => ({
      ...event,
      at: event.at + 1,
    })) as unknown as ProjectInput['events'];
    await expect(desk.project({ ...rest, events: other })).rejects.toMatchObject({
      type: 'E1',
      nonRetryable: true,
    });
    expect(await alarmsOf(draft.caseId)).toEqual(['log-diverged']);
    expect(await readLog(desk.app, draft.caseId)).toEqual(events);
  });

  test('is noticed when it ends before what the run knows', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await draft.store();
    await draft.give('curator', 'offer-discussion', offer(draft));
    const input = draft.pending();
    await expect(desk.project({ ...input, head: 7 })).rejects.toMatchObject({ type: 'E1' });
    expect(await rowsOf(desk, draft.caseId)).toMatchObject({ events: 1 });
  });
});

describe('The log', () => {
  test.each([
    ['the application', 'databaseUrl', `UPDATE case_event SET body = '' WHERE case_id = $1`],
    ['the application', 'databaseUrl', 'DELETE FROM case_event WHERE case_id = $1'],
    ['the eraser', 'eraserUrl', `UPDATE case_event SET body = '' WHERE case_id = $1`],
    ['the eraser', 'eraserUrl', 'DELETE FROM case_event WHERE case_id = $1'],
  ] as const)('cannot be changed by %s (%s): %s', async (_who, url, sql) => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await draft.store();
    const client = new pg.Client({ connectionString: testStack()[url] });
    await client.connect();
    await expect(client.query(sql, [draft.caseId])).rejects.toMatchObject({ code: '42501' });
    await client.end();
  });
});

describe('A rung that nobody holds', () => {
  test('falls to the next higher one', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await endPosts(draft, ['coordinator']);
    const { rows } = await desk.app.query<{ holder: string }>(
      `SELECT rung_holder('coordinator', 'school', $1, '2027-09-01') AS holder`,
      [draft.people.schoolId],
    );
    expect(rows[0]?.holder).toBe(draft.people.person('schoolSupervisor'));
  });

  test('raises an alarm and leaves the mail in the ledger, to be seen', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    await draft.raise();
    await draft.store();
    await endPosts(draft, ['coordinator', 'supervisor']);
    const reminder = {
      dutyId: 'd1',
      to: 'coordinator',
      side: 'school',
      index: 1,
      notBefore: draft.instantOf('2027-08-26 08:00'),
    };
    const by = { personId: null, role: 'system', side: null };
    const event = {
      v: 1,
      seq: 2,
      type: 'reminder-prepared',
      at: draft.now,
      happenedOn: '2027-08-26',
      by,
      commandId: null,
      data: reminder,
    };
    const events = [event] as unknown as ProjectInput['events'];
    await desk.project({ caseId: draft.caseId, head: 1, events, outcomes: [], nextWake: null });
    const { rows } = await desk.app.query(
      'SELECT recipient_id, state, note FROM mail WHERE case_id = $1 AND seq = 2',
      [draft.caseId],
    );
    expect(rows).toEqual([{ recipient_id: null, state: 'failed', note: 'nobody holds the post' }]);
    expect(await alarmsOf(draft.caseId)).toEqual(['no-recipient']);
  });
});

function offer({ people }: Draft) {
  return { withId: people.person('curator'), on: '2027-08-20' as never, minute: 600, told: 'phone' } as const;
}

async function endPosts({ people }: Draft, roles: readonly string[]): Promise<void> {
  await desk.owner.query('UPDATE staff_role SET valid_to = $3 WHERE unit_id = $1 AND role = ANY($2)', [
    people.schoolId,
    roles,
    '2027-08-17',
  ]);
}

/** Another worker's projection, which has no memory of the first. */
async function openDeskOf(input: ProjectInput): Promise<void> {
  const other = openDesk();
  await other.project(input).finally(() => other.close());
}
