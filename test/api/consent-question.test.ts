import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { EventList } from '../../api/contracts/events.js';
import type { TaskList } from '../../api/contracts/tasks.js';
import { testStack } from '../support/test-stack.js';
import {
  child,
  curator,
  father,
  grouped,
  hiddenOf,
  linkOf,
  membersOf,
  mother,
  nurse,
  readerOf,
  request,
  settled,
  YES,
} from './consent-pages.js';
import { given, problemOf, signIn, type SignedIn } from './door.js';
import { inProcess } from './in-process.js';

let by: SignedIn;
beforeAll(async () => {
  by = await signIn('curator');
});

describe('The question', () => {
  test('is answered one by one, nothing is chosen beforehand, and what is missing is named', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const reader = await readerOf(by, id, mother);
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
    expect(await membersOf(by, id)).toEqual(['requested', 'requested', 'proposed']);
  });

  test('to which too much is sent is refused for a while, and what was chosen is still there', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const door = await inProcess({ budgets: { link: { requests: 2, seconds: 600 } } });
    try {
      const reader = await readerOf(by, id, mother, door.url);
      const page = await reader.question();
      expect((await reader.press(page, 'answer', { 'm-m1': 'no' })).status).toBe(422);
      const refused = await reader.press(page, 'answer', YES);
      expect(refused.status).toBe(429);
      expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
      expect(refused.text.match(/ checked/g)).toHaveLength(2);
      expect(await membersOf(by, id)).toEqual(['requested', 'requested', 'proposed']);
      // Another link from the same place has a budget of its own.
      expect((await (await readerOf(by, id, father, door.url)).question()).status).toBe(200);
    } finally {
      await door.stop();
    }
  });

  test('in another language keeps what was chosen, and the log tells which words were read', async () => {
    const id = await grouped(by);
    await given(by, id, request());
    const reader = await readerOf(by, id, mother);
    const page = await reader.question();
    const arabic = await reader.send({ ...hiddenOf(page), 'm-m1': 'no', to: 'ar' });
    expect(arabic.text).toContain('<html lang="ar" dir="rtl">');
    expect(arabic.text.match(/ checked/g)).toHaveLength(1);
    const receipt = await reader.press(arabic, 'answer', { 'm-m1': 'no', 'm-m2': 'yes' });
    expect(receipt.text).toContain('تم حفظ جوابك');
    await settled(by, id, ['refused', 'requested', 'proposed']);
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
    const id = await grouped(by);
    await given(by, id, request());
    const [reader, other] = [await readerOf(by, id, mother), await readerOf(by, id, father)];
    const page = await reader.question();
    const foreign = hiddenOf(await other.question());
    for (const token of ['', 'known.a.9999999999999.x', foreign['token'] ?? '']) {
      const forged = await reader.send({ ...hiddenOf(page), ...YES, token, step: 'answer' });
      expect(forged.status).toBe(403);
    }
    const unopened = hiddenOf(await reader.open());
    expect((await reader.send({ ...unopened, ...YES, step: 'answer' })).status).toBe(403);
    expect(await membersOf(by, id)).toEqual(['requested', 'requested', 'proposed']);
    const sent = await Promise.all([reader.press(page, 'answer', YES), reader.press(page, 'answer', YES)]);
    expect(sent.map((it) => it.status)).toEqual([200, 200]);
    expect((await reader.press(page, 'answer', YES)).status).toBe(200);
    const { items } = (await by.get<EventList>(`/api/v1/cases/${id}/events`)).body;
    expect(items.filter((it) => it.type === 'consent-recorded')).toHaveLength(2);
  });

  test('of two guardians who differ is a conflict, and a changed mind settles it', async () => {
    const id = await grouped(by);
    await given(by, id, request({ memberIds: ['m1'] }));
    const [one, two] = [await readerOf(by, id, mother), await readerOf(by, id, father)];
    await one.press(await one.question(), 'answer', { 'm-m1': 'yes' });
    expect(await settled(by, id, ['requested', 'proposed', 'proposed'])).toEqual([
      ...['requested', 'proposed', 'proposed'],
    ]);
    await two.press(await two.question(), 'refuse');
    expect((await settled(by, id, ['conflict', 'proposed', 'proposed']))[0]).toBe('conflict');
    expect((await two.open()).text).toMatch(/Vastasit .*Voit muuttaa vastaustasi/);
    const again = await two.question();
    expect(again.text).toContain('Vastasit viimeksi: <bdi>ei</bdi>');
    expect(again.text).not.toContain('checked');
    await two.press(again, 'answer', { 'm-m1': 'yes' });
    expect((await settled(by, id, ['given', 'proposed', 'proposed']))[0]).toBe('given');
    await one.press(await one.question(), 'answer', { 'm-m1': 'no' });
    expect((await settled(by, id, ['withdrawn', 'proposed', 'proposed']))[0]).toBe('withdrawn');
    expect((await linkOf(by, id, mother)).state).toBe('answered');
  });

  test('may be talked about first: a task for whoever asked, and nothing is answered', async () => {
    const id = await grouped(by);
    await given(by, id, request({ memberIds: ['m1'] }));
    const reader = await readerOf(by, id, mother);
    const page = await reader.press(await reader.question(), 'talk');
    expect(page.text).toContain('Sinuun otetaan yhteyttä');
    for (let turn = 0; turn < 40; turn += 1) {
      const { body } = await by.get<TaskList>('/api/v1/tasks');
      if (JSON.stringify(body).includes('talk-first')) break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const { duties } = (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body;
    expect(duties?.find((it) => it.kind === 'talk-first')).toMatchObject({ ownerId: curator.id });
    expect((await membersOf(by, id))[0]).toBe('requested');
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
    const id = await grouped(by);
    await given(by, id, { type: 'prohibit-guardian', guardianId: father, scope: 'both', grounds: 'Arvio.' });
    await given(by, id, request({ memberIds: ['m1'], askedOf: [mother] }));
    return id;
  }

  const SAVED = { yes: '<strong>kyllä</strong>', no: '<strong>ei</strong>' };

  test('says yes, no and yes by the back button: what the receipt says is what stands, a second click is none', async () => {
    const id = await askedOfOne();
    const reader = await readerOf(by, id, mother);
    const page = await reader.question();
    for (const [answer, consent] of [
      ['yes', 'given'],
      ['no', 'withdrawn'],
      ['yes', 'given'],
      ['no', 'withdrawn'],
    ] as const) {
      const clicks = await Promise.all([1, 2].map(() => reader.press(page, 'answer', { 'm-m1': answer })));
      expect(await settled(by, id, [consent, 'proposed', 'proposed'])).toEqual([
        consent,
        'proposed',
        'proposed',
      ]);
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
    const reader = await readerOf(by, id, mother);
    const [old, second] = [await reader.question(), await reader.question()];
    await reader.press(old, 'answer', { 'm-m1': 'yes' });
    await settled(by, id, ['given', 'proposed', 'proposed']);
    await reader.press(old, 'answer', { 'm-m1': 'no' });
    await settled(by, id, ['withdrawn', 'proposed', 'proposed']);
    await reader.press(second, 'answer', { 'm-m1': 'yes' });
    await settled(by, id, ['given', 'proposed', 'proposed']);
    expect((await reader.press(old, 'answer', { 'm-m1': 'no' })).text).toContain(SAVED.no);
    expect((await settled(by, id, ['withdrawn', 'proposed', 'proposed']))[0]).toBe('withdrawn');
  });

  test('wishes for a talk again, after the first one was had', async () => {
    const id = await askedOfOne();
    const reader = await readerOf(by, id, mother);
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
    await settled(by, id, ['refused', 'proposed', 'proposed']);
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
    const id = await grouped(by);
    const weak = await by.command(id, { ...outside(), secondFactor: 'none' });
    expect(problemOf(weak)).toMatchObject({
      errors: [{ path: 'secondFactor', code: 'code-needed' }],
    });
    await given(by, id, outside());
    const link = await linkOf(by, id, mother);
    expect(link).toMatchObject({ secondFactor: 'staff-code', code: expect.stringMatching(/^\d{6}$/) });
    const reader = await readerOf(by, id, mother);
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
    const id = await grouped(by);
    await given(by, id, outside());
    const { code = '' } = await linkOf(by, id, mother);
    const reader = await readerOf(by, id, mother);
    const page = await reader.question();
    const wrong = code === '000000' ? '111111' : '000000';
    const tries: number[] = [];
    for (let i = 0; i < 5; i += 1) tries.push((await reader.press(page, 'code', { code: wrong })).status);
    expect(tries).toEqual([422, 422, 422, 422, 410]);
    const late = await reader.press(page, 'code', { code });
    expect(late.status).toBe(410);
    expect(late.text).toContain('Linkki on suljettu');
    expect((await linkOf(by, id, mother)).state).toBe('locked');
  });

  test('a code may come to the number that is known, and shows in the inbox as a text message', async () => {
    const id = await grouped(by);
    await given(by, id, { ...outside(), secondFactor: 'text-code' });
    const phone = child.guardians.find((it) => it.id === mother)?.phone ?? '';
    const reader = await readerOf(by, id, mother);
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
