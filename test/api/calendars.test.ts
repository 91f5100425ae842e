import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { EndingCalendarsAnswer, PolicyVersionListAnswer } from '../../api/contracts/policies.js';
import { addDays, parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { problemOf } from './door.js';
import { calendarFile, openSchool, type OwnSchool } from './own-school.js';
import { RulesDesk } from './rules-desk.js';

let desk: RulesDesk;
beforeAll(async () => {
  desk = await RulesDesk.open();
});

describe('A calendar that ends soon', () => {
  const ending = async () =>
    (await desk.admin.get<EndingCalendarsAnswer>('/api/v1/calendars/ending')).body.items.map((it) => it.name);

  test('is a task of the administrator until the next school year is published', async () => {
    const school = await desk.openOwnSchool();
    expect(await ending()).not.toContain(school.name);
    const short = await openSchool();
    expect(await ending()).toContain(short.name);
    const content = calendarFile(short.name, desk.today, { until: addDays(desk.today, 60) });
    await desk.publish('calendars', short.name, { content });
    expect(await ending()).toContain(short.name);
    await desk.publish('calendars', short.name, { content: calendarFile(short.name, desk.today) });
    expect(await ending()).not.toContain(short.name);
  });

  test('is no task of anybody else', async () => {
    expect((await desk.psychologist.get('/api/v1/calendars/ending')).status).toBe(403);
  });
});

describe('A running calendar while a later version is published', () => {
  let school: OwnSchool;
  let later: CivilDate;
  let corrected: CivilDate;
  beforeAll(async () => {
    school = await desk.openOwnSchool();
    later = addDays(desk.today, 60);
    const content = { ...calendarFile(school.name, desk.today), validFrom: later };
    await desk.publish('calendars', school.name, { content });
  });

  /** School days of the limit after a day, by which an offer of a talk is due. */
  const counted = async (from: CivilDate) =>
    (await desk.preview('T-OHL15-7', school, from)).days
      .filter((day) => day.counted)
      .map((day) => parseDate(day.date));

  test('is corrected, and the later one holds from its own day', async () => {
    const [off = desk.today] = await counted(desk.today);
    corrected = off;
    const content = calendarFile(school.name, desk.today, { off: [off] });
    const early = await desk.draft('calendars', school.name, { content });
    const got = await desk.act('calendars', school.name, early.body.id, 'validate');
    expect(problemOf(got).errors).toEqual([{ path: 'years', code: 'not-in-later-version' }]);
    // The later one first, which would undo it.
    await desk.publish('calendars', school.name, { content: { ...content, validFrom: later } });
    expect(await desk.publish('calendars', school.name, { content })).toMatchObject({ inForce: true });
    expect(await counted(desk.today)).not.toContain(off);
    const { body } = await desk.admin.get<PolicyVersionListAnswer>(
      `/api/v1/calendars/${school.name}/versions`,
    );
    const published = body.items.filter((it) => it.state === 'published');
    expect(published.map((it) => [it.validFrom, it.inForce])).toEqual([
      [later, false],
      [later, false],
      [desk.today, true],
      [desk.today, false],
    ]);
  });

  test('does not undo what the later one tells of its days', async () => {
    const [off = desk.today] = await counted(later);
    const { body } = await desk.draft('calendars', school.name, {
      content: calendarFile(school.name, desk.today, { off: [corrected, off] }),
    });
    const got = await desk.act('calendars', school.name, body.id, 'validate');
    expect(problemOf(got).errors).toEqual([{ path: 'years', code: 'undoes-published' }]);
  });

  test('stays as it is when a version leaves its year out', async () => {
    const whole = calendarFile(school.name, desk.today);
    const { body } = await desk.draft('calendars', school.name, {
      content: { ...whole, years: whole.years.slice(1) },
    });
    const got = await desk.act('calendars', school.name, body.id, 'validate');
    expect([got.status, problemOf(got).errors?.map((it) => `${it.path}: ${it.code}`)]).toEqual([
      422,
      expect.arrayContaining(['years: school-year-left-out']),
    ]);
    expect((await desk.act('calendars', school.name, body.id, 'publish')).status).toBe(409);
  });
});

describe('A corrected calendar', () => {
  let school: OwnSchool;
  let id: string;
  let coming: CivilDate;
  let passed: CivilDate;

  beforeAll(async () => {
    school = await desk.openOwnSchool();
    const raised = await desk.psychologist.raise({
      learnerId: school.learnerId,
      source: 'learner',
      topic: 'wellbeing',
      happenedOn: addDays(desk.today, -5),
      discussedWith: ['learner'],
      responsible: { county: samplePerson('psychologist').id },
    });
    ({ id } = raised.body);
    const { days } = await desk.preview('T-OHL15-7', school, addDays(desk.today, -5));
    const counted = days.filter((day) => day.counted).map((day) => parseDate(day.date));
    passed = counted.find((day) => day < desk.today) ?? desk.today;
    coming = counted.find((day) => day > desk.today) ?? desk.today;
  });

  async function promise() {
    const { body } = await desk.psychologist.get<CaseAnswer>(`/api/v1/cases/${id}`);
    return body.duties?.find((duty) => duty.kind === 'discussion')?.dueOn;
  }

  test('may not tell a day that a running limit has counted otherwise without saying so', async () => {
    const content = calendarFile(school.name, desk.today, { off: [passed] });
    const { body } = await desk.draft('calendars', school.name, { content });
    const got = await desk.act('calendars', school.name, body.id, 'validate');
    expect([got.status, problemOf(got).errors]).toEqual([
      422,
      [{ path: 'years', code: 'moves-dates-silently' }],
    ]);
  });

  test('that is published changes nothing of a running case until it is moved, and counts for what begins now', async () => {
    const before = { due: await promise(), preview: await desk.preview('T-OHL15-7', school) };
    const content = calendarFile(school.name, desk.today, { off: [coming] });
    const published = await desk.publish('calendars', school.name, { content });
    expect(published).toMatchObject({ inForce: true, rollOut: true, affects: { schools: 1 } });
    expect(published.changes?.calendar?.days).toEqual([{ date: coming, schoolDay: false }]);
    expect(await promise()).toBe(before.due);
    const after = await desk.preview('T-OHL15-7', school);
    expect(after.dueOn).not.toBe(before.preview.dueOn);
    expect(after.days.find((day) => day.date === coming)).toMatchObject({ reason: 'not-school-day' });
  });

  test('that moves a passed day and says why asks for roll-out', async () => {
    const content = calendarFile(school.name, desk.today, { off: [passed, coming] });
    const published = await desk.publish('calendars', school.name, {
      content,
      movesDatesBecause: 'The school was closed for a storm.',
    });
    expect(published.rollOut).toBe(true);
  });
});
