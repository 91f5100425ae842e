import { describe, expect, test } from '@jest/globals';
import { asId, type UnitId } from '../../../domain/ids.js';
import type { Actor, StaffRole } from '../../../domain/people.js';
import {
  mailOfAnswer,
  mailsOfOpening,
  mailsOfReminder,
  slipStillTrue,
  SLIP_TEMPLATES,
} from '../../../domain/slips/mails.js';
import {
  counted,
  erasingAt,
  maySettle,
  openSlip,
  oversees,
  refuseSlip,
  settled,
  SLIP_KINDS,
  SLIP_REFUSALS,
  type SlipState,
  type TimedEvent,
} from '../../../domain/slips/slip.js';
import { evolveTimed, nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import type { RuleId, RungHolder } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { after, instant, type Instant } from '../../../domain/time/instant.js';
import {
  at,
  coordinator,
  curator,
  elsewhere,
  idOf,
  nobody,
  nurse,
  RULES,
  SCHOOL,
  staff,
  supervisor,
} from './people.js';

const ID = idOf('any slip');
const OPENED = at('2027-08-16 09:00');
const DUE = '2027-08-25';

/** A slip of the curator that was opened on a Monday morning and is due on the Wednesday of the week after. */
function slip(rule: RuleId = 'T-OHL15-7', opened: Instant = OPENED): SlipState {
  const asked = { id: ID, schoolId: SCHOOL, role: 'curator', side: 'county' } as const;
  const days = { startedOn: parseDate('2027-08-16'), dueOn: parseDate(DUE) };
  return openSlip({ ...asked, rule, ...days }, RULES, opened);
}

const event = { v: 1, seq: 4, at: at('2027-08-17 10:00'), by: curator.personId, commandId: null } as const;

describe('A slip that is opened', () => {
  test('knows the post that is asked, its clock and its first reminder, and nothing of an answer', () => {
    expect(slip()).toEqual({
      ...{ id: ID, schoolId: SCHOOL, role: 'curator', side: 'county', rule: 'T-OHL15-7' },
      ...{ core: 1, version: 0, rulesId: RULES.rules.id, status: 'open', unit: 'institution-day' },
      ...{ startedOn: '2027-08-16', dueOn: DUE, dueAt: at('2027-08-26 00:00') },
      ...{ openedAt: OPENED, lastAt: OPENED, settledAt: null, settledBy: null, eraseAt: null },
      rung: { index: 0, to: 'owner', at: at('2027-08-23 08:00') },
    });
  });

  test('is a consultation or a talk, and refuses for reasons that have a name and a source', () => {
    expect(SLIP_KINDS).toEqual(['consultation', 'talk']);
    expect(SLIP_REFUSALS.map((code) => refuseSlip(code, 'S000 §6'))).toEqual(
      [
        'not-allowed',
        'unknown-slip',
        'already-opened',
        'already-settled',
        'same-school',
        'answer-day-past',
        'answer-day-far',
      ].map((code) => ({ ok: false, code, source: 'S000 §6' })),
    );
  });
});

describe('A slip that is settled', () => {
  test('reminds nobody any more, and says who settled it, when, and when its words go', () => {
    const eraseAt = erasingAt(RULES, event.at);
    expect(eraseAt).toBe(at('2027-09-17 00:00'));
    expect(settled(slip(), event, eraseAt)).toEqual({
      ...slip(),
      ...{ status: 'settled', settledAt: event.at, settledBy: curator.personId, eraseAt, rung: null },
    });
  });

  test('takes over number and instant of each event', () => {
    expect(counted(slip(), event)).toEqual({ ...slip(), version: 4, lastAt: event.at });
  });
});

describe('Who may settle a slip', () => {
  const may = (actor: Actor) => maySettle(actor, slip());
  const held = (role: StaffRole, side: 'school' | 'county', unit: typeof SCHOOL | null = SCHOOL) =>
    staff(`${role} ${side}`, role, side, unit);

  test('is the asked post at that school, or everywhere at that employer, and its coordinator', () => {
    expect(may(curator)).toBe(true);
    expect(may(held('curator', 'county', null))).toBe(true);
    expect(may(coordinator)).toBe(true);
    expect(may(held('coordinator', 'county'))).toBe(true);
  });

  test('is nobody of the other employer, of another school or of another post', () => {
    expect([held('curator', 'school'), held('coordinator', 'school', null)].map(may)).toEqual([false, false]);
    expect([elsewhere, nurse, supervisor, nobody].map(may)).toEqual([false, false, false, false]);
  });

  test('is told from one post among several', () => {
    const both: Actor = { ...curator, roles: [...nurse.roles, ...curator.roles] };
    expect(may(both)).toBe(true);
  });
});

describe('Who sees that a slip waits, and not what it says', () => {
  test('is a supervisor of the answering employer, there or everywhere', () => {
    expect(oversees(supervisor, slip())).toBe(true);
    expect(oversees(staff('here', 'supervisor', 'county'), slip())).toBe(true);
  });

  test('is no supervisor of the other employer or of another school, and nobody without that post', () => {
    const another = elsewhere.roles[0]?.unitId ?? null;
    for (const actor of [
      staff('of the school', 'supervisor', 'school', null),
      staff('elsewhere', 'supervisor', 'county', another),
      ...[coordinator, curator, nobody],
    ])
      expect(oversees(actor, slip())).toBe(false);
  });
});

describe('Time on a slip', () => {
  const reached = at('2027-08-23 08:00');

  test('is prepared before the mail hour, and names the next rung in the same event', () => {
    const state = slip();
    const due = nextSlipWake(state, RULES) ?? instant(0);
    expect(due).toBeLessThan(reached);
    expect(due).toBeGreaterThanOrEqual(at('2027-08-23 07:00'));
    expect(wakeSlip(state, instant(due - 1), RULES)).toEqual([]);
    expect(wakeSlip(state, due, RULES)).toEqual([
      {
        ...{ v: 1, seq: 1, at: due, by: null, commandId: null, type: 'reminder-prepared' },
        data: {
          ...{ to: 'owner', index: 0, notBefore: reached },
          next: { index: 1, to: 'owner', at: at('2027-08-24 08:00') },
        },
      },
    ]);
  });

  test('that passed unnoticed sends the highest rung only, and the next one is ahead', () => {
    const late = at('2027-08-27 12:00');
    const [told] = wakeSlip(slip(), late, RULES);
    if (told?.type !== 'reminder-prepared') throw new Error('no reminder');
    expect(told.data).toMatchObject({ to: 'supervisor', index: 4 });
    expect(told.data.next?.at ?? 0).toBeGreaterThan(late);
    expect(told.data.next).toMatchObject({ index: 5, to: 'supervisor' });
  });

  test('takes the words of a settled one on its day, not a moment earlier, and then owes nothing', () => {
    const state = counted(settled(slip(), event, at('2027-09-17 00:00')), event);
    const day = at('2027-09-17 00:00');
    expect(nextSlipWake(state, RULES)).toBe(day);
    expect(wakeSlip(state, instant(day - 1), RULES)).toEqual([]);
    const [gone] = wakeSlip(state, after(day, 5), RULES);
    expect(gone).toEqual({
      ...{ v: 1, seq: 5, at: day + 5, by: null, commandId: null, type: 'words-erased', data: null },
    });
    if (!gone) throw new Error('nothing happened');
    const erased = evolveTimed(state, gone);
    expect(erased).toEqual({ ...state, status: 'erased', settledBy: null, version: 5, lastAt: day + 5 });
    expect(nextSlipWake(erased, RULES)).toBeNull();
    expect(wakeSlip(erased, after(day, 5), RULES)).toEqual([]);
  });

  test('does nothing to an open one whose ladder has no rung', () => {
    const bare = { ...slip(), rung: null };
    expect(nextSlipWake(bare, RULES)).toBeNull();
    expect(wakeSlip(bare, at('2027-12-01 12:00'), RULES)).toEqual([]);
  });

  test('moves the ladder on, and nothing else', () => {
    const [told] = wakeSlip(slip(), at('2027-08-23 08:00'), RULES);
    if (told?.type !== 'reminder-prepared') throw new Error('no reminder');
    const { at: when, data } = told;
    expect(evolveTimed(slip(), told)).toEqual({ ...slip(), version: 1, lastAt: when, rung: data.next });
  });
});

describe('A mail about a slip', () => {
  const WAITS = { kind: 'slip', status: 'open', schoolId: SCHOOL };

  test('has one of six texts', () => {
    expect(SLIP_TEMPLATES).toEqual([
      'slip-task',
      'slip-urgent',
      'slip-reminder',
      'slip-overdue',
      'slip-unanswered',
      'slip-answered',
    ]);
  });

  test('tells whoever holds the post of a new one, in office hours', () => {
    const task = { template: 'slip-task', to: { rung: 'owner' }, still: WAITS, data: { dueOn: DUE } };
    expect(mailsOfOpening(slip(), RULES)).toEqual([{ ...task, notBefore: OPENED }]);
    const evening = at('2027-08-16 19:30');
    expect(mailsOfOpening(slip('T-OHL15-7', evening), RULES)).toEqual([
      { ...task, notBefore: at('2027-08-17 08:00') },
    ]);
  });

  test('tells nothing of a new one whose ladder tells at once, and does where there is no ladder', () => {
    expect(slip('T-OHL15-urgent').rung?.at).toBe(OPENED);
    expect(mailsOfOpening(slip('T-OHL15-urgent'), RULES)).toEqual([]);
    expect(mailsOfOpening({ ...slip(), rung: null }, RULES)).toHaveLength(1);
  });

  const reminder = (to: RungHolder, index: number, notBefore: Instant) =>
    ({
      ...{ v: 1, seq: 2, at: notBefore, by: null, commandId: null, type: 'reminder-prepared' },
      data: { to, index, notBefore, next: null },
    }) as const satisfies TimedEvent;
  const told = (rule: RuleId, to: RungHolder, index: number, notBefore: Instant) =>
    mailsOfReminder(reminder(to, index, notBefore), slip(rule));
  const before = at('2027-08-25 08:00');
  const over = at('2027-08-26 00:00');

  test('of a rung says by its text whether it is urgent, unanswered or over its day', () => {
    const mail = (template: string, to: RungHolder, notBefore: Instant) => [
      { template, to: { rung: to }, notBefore, still: WAITS, data: { dueOn: DUE } },
    ];
    expect(told('T-OHL15-7', 'owner', 0, before)).toEqual(mail('slip-reminder', 'owner', before));
    expect(told('T-OHL15-urgent', 'owner', 0, before)).toEqual(mail('slip-urgent', 'owner', before));
    expect(told('T-OHL15-urgent', 'owner', 1, before)).toEqual(mail('slip-reminder', 'owner', before));
    expect(told('T-OHL15-7', 'coordinator', 1, before)).toEqual(
      mail('slip-unanswered', 'coordinator', before),
    );
    expect(told('T-OHL15-7', 'supervisor', 2, over)).toEqual(mail('slip-overdue', 'supervisor', over));
    expect(told('T-OHL15-urgent', 'owner', 0, over)).toEqual(mail('slip-overdue', 'owner', over));
    expect(told('T-OHL15-7', 'owner', 0, instant(over - 1))).toEqual(
      mail('slip-reminder', 'owner', instant(over - 1)),
    );
  });

  test('tells whoever asked that there is an answer, in office hours, as long as it stands', () => {
    const asker = curator.personId;
    if (asker === null) throw new Error('a curator is a person');
    const evening = { ...event, at: at('2027-08-17 19:00') };
    expect(mailOfAnswer(evening, asker, RULES)).toEqual({
      ...{ template: 'slip-answered', to: { personId: asker }, notBefore: at('2027-08-18 08:00') },
      ...{ still: { kind: 'slip', status: 'settled' }, data: {} },
    });
  });

  test('goes out only while what it says is true', () => {
    const here = { schoolId: SCHOOL } as const;
    const elsewhereNow = asId<UnitId>(idOf('another school'));
    const waiting = { kind: 'slip', status: 'open', ...here } as const;
    expect(slipStillTrue(waiting, { status: 'open', ...here })).toBe(true);
    expect(slipStillTrue(waiting, { status: 'settled', ...here })).toBe(false);
    expect(slipStillTrue(waiting, { status: 'open', schoolId: elsewhereNow })).toBe(false);
    expect(slipStillTrue({ kind: 'slip', status: 'settled' }, { status: 'erased', ...here })).toBe(false);
    // A row of a release that did not name the school.
    expect(slipStillTrue({ kind: 'slip', status: 'open' }, { status: 'open', ...here })).toBe(true);
  });
});
