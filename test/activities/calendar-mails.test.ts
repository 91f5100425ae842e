import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { planCalendarMails } from '../../activities/mail/calendar-mails.js';
import { compose } from '../../activities/mail/compose.js';
import { deliverDue } from '../../activities/mail/deliver.js';
import { LANGUAGES } from '../../activities/mail/texts.js';
import { draftVersion, publishVersion, validateVersion } from '../../api/policies/lifecycle.js';
import { mailer } from '../../bin/mailer.js';
import { addDays, parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { instantOf } from '../../stories/stage/local-time.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from '../api/own-school.js';
import { openDesk, type Desk } from './support/desk.js';
import { openMailServer, type MailServer } from './support/mail-server.js';
import { PUBLIC_URL } from './support/post.js';

// A Wednesday, in the middle of a school year: spring is far, and what ends in 140 days is told in part.
const TODAY = parseDate('2026-12-09');
const at = (date: string, time: string) => instantOf(`${date} ${time}`);

describe('An administrator whose school calendar ends soon', () => {
  let desk: Desk;
  let server: MailServer;
  let school: OwnSchool;
  let person: string;
  let minute = 0;
  const address = `admin.${randomUUID().slice(0, 8)}@example.invalid`;

  async function publish(kind: 'policy' | 'calendar', content: object): Promise<void> {
    minute += 1;
    const asking = { caller: 'operator', key: null, now: at(TODAY, `06:0${minute}`) };
    const target = { kind, name: school.name };
    const { id } = await draftVersion(desk.app, target, { content: { ...content } }, asking);
    expect(await validateVersion(desk.app, target, id, asking)).toEqual([]);
    await publishVersion(desk.app, target, id, asking);
  }

  beforeAll(async () => {
    desk = openDesk();
    server = await openMailServer();
    school = await openSchool();
    const [provider, admin] = [randomUUID(), randomUUID()];
    await desk.owner.query(`INSERT INTO controller VALUES ($1, 'provider', 'Oma kunta')`, [provider]);
    await desk.owner.query('UPDATE unit SET controller_id = $2 WHERE id = $1', [school.id, provider]);
    await desk.owner.query(`INSERT INTO person VALUES ($1, 'staff', 'Oili', 'Aalto', $2, NULL, 'sv')`, [
      admin,
      address,
    ]);
    await desk.owner.query(
      `INSERT INTO staff_role VALUES ($1, 'administrator', 'school', $2, NULL, '2020-01-01', NULL)`,
      [admin, provider],
    );
    person = admin;
  });
  afterAll(async () => {
    await server.close();
    await desk.close();
  });

  const rows = async () =>
    (
      await desk.app.query<{ state: string; at: Date }>(
        'SELECT state, not_before AS at FROM mail WHERE recipient_id = $1 ORDER BY not_before',
        [person],
      )
    ).rows;

  async function deliver(date: CivilDate): Promise<void> {
    const transport = mailer(server.url);
    const { rows: found } = await desk.app.query<{ shard: number }>(
      'SELECT shard FROM mail WHERE recipient_id = $1 LIMIT 1',
      [person],
    );
    const deps = {
      pool: desk.app,
      transport,
      from: 'Rinnalla <r@example.invalid>',
      publicUrl: PUBLIC_URL,
      linkUrl: (id: string) => `https://rinnalla.example/suostumus/${id}`,
      sendText: null,
    };
    await deliverDue(deps, { shard: found[0]?.shard ?? 0, now: at(date, '08:01') });
    transport.close();
  }

  const taken = () => server.taken.filter(({ to }) => to === address).map(({ mail }) => mail);

  test('hears nothing while it is far from its end', async () => {
    await publish('policy', policyFile(school.name));
    const until = addDays(TODAY, 140);
    await publish('calendar', calendarFile(school.name, TODAY, { until }));
    await planCalendarMails(desk.app, at(TODAY, '12:00'));
    expect(await rows()).toEqual([]);
  });

  test('gets one mail a week on a weekday morning, in the own language, with no name in it', async () => {
    const until = addDays(TODAY, 60);
    await publish('calendar', calendarFile(school.name, TODAY, { until }));
    for (const [date, time] of [
      [TODAY, '12:00'],
      [TODAY, '13:00'],
      [addDays(TODAY, 3), '12:00'],
    ] as const) {
      await planCalendarMails(desk.app, at(date, time));
    }
    expect((await rows()).map((row) => row.at.getTime())).toEqual([at(addDays(TODAY, 1), '08:00')]);
    await deliver(addDays(TODAY, 1));
    const [mail] = taken();
    expect(mail?.subject).toMatch(/^Skolkalendern tar slut \S+ \d+\.2\.2027$/);
    expect(mail?.text).toContain(`${PUBLIC_URL}/tehtavat`);
    expect(mail?.text).not.toMatch(/Oma koulu|Aalto|R-\d/);
    await planCalendarMails(desk.app, at(addDays(TODAY, 7), '12:00'));
    expect(await rows()).toHaveLength(2);
  });

  test('hears no more once the next school year is published', async () => {
    await publish('calendar', calendarFile(school.name, TODAY));
    await deliver(addDays(TODAY, 8));
    expect((await rows()).map((row) => row.state)).toEqual(['sent', 'dropped']);
    expect(taken()).toHaveLength(1);
  });

  test.each(LANGUAGES)('reads the same kind of mail in %s', (language) => {
    const mail = compose(
      language,
      [{ template: 'calendar-ends', ref: '', data: { on: addDays(TODAY, 60) } }],
      PUBLIC_URL,
    );
    expect(`${mail.subject}${mail.text}`).not.toMatch(/[{}]|\b(undefined|null|NaN)\b/);
    expect(mail.subject).toContain('2027');
  });
});
