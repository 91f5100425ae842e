import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { asId, type TextId } from '../../domain/ids.js';
import { Draft, openDesk, type Desk } from './support/desk.js';
import { openPost, type Post } from './support/post.js';

let desk: Desk;
let post: Post;
const others: Post[] = [];
beforeAll(async () => {
  desk = openDesk();
  post = await openPost(desk);
});
afterAll(async () => {
  for (const one of [post, ...others]) await one.close();
  await desk.close();
});

/** A way to a mail server that is not there. */
async function postToNobody(): Promise<Post> {
  const away = await openPost(desk, 'smtp://127.0.0.1:9');
  others.push(away);
  return away;
}

/** A concern of Monday 16.8.2027, due on the 25th: told to both at once, and the curator is reminded from the 23rd. */
async function raisedCase(beside?: Draft): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00', beside?.people);
  await draft.raise({ by: 'schoolCoordinator' });
  await draft.store();
  return draft;
}

function offerTime(draft: Draft): Promise<string> {
  return draft.give('curator', 'offer-discussion', {
    withId: draft.people.person('curator'),
    on: '2027-08-24' as never,
    minute: 600,
    told: 'phone',
  });
}

describe('What goes out', () => {
  test('is dropped when it is no longer true, and the ledger says so', async () => {
    const draft = await raisedCase();
    await post.deliverTo(draft, 'curator', '2027-08-16 09:00');
    draft.passUntil('2027-08-23 07:59');
    await offerTime(draft);
    await draft.store();
    const { dropped } = await post.deliverTo(draft, 'curator', '2027-08-23 08:00');
    const [task, reminder, ...more] = await post.ledger(draft, 'curator');
    expect(task).toMatchObject({ template: 'task', state: 'sent' });
    expect(reminder).toMatchObject({ template: 'reminder', state: 'dropped', note: 'no longer true' });
    expect(more).toEqual([]);
    expect(dropped).toContain(reminder?.id);
    expect(await post.takenBy(draft, 'curator')).toHaveLength(1);
  });

  test('to one receiver on one morning is one mail', async () => {
    const draft = await raisedCase();
    const second = await raisedCase(draft);
    for (const one of [draft, second]) {
      one.passUntil('2027-08-23 07:59');
      await one.store();
    }
    await post.deliverTo(draft, 'curator', '2027-08-23 08:00');
    const [mail, ...more] = await post.takenBy(draft, 'curator');
    expect(more).toEqual([]);
    expect(mail?.mail.text).toContain(draft.ref);
    expect(mail?.mail.text).toContain(second.ref);
    const rows = await post.ledger(draft, 'curator');
    expect(new Set(rows.filter(({ state }) => state === 'sent').map(({ messageId }) => messageId)).size).toBe(
      1,
    );
  });

  test('after an outage is the highest of the missed reminders only', async () => {
    const draft = await raisedCase();
    draft.passUntil('2027-08-25 12:00');
    await draft.store();
    await post.deliverTo(draft, 'curator', '2027-08-25 12:00');
    const rows = await post.ledger(draft, 'curator');
    expect(rows.filter(({ state }) => state === 'sent')).toHaveLength(1);
    expect(rows.at(-1)).toMatchObject({ template: 'reminder', state: 'sent' });
    expect(
      rows
        .slice(0, -1)
        .every(({ state, note }) => state === 'dropped' && note === 'a later reminder goes instead'),
    ).toBe(true);
    expect(await post.takenBy(draft, 'curator')).toHaveLength(1);
  });
});

