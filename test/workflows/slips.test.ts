import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConsultationData } from '../../domain/consultation/consultation.js';
import { parseDate } from '../../domain/time/civil-date.js';
import type { Actor } from '../../domain/people.js';
import { findKeptSlip } from '../../api/slips/inbox.js';
import { slipWorkflowId } from '../../workflows/messages.js';
import { furnish, type Directory } from '../../stories/stage/directory.js';
import { openSlipStage, SlipStory, type SlipStage } from './support/slip-story.js';

let stage: SlipStage;
beforeAll(async () => {
  stage = await openSlipStage();
});
afterAll(() => stage.close());

const NOBODY: Actor = { personId: null, roles: [], kind: 'system' };

function ask(story: SlipStory, question: string, answerBy: string): Promise<void> {
  const { people } = story;
  const about = { schoolId: people.schoolId, topic: 'absence', role: 'curator', side: 'county' } as const;
  return story.give(
    people.actor('teacher'),
    (text) => {
      const data: ConsultationData['ask'] = { ...about, question: text, answerBy: parseDate(answerBy) };
      return { type: 'ask', data };
    },
    question,
  );
}

async function figures(story: SlipStory) {
  const { rows } = await stage.app.query<{ month: string; topic: string; role: string; asked: number }>(
    `SELECT to_char(month, 'YYYY-MM') AS month, topic, role, asked, answered FROM consultation_count
     WHERE school_id = $1 ORDER BY month`,
    [story.people.schoolId],
  );
  return rows;
}

describe('An anonymous consultation on the real engine', () => {
  test('unanswered it climbs the ladder; answered it loses its words after thirty days, and the count stays', async () => {
    const story = await SlipStory.begin('consultation', stage, '2027-08-16 09:00');
    await ask(story, 'Miten otan poissaolot puheeksi?', '2027-08-20');
    await story.until('2027-08-26 12:00');
    await story.give(
      story.people.actor('curator'),
      (text) => ({ type: 'answer', data: { answer: text } }),
      'Puhu ensin oppijan kanssa.',
    );
    await story.until('2027-08-26 13:00');
    expect(await story.mails()).toEqual([
      { at: '2027-08-16 09:00', to: 'curator', template: 'slip-task' },
      { at: '2027-08-20 08:00', to: 'curator', template: 'slip-reminder' },
      { at: '2027-08-23 08:00', to: 'curator', template: 'slip-overdue' },
      { at: '2027-08-24 08:00', to: 'countyCoordinator', template: 'slip-overdue' },
      { at: '2027-08-26 08:00', to: 'countySupervisor', template: 'slip-overdue' },
      { at: '2027-08-26 12:00', to: 'teacher', template: 'slip-answered' },
    ]);
    await story.until('2027-09-25 23:00');
    expect(await story.words()).toHaveLength(2);
    await story.until('2027-09-26 01:00');
    expect(await story.words()).toEqual([]);
    const { rows } = await stage.app.query(
      `SELECT s.status, s.asked_by, s.state ->> 'topic' AS topic, array_agg(c.body::text) AS commands
       FROM slip s JOIN slip_command c ON c.slip_id = s.id WHERE s.id = $1 GROUP BY s.id`,
      [story.slipId],
    );
    expect(rows).toEqual([{ status: 'erased', asked_by: null, topic: 'absence', commands: ['{}', '{}'] }]);
    expect(await figures(story)).toEqual([
      { month: '2027-08', topic: 'absence', role: 'curator', asked: 1, answered: 1 },
    ]);
    const run = await stage.client.workflow
      .getHandle(slipWorkflowId('consultation', story.slipId))
      .describe();
    expect(run.status.name).toBe('COMPLETED');
    await story.record('slip-consultation');
  });

  test('a second answer is refused and leaves no words behind', async () => {
    const story = await SlipStory.begin('consultation', stage, '2027-08-16 09:00');
    await ask(story, 'Kysymys', '2027-08-20');
    const give = (words: string) =>
      story.give(
        story.people.actor('curator'),
        (text) => ({ type: 'answer', data: { answer: text } }),
        words,
      );
    await give('Ensimmäinen');
    await expect(give('Toinen')).rejects.toThrow('already-settled');
    expect(await story.words()).toEqual(['Ensimmäinen', 'Kysymys']);
  });

  test('for a vacant post the coordinator of the employer hears of it', async () => {
    const story = await SlipStory.begin('consultation', stage, '2027-08-16 09:00');
    await stage.owner.query(`UPDATE staff_role SET valid_to = '2027-01-01' WHERE person_id = $1`, [
      story.people.person('curator'),
    ]);
    await ask(story, 'Kysymys', '2027-08-20');
    await story.until('2027-08-16 10:00');
    expect(await story.mails()).toEqual([
      { at: '2027-08-16 09:00', to: 'countyCoordinator', template: 'slip-task' },
    ]);
  });
});

