import { describe, expect, test } from '@jest/globals';
import type { Duty, DutyChange } from '../../../domain/duties.js';
import { mailsOf, stillTrue } from '../../../domain/mails.js';
import { officeTime } from '../../../domain/office-time.js';
import type { RuleId, RungHolder } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { after, instant, MINUTE } from '../../../domain/time/instant.js';
import { raised } from '../branches/support.js';
import { at, PEOPLE, rulesOn } from '../lives/world.js';
import { happened, NOW } from './happened.js';

const RULES = rulesOn('2026-10-01');
const CASE = raised().state;
const DUE_ON = parseDate('2026-11-26');

/** The sample case, which owes one thing: a talk of the curator's, otherwise than it is. */
function owing(change: Partial<Duty> = {}): { readonly state: CaseState; readonly duty: Duty } {
  const [first] = CASE.duties;
  if (!first) throw new Error('a concern begins a clock');
  const duty: Duty = { ...first, dueOn: DUE_ON, ...change };
  return { state: { ...CASE, duties: [{ ...duty, id: 'd9', status: 'done' }, duty] }, duty };
}

describe('Mails to people go out in office hours of weekdays', () => {
  const goes = (local: string) => officeTime(RULES, instant(at(local)));

  test('at once when it is that time, from its first minute to its last', () => {
    for (const local of ['2026-11-17 08:00', '2026-11-17 12:34', '2026-11-17 15:59'])
      expect(goes(local)).toBe(at(local));
  });

  test('on the same morning before them, and on the next one after them', () => {
    expect(goes('2026-11-17 07:59')).toBe(at('2026-11-17 08:00'));
    expect(goes('2026-11-17 16:00')).toBe(at('2026-11-18 08:00'));
    expect(goes('2026-11-20 20:00')).toBe(at('2026-11-23 08:00'));
  });

  test('after a weekend or a holiday, whatever the hour', () => {
    for (const hour of ['06:00', '10:00', '20:00']) {
      expect(goes(`2026-11-21 ${hour}`)).toBe(at('2026-11-23 08:00'));
      expect(goes(`2026-12-25 ${hour}`)).toBe(at('2026-12-28 08:00'));
    }
  });
});

describe('A promise that begins or changes hands', () => {
  const told = (state: CaseState, line: DutyChange) =>
    mailsOf(happened('learner-told', { way: 'phone' }, { duties: [line] }), CASE, state, RULES);

  test('is told to its owner, with its day, for as long as it is theirs', () => {
    const { state, duty } = owing({ ownerId: PEOPLE.nurse });
    const task = {
      ...{ template: 'task', to: { personId: PEOPLE.nurse }, notBefore: NOW, data: { dueOn: DUE_ON } },
      still: { kind: 'duty', dutyId: duty.id, ownerId: PEOPLE.nurse },
    };
    expect(told(state, { op: 'arm', duty })).toEqual([task]);
    expect(told(state, { op: 'own', id: duty.id, ownerId: PEOPLE.nurse })).toEqual([task]);
    const undated = owing({ ownerId: PEOPLE.nurse, dueOn: null });
    expect(told(undated.state, { op: 'arm', duty: undated.duty })).toEqual([{ ...task, data: {} }]);
  });

  test('is not told to who did it, nor when it is over already, nor of any other change', () => {
    const own = owing();
    expect(told(own.state, { op: 'arm', duty: own.duty })).toEqual([]);
    const over = owing({ ownerId: PEOPLE.nurse, status: 'done' });
    expect(told(over.state, { op: 'arm', duty: over.duty })).toEqual([]);
    const { state, duty } = owing({ ownerId: PEOPLE.nurse });
    expect(told(state, { op: 'late', id: duty.id })).toEqual([]);
    expect(told(state, { op: 'own', id: 'd77', ownerId: PEOPLE.nurse })).toEqual([]);
  });

  test('is told once: where its ladder tells at once, by the ladder', () => {
    const climbing = (moment: typeof NOW) => {
      const rung = { index: 0, to: 'owner', at: moment } as const;
      return owing({ ownerId: PEOPLE.nurse, rung });
    };
    const [now, later] = [climbing(NOW), climbing(after(NOW, MINUTE))];
    expect(told(now.state, { op: 'arm', duty: now.duty })).toEqual([]);
    expect(told(later.state, { op: 'arm', duty: later.duty })).toHaveLength(1);
    expect(told(now.state, { op: 'own', id: now.duty.id, ownerId: PEOPLE.nurse })).toHaveLength(1);
    const none = owing({ ownerId: PEOPLE.nurse, rung: null });
    expect(told(none.state, { op: 'arm', duty: none.duty })).toHaveLength(1);
  });
});

