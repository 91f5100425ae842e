import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { mailTable } from './mail-table.js';
import {
  actor,
  at,
  command,
  LEARNER,
  Life,
  PEOPLE,
  rulesOn,
  SCHOOL,
  SYSTEM,
  text,
  type Who,
} from './world.js';

const RULES = rulesOn('2026-10-01');

function raisedOn(
  local: string,
  change: Partial<CommandData['raise-concern']> = {},
  by: Who = 'curator',
  requested?: string,
): Life {
  const life = new Life(RULES, at(local));
  const data: CommandData['raise-concern'] = {
    ...{
      ref: 'R-2026-000001',
      learnerId: LEARNER,
      schoolId: SCHOOL,
      source: 'staff',
      urgent: false,
      topic: 'wellbeing',
    },
    ...{
      discussedWith: ['learner', 'guardian'],
      responsible: { county: PEOPLE.curator, school: PEOPLE.teacher },
      ...change,
    },
  };
  const given = command(actor(by), 'raise-concern', requested ? parseDate(requested) : life.today, data);
  expect(life.give(given)).toMatchObject({ ok: true });
  return life;
}

function promise(life: Life): object | undefined {
  return life.state?.duties.find((duty) => duty.kind === 'discussion');
}

describe('The reminder ladder', () => {
  test('climbs on school mornings only: the autumn break is quiet', () => {
    const life = raisedOn('2026-10-08 09:00');
    life.until(at('2026-11-04 12:00'));
    expect(mailTable(life)).toEqual([
      '2026-10-08 09:00 teacher: responsible-now',
      '2026-10-22 08:00 curator: reminder',
      '2026-10-23 08:00 curator: reminder',
      '2026-10-26 08:00 curator: reminder',
      '2026-10-27 08:00 county coordinator: overdue',
      '2026-10-28 08:00 county supervisor: overdue',
      '2026-11-04 08:00 county supervisor: overdue',
    ]);
  });

  test('of an urgent duty begins at once, break or not, and reaches the coordinator within four office hours', () => {
    const life = raisedOn('2026-10-09 14:30', { urgent: true }, 'teacher');
    life.until(at('2026-10-14 12:00'));
    expect(promise(life)).toMatchObject({ dueOn: '2026-10-12', unit: 'weekday' });
    expect(mailTable(life)).toEqual([
      '2026-10-09 14:30 curator: urgent-task',
      '2026-10-12 10:30 county coordinator: unanswered-urgent',
      '2026-10-13 08:00 county supervisor: overdue',
      '2026-10-14 08:00 county supervisor: overdue',
    ]);
  });

  test('stops the moment the duty is done', () => {
    const life = raisedOn('2026-10-08 09:00');
    life.until(at('2026-10-22 09:00'));
    const offer = {
      withId: PEOPLE.curator,
      on: parseDate('2026-10-26'),
      minute: 540,
      told: 'phone',
    } as const;
    expect(life.give(command(actor('curator'), 'offer-discussion', life.today, offer))).toMatchObject({
      ok: true,
    });
    life.until(at('2026-10-26 23:00'));
    expect(mailTable(life).filter((line) => line.includes('reminder'))).toEqual([
      '2026-10-22 08:00 curator: reminder',
    ]);
  });

  test('sends only the highest of the rungs that an outage has let pass, on the next morning that counts', () => {
    const life = raisedOn('2026-10-08 09:00');
    life.until(at('2026-10-31 12:00'), true);
    life.until(at('2026-11-03 12:00'));
    expect(mailTable(life)).toEqual([
      '2026-10-08 09:00 teacher: responsible-now',
      '2026-11-02 08:00 county supervisor: overdue',
    ]);
  });
});