/** Everything the store holds about a slip, as one text. */
async function everythingOf({ slipId }: SlipStory): Promise<string> {
  const { rows } = await stage.owner.query<{ about: string }>(
    `SELECT row_to_json(s)::text AS about FROM slip s WHERE id = $1
     UNION ALL SELECT row_to_json(c)::text FROM slip_command c WHERE slip_id = $1
     UNION ALL SELECT row_to_json(m)::text FROM mail m WHERE slip_id = $1
     UNION ALL SELECT row_to_json(a)::text FROM alarm a WHERE detail ->> 'slip' = $1::text`,
    [slipId],
  );
  return rows.map(({ about }) => about).join('\n');
}

/** Ids that the mails of a slip get when one of these people is told: whoever guesses finds them so. */
async function idsOfMailsTo(story: SlipStory, people: readonly string[]): Promise<string[]> {
  const { rows } = await stage.owner.query<{ id: string }>(
    `SELECT md5($1 || '/' || seq || '/0/' || person)::uuid AS id
     FROM generate_series(1, 20) AS seq, unnest($2::text[]) AS person`,
    [story.slipId, people],
  );
  return rows.map(({ id }) => id);
}

describe('An anonymous consultation that is erased', () => {
  /** Asked by the teacher and answered by the curator; a mail of it has not gone when its words go. */
  async function erased(): Promise<{ story: SlipStory; people: readonly string[]; before: string }> {
    const story = await SlipStory.begin('consultation', stage, '2027-08-16 09:00');
    const people = (['teacher', 'curator'] as const).map((name) => story.people.person(name));
    await ask(story, 'Miten otan poissaolot puheeksi?', '2027-08-20');
    await story.until('2027-08-16 10:00');
    await story.give(
      story.people.actor('curator'),
      (text) => ({ type: 'answer', data: { answer: text } }),
      'Puhu ensin oppijan kanssa.',
    );
    await story.until('2027-09-14 12:00');
    await stage.owner.query(
      `UPDATE mail SET state = 'planned', sent_at = NULL, message_id = NULL, not_before = '2027-10-01'
       WHERE slip_id = $1 AND template = 'slip-answered'`,
      [story.slipId],
    );
    const before = await everythingOf(story);
    await story.until('2027-09-16 01:00');
    return { story, people, before };
  }

  test('names neither who asked nor who answered, in no row, not even to whoever guesses', async () => {
    const { story, people, before } = await erased();
    const traces = [...people, ...(await idsOfMailsTo(story, people))];
    // What is looked for is what stood there.
    expect(traces.filter((trace) => before.includes(trace)).length).toBeGreaterThanOrEqual(4);
    const after = await everythingOf(story);
    expect(after).toContain(story.slipId);
    expect(traces.filter((trace) => after.includes(trace))).toEqual([]);
    for (const { key } of story.given) expect(after).not.toContain(key);
  });

  test('sends nothing any more: a mail that had not gone is dropped and reaches nobody', async () => {
    const { story } = await erased();
    await story.until('2027-10-02 12:00');
    const { rows } = await stage.owner.query<{ template: string; state: string }>(
      `SELECT template, state, recipient_id AS who, message_id AS sent FROM mail WHERE slip_id = $1 ORDER BY seq`,
      [story.slipId],
    );
    expect(rows).toEqual([
      { template: 'slip-task', state: 'sent', who: null, sent: null },
      { template: 'slip-answered', state: 'dropped', who: null, sent: null },
    ]);
  });

  test('is still found by the keys under which it was asked and answered, by nobody else', async () => {
    const { story } = await erased();
    expect(story.given).toHaveLength(2);
    for (const { caller, key } of story.given) {
      const kept = await findKeptSlip(stage.app, caller, key);
      expect(kept).toMatchObject({ slipId: story.slipId, outcome: { kind: 'done' } });
      expect(await findKeptSlip(stage.app, 'person:somebody-else', key)).toBeNull();
    }
  });

  test('names nobody either when a command on it is refused after its words have gone', async () => {
    const { story, people } = await erased();
    await expect(
      story.give(
        story.people.actor('curator'),
        (text) => ({ type: 'answer', data: { answer: text } }),
        'Myöhässä',
      ),
    ).rejects.toThrow('already-settled');
    const after = await everythingOf(story);
    expect(people.filter((person) => after.includes(person))).toEqual([]);
    expect(await story.words()).toEqual([]);
  });
});

