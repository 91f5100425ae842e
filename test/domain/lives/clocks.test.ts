import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { Duty } from '../../../domain/duties.js';
import type { DutyKind, Rules } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { atLocal } from '../../../domain/time/zone.js';
import { withoutSchool } from '../branches/support.js';
import { mailTable } from './mail-table.js';
import { actor, command, LEARNER, Life, PEOPLE, rulesOn, SCHOOL, SYSTEM, text, type Who } from './world.js';

const RULES = rulesOn('2026-10-01');
const iso = (at: number | null | undefined): string => new Date(at ?? Number.NaN).toISOString();

/** Lateness is noticed within the hour after the limit. */
const WITHIN = 3_600_000;

/** An instant by the clock on the wall in Helsinki. */
function wall(local: string): number {
  const [date = '', time = '00:00'] = local.split(' ');
  const [hour = 0, minute = 0] = time.split(':').map(Number);
  return atLocal(RULES.calendar.zone, parseDate(date), hour * 60 + minute);
}

function askedOn(local: string, urgent = false, by: Who = 'curator'): Life {
  const life = new Life(RULES, wall(local));
  const concern: CommandData['raise-concern'] = {
    ...{ ref: 'R-2026-000001', learnerId: LEARNER, schoolId: SCHOOL, source: 'staff', topic: 'absence' },
    ...{ urgent, discussedWith: [], responsible: { county: PEOPLE.curator, school: PEOPLE.teacher } },
  };
  expect(life.give(command(actor(by), 'raise-concern', life.today, concern))).toMatchObject({ ok: true });
  return life;
}

function duty(life: Life, kind: DutyKind = 'discussion'): Duty {
  const found = life.state?.duties.find((it) => it.kind === kind);
  if (!found) throw new Error(`no ${kind}`);
  return found;
}

describe('A request', () => {
  test.each([
    ['a minute before midnight', '2026-11-17 23:59', '2026-11-26', '2026-11-26T22:00:00.000Z'],
    ['at midnight, when the day of the world is another', '2026-11-18 00:00', '2026-11-27', null],
    ['at half past one in summer', '2026-09-02 01:30', '2026-09-11', '2026-09-11T21:00:00.000Z'],
    ['late on the Friday before the autumn break', '2026-10-09 22:00', '2026-10-27', null],
    ['on the Saturday of that week-end', '2026-10-10 03:00', '2026-10-27', null],
    ['on the last day of the break', '2026-10-18 23:30', '2026-10-27', null],
    ['on Independence Day', '2027-12-06 12:00', '2027-12-15', null],
    ['on Christmas Day', '2026-12-25 04:00', '2027-01-15', null],
    ["on New Year's night", '2027-01-01 00:10', '2027-01-15', null],
    ['on the last school Saturday', '2027-06-05 10:00', '2027-08-19', '2027-08-19T21:00:00.000Z'],
    ['on Midsummer night', '2027-06-26 02:00', '2027-08-19', '2027-08-19T21:00:00.000Z'],
    ['in the night that loses an hour', '2027-03-28 04:30', '2027-04-07', '2027-04-07T21:00:00.000Z'],
    ['in the hour that comes twice', '2027-10-31 03:30', '2027-11-09', '2027-11-09T22:00:00.000Z'],
  ])('%s belongs to the day on the wall', (_name, local, dueOn, dueAt) => {
    const promise = duty(askedOn(local));
    expect(promise).toMatchObject({ startedOn: local.slice(0, 10), dueOn, provisional: false });
    if (dueAt !== null) expect(iso(promise.dueAt)).toBe(dueAt);
  });
});

describe('An urgent request when nobody is at work', () => {
  test.each([
    ['late on a Friday', '2026-11-20 23:30', '2026-11-23', '2026-11-23 12:00'],
    ['on a Saturday of the autumn break', '2026-10-17 14:00', '2026-10-19', '2026-10-19 12:00'],
    ['in the night before a working day', '2026-11-17 03:00', '2026-11-18', '2026-11-17 12:00'],
    ['on the last school Saturday of spring', '2027-06-05 11:00', '2027-06-07', '2027-06-07 12:00'],
    ['on Christmas Eve after closing time', '2026-12-24 18:00', '2026-12-28', '2026-12-28 12:00'],
    ['on Easter Sunday', '2027-03-28 09:00', '2027-03-30', '2027-03-30 12:00'],
    ['in the middle of July', '2027-07-14 13:00', '2027-07-15', '2027-07-15 09:00'],
  ])('%s is told at once, and climbs after four office hours', (_name, local, dueOn, climbs) => {
    const life = askedOn(local, true, 'teacher');
    expect(duty(life)).toMatchObject({ rule: 'T-OHL15-urgent', dueOn, provisional: false });
    life.until(wall(`${dueOn} 23:00`));
    const theirs = mailTable(life).filter((line) => /curator: urgent|county coordinator: /.test(line));
    expect(theirs.slice(0, 2)).toEqual([
      `${local} curator: urgent-task`,
      `${climbs} county coordinator: unanswered-urgent`,
    ]);
  });
});

