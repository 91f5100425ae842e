import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from '@jest/globals';
import nodemailer from 'nodemailer';
import { startMailbox, type Mailbox, type Message } from '../../stack/mailbox.js';
import { stateFolder } from '../support/state-folder.js';

let folder: Awaited<ReturnType<typeof stateFolder>>;
let mailbox: Mailbox;
const open = () => startMailbox({ home: folder.home, smtpPort: 56_425, inboxPort: 56_525 });

const send = (to: string, subject: string, html?: string) =>
  nodemailer.createTransport(mailbox.smtpUrl).sendMail({
    from: 'Rinnalla <r@example.org>',
    to,
    subject,
    text: `Text of ${subject}`,
    ...(html ? { html } : {}),
  });

beforeAll(async () => {
  folder = await stateFolder();
});
beforeEach(async () => {
  mailbox = await open();
});
afterEach(async () => {
  await mailbox.clear();
  await mailbox.stop();
});
afterAll(() => folder.remove());

test('a mail that was accepted is there after a restart, also with a damaged file beside it', async () => {
  await send('anna@example.org', 'First');
  await send('bo@example.org', 'Second');
  await mailbox.stop();
  await writeFile(join(folder.home, 'mail', '000-broken.json'), '{"id":');
  mailbox = await open();
  const subjects = (await mailbox.messages()).map(({ subject }) => subject);
  expect(subjects).toEqual(['Second', 'First']);
});

test('names in any script, apostrophes and markup arrive as they were sent', async () => {
  const name = `محمد O'Brien <b>&"Åsa"</b>`;
  await send('"O\'Brien, محمد" <mo@example.org>', name, `<p>${name}</p><script>alert(1)</script>`);
  const [mail] = await mailbox.messages({ to: 'MO@example.org' });
  expect(mail?.subject).toBe(name);
  const list = await (await fetch(mailbox.inboxUrl)).text();
  const one = await (await fetch(`${mailbox.inboxUrl}/mails/${mail?.id}`)).text();
  for (const shown of [list, one]) {
    expect(shown).toContain('محمد O&#39;Brien &lt;b&gt;');
    expect(shown).not.toContain('<b>&"');
  }
  const html = await fetch(`${mailbox.inboxUrl}/mails/${mail?.id}/html`);
  expect(html.headers.get('content-security-policy')).toContain('sandbox');
});

test('the JSON answers by recipient, and DELETE empties the mailbox', async () => {
  await send('anna@example.org', 'For Anna');
  await send('bo@example.org', 'For Bo');
  const read = async (query = '') =>
    (await (await fetch(`${mailbox.inboxUrl}/api/mails${query}`)).json()) as Message[];
  expect((await read('?to=anna@example.org')).map(({ subject }) => subject)).toEqual(['For Anna']);
  expect((await read())[0]?.messageId).toMatch(/^<.+@.+>$/);
  await fetch(`${mailbox.inboxUrl}/api/mails`, { method: 'DELETE' });
  expect(await read()).toEqual([]);
});

test('a mail that cannot be read is shown as it came, and hides no other', async () => {
  const raw = `Subject: Long\r\nX-Long: ${'long '.repeat(400_000)}\r\n\r\nText`;
  await nodemailer
    .createTransport(mailbox.smtpUrl)
    .sendMail({ envelope: { from: 'r@example.org', to: 'anna@example.org' }, raw });
  await send('bo@example.org', 'Second');
  const [second, first] = await mailbox.messages();
  expect(second?.subject).toBe('Second');
  expect(first).toMatchObject({ to: ['anna@example.org'], subject: '' });
  expect(first?.text).toContain('Subject: Long');
});

test('a paused mailbox refuses connections, a resumed one takes mail again', async () => {
  await mailbox.pause();
  await expect(send('anna@example.org', 'Lost')).rejects.toThrow(/ECONNREFUSED/);
  await mailbox.resume();
  await send('anna@example.org', 'Kept');
  expect((await mailbox.messages()).map(({ subject }) => subject)).toEqual(['Kept']);
});

test('an unknown page is a page that leads back', async () => {
  const response = await fetch(`${mailbox.inboxUrl}/mails/1-2-3`);
  expect(response.status).toBe(404);
  expect(await response.text()).toContain('href="/"');
});

test('takes a text message where a gateway would, and shows it among the mails as one', async () => {
  const hand = (body: string, type = 'application/json') =>
    fetch(`${mailbox.inboxUrl}/api/texts`, { method: 'POST', headers: { 'content-type': type }, body });
  const message = { to: '+358 00 000 0001', text: 'Koodi on 123456.' };
  expect((await hand(JSON.stringify(message))).status).toBe(202);
  expect((await hand('{')).status).toBe(400);
  expect((await hand(JSON.stringify(message), 'text/plain')).status).toBe(405);
  expect((await hand(JSON.stringify({ ...message, text: 'x'.repeat(20_000) }))).status).toBe(413);
  expect(await mailbox.messages({ to: message.to })).toMatchObject([{ kind: 'text', text: message.text }]);
  const page = await (await fetch(mailbox.inboxUrl)).text();
  expect(page).toContain('Text message');
});