describe('A reminder', () => {
  const MORNING = instant(at('2026-11-20 08:00'));

  function reminder(change: Partial<Duty>, to: RungHolder = 'owner', index = 1) {
    const { state, duty } = owing({ dueAt: after(MORNING, MINUTE), ...change });
    const rung = { dutyId: duty.id, to, side: 'county', index, notBefore: MORNING } as const;
    return mailsOf(happened('reminder-prepared', rung), state, state, RULES);
  }
  const template = (...given: Parameters<typeof reminder>) => reminder(...given)[0]?.template;
  const URGENT: readonly RuleId[] = [
    ...(['T-OHL15-urgent', 'T-OHL16-info-urgent', 'W-LSL25-report', 'W-LSL25-police'] as const),
    ...(['W-LSL25a-joint', 'L-SUCCESSOR'] as const),
  ];

  test('goes to the owner, at its own moment, for as long as the promise is theirs', () => {
    const [mail, ...more] = reminder({});
    expect(more).toEqual([]);
    expect(mail).toEqual({
      ...{ template: 'reminder', to: { personId: PEOPLE.curator }, notBefore: MORNING },
      ...{ still: { kind: 'duty', dutyId: 'd1', ownerId: PEOPLE.curator }, data: { dueOn: DUE_ON } },
    });
    expect(reminder({ dueOn: null, dueAt: null })[0]?.data).toEqual({});
  });

  test('climbs to a post of the same employer, for as long as the promise is open, whoever owns it', () => {
    expect(reminder({}, 'coordinator')).toEqual([
      {
        ...{ template: 'waiting', to: { rung: 'coordinator', side: 'county' }, notBefore: MORNING },
        ...{ still: { kind: 'duty', dutyId: 'd1', ownerId: null }, data: { dueOn: DUE_ON } },
      },
    ]);
  });

  test('says that the limit has passed, from its very moment on', () => {
    const passed = { dueAt: MORNING };
    expect([template(passed), template({})]).toEqual(['overdue-own', 'reminder']);
    expect([template(passed, 'supervisor'), template({}, 'supervisor')]).toEqual(['overdue', 'waiting']);
    expect(template({ dueAt: null })).toBe('reminder');
    expect(template({ dueAt: null }, 'coordinator')).toBe('waiting');
  });

  test.each(URGENT)(
    'of what is urgent (%s) is a first word of it, and above that nobody answered',
    (rule) => {
      expect(template({ rule }, 'owner', 0)).toBe('urgent-task');
      expect(template({ rule }, 'owner', 1)).toBe('reminder');
      expect(template({ rule }, 'coordinator')).toBe('unanswered-urgent');
      expect(template({ rule, dueAt: MORNING }, 'owner', 0)).toBe('overdue-own');
      expect(template({ rule, dueAt: MORNING }, 'supervisor')).toBe('overdue');
    },
  );

  test('of anything else is no first word: the task was told when it began', () => {
    expect(template({ rule: 'T-OHL15-third' }, 'owner', 0)).toBe('reminder');
    expect(template({ rule: 'L-GLASS' }, 'owner', 0)).toBe('reminder');
  });

  test('of what the other side owes asks somebody of ours to ask, passed or not', () => {
    expect(template({ kind: 'expected-decision' })).toBe('ask-response');
    expect(template({ kind: 'expected-decision', dueAt: MORNING })).toBe('ask-response');
  });

  test('of a promise that is not there is none', () => {
    const rung = { dutyId: 'd77', to: 'owner', side: 'county', index: 0, notBefore: MORNING } as const;
    expect(mailsOf(happened('reminder-prepared', rung), CASE, CASE, RULES)).toEqual([]);
  });
});

describe('A mail about a promise is still true', () => {
  test('while the promise is open and theirs; one to a post, whoever owns it', () => {
    const { state, duty } = owing();
    const still = (ownerId: Duty['ownerId'] | null, dutyId = duty.id) =>
      ({ kind: 'duty', dutyId, ownerId }) as const;
    expect(stillTrue(still(PEOPLE.curator), state)).toBe(true);
    expect(stillTrue(still(PEOPLE.nurse), state)).toBe(false);
    expect(stillTrue(still(null), state)).toBe(true);
    expect(stillTrue(still(null, 'd9'), state)).toBe(false);
    expect(stillTrue(still(null, 'd77'), state)).toBe(false);
    expect(stillTrue(still(null), owing({ status: 'paused' }).state)).toBe(false);
  });

  test('in no case that was opened by mistake, which sends nothing either', () => {
    const gone = { ...CASE, status: 'void' } as const;
    expect([stillTrue({ kind: 'case' }, CASE), stillTrue({ kind: 'case' }, gone)]).toEqual([true, false]);
    const joined = { side: 'school', toId: PEOPLE.teacher, reason: 'left' } as const;
    const event = happened('responsible-reassigned', joined);
    expect([mailsOf(event, CASE, CASE, RULES).length, mailsOf(event, CASE, gone, RULES).length]).toEqual([
      ...[1, 0],
    ]);
  });
});