describe('Of a case that was made void', () => {
  test('goes out at once, also on a Saturday evening, that a report is still owed, and nothing else', async () => {
    const draft = await raisedCase();
    await draft.give('teacher', 'propose-joint-contact', { with: 'both' });
    await draft.give('teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true });
    await draft.store();
    await post.deliverTo(draft, 'teacher', '2027-08-16 09:00');
    const before = await post.takenBy(draft, 'teacher');
    draft.passUntil('2027-08-21 21:00');
    await draft.store();
    const note = { textId: asId<TextId>(randomUUID()), hmac: 'ab'.repeat(32) };
    await draft.give('curator', 'void-case', { reason: 'wrong-learner', note });
    await draft.store();
    await post.deliverTo(draft, 'teacher', '2027-08-21 21:00');
    const [mail, ...more] = (await post.takenBy(draft, 'teacher')).slice(before.length);
    expect(more).toEqual([]);
    expect(mail?.mail.subject).toBe('Asia päättyi, kiireellinen tehtäväsi ei');
    expect(mail?.mail.text).toContain(`Asia ${draft.ref} päätettiin`);
    expect((await post.ledger(draft, 'teacher')).filter(({ state }) => state === 'planned')).toEqual([]);
  });
});

describe('A crash between the mail and its mark', () => {
  test('repeats the mail under the same Message-ID, and what came since is another mail', async () => {
    const draft = await raisedCase();
    draft.passUntil('2027-08-23 07:59');
    await draft.store();
    post.server.hangUpAfter(await post.addressOf(draft, 'curator'));
    const { again, sent } = await post.deliverTo(draft, 'curator', '2027-08-23 08:00');
    expect(again).toBe(draft.instantOf('2027-08-23 08:00') + 10_000);
    const begun = (await post.ledger(draft, 'curator')).find(({ state }) => state === 'sending');
    expect(sent).not.toHaveProperty([begun?.messageId ?? '']);
    const second = await raisedCase(draft);
    second.passUntil('2027-08-23 07:59');
    await second.store();
    await post.deliverTo(draft, 'curator', '2027-08-23 08:01');
    const ids = (await post.takenBy(draft, 'curator')).map(({ mail }) => mail.messageId);
    const [first] = ids;
    expect(ids.filter((id) => id === first)).toHaveLength(2);
    expect(ids.filter((id) => id !== first)).toHaveLength(1);
    expect((await post.ledger(draft, 'curator')).filter(({ state }) => state === 'sending')).toEqual([]);
  });

  test('keeps that Message-ID through an outage of the server', async () => {
    const draft = await raisedCase();
    draft.passUntil('2027-08-23 07:59');
    await draft.store();
    post.server.hangUpAfter(await post.addressOf(draft, 'curator'));
    await post.deliverTo(draft, 'curator', '2027-08-23 08:00');
    const away = await postToNobody();
    await away.deliverTo(draft, 'curator', '2027-08-23 08:01');
    await post.deliverTo(draft, 'curator', '2027-08-23 08:02');
    const ids = (await post.takenBy(draft, 'curator')).map(({ mail }) => mail.messageId);
    expect(ids).toEqual([ids[0], ids[0]]);
  });
});

test('A mail to somebody whom nobody knows is given up: it does not keep the postman awake', async () => {
  const draft = await raisedCase();
  const [row] = await post.ledger(draft, 'curator');
  await desk.owner.query('UPDATE mail SET recipient_id = $2 WHERE id = $1', [row?.id, randomUUID()]);
  await post.deliverAll(draft, '2027-08-16 09:00');
  const { rows } = await desk.owner.query<{ state: string; note: string }>(
    'SELECT state, note FROM mail WHERE id = $1',
    [row?.id],
  );
  expect(rows).toEqual([{ state: 'failed', note: 'the mail server refused it, or there is no address' }]);
});

describe('A mail server', () => {
  test('that cannot be reached costs time only', async () => {
    const draft = await raisedCase();
    const away = await postToNobody();
    const { again } = await away.deliverTo(draft, 'teacher', '2027-08-16 09:01');
    expect(again).toBe(draft.instantOf('2027-08-16 09:01') + 10_000);
    const waiting = {
      template: 'responsible-now',
      state: 'planned',
      note: 'the mail server takes no mail at the moment',
      messageId: null,
    };
    expect(await away.ledger(draft, 'teacher')).toEqual([expect.objectContaining(waiting)]);
    await post.deliverTo(draft, 'teacher', '2027-08-16 09:02');
    expect(await post.ledger(draft, 'teacher')).toEqual([
      expect.objectContaining({ state: 'sent', note: null }),
    ]);
  });

  test('that takes no mail from us is one that cannot be reached', async () => {
    const draft = await raisedCase();
    post.server.answerSender(550);
    const { again } = await post.deliverTo(draft, 'teacher', '2027-08-16 09:01');
    post.server.answerSender(null);
    expect(again).toBe(draft.instantOf('2027-08-16 09:01') + 10_000);
    expect(await post.ledger(draft, 'teacher')).toEqual([expect.objectContaining({ state: 'planned' })]);
  });

  test('that refuses one address for good raises an alarm, and nobody else waits', async () => {
    const [refused, other] = [await raisedCase(), await raisedCase()];
    post.server.answer(await post.addressOf(refused, 'teacher'), 550);
    await post.deliverTo(refused, 'teacher', '2027-08-16 09:01');
    await post.deliverTo(other, 'teacher', '2027-08-16 09:01');
    expect(await post.ledger(refused, 'teacher')).toEqual([expect.objectContaining({ state: 'failed' })]);
    expect(await post.ledger(other, 'teacher')).toEqual([expect.objectContaining({ state: 'sent' })]);
    const { rows } = await desk.app.query('SELECT kind FROM alarm WHERE case_id = $1', [refused.caseId]);
    expect(rows).toEqual([{ kind: 'mail-rejected' }]);
  });

  test('that puts one address off is asked again after a minute, and nobody else waits', async () => {
    const [put, other] = [await raisedCase(), await raisedCase()];
    const address = await post.addressOf(put, 'teacher');
    post.server.answer(address, 451);
    await post.deliverTo(put, 'teacher', '2027-08-16 09:01');
    await post.deliverTo(other, 'teacher', '2027-08-16 09:01');
    expect(await post.ledger(other, 'teacher')).toEqual([expect.objectContaining({ state: 'sent' })]);
    expect(await post.ledger(put, 'teacher')).toEqual([
      expect.objectContaining({ state: 'planned', note: 'the mail server put this address off' }),
    ]);
    post.server.answer(address, null);
    await post.deliverTo(put, 'teacher', '2027-08-16 09:01');
    expect(await post.takenBy(put, 'teacher')).toEqual([]);
    await post.deliverTo(put, 'teacher', '2027-08-16 09:02');
    expect(await post.takenBy(put, 'teacher')).toHaveLength(1);
  });
});
