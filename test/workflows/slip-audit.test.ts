import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import {
  slipEngineFaults,
  slipFaultsOf,
  slipInboxFaults,
  storedSlips,
  type StoredSlip,
} from '../../bin/commands/slip-check.js';
import { slipWorkflowId } from '../../workflows/messages.js';
import { openSlipStage, SlipStory, type SlipStage } from './support/slip-story.js';

let stage: SlipStage;
beforeAll(async () => {
  stage = await openSlipStage();
});
afterAll(() => stage.close());

/** A request to talk that waits for the curator. */
async function requested(): Promise<SlipStory> {
  const story = await SlipStory.begin('talk', stage, '2027-08-27 19:30');
  const about = { schoolId: story.people.schoolId, role: 'curator', urgent: false } as const;
  await story.give(
    { personId: null, roles: [], kind: 'system' },
    (text) => ({ type: 'request', data: { ...about, words: text } }),
    '{"name":"x"}',
  );
  return story;
}

async function rowOf({ slipId }: SlipStory): Promise<StoredSlip> {
  for await (const slip of storedSlips(stage.app)) if (slip.id === slipId) return slip;
  throw new Error('no such slip');
}

/** A fault of the engine is told when it is still there after this (ms); an operator's audit has more patience. */
const PATIENCE = 3_000;

/** Kinds of the faults an audit finds of one slip. */
async function faults(story: SlipStory): Promise<string[]> {
  const slip = await rowOf(story);
  const found = [
    ...(await slipFaultsOf(stage.app, slip)),
    ...(await slipEngineFaults(stage.app, stage.client, slip, PATIENCE)),
  ];
  const waiting = await slipInboxFaults(stage.app, Date.now());
  const mine = waiting.filter(({ ref }) => ref.endsWith(story.slipId.slice(0, 8)));
  return [...found, ...mine].map(({ kind }) => kind);
}

describe('An audit of a request to talk', () => {
  test('finds nothing while its row and its run say the same', async () => {
    expect(await faults(await requested())).toEqual([]);
  });

  test.each([
    [
      'a row that says something else than its state',
      'view-differs',
      `UPDATE slip SET status = 'settled' WHERE id = $1`,
    ],
    [
      'a school that is another',
      'view-differs',
      `UPDATE slip SET school_id = gen_random_uuid() WHERE id = $1`,
    ],
    [
      'a next wake that is another',
      'view-differs',
      `UPDATE slip SET next_wake_at = next_wake_at + interval '1 minute' WHERE id = $1`,
    ],
    [
      'words that outlived their slip',
      'words-stay',
      `UPDATE slip SET state = jsonb_set(state, '{status}', '"erased"') WHERE id = $1`,
    ],
    [
      'a command that waits',
      'undecided',
      `INSERT INTO slip_command (id, caller, key, body_hash, kind, slip_id, school_id, controller_id, body, received_at)
       SELECT gen_random_uuid(), 'x', gen_random_uuid(), '', kind, id, school_id, controller_id, '{}', now() - interval '2 minutes'
       FROM slip WHERE id = $1`,
    ],
  ])('finds %s: %s', async (_what, kind, sql) => {
    const story = await requested();
    await stage.owner.query(sql, [story.slipId]);
    expect(await faults(story)).toContain(kind);
    await stage.owner.query('DELETE FROM slip_command WHERE slip_id = $1 AND outcome IS NULL', [
      story.slipId,
    ]);
  });

  test('finds a command that was done and left no slip: outcome-wrong', async () => {
    const story = await requested();
    const lost = randomUUID();
    await stage.owner.query(
      `INSERT INTO slip_command (id, caller, key, body_hash, kind, slip_id, school_id, controller_id, body, received_at, outcome)
       SELECT gen_random_uuid(), 'x', gen_random_uuid(), '', kind, $2, school_id, controller_id, '{}', now(), 'done'
       FROM slip WHERE id = $1`,
      [story.slipId, lost],
    );
    const found = await slipInboxFaults(stage.app, Date.now());
    expect(found.filter(({ ref }) => ref.endsWith(lost.slice(0, 8))).map(({ kind }) => kind)).toEqual([
      'outcome-wrong',
    ]);
    await stage.owner.query('DELETE FROM slip_command WHERE slip_id = $1', [lost]);
  });

  test('finds that no workflow runs for one that waits', async () => {
    const story = await requested();
    await stage.client.workflow.getHandle(slipWorkflowId('talk', story.slipId)).terminate();
    expect(await faults(story)).toEqual(['no-run']);
  });
});