describe("A learner's request to talk on the real engine", () => {
  function request(story: SlipStory, urgent: boolean): Promise<void> {
    const about = { schoolId: story.people.schoolId, role: 'curator', urgent } as const;
    return story.give(
      NOBODY,
      (text) => ({ type: 'request', data: { ...about, words: text } }),
      '{"name":"x"}',
    );
  }

  test('urgent on a Friday evening: the professional hears at once, the employer when nobody takes it up', async () => {
    const story = await SlipStory.begin('talk', stage, '2027-08-27 19:30');
    await request(story, true);
    await story.until('2027-08-31 09:00');
    const { state } = await story.snapshot();
    expect(state).toMatchObject({ rule: 'T-OHL15-urgent', dueOn: '2027-08-30', status: 'open' });
    expect(await story.mails()).toEqual([
      { at: '2027-08-27 19:30', to: 'curator', template: 'slip-urgent' },
      { at: '2027-08-30 12:00', to: 'countyCoordinator', template: 'slip-unanswered' },
      { at: '2027-08-31 08:00', to: 'countySupervisor', template: 'slip-overdue' },
    ]);
  });

  test('not urgent: due on the seventh school day, a task in office hours, quiet once it is dismissed', async () => {
    const story = await SlipStory.begin('talk', stage, '2027-08-27 19:30');
    await request(story, false);
    await story.until('2027-09-03 12:00');
    const { state } = await story.snapshot();
    expect(state).toMatchObject({ rule: 'T-OHL15-7', dueOn: '2027-09-07' });
    await story.give(story.people.actor('curator'), () => ({
      type: 'dismiss',
      data: { reason: 'duplicate' },
    }));
    await story.until('2027-09-20 12:00');
    expect(await story.mails()).toEqual([
      { at: '2027-08-30 08:00', to: 'curator', template: 'slip-task' },
      { at: '2027-09-03 08:00', to: 'curator', template: 'slip-reminder' },
    ]);
    await story.record('slip-talk');
  });

  test('passed on to another school: its mails, its row and its reminders are there, its clock is as it was', async () => {
    const story = await SlipStory.begin('talk', stage, '2027-08-27 19:30');
    const other = await furnish(stage.owner, '2027-08-27');
    const people = [story.people, other];
    const passOn = (from: Directory, to: Directory) =>
      story.give(from.actor('curator'), () => ({ type: 'pass-on', data: { schoolId: to.schoolId } }));
    const whereabouts = async () => {
      const { rows } = await stage.app.query<{ school: string; clock: string }>(
        `SELECT school_id AS school, state ->> 'startedOn' || ' ' || (state ->> 'dueOn') AS clock FROM slip WHERE id = $1`,
        [story.slipId],
      );
      return rows[0];
    };
    await request(story, false);
    const clock = '2027-08-27 2027-09-07';
    expect(await whereabouts()).toEqual({ school: story.people.schoolId, clock });
    // Before Monday morning: the task has not gone out, and who has the request no more never gets it.
    await passOn(story.people, other);
    expect(await whereabouts()).toEqual({ school: other.schoolId, clock });
    await expect(passOn(story.people, other)).rejects.toThrow('not-allowed');
    await story.until('2027-09-03 12:00');
    await passOn(other, story.people);
    expect(await whereabouts()).toEqual({ school: story.people.schoolId, clock });
    await story.until('2027-09-06 12:00');
    const told = await story.mails();
    const nameOf = (to: string) => people.map((some) => some.nameOfAddress(to)).find((name) => name) ?? to;
    expect(
      told.map(({ at, to, template }) => ({ at, to: nameOf(to), here: nameOf(to) === to, template })),
    ).toEqual([
      { at: '2027-08-30 08:00', to: 'curator', here: false, template: 'slip-task' },
      { at: '2027-09-03 08:00', to: 'curator', here: false, template: 'slip-reminder' },
      { at: '2027-09-03 12:00', to: 'curator', here: true, template: 'slip-task' },
      { at: '2027-09-06 08:00', to: 'curator', here: true, template: 'slip-reminder' },
    ]);
    await story.give(story.people.actor('curator'), () => ({ type: 'dismiss', data: { reason: 'prank' } }));
    await story.until('2027-10-07 12:00');
    expect(await story.words()).toEqual([]);
    await story.record('slip-passed-on');
  });
});
