import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { ConsentLinkAnswer, ConsentPreviewAnswer } from '../../api/contracts/consent-links.js';
import type { EventList } from '../../api/contracts/events.js';
import type { TaskList } from '../../api/contracts/tasks.js';
import { linkKeys } from '../../api/links/link-keys.js';
import { instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import {
  given,
  learnerOf,
  opened,
  problemOf,
  refusedWith,
  signIn,
  url,
  type CommandOf,
  type SignedIn,
} from './door.js';
import { inProcess, type InProcess } from './in-process.js';

const [curator, nurse, teacher] = [
  samplePerson('curator'),
  samplePerson('nurse'),
  samplePerson('homeroomTeacher'),
];
const child = learnerOf('Vuorinen');
const [mother, father] = child.guardians.map((it) => it.id) as [string, string];
const keys = linkKeys(testStack().sessionSecret);

let by: SignedIn;
let wide: InProcess;
beforeAll(async () => {
  by = await signIn('curator');
  wide = await inProcess();
});
afterAll(() => wide.stop());

/** A case whose members are asked about; `assessed`: who decides was assessed before. */
async function grouped(assessed = true): Promise<string> {
  const id = await opened(await signIn('schoolCoordinator'), {
    learnerId: child.id,
    topic: 'wellbeing',
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, {
    type: 'propose-group',
    members: [
      { personId: nurse.id, role: 'school_nurse', side: 'county' },
      { personId: teacher.id, role: 'homeroom_teacher', side: 'school' },
      {
        role: 'family_social_worker',
        side: 'county',
        external: { organisation: 'family-social-work', name: 'Ulla Ulkopuolinen' },
      },
    ],
  });
  if (assessed)
    await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
  return id;
}

function request(change: Partial<CommandOf<'request-consent'>> = {}): CommandOf<'request-consent'> {
  return {
    ...{ type: 'request-consent', memberIds: ['m1', 'm2'], askedOf: [mother, father] },
    ...{ told: 'message', channel: 'e-mail', ...change },
  };
}

interface Page {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

async function pageOf(response: Response): Promise<Page> {
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The page of a link, as somebody without an account and without a script has it. */
class Reader {
  readonly address: string;
  readonly base: string;

  constructor(address: string, base = url()) {
    this.address = address;
    this.base = base;
  }

  async open(method: 'GET' | 'HEAD' = 'GET', query = ''): Promise<Page> {
    return pageOf(await fetch(`${this.base}${this.address}${query}`, { method }));
  }

  async send(fields: Readonly<Record<string, string>>): Promise<Page> {
    const body = new URLSearchParams(fields);
    return pageOf(await fetch(this.base + this.address, { method: 'POST', body }));
  }

  /** Presses a button of a page, with the hidden fields of that page. */
  press(page: Page, step: string, typed: Readonly<Record<string, string>> = {}): Promise<Page> {
    return this.send({ ...hiddenOf(page), ...typed, step });
  }

  /** From the link to the question. */
  async question(): Promise<Page> {
    return this.press(await this.open(), 'open');
  }
}

function hiddenOf({ text }: Page): Record<string, string> {
  const fields = [...text.matchAll(/type="hidden"\s+name="(\w+)"\s+value="([^"]*)"/g)];
  return Object.fromEntries(fields.map(([, name = '', value = '']) => [name, value]));
}

async function linksOf(id: string): Promise<ConsentLinkAnswer[]> {
  return (await by.get<{ items: ConsentLinkAnswer[] }>(`/api/v1/cases/${id}/consent-links`)).body.items;
}

/** The newest link of a person. */
async function linkOf(id: string, personId: string): Promise<ConsentLinkAnswer> {
  const found = (await linksOf(id)).find((it) => it.personId === personId);
  if (found === undefined) throw new Error('no link was made');
  return found;
}

async function readerOf(id: string, personId: string, base?: string): Promise<Reader> {
  return new Reader(`/suostumus/${keys.secretOf((await linkOf(id, personId)).id)}`, base);
}

async function membersOf(id: string): Promise<(string | undefined)[]> {
  const { members } = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
  return (members ?? []).map((it) => it.consent);
}

/** The members when they are as expected, or as they are after a while: storing may follow the answer. */
async function settled(id: string, expected: readonly string[]): Promise<(string | undefined)[]> {
  for (let turn = 0; ; turn += 1) {
    const now = await membersOf(id);
    if (turn === 60 || JSON.stringify(now) === JSON.stringify(expected)) return now;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Everything a request could have changed. */
async function everythingOf(id: string): Promise<string> {
  const tables = ['consent_link', 'command', 'case_event', 'case_view', 'case_duty', 'mail'];
  const rows = await Promise.all(
    tables.map(async (table) => {
      const stable = table === 'mail' ? `to_jsonb(t) - 'state' - 'sent_at' - 'message_id' - 'attempts'` : 't';
      const { rows: found } = await wide.app.query<{ row: string }>(
        `SELECT (${stable})::text AS row FROM ${table} t WHERE case_id = $1`,
        [id],
      );
      return [table, found.map((it) => it.row).toSorted()];
    }),
  );
  return JSON.stringify(rows);
}

const YES = { 'm-m1': 'yes', 'm-m2': 'yes' };

describe('A link', () => {
  test('is made for each who is asked, only after it was assessed who decides (OHL 18 §)', async () => {
    const id = await grouped(false);
    expect(await refusedWith(by, id, request())).toEqual({
      ...{ status: 409, code: 'capacity-not-assessed', source: 'OHL 18 §' },
    });
    expect(await linksOf(id)).toEqual([]);
    await given(by, id, { type: 'note-capacity', capacity: 'with-guardian', grounds: 'Ikä ja kehitys.' });
    await given(by, id, request());
    const made = (await linksOf(id)).map((it) => `${it.personId} ${it.state}`);
    expect(new Set(made)).toEqual(new Set([`${mother} open`, `${father} open`]));
    expect(made).toHaveLength(2);
  });

  test('is born with its command: the same key is the same links, a refused one leaves none', async () => {
    const id = await grouped();
    const key = crypto.randomUUID();
    const answers = await Promise.all([by.command(id, request(), key), by.command(id, request(), key)]);
    // The one that came second may be told that the first is still being done.
    for (const { status } of answers) expect([200, 202]).toContain(status);
    expect((await by.command(id, request(), key)).status).toBe(200);
    expect(await linksOf(id)).toHaveLength(2);
    expect(await refusedWith(by, id, request({ memberIds: ['m9'] }))).toMatchObject({
      code: 'unknown-member',
    });
    expect(await linksOf(id)).toHaveLength(2);
  });

  test('is never made for a guardian who is prohibited, nor beside a learner who decides alone', async () => {
    const id = await grouped();
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    expect(await refusedWith(by, id, request())).toMatchObject({ code: 'guardian-prohibited' });
    await given(by, id, request({ askedOf: [mother] }));
    expect((await linksOf(id)).map((it) => it.personId)).toEqual([mother]);
    await given(by, id, { type: 'note-capacity', capacity: 'learner-alone', grounds: 'Ikä ja kehitys.' });
    expect(await refusedWith(by, id, request({ askedOf: [mother] }))).toMatchObject({
      code: 'learner-decides',
    });
    const reader = await readerOf(id, mother);
    expect((await reader.open()).status).toBe(410);
    expect((await reader.open()).text).toContain('Tätä ei enää kysytä');
  });

  test('keeps only the hash of its secret: neither store, log of the case nor answer has it', async () => {
    const id = await grouped();
    await given(by, id, request());
    const link = await linkOf(id, mother);
    const secret = keys.secretOf(link.id);
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32);
    expect(await everythingOf(id)).not.toContain(secret);
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
    const id = await grouped();
    await given(by, id, request());
    const reader = await readerOf(id, mother);
    await settled(id, ['requested', 'requested', 'proposed']);
    const before = await everythingOf(id);
    for (let i = 0; i < 50; i += 1) {
      const pages = await Promise.all([reader.open('GET'), reader.open('HEAD')]);
      expect(pages.map((page) => page.status)).toEqual([200, 200]);
    }
    expect(await everythingOf(id)).toBe(before);
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

describe('The question', () => {
  test('is answered one by one, nothing is chosen beforehand, and what is missing is named', async () => {
    const id = await grouped();
    await given(by, id, request());
    const reader = await readerOf(id, mother);
    const page = await reader.question();
    expect(page.status).toBe(200);
    expect(page.text.match(/type="radio"/g)).toHaveLength(4);
    expect(page.text).not.toContain('checked');
    expect(page.text).not.toContain(child.given);
    expect(page.text).not.toContain(nurse.name);
    expect(page.text).toContain('terveydenhoitaja');
    const half = await reader.press(page, 'answer', { 'm-m1': 'yes' });
    expect(half.status).toBe(422);
    expect(half.text).toContain('href="#m-m2-yes"');
    expect(half.text.match(/ checked/g)).toHaveLength(1);
    expect(await membersOf(id)).toEqual(['requested', 'requested', 'proposed']);
  });

  test('to which too much is sent is refused for a while, and what was chosen is still there', async () => {
    const id = await grouped();
    await given(by, id, request());
    const door = await inProcess({ budgets: { link: { requests: 2, seconds: 600 } } });
    try {
      const reader = await readerOf(id, mother, door.url);
      const page = await reader.question();
      expect((await reader.press(page, 'answer', { 'm-m1': 'no' })).status).toBe(422);
      const refused = await reader.press(page, 'answer', YES);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.text.match(/ checked/g)).toHaveLength(2);
      expect(await membersOf(id)).toEqual(['requested', 'requested', 'proposed']);
      // Another link from the same place has a budget of its own.
      expect((await (await readerOf(id, father, door.url)).question()).status).toBe(200);
    } finally {
      await door.stop();
    }
  });

  test('in another language keeps what was chosen, and the log tells which words were read', async () => {
    const id = await grouped();
    await given(by, id, request());
    const reader = await readerOf(id, mother);
    const page = await reader.question();
    const arabic = await reader.send({ ...hiddenOf(page), 'm-m1': 'no', to: 'ar' });
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.text.match(/ checked/g)).toHaveLength(1);
    const receipt = await reader.press(arabic, 'answer', { 'm-m1': 'no', 'm-m2': 'yes' });
    expect(receipt.text).toContain('تم حفظ جوابك');
    await settled(id, ['refused', 'requested', 'proposed']);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    const answers = items.filter((it) => it.type === 'consent-recorded');
    expect(answers).toHaveLength(2);
    expect(answers[0]).toMatchObject({
      by: { personId: mother, role: 'guardian', side: null },
      data: { way: 'link', by: mother, evidence: { language: 'ar', identity: 'link' } },
    });
    expect(answers[0]?.data).toMatchObject({
      evidence: { textVersion: expect.stringMatching(/^ar\/\d{4}-\d\d-\d\d\/[0-9a-f]{12}$/) },
    });
  });

  test('sent twice is one answer; a form that was forged, or is of another link, is none', async () => {
    const id = await grouped();
    await given(by, id, request());
    const [reader, other] = [await readerOf(id, mother), await readerOf(id, father)];
    const page = await reader.question();
    const foreign = hiddenOf(await other.question());
    for (const token of ['', 'known.a.9999999999999.x', foreign['token'] ?? '']) {
      const forged = await reader.send({ ...hiddenOf(page), ...YES, token, step: 'answer' });
      expect(forged.status).toBe(403);
    }
    const unopened = hiddenOf(await reader.open());
    expect((await reader.send({ ...unopened, ...YES, step: 'answer' })).status).toBe(403);
    expect(await membersOf(id)).toEqual(['requested', 'requested', 'proposed']);
    const sent = await Promise.all([reader.press(page, 'answer', YES), reader.press(page, 'answer', YES)]);
    expect(sent.map((it) => it.status)).toEqual([200, 200]);
    expect((await reader.press(page, 'answer', YES)).status).toBe(200);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    expect(items.filter((it) => it.type === 'consent-recorded')).toHaveLength(2);
  });

  test('of two guardians who differ is a conflict, and a changed mind settles it', async () => {
    const id = await grouped();
    await given(by, id, request({ memberIds: ['m1'] }));
    const [one, two] = [await readerOf(id, mother), await readerOf(id, father)];
    await one.press(await one.question(), 'answer', { 'm-m1': 'yes' });
    expect(await settled(id, ['requested', 'proposed', 'proposed'])).toEqual([
      ...['requested', 'proposed', 'proposed'],
    ]);
    await two.press(await two.question(), 'refuse');
    expect((await settled(id, ['conflict', 'proposed', 'proposed']))[0]).toBe('conflict');
    expect((await two.open()).text).toMatch(/Vastasit .*Voit muuttaa vastaustasi/);
    const again = await two.question();
    expect(again.text).toContain('Vastasit viimeksi: <bdi>ei</bdi>');
    expect(again.text).not.toContain('checked');
    await two.press(again, 'answer', { 'm-m1': 'yes' });
    expect((await settled(id, ['given', 'proposed', 'proposed']))[0]).toBe('given');
    await one.press(await one.question(), 'answer', { 'm-m1': 'no' });
    expect((await settled(id, ['withdrawn', 'proposed', 'proposed']))[0]).toBe('withdrawn');
    expect((await linkOf(id, mother)).state).toBe('answered');
  });

  test('may be talked about first: a task for whoever asked, and nothing is answered', async () => {
    const id = await grouped();
    await given(by, id, request({ memberIds: ['m1'] }));
    const reader = await readerOf(id, mother);
    const page = await reader.press(await reader.question(), 'talk');
    expect(page.text).toContain('Sinuun otetaan yhteyttä');
    for (let turn = 0; turn < 40; turn += 1) {
      const { body } = await by.get<TaskList>('/api/v1/tasks');
      if (JSON.stringify(body).includes('talk-first')) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { duties } = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
    expect(duties?.find((it) => it.kind === 'talk-first')).toMatchObject({ ownerId: curator.id });
    expect((await membersOf(id))[0]).toBe('requested');
    expect((await reader.press(await reader.question(), 'talk')).status).toBe(200);
  });
});

describe('An old page, after the mind was changed', () => {
  /** What the person has said about the first member, as the log has it. */
  async function saidOf(id: string): Promise<string[]> {
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    return items.flatMap((it) =>
      it.type === 'consent-recorded' || it.type === 'consent-withdrawn'
        ? [(it.data as { answer?: string }).answer ?? 'withdrawn']
        : [],
    );
  }

  /** A case in which one guardian decides about the first member. */
  async function askedOfOne(): Promise<string> {
    const id = await grouped();
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    await given(by, id, request({ memberIds: ['m1'], askedOf: [mother] }));
    return id;
  }

  const SAVED = { yes: '<strong>kyllä</strong>', no: '<strong>ei</strong>' };

  test('says yes, no and yes by the back button: what the receipt says is what stands, a second click is none', async () => {
    const id = await askedOfOne();
    const reader = await readerOf(id, mother);
    const page = await reader.question();
    for (const [answer, consent] of [
      ['yes', 'given'],
      ['no', 'withdrawn'],
      ['yes', 'given'],
      ['no', 'withdrawn'],
    ] as const) {
      const clicks = await Promise.all([1, 2].map(() => reader.press(page, 'answer', { 'm-m1': answer })));
      expect(await settled(id, [consent, 'proposed', 'proposed'])).toEqual([consent, 'proposed', 'proposed']);
      const late = await reader.press(page, 'answer', { 'm-m1': answer });
      for (const receipt of [...clicks, late]) {
        expect({ answer, status: receipt.status }).toEqual({ answer, status: 200 });
        expect(receipt.text).toContain(SAVED[answer]);
      }
    }
    expect(await saidOf(id)).toEqual(['given', 'withdrawn', 'given', 'withdrawn']);
  });

  test('says no again, after a second page has said yes', async () => {
    const id = await askedOfOne();
    const reader = await readerOf(id, mother);
    const [old, second] = [await reader.question(), await reader.question()];
    await reader.press(old, 'answer', { 'm-m1': 'yes' });
    await settled(id, ['given', 'proposed', 'proposed']);
    await reader.press(old, 'answer', { 'm-m1': 'no' });
    await settled(id, ['withdrawn', 'proposed', 'proposed']);
    await reader.press(second, 'answer', { 'm-m1': 'yes' });
    await settled(id, ['given', 'proposed', 'proposed']);
    expect((await reader.press(old, 'answer', { 'm-m1': 'no' })).text).toContain(SAVED.no);
    expect((await settled(id, ['withdrawn', 'proposed', 'proposed']))[0]).toBe('withdrawn');
  });

  test('wishes for a talk again, after the first one was had', async () => {
    const id = await askedOfOne();
    const reader = await readerOf(id, mother);
    const page = await reader.question();
    const talks = async (status: string) => {
      for (let turn = 0; turn < 60; turn += 1) {
        const { duties } = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
        const found = (duties ?? []).filter((it) => it.kind === 'talk-first' && it.status === status);
        if (found.length > 0) return found.length;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      return 0;
    };
    await Promise.all([reader.press(page, 'talk'), reader.press(page, 'talk')]);
    expect(await talks('open')).toBe(1);
    await reader.press(page, 'answer', { 'm-m1': 'no' });
    await settled(id, ['refused', 'proposed', 'proposed']);
    expect((await reader.press(page, 'talk')).text).toContain('Sinuun otetaan yhteyttä');
    expect(await talks('open')).toBe(1);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    expect(items.filter((it) => it.type === 'talk-wanted')).toHaveLength(2);
  });
});

describe('For somebody from outside', () => {
  const outside = () =>
    request({ memberIds: ['m3'], items: ['concern', 'health'], askedOf: [mother, father] });

  test('a code is needed besides the link; names are told behind it, and each item has its own yes and no', async () => {
    const id = await grouped();
    const weak = await by.command(id, { ...outside(), secondFactor: 'none' });
    expect(problemOf(weak)).toMatchObject({
      errors: [{ path: 'secondFactor', code: 'code-needed' }],
    });
    await given(by, id, outside());
    const link = await linkOf(id, mother);
    expect(link).toMatchObject({ secondFactor: 'staff-code', code: expect.stringMatching(/^\d{6}$/) });
    const reader = await readerOf(id, mother);
    const asks = await reader.question();
    expect(asks.text).not.toContain('Ulkopuolinen');
    const page = await reader.press(asks, 'code', { code: link.code ?? '' });
    expect(page.text).toContain('Ulla Ulkopuolinen');
    expect(page.text).toContain(child.given);
    const none = { 'm-m3': 'yes', 'm-m3-concern': 'no', 'm-m3-health': 'no' };
    expect((await reader.press(page, 'answer', none)).text).toContain('Valitse ainakin yksi asia');
    const some = { ...none, 'm-m3-concern': 'yes' };
    expect((await reader.press(page, 'answer', some)).text).toContain('kyllä, osittain');
    expect((await reader.press(page, 'answer', some)).text).toContain('kyllä, osittain');
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    const answers = items.filter((it) => it.type === 'consent-recorded');
    expect(answers).toHaveLength(1);
    expect(answers[0]?.data).toMatchObject({
      ...{ answer: 'partly', items: ['concern'] },
      evidence: { identity: 'link-and-staff-code' },
    });
  });

  test('five wrong codes close the link, and a right one does not open it any more', async () => {
    const id = await grouped();
    await given(by, id, outside());
    const { code = '' } = await linkOf(id, mother);
    const reader = await readerOf(id, mother);
    const page = await reader.question();
    const wrong = code === '000000' ? '111111' : '000000';
    const tries: number[] = [];
    for (let i = 0; i < 5; i += 1) tries.push((await reader.press(page, 'code', { code: wrong })).status);
    expect(tries).toEqual([422, 422, 422, 422, 410]);
    const late = await reader.press(page, 'code', { code });
    expect(late.status).toBe(410);
    expect(late.text).toContain('Linkki on suljettu');
    expect((await linkOf(id, mother)).state).toBe('locked');
  });

  test('a code may come to the number that is known, and shows in the inbox as a text message', async () => {
    const id = await grouped();
    await given(by, id, { ...outside(), secondFactor: 'text-code' });
    const phone = child.guardians.find((it) => it.id === mother)?.phone ?? '';
    const reader = await readerOf(id, mother);
    const asks = await reader.question();
    expect(asks.text).toContain(phone.slice(-3));
    const inbox = await fetch(`${testStack().inboxUrl}/api/mails?to=${encodeURIComponent(phone)}`);
    const [newest] = (await inbox.json()) as { kind: string; text: string }[];
    expect(newest?.kind).toBe('text');
    const code = /\d{6}/.exec(newest?.text ?? '')?.[0] ?? '';
    expect((await reader.press(asks, 'resend')).text).toContain('Odota hetki');
    expect((await reader.press(asks, 'code', { code })).text).toContain('Ulla Ulkopuolinen');
  });
});

describe('A link that takes no answer says why', () => {
  test('expired, and what was answered stays', async () => {
    const id = await grouped();
    await given(by, id, request());
    const later = await inProcess({ now: () => instant(Date.now() + 16 * 86_400_000) });
    try {
      const reader = await readerOf(id, mother, later.url);
      const page = await reader.open();
      expect(page.status).toBe(410);
      expect(page.text).toContain('Linkki ei ole enää voimassa');
      expect((await reader.send({ step: 'open' })).status).toBe(410);
      expect((await (await readerOf(id, mother)).open()).status).toBe(200);
    } finally {
      await later.stop();
    }
  });

  test('replaced by a newer one about the same members, not by one about others', async () => {
    const id = await grouped();
    await given(by, id, request({ memberIds: ['m1'] }));
    const old = await readerOf(id, mother);
    await given(by, id, request({ memberIds: ['m2'] }));
    expect((await old.open()).status).toBe(200);
    await given(by, id, request({ language: 'sv' }));
    const page = await old.open();
    expect(page.status).toBe(410);
    expect(page.text).toContain('Sinulle on lähetetty uudempi linkki');
    expect((await (await readerOf(id, mother)).open()).text).toContain('<html lang="sv"');
  });

  test('withdrawn, when the guardian has no part any more', async () => {
    const id = await grouped();
    await given(by, id, request());
    const reader = await readerOf(id, father);
    const page = await reader.question();
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    const late = await reader.press(page, 'answer', YES);
    expect(late.status).toBe(410);
    expect(late.text).toContain('Tätä ei enää kysytä');
  });
});

describe('Before it is sent', () => {
  test('the preview shows the very page and the very words, without a link behind them', async () => {
    const id = await grouped();
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
    expect(await linksOf(id)).toEqual([]);
    const stranger = await signIn('principal');
    expect((await stranger.get(`/api/v1/cases/${id}/consent-preview?${query}`)).status).toBe(404);
    expect((await stranger.get(got.body.page ?? '')).status).toBe(404);
  });

  test('into Wilma or a letter goes by hand: a neutral text to copy, no link, and the log says that it went', async () => {
    const id = await grouped();
    const query = new URLSearchParams({ personId: mother, memberIds: 'm1', channel: 'wilma' });
    const got = await by.get<ConsentPreviewAnswer>(`/api/v1/cases/${id}/consent-preview?${query}`);
    expect(got.body.text).toContain('Koulusta on sinulle kysymys');
    expect(got.body.page).toBeUndefined();
    await given(by, id, request({ memberIds: ['m1'], channel: 'wilma' }));
    expect(await linksOf(id)).toEqual([]);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    expect(items.at(-1)).toMatchObject({ type: 'consent-requested', data: { asking: { channel: 'wilma' } } });
  });

  test('somebody without a mail address is named by field, never by address', async () => {
    const id = await grouped();
    expect(await refusedWith(by, id, request({ askedOf: [child.id] }))).toMatchObject({
      errors: [{ path: 'askedOf.0', code: 'no-e-mail' }],
    });
  });
});

test('each question has its mail in the ledger, without a secret in it', async () => {
  const id = await grouped();
  await given(by, id, request());
  const { id: linkId } = await linkOf(id, mother);
  const { rows } = await wide.app.query<{ template: string; data: object }>(
    `SELECT template, data FROM mail WHERE case_id = $1 AND recipient_id = $2`,
    [id, mother],
  );
  expect(rows).toMatchObject([{ template: 'consent-request', data: { linkId } }]);
  expect(JSON.stringify(rows)).not.toContain(keys.secretOf(linkId));
});

test('answers by phone and on paper name who gave them and how', async () => {
  const id = await grouped();
  await given(by, id, request({ channel: 'phone', memberIds: ['m1'] }));
  const { by: _who, ...nobody } = { by: mother, byRole: 'guardian' as const };
  const bare = { type: 'record-consent', memberId: 'm1', answer: 'given', ...nobody };
  const got = await by.command(id, bare as CommandOf<'record-consent'>);
  expect(problemOf(got).errors).toEqual([
    { path: 'by', code: 'missing' },
    { path: 'way', code: 'missing' },
  ]);
});
