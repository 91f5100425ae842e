import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { readState } from '../../activities/log.js';
import { caseWorkflowId, COMMAND_UPDATE } from '../../workflows/messages.js';
import { acts } from './support/acts.js';
import { Story } from '../../stories/stage/story.js';
import { openTheatre, type Theatre } from '../../stories/stage/theatre.js';
import { testStack } from '../support/test-stack.js';

let theatre: Theatre;
beforeAll(async () => {
  theatre = await openTheatre(testStack());
});
afterAll(() => theatre.close());

async function runOf(story: Story): Promise<string> {
  const { runId } = await theatre.client.workflow.getHandle(caseWorkflowId(story.caseId)).describe();
  return runId;
}

/**
 * Gives commands until the run has been replaced by a fresh one. How many it takes depends on how many decisions
 * go into one projection: 7 to 13 events of history each, 2,000 at the most.
 */
async function untilReplaced(story: Story): Promise<void> {
  const { offer } = acts(story);
  const first = await runOf(story);
  for (let n = 0; n < 800; n += 1) {
    await offer(n % 2 === 0 ? '2027-08-19' : '2027-08-20');
    if (n % 10 === 9 && (await runOf(story)) !== first) return;
  }
  throw new Error('the run was not replaced');
}

describe('A case with a long history', () => {
  test('goes on in a fresh run: same state, same next wake, same answer to a command it has had', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { raise, offer } = acts(story);
    await raise('curator');
    await untilReplaced(story);
    const answer = await offer('2027-08-18');
    const { rows } = await theatre.app.query<{ id: string; body: object }>(
      'SELECT id, body FROM command WHERE case_id = $1 ORDER BY received_seq DESC LIMIT 1',
      [story.caseId],
    );
    const last = rows[0];
    const handle = theatre.client.workflow.getHandle(caseWorkflowId(story.caseId));
    const again = await handle.executeUpdate(COMMAND_UPDATE, {
      args: [last?.body],
      updateId: `${last?.id}-again`,
    });
    expect(again).toEqual(answer);
    await story.until('2027-08-16 10:00');
    const snapshot = await story.snapshot();
    expect(snapshot.unprojected).toEqual([]);
    expect(await readState(theatre.app, story.caseId)).toEqual(snapshot.state);
    expect(snapshot.state?.duties.filter((duty) => duty.status === 'open').map((duty) => duty.kind)).toEqual([
      'tell-guardian',
      'absence-causes',
      'county-contact',
      'discussion-outcome',
    ]);
  });
});

describe('A closed case', () => {
  test('has ended its run; a report begins one that knows the whole log, and stays as long as it owes something', async () => {
    const story = await Story.begin(theatre, '2027-08-16 09:00');
    const { raise, offer, discussed, toldHome } = acts(story);
    await raise('teacher');
    await offer('2027-08-16');
    await discussed('held');
    await toldHome();
    await story.give('curator', 'close-case', { reason: 'goals-met', told: ['learner'] });
    const handle = theatre.client.workflow.getHandle(caseWorkflowId(story.caseId));
    await handle.result();
    expect((await handle.describe()).status.name).toBe('COMPLETED');
    const report = { addressee: 'county', channel: 'phone', reason: story.text(), told: 'both' } as const;
    await story.resume('teacher', 'report-child-welfare', report);
    expect(await story.state()).toMatchObject({ status: 'aftercare', version: 7 });
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await story.settled();
  });
});
