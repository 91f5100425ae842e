import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { deliverDue } from '../../activities/mail/deliver.js';
import { mailer } from '../../bin/mailer.js';
import { textGateway } from '../../bin/text-gateway.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, type Desk } from './support/desk.js';
import { openMailServer } from './support/mail-server.js';

const URL = 'https://rinnalla.example.invalid/suostumus/';
let desk: Desk;
let server: Awaited<ReturnType<typeof openMailServer>>;
beforeAll(async () => {
  desk = openDesk();
  server = await openMailServer();
});
afterAll(async () => {
  await server.close();
  await desk.close();
});

/** A guardian is asked by this channel; what is due on that morning is delivered. */
async function asked(channel: 'e-mail' | 'text', phone: string): Promise<{ draft: Draft; linkId: string }> {
  const draft = await Draft.at(desk, '2027-08-17 09:00');
  const { person, guardianId } = draft.people;
  await desk.owner.query('UPDATE person SET phone = $2 WHERE id = $1', [guardianId, phone]);
  await draft.raise({ by: 'teacher' });
  await draft.give('curator', 'propose-group', {
    members: [{ personId: person('nurse'), role: 'school_nurse', side: 'county' }],
  });
  const grounds = { textId: crypto.randomUUID() as never, hmac: 'ab'.repeat(32) };
  await draft.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds });
  const linkId = crypto.randomUUID();
  await draft.give('curator', 'request-consent', {
    ...{ memberIds: ['m1'], askedOf: [guardianId], told: 'message' },
    asking: {
      ...{ channel, textVersion: 'fi/x', answerBy: parseDate('2027-08-31') },
      asked: [{ personId: guardianId, language: 'fi', linkId }],
    },
  });
  await draft.store();
  const { rows } = await desk.app.query<{ shard: number }>(
    'SELECT shard FROM mail WHERE recipient_id = $1 LIMIT 1',
    [guardianId],
  );
  const transport = mailer(server.url);
  const deps = {
    ...{ pool: desk.app, transport, from: 'Rinnalla <r@example.invalid>', publicUrl: 'https://x.invalid' },
    linkUrl: (id: string) => `${URL}${id}`,
    sendText: textGateway(`${testStack().inboxUrl}/api/texts`),
  };
  await deliverDue(deps, { shard: rows[0]?.shard ?? 0, now: draft.instantOf('2027-08-17 09:05') });
  transport.close();
  return { draft, linkId };
}

async function stateOf(draft: Draft): Promise<string[]> {
  const { rows } = await desk.app.query<{ state: string }>(
    `SELECT state FROM mail WHERE recipient_id = $1 AND template = 'consent-request'`,
    [draft.people.guardianId],
  );
  return rows.map((row) => row.state);
}

test('a question by mail carries the link of that person, and names nobody and no case', async () => {
  const { draft, linkId } = await asked('e-mail', '+358 00 000 9001');
  expect(await stateOf(draft)).toEqual(['sent']);
  const mine = server.taken.filter(({ mail }) => mail.text?.includes(linkId) === true);
  expect(mine).toHaveLength(1);
  expect(mine[0]?.mail.text).toContain(`${URL}${linkId}`);
  expect(`${mine[0]?.mail.subject} ${mine[0]?.mail.text}`).not.toMatch(/R-20\d\d/);
});

test('a question by text message goes to the known number through the gateway', async () => {
  const phone = '+358 00 000 9002';
  const { draft, linkId } = await asked('text', phone);
  expect(await stateOf(draft)).toEqual(['sent']);
  const inbox = await fetch(`${testStack().inboxUrl}/api/mails?to=${encodeURIComponent(phone)}`);
  expect(await inbox.json()).toMatchObject([
    { kind: 'text', text: expect.stringContaining(`${URL}${linkId}`) },
  ]);
  expect(server.taken.some(({ mail }) => mail.text?.includes(linkId) === true)).toBe(false);
});