describe('A mistake of every day', () => {
  test('a request date that was wrong moves the limit; both dates stay in the log', () => {
    const life = raisedOn('2026-11-17 09:00');
    expect(promise(life)).toMatchObject({ dueOn: '2026-11-26' });
    const fact = { name: 'requested-on', value: parseDate('2026-11-12') } as const;
    const given = life.give(command(actor('curator'), 'correct-fact', life.today, { fact }));
    expect(given).toMatchObject({ ok: true });
    expect(promise(life)).toMatchObject({ startedOn: '2026-11-12', dueOn: '2026-11-23' });
    const moved = life.log.at(-1)?.duties?.[0];
    expect(moved).toMatchObject({ op: 'move', from: { dueOn: '2026-11-26' }, to: { dueOn: '2026-11-23' } });
  });

  test('a request that turns out urgent is due on the weekday after that was seen', () => {
    const life = raisedOn('2026-11-17 09:00');
    life.until(at('2026-11-19 10:00'));
    life.give(
      command(actor('curator'), 'correct-fact', life.today, { fact: { name: 'urgent', value: true } }),
    );
    expect(promise(life)).toMatchObject({
      rule: 'T-OHL15-urgent',
      startedOn: '2026-11-19',
      dueOn: '2026-11-20',
    });
  });

  test('a promise kept by the wrong date is not kept by the right one', () => {
    const life = raisedOn('2026-11-17 09:00');
    const offer = {
      withId: PEOPLE.curator,
      on: parseDate('2026-11-26'),
      minute: 540,
      told: 'phone',
    } as const;
    life.give(command(actor('curator'), 'offer-discussion', life.today, offer));
    expect(promise(life)).toMatchObject({ status: 'done', kept: true });
    const fact = { name: 'requested-on', value: parseDate('2026-11-10') } as const;
    life.give(command(actor('curator'), 'correct-fact', life.today, { fact }));
    expect(promise(life)).toMatchObject({ status: 'done', kept: false, dueOn: '2026-11-19' });
  });

  test('a case on the wrong learner ends at once: no mail, no duty, no sight', () => {
    const life = raisedOn('2026-11-17 09:00');
    const wrong = { reason: 'wrong-learner', note: text() } as const;
    life.give(command(actor('curator'), 'void-case', life.today, wrong));
    const before = mailTable(life).length;
    life.until(at('2027-01-31 12:00'));
    expect(mailTable(life)).toHaveLength(before);
    expect(life.state?.status).toBe('void');
    expect(life.log.at(-1)).toMatchObject({
      type: 'case-voided',
      by: { personId: PEOPLE.curator },
      data: { reason: 'wrong-learner' },
    });
  });
});

describe('A date beyond the published calendar', () => {
  test('is the earliest possible one, marked provisional, and is counted anew when the calendar is published', () => {
    const published = RULES.calendar.publishedUntil;
    const early = {
      ...RULES,
      id: 'e'.repeat(32),
      calendar: {
        ...RULES.calendar,
        publishedUntil: published - 365 - 366,
        schoolDays: RULES.calendar.schoolDays.slice(0, 1),
      },
    };
    const life = new Life(early, at('2026-12-15 09:00'));
    const data = {
      ref: 'R-2026-000002',
      learnerId: LEARNER,
      schoolId: SCHOOL,
      source: 'guardian',
      urgent: false,
      topic: 'learning',
    } as const;
    life.give(
      command(actor('curator'), 'raise-concern', life.today, {
        ...data,
        discussedWith: [],
        responsible: { county: PEOPLE.curator },
      }),
    );
    expect(promise(life)).toMatchObject({ dueOn: '2026-12-24', provisional: true });
    life.give(command(SYSTEM, 'adopt-rules', life.today, { rules: RULES }));
    expect(promise(life)).toMatchObject({ dueOn: '2027-01-08', provisional: false });
    expect(life.log.at(-1)?.duties?.[0]).toMatchObject({
      op: 'move',
      from: { dueOn: '2026-12-24' },
      to: { dueOn: '2027-01-08' },
    });
  });
});

