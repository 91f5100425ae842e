import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { compose, type Item } from '../../activities/mail/compose.js';
import { LANGUAGES, UNSHOWN, type Template } from '../../activities/mail/texts.js';
import { asId, type TextId } from '../../domain/ids.js';
import { MAIL_TEMPLATES } from '../../domain/mails.js';
import { Draft, openDesk, type Desk } from './support/desk.js';
import { openPost, PUBLIC_URL, type Post } from './support/post.js';

const data = { dueOn: '2027-08-25', on: '2027-09-02', minute: 545 };
const templates: readonly Template[] = [...MAIL_TEMPLATES, UNSHOWN];
const each = LANGUAGES.flatMap((language) => templates.map((template) => ({ language, template })));

function item(template: Item['template'], ref = 'R-2027-000001', what: Item['data'] = data): Item {
  return { template, ref, data: what };
}

/** The words of an HTML mail, paragraph by paragraph, as somebody reads them. */
function wordsOf(html: string): string[] {
  const body = html.slice(html.indexOf('<body'));
  return [...body.matchAll(/<p [^>]*>(.*?)<\/p>/g)].map(([, inner = '']) =>
    inner
      .replaceAll(/<[^>]+>/g, '')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&quot;', '"')
      .replaceAll('&amp;', '&'),
  );
}

describe('A mail', () => {
  test.each(each)('$template in $language says the same in text and HTML', ({ language, template }) => {
    for (const items of [
      [item(template)],
      [item(template), item(template, 'R-2027-000002')],
      [item(template), item('task', 'R-2027-000003', {})],
    ]) {
      const { subject, text, html } = compose(language, items, PUBLIC_URL);
      expect(wordsOf(html)).toEqual(text.trim().split('\n\n'));
      expect(html).toContain(`<html lang="${language}">`);
      expect(`${subject}${text}`).not.toMatch(/[{}]|\b(undefined|null|NaN)\b/);
      expect(subject.length).toBeGreaterThan(5);
    }
  });

  test.each(each)('$template in $language differs from the other languages', ({ language, template }) => {
    const texts = LANGUAGES.filter((other) => other !== language).map(
      (other) => compose(other, [item(template)], PUBLIC_URL).text,
    );
    expect(texts).not.toContain(compose(language, [item(template)], PUBLIC_URL).text);
  });

  test.each(LANGUAGES)('to a family names neither a case nor a link (%s)', (language) => {
    for (const template of ['meeting-family', 'meeting-cancelled-family', 'meeting-ended-family'] as const) {
      const { subject, text, html } = compose(language, [item(template)], PUBLIC_URL);
      expect(`${subject}${text}${html}`).not.toMatch(/R-2027|https?:/);
    }
  });
});

test.each(LANGUAGES)(
  'a question with a link carries that link and its day, and goes alone (%s)',
  (language) => {
    const url = `${PUBLIC_URL}/suostumus/x`;
    const asked = item('consent-request', 'R-2027-000001', { dueOn: '2027-08-25', url });
    const { subject, text, html } = compose(language, [asked, item('task')], PUBLIC_URL);
    expect(text).toContain(`${url}\n`);
    expect(html).toContain(`href="${url}"`);
    expect(`${subject}${text}${html}`).not.toMatch(/R-2027/);
  },
);

describe('Of a whole case', () => {
  let desk: Desk;
  let post: Post;
  beforeAll(async () => {
    desk = openDesk();
    post = await openPost(desk);
  });
  afterAll(async () => {
    await post.close();
    await desk.close();
  });

  test('no mail names the learner or the school, in any language, to anybody', async () => {
    const draft = await Draft.at(desk, '2027-08-16 09:00');
    const { person, guardianId, schoolId } = draft.people;
    await desk.owner.query(`UPDATE unit SET name = 'Kuusikallion koulu' WHERE id = $1`, [schoolId]);
    await draft.raise({ by: 'schoolCoordinator' });
    draft.passUntil('2027-08-31 12:00');
    const nurse = { personId: person('nurse'), role: 'school_nurse', side: 'county' } as const;
    await draft.give('teacher', 'call-meeting', {
      ...{ kind: 'home-meeting', on: '2027-09-02' as never, minute: 840, invitedStaff: [nurse] },
      invitedFamily: [{ personId: guardianId, role: 'guardian' }],
    });
    await draft.store();
    const mails = await post.deliverAll(draft, '2027-08-31 12:00');
    const told = mails.map(
      ({ to, mail }) => `${draft.people.nameOfAddress(to)} ${mail.headers.get('content-language') as string}`,
    );
    expect(new Set(told)).toEqual(
      new Set([
        'curator fi',
        'teacher fi',
        'nurse sv',
        'guardian fi',
        'countyCoordinator fi',
        'countySupervisor en',
      ]),
    );
    for (const { mail } of mails) {
      const whole = `${mail.subject}\n${mail.text}\n${mail.html}\n${JSON.stringify([...mail.headers])}`;
      expect(whole).not.toMatch(/Maija|Näkkäläjärvi|Kuusikallio|absence/i);
    }
  });

  test('a post hears of what it is not shown, and nothing of what it is', async () => {
    const told = async (crimeSuspected: boolean) => {
      const draft = await Draft.at(desk, '2027-08-16 09:00');
      await draft.raise({ by: 'schoolCoordinator', urgent: !crimeSuspected });
      if (crimeSuspected)
        await draft.give('curator', 'report-child-welfare', {
          ...{ addressee: '049', channel: 'phone', told: 'not-told', details: { crimeSuspected } },
          reason: { textId: asId<TextId>(randomUUID()), hmac: 'ab'.repeat(32) },
        });
      draft.passUntil('2027-08-17 08:00');
      await draft.store();
      await post.deliverAll(draft, '2027-08-17 08:00');
      const rows = await post.ledger(draft, 'countyCoordinator');
      expect(rows.map(({ template, state }) => [template, state])).toEqual([['unanswered-urgent', 'sent']]);
      const [taken] = await post.takenBy(draft, 'countyCoordinator');
      return taken?.mail.subject;
    };
    // Of a discussion that is urgent, and of a report to the police.
    expect(await told(false)).toMatch(/^Kiireellinen/);
    expect(await told(true)).toBe('Kysy asian vastuuhenkilöltä');
  });
});
