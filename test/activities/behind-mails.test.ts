import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { planCalendarMails, stillToDo } from '../../activities/mail/calendar-mails.js';
import type { CalendarStill } from '../../activities/mail/calendar-tasks.js';
import { compose } from '../../activities/mail/compose.js';
import { LANGUAGES } from '../../activities/mail/texts.js';
import { addDays, parseDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { rulesNow } from '../../policies/published.js';
import { furnish, type Directory } from '../../stories/stage/directory.js';
import { instantOf } from '../../stories/stage/local-time.js';
import { publish } from '../../stories/stage/versions.js';
import { calendarFile, policyFile, publishedBeforeTheLaw } from '../api/own-school.js';
import { Draft, openDesk, type Desk } from './support/desk.js';
import { PUBLIC_URL } from './support/post.js';

// A Wednesday, in the middle of a school year.
const TODAY = parseDate('2027-02-10');
const at = (time: string, days = 0) => instant(instantOf(`${addDays(TODAY, days)} ${time}`));

let desk: Desk;
let people: Directory;
const name = `own-${randomUUID().slice(0, 8)}`;
const administrators = { school: randomUUID(), elsewhere: randomUUID(), county: randomUUID() };

async function appoint(id: string, side: 'school' | 'county', controllerId: string): Promise<void> {
  await desk.owner.query(
    `INSERT INTO person VALUES ($1, 'staff', 'Oili', 'Aalto', 'a@example.invalid', NULL, 'fi')`,
    [id],
  );
  await desk.owner.query(
    `INSERT INTO staff_role VALUES ($1, 'administrator', $2, $3, NULL, '2020-01-01', NULL)`,
    [id, side, controllerId],
  );
}

beforeAll(async () => {
  desk = openDesk();
  people = await furnish(desk.owner, TODAY, { policy: name, calendar: name });
  const [other, county] = [randomUUID(), randomUUID()];
  await desk.owner.query(
    `INSERT INTO controller VALUES ($1, 'provider', 'Other'), ($2, 'county', 'County')`,
    [other, county],
  );
  await appoint(administrators.school, 'school', people.providerId);
  await appoint(administrators.elsewhere, 'school', other);
  await appoint(administrators.county, 'county', county);
});
afterAll(() => desk.close());

interface Row {
  readonly who: string;
  readonly template: string;
  readonly still: CalendarStill;
  readonly recipientId: string;
}

/** Mails about the school's calendar, to whom. */
async function mails(template: string): Promise<Row[]> {
  const { rows } = await desk.app.query<Omit<Row, 'who'>>(
    `SELECT template, still, recipient_id AS "recipientId" FROM mail WHERE calendar = $1 AND template = $2
     ORDER BY not_before`,
    [name, template],
  );
  const whoIs = new Map<string, string>(Object.entries(administrators).map(([who, id]) => [id, who]));
  return rows.map((row) => ({ ...row, who: whoIs.get(row.recipientId) ?? 'somebody else' }));
}

const receivers = async (template: string) => (await mails(template)).map((mail) => mail.who).toSorted();

async function stillTrue(template: string, days: number): Promise<string[]> {
  const found = await stillToDo(desk.app, await mails(template), at('08:00', days));
  return [...new Set([...found].map((mail) => mail.who))].toSorted();
}

/** A case that is opened now, under what holds. */
async function open(source: 'staff' | 'learner'): Promise<void> {
  const rules = await rulesNow(desk.app, people.schoolId, at('09:00'));
  if (!rules) throw new Error('the school is gone');
  const draft = await Draft.at(desk, `${TODAY} 09:00`, { ...people, rules });
  if (source === 'staff') await draft.raise();
  else {
    const { learnerId, schoolId, person } = people;
    await draft.give('curator', 'raise-concern', {
      ...{ ref: draft.ref, urgent: false, learnerId, schoolId, source, topic: 'wellbeing' },
      ...{ discussedWith: ['learner'], responsible: { county: person('curator') } },
    });
  }
  await draft.store();
}

describe('A school for which no calendar is published', () => {
  test('is a task of its administrators until there is one', async () => {
    await planCalendarMails(desk.app, at('09:00'));
    expect(await receivers('calendar-missing')).toEqual(['county', 'school']);
    expect(await stillTrue('calendar-missing', 1)).toEqual(['county', 'school']);
    await publish(desk.app, 'policy', { content: policyFile(name) }, at('09:30'));
    await publish(desk.app, 'calendar', { content: calendarFile(name, TODAY) }, at('09:31'));
    expect(await stillTrue('calendar-missing', 1)).toEqual([]);
  });
});

describe('Open cases that are behind a corrected calendar', () => {
  test('are nobody’s task while they are under what holds', async () => {
    await open('learner');
    await planCalendarMails(desk.app, at('10:00'));
    expect(await mails('rules-behind')).toEqual([]);
  });

  test('are a task of the side that is party to them, and of no other', async () => {
    const off = [addDays(TODAY, 2)];
    await publish(desk.app, 'calendar', { content: calendarFile(name, TODAY, { off }) }, at('10:30'));
    await planCalendarMails(desk.app, at('11:00'));
    expect(await receivers('rules-behind')).toEqual(['county']);
  });

  test('of both sides, once a week until the roll-out is done', async () => {
    await publish(desk.app, 'calendar', { content: calendarFile(name, TODAY) }, at('11:10'));
    await open('staff');
    expect(await stillTrue('rules-behind', 1)).toEqual([]);
    const off = [addDays(TODAY, 1)];
    await publish(desk.app, 'calendar', { content: calendarFile(name, TODAY, { off }) }, at('11:30'));
    await planCalendarMails(desk.app, at('12:00'));
    await planCalendarMails(desk.app, at('13:00', 3));
    expect(await receivers('rules-behind')).toEqual(['county', 'school']);
    expect(await stillTrue('rules-behind', 1)).toEqual(['county', 'school']);
    await planCalendarMails(desk.app, at('12:00', 7));
    expect(await receivers('rules-behind')).toEqual(['county', 'county', 'school', 'school']);
  });

  test.each(LANGUAGES)('are told of in %s without a name or a number', (language) => {
    for (const template of ['rules-behind', 'calendar-missing'] as const) {
      const { subject, text } = compose(language, [{ template, ref: '', data: {} }], PUBLIC_URL);
      expect(`${subject}${text}`).not.toMatch(/[{}]|\b(undefined|null|NaN)\b/);
      expect(text).toContain(`${PUBLIC_URL}/tehtavat`);
      expect(text.replace(PUBLIC_URL, '')).not.toMatch(/\d|own-|Aalto/);
    }
  });
});

describe('Rules that began before the law of today', () => {
  const own = `own-${randomUUID().slice(0, 8)}`;
  const told = async () => {
    const { rows } = await desk.app.query<Pick<Row, 'still' | 'recipientId'> & { data: unknown }>(
      `SELECT still, recipient_id AS "recipientId", data FROM mail WHERE calendar = $1 AND template = 'law-changed'
       ORDER BY not_before`,
      [own],
    );
    return rows;
  };
  const today = [administrators.county, administrators.school].toSorted();

  test('are a task of the administrators of both sides, once a week, with the day of the change', async () => {
    await desk.owner.query('UPDATE unit SET policy = $2 WHERE id = $1', [people.schoolId, own]);
    await publishedBeforeTheLaw(desk.owner, own);
    await planCalendarMails(desk.app, at('12:00', 14));
    await planCalendarMails(desk.app, at('12:00', 15));
    const rows = await told();
    expect(rows.map((row) => row.recipientId).toSorted()).toEqual(today);
    expect(rows[0]).toMatchObject({
      still: { kind: 'law', since: '2025-05-01' },
      data: { on: '2025-05-01' },
    });
    const still = await stillToDo(desk.app, rows, at('08:00', 15));
    expect([...still].map((row) => row.recipientId).toSorted()).toEqual(today);
  });

  test('are none any more once a version begins under it', async () => {
    const validFrom = addDays(TODAY, 15);
    const content = policyFile(own, (file) => {
      const [version] = file.versions;
      if (version) version.validFrom = validFrom;
    });
    await publish(desk.app, 'policy', { content }, at('09:00', 15));
    expect((await stillToDo(desk.app, await told(), at('10:00', 15))).size).toBe(0);
  });

  test.each(LANGUAGES)('are told of in %s with the day alone', (language) => {
    const mail = [{ template: 'law-changed', ref: '', data: { on: '2025-05-01' } }] as const;
    const { subject, text } = compose(language, mail, PUBLIC_URL);
    expect(`${subject}${text}`).not.toMatch(/[{}]|\b(undefined|null|NaN)\b|own-/);
    expect(text).toContain('2025');
  });
});