describe('Over the nights that lose and gain an hour', () => {
  test.each([
    ['the last day before the autumn night', '2026-10-07', '2026-10-23', '2026-10-23T21:00:00.000Z'],
    ['the first day after it', '2026-10-08', '2026-10-26', '2026-10-26T22:00:00.000Z'],
    ['the last day before the spring night', '2027-03-16', '2027-03-25', '2027-03-25T22:00:00.000Z'],
    ['the first day after it', '2027-03-17', '2027-03-30', '2027-03-30T21:00:00.000Z'],
  ])('a limit that ends on %s ends at midnight', (_name, on, dueOn, dueAt) => {
    const promise = duty(askedOn(`${on} 09:00`));
    expect(promise.dueOn).toBe(dueOn);
    expect(iso(promise.dueAt)).toBe(dueAt);
  });

  test.each([
    ['autumn', '2026-10-08', '2026-10-23T05:00:00.000Z', '2026-10-26T06:00:00.000Z'],
    ['spring', '2027-03-17', '2027-03-25T06:00:00.000Z', '2027-03-30T05:00:00.000Z'],
  ])('reminders keep their hour on the wall: %s', (_name, on, before, after) => {
    const life = askedOn(`${on} 09:00`);
    life.until(Date.parse(before) - 2 * 3_600_000);
    expect(iso(duty(life).rung?.at)).toBe(before);
    life.until(Date.parse(before));
    expect(iso(duty(life).rung?.at)).toBe(after);
  });

  test.each([
    ['of 23 hours', '2027-03-28', '2027-03-28T21:00:00.000Z'],
    ['of 25 hours', '2027-10-31', '2027-10-31T22:00:00.000Z'],
  ])('an agreed day %s is over when it is over', (_name, dueOn, dueAt) => {
    const life = askedOn(`${dueOn.slice(0, 7)}-01 09:00`);
    const today = life.today;
    const meeting = { kind: 'home-meeting', on: today, minute: 600, invitedFamily: [] } as const;
    const invitedStaff = [{ personId: PEOPLE.teacher, role: 'class_teacher', side: 'school' }] as const;
    life.give(command(actor('curator'), 'call-meeting', today, { ...meeting, invitedStaff }));
    const what = { ownerId: PEOPLE.curator, side: 'county', what: text(), dueOn: parseDate(dueOn) } as const;
    const held = { meetingId: 'k1', attended: [PEOPLE.teacher], actions: [what] };
    const end = { kind: 'next', on: parseDate('2027-12-01') } as const;
    const given = command(actor('curator'), 'record-meeting', today, { ...held, end });
    expect(life.give(given)).toMatchObject({ ok: true });
    expect(iso(duty(life, 'action').dueAt)).toBe(dueAt);
    life.until(Date.parse(dueAt) - 1);
    expect(duty(life, 'action').late).toBe(false);
    life.until(Date.parse(dueAt) + WITHIN);
    expect(duty(life, 'action').late).toBe(true);
  });
});

describe('A day off that is decided after a storm', () => {
  const without = (date: string): Rules => ({ ...RULES, id: 'd'.repeat(32), ...withoutSchool(RULES, date) });
  const correct = (life: Life, off: string) =>
    life.give(command(SYSTEM, 'adopt-rules', life.today, { rules: without(off) }));

  test('moves the promise; the old day and the new one are both in the log', () => {
    const life = askedOn('2026-11-12 09:00');
    life.until(wall('2026-11-18 07:00'));
    correct(life, '2026-11-18');
    expect(duty(life)).toMatchObject({ startedOn: '2026-11-12', dueOn: '2026-11-24', status: 'open' });
    expect(life.log.at(-1)?.duties?.[0]).toMatchObject({
      ...{ op: 'move', id: duty(life).id },
      ...{ from: { dueOn: '2026-11-23' }, to: { dueOn: '2026-11-24' } },
    });
  });

  test('takes the lateness back from a promise that fell due on it, until the new day is over', () => {
    const life = askedOn('2026-11-09 09:00');
    life.until(wall('2026-11-19 07:00'));
    expect(duty(life)).toMatchObject({ dueOn: '2026-11-18', late: true });
    correct(life, '2026-11-18');
    expect(duty(life)).toMatchObject({ dueOn: '2026-11-19', late: false });
    life.until(wall('2026-11-20 00:00') - 1);
    expect(duty(life).late).toBe(false);
    life.until(wall('2026-11-20 00:00') + WITHIN);
    expect(duty(life).late).toBe(true);
  });

  test('does not move an urgent promise: it is due on the storm day itself', () => {
    const life = askedOn('2026-11-17 09:00', true);
    correct(life, '2026-11-18');
    expect(duty(life)).toMatchObject({ dueOn: '2026-11-18', late: false });
  });

  test('sends nothing again where it changes no date', () => {
    const life = askedOn('2026-11-12 09:00');
    life.until(wall('2026-11-20 12:00'));
    const before = duty(life).rung;
    correct(life, '2027-03-10');
    expect(life.log.at(-1)?.type).toBe('rules-adopted');
    expect(duty(life).rung).toEqual(before);
  });
});
