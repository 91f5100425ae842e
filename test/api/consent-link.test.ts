import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { ConsentPreviewAnswer } from '../../api/contracts/consent-links.js';
import type { EventList } from '../../api/contracts/events.js';
import { instant } from '../../domain/time/instant.js';
import {
  Reader,
  child,
  everythingOf,
  father,
  grouped,
  keys,
  linkOf,
  linksOf,
  mother,
  readerOf,
  request,
  settled,
  YES,
} from './consent-pages.js';
import { given, problemOf, refusedWith, signIn, type CommandOf, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

let by: SignedIn;
let wide: InProcess;
beforeAll(async () => {
  by = await signIn('curator');
  wide = await inProcess();
});
afterAll(() => wide.stop());

describe('A link', () => {
  test('is made for each who is asked, only after it was assessed who decides (OHL 18 §)', async () => {
    const id = await grouped(by, false);
    expect(await refusedWith(by, id, request())).toEqual({
      ...{ status: 409, code: 'capacity-not-assessed', source: 'OHL 18 §' },
    });
    expect(await linksOf(by, id)).toEqual([]);
    await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
    await given(by, id, request());
    const made = (await linksOf(by, id)).map((it) => `${it.personId} ${it.state}`);
    expect(new Set(made)).toEqual(new Set([`${mother} open`, `${father} open`]));
    expect(made).toHaveLength(2);
  });

  test('is born with its command: the same key is the same links, a refused one leaves none', async () => {
    const id = await grouped(by);
    const key = crypto.randomUUID();
    const answers = await Promise.all([by.command(id, request(), key), by.command(id, request(), key)]);
    // The one that came second may be told that the first is still being done.
    for (const { status } of answers) expect([200, 202]).toContain(status);
    expect((await by.command(id, request(), key)).status).toBe(200);
    expect(await linksOf(by, id)).toHaveLength(2);
    expect(await refusedWith(by, id, request({ memberIds: ['m9'] }))).toMatchObject({
      code: 'unknown-member',
    });
    expect(await linksOf(by, id)).toHaveLength(2);
  });

  test('is never made for a guardian who is prohibited, nor beside a learner who decides alone', async () => {
    const id = await grouped(by);
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    expect(await refusedWith(by, id, request())).toMatchObject({ code: 'guardian-prohibited' });
    await given(by, id, request({ askedOf: [mother] }));
    expect((await linksOf(by, id)).map((it) => it.personId)).toEqual([mother]);
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
    expect(await refusedWith(by, id, request({ askedOf: [mother] }))).toMatchObject({
      code: 'learner-decides',
    });
    const reader = await readerOf(by, id, mother);
    expect((await reader.open()).status).toBe(410);
    expect((await reader.open()).text).toContain('Tätä ei enää kysytä');
  });

  test('keeps only the hash of its secret: neither store, log of the case nor answer has it', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const link = await linkOf(by, id, mother);
    const secret = keys.secretOf(link.id);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await everythingOf(wide.app, id)).not.toContain(secret);
    const events = await by.get<EventList>(`/api/v1/cases/${id}/events`);
    expect(events.text).not.toContain(secret);
    expect(events.body.items.find((it) => it.type === 'consent-requested')?.data).toMatchObject({
      asking: {
        channel: 'e-mail',
        answerBy: link.answerBy,
        asked: [{ personId: mother, language: 'fi' }, {}],
      },
    });
  });

  test('opened a hundred times by a scanner changes nothing, and tells nothing of anybody', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const reader = await readerOf(by, id, mother);
    await settled(by, id, ['requested', 'requested', 'proposed']);
    const before = await everythingOf(wide.app, id);
    for (let i = 0; i < 50; i += 1) {
      const pages = await Promise.all([reader.open('GET'), reader.open('HEAD')]);
      expect(pages.map((page) => page.status)).toEqual([200, 200]);
    }
    expect(await everythingOf(wide.app, id)).toBe(before);
    const page = await reader.open();
    for (const word of [child.given, child.family, 'Ulkopuolinen', 'kuraattori', 'huoli'])
      expect(page.text).not.toContain(word);
    expect(page.text).not.toMatch(/<script|style=/);
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    });
    expect(page.headers.get('set-cookie')).toBeNull();
  });

  test('that nobody made is not found, in the same form whatever it looks like', async () => {
    const pages = await Promise.all(
      ['x', 'A'.repeat(43), keys.secretOf(crypto.randomUUID())].map((it) =>
        new Reader(`/suostumus/${it}`).open(),
      ),
    );
    expect(pages.map((it) => it.status)).toEqual([404, 404, 404]);
    expect(new Set(pages.map((it) => it.text)).size).toBe(1);
    expect((await new Reader('/suostumus/x').send({ step: 'open' })).status).toBe(404);
  });
});