describe('A hand-over', () => {
  test('that nobody answers passes to the fall-back; until then the old owner is bound', () => {
    const life = raisedOn('2026-11-17 09:00');
    const offer = { side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator } as const;
    life.give(command(actor('curator'), 'offer-handover', life.today, offer));
    life.until(at('2026-11-19 23:00'));
    expect(life.state?.responsible.county).toBe(PEOPLE.curator);
    life.until(at('2026-11-20 09:00'));
    expect(life.state?.responsible.county).toBe(PEOPLE.countyCoordinator);
    expect(promise(life)).toMatchObject({ ownerId: PEOPLE.countyCoordinator, dueOn: '2026-11-26' });
    expect(mailTable(life).filter((line) => /expired|responsible-now/.test(line))).toEqual([
      '2026-11-17 09:00 teacher: responsible-now',
      '2026-11-20 08:00 countyCoordinator: responsible-now',
      '2026-11-20 08:00 curator: handover-expired',
    ]);
  });

  test('is not needed when the owner is suddenly gone: the supervisor of that side reassigns at once', () => {
    const life = raisedOn('2026-11-17 09:00');
    const to = { side: 'county', toId: PEOPLE.colleague, reason: 'absent' } as const;
    expect(life.give(command(actor('schoolSupervisor'), 'reassign', life.today, to))).toMatchObject({
      code: 'not-allowed',
    });
    expect(life.give(command(actor('countySupervisor'), 'reassign', life.today, to))).toMatchObject({
      ok: true,
    });
    expect(promise(life)).toMatchObject({ ownerId: PEOPLE.colleague });
  });
});

describe('A discussion', () => {
  const offer = { withId: PEOPLE.curator, on: parseDate('2026-11-19'), minute: 540, told: 'phone' } as const;

  test.each([
    ['held', 'done', true],
    ['no-show', 'done', true],
    ['postponed-by-learner', 'done', true],
    ['not-held-by-staff', 'open', null],
  ] as const)('offered in time and then "%s": the promise is %s', (outcome, status, kept) => {
    const life = raisedOn('2026-11-17 09:00');
    life.give(command(actor('curator'), 'offer-discussion', life.today, offer));
    life.until(at('2026-11-19 12:00'));
    expect(life.give(command(actor('curator'), 'record-discussion', life.today, { outcome }))).toMatchObject({
      ok: true,
    });
    expect(promise(life)).toMatchObject({ status, kept, dueOn: '2026-11-26' });
  });

  test('after the limit needs a reason, and the limit stays what it was', () => {
    const life = raisedOn('2026-11-17 09:00');
    const late = { ...offer, on: parseDate('2026-11-30') };
    expect(life.give(command(actor('curator'), 'offer-discussion', life.today, late))).toMatchObject({
      code: 'offer-outside-limit',
    });
    const explained = { ...late, latenessReason: 'staff-absent' } as const;
    expect(life.give(command(actor('curator'), 'offer-discussion', life.today, explained))).toMatchObject({
      ok: true,
    });
    life.until(at('2026-11-30 12:00'));
    life.give(command(actor('curator'), 'record-discussion', life.today, { outcome: 'held' }));
    expect(promise(life)).toMatchObject({
      status: 'done',
      kept: false,
      late: true,
      dueOn: '2026-11-26',
      latenessReason: 'staff-absent',
    });
  });
});

describe('An act towards the outside', () => {
  test('needs who, when, to whom, how, why and whether the family knows: all else becomes duties of the same event', () => {
    const life = raisedOn('2026-11-17 09:00');
    const report = {
      addressee: 'Sosiaalipäivystys',
      channel: 'phone',
      reason: text(),
      told: 'not-told',
    } as const;
    life.give(command(actor('teacher'), 'report-child-welfare', parseDate('2026-11-16'), report));
    const armed = life.log
      .at(-1)
      ?.duties?.map((line) => (line.op === 'arm' ? `${line.duty.kind} ${String(line.duty.dueOn)}` : line.op));
    expect(armed).toEqual([
      'outside-details 2026-11-18',
      'outside-acknowledgement 2026-11-25',
      'outside-follow-up 2026-11-23',
      'expected-urgency null',
      'expected-decision 2026-11-25',
      'expected-start 2026-11-25',
      'expected-assessment 2027-02-16',
    ]);
  });
});