describe('A link that takes no answer says why', () => {
  test('expired, and what was answered stays', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const later = await inProcess({ now: () => instant(Date.now() + 16 * 86_400_000) });
    try {
      const reader = await readerOf(by, id, mother, later.url);
      const page = await reader.open();
      expect(page.status).toBe(410);
      expect(page.text).toContain('Linkki ei ole enää voimassa');
      expect((await reader.send({ step: 'open' })).status).toBe(410);
      expect((await (await readerOf(by, id, mother)).open()).status).toBe(200);
    } finally {
      await later.stop();
    }
  });

  test('replaced by a newer one about the same members, not by one about others', async () => {
    const id = await grouped(by);
    await given(by, id, request({ memberIds: ['m1'] }));
    const old = await readerOf(by, id, mother);
    await given(by, id, request({ memberIds: ['m2'] }));
    expect((await old.open()).status).toBe(200);
    await given(by, id, request({ language: 'sv' }));
    const page = await old.open();
    expect(page.status).toBe(410);
    expect(page.text).toContain('Sinulle on lähetetty uudempi linkki');
    expect((await (await readerOf(by, id, mother)).open()).text).toContain('<html lang="sv"');
  });

  test('withdrawn, when the guardian has no part any more', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const reader = await readerOf(by, id, father);
    const page = await reader.question();
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    const late = await reader.press(page, 'answer', YES);
    expect(late.status).toBe(410);
    expect(late.text).toContain('Tätä ei enää kysytä');
  });
});

describe('Before it is sent', () => {
  test('the preview shows the very page and the very words, without a link behind them', async () => {
    const id = await grouped(by);
    const query = new URLSearchParams([
      ...[
        ['personId', mother],
        ['memberIds', 'm1'],
        ['memberIds', 'm2'],
        ['channel', 'e-mail'],
      ],
      ['language', 'ar'],
    ]);
    const got = await by.get<ConsentPreviewAnswer>(`/api/v1/cases/${id}/consent-preview?${query}`);
    expect(got.body).toMatchObject({ subject: 'Koulusta on sinulle kysymys', secondFactor: 'none' });
    expect(got.body.text).not.toContain(child.given);
    const page = await by.get(got.body.page ?? '');
    expect(page.text).toContain('<html lang="ar" dir="rtl">');
    expect(page.text).toContain('هكذا يرى المستلم الصفحة');
    expect(page.text).not.toContain('checked');
    expect(await linksOf(by, id)).toEqual([]);
    const stranger = await signIn('principal');
    expect((await stranger.get(`/api/v1/cases/${id}/consent-preview?${query}`)).status).toBe(404);
    expect((await stranger.get(got.body.page ?? '')).status).toBe(404);
  });

  test('into Wilma or a letter goes by hand: a neutral text to copy, no link, and the log says that it went', async () => {
    const id = await grouped(by);
    const query = new URLSearchParams({ personId: mother, memberIds: 'm1', channel: 'wilma' });
    const got = await by.get<ConsentPreviewAnswer>(`/api/v1/cases/${id}/consent-preview?${query}`);
    expect(got.body.text).toContain('Koulusta on sinulle kysymys');
    expect(got.body.page).toBeUndefined();
    await given(by, id, request({ memberIds: ['m1'], channel: 'wilma' }));
    expect(await linksOf(by, id)).toEqual([]);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'consent-requested', data: { asking: { channel: 'wilma' } } });
  });

  test('somebody without a mail address is named by field, never by address', async () => {
    const id = await grouped(by);
    expect(await refusedWith(by, id, request({ askedOf: [child.id] }))).toMatchObject({
      errors: [{ path: 'askedOf.0', code: 'no-e-mail' }],
    });
  });
});

test('each question has its mail in the ledger, without a secret in it', async () => {
  const id = await grouped(by);
  await given(by, id, request());
  const { id: linkId } = await linkOf(by, id, mother);
  const { rows } = await wide.app.query<{ template: string; data: object }>(
    `SELECT template, data FROM mail WHERE case_id = $1 AND recipient_id = $2`,
    [id, mother],
  );
  expect(rows).toMatchObject([{ template: 'consent-request', data: { linkId } }]);
  expect(JSON.stringify(rows)).not.toContain(keys.secretOf(linkId));
});

test('answers by phone and on paper name who gave them and how', async () => {
  const id = await grouped(by);
  await given(by, id, request({ channel: 'phone', memberIds: ['m1'] }));
  const { by: _who, ...nobody } = { by: mother, byRole: 'guardian' as const };
  const bare = { type: 'record-consent', memberId: 'm1', answer: 'given', ...nobody };
  const got = await by.command(id, bare as CommandOf<'record-consent'>);
  expect(problemOf(got).errors).toEqual([
    { path: 'by', code: 'missing' },
    { path: 'way', code: 'missing' },
  ]);
});
