import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { asId, type CaseId, type UnitId } from '../../../domain/ids.js';
import type { Actor } from '../../../domain/people.js';
import { maySettle } from '../../../domain/slips/slip.js';
import { rungAfterPassing } from '../../../domain/slips/passing.js';
import { nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import { TALK } from '../../../domain/talk/rules.js';
import {
  KNOWN_DISMISSALS,
  TALK_DISMISSALS,
  type TalkCommand,
  type TalkData,
  type TalkEvent,
  type TalkState,
} from '../../../domain/talk/talk.js';
import { after, HOUR, type Instant } from '../../../domain/time/instant.js';
import {
  at,
  coordinator,
  curator,
  envelope,
  idOf,
  nobody,
  nurse,
  RULES,
  SCHOOL,
  staff,
  supervisor,
  words,
} from './people.js';

const SLIP = idOf('talk passed on');
const FRIDAY = at('2027-08-27 19:30');
const OTHER = asId<UnitId>(idOf('another school'));
const THIRD = asId<UnitId>(idOf('a third school'));
const SCHOOLS = [SCHOOL, OTHER, THIRD];
const CURATORS = new Map(
  SCHOOLS.map((school) => [school, staff(`of ${school}`, 'curator', 'county', school)]),
);

function curatorOf(school: UnitId): Actor {
  const found = CURATORS.get(school);
  if (!found) throw new Error('no such school');
  return found;
}

function decide(state: TalkState | null, command: TalkCommand): readonly TalkEvent[] {
  const decision = TALK.decide(state, command, RULES, command.receivedAt);
  if (!decision.ok) throw new Error(decision.code);
  return decision.events;
}

function give(state: TalkState | null, command: TalkCommand): TalkState {
  const next = decide(state, command).reduce<TalkState | null>(TALK.evolve, state);
  if (!next) throw new Error('nothing happened');
  return next;
}

function requested(urgent = false): TalkState {
  const data: TalkData['request'] = { schoolId: SCHOOL, role: 'curator', urgent, words: words('Aada') };
  return give(null, { ...envelope('request', SLIP, nobody, FRIDAY), type: 'request', data });
}

function passOn(schoolId: UnitId, actor: Actor, when: Instant): TalkCommand {
  return { ...envelope('pass on', SLIP, actor, when), type: 'pass-on', data: { schoolId } };
}

function dismiss(actor: Actor, when: Instant, reason: TalkData['dismiss']['reason']): TalkCommand {
  return { ...envelope('dismiss', SLIP, actor, when), type: 'dismiss', data: { reason } };
}

/** Lets time cause what is due until an instant. */
function pass(state: TalkState, until: Instant): TalkState {
  let current = state;
  for (
    let due = nextSlipWake(current, RULES);
    due !== null && due <= until;
    due = nextSlipWake(current, RULES)
  )
    current = wakeSlip(current, due > current.lastAt ? due : current.lastAt, RULES).reduce<TalkState>(
      TALK.evolve,
      current,
    );
  return current;
}

/** What passing on must never touch. */
function clockOf({ startedOn, dueOn, dueAt, rule, unit, rulesId, openedAt, urgent, words: ref }: TalkState) {
  return { startedOn, dueOn, dueAt, rule, unit, rulesId, openedAt, urgent, words: ref };
}

describe('A request that reached the wrong school', () => {
  const SATURDAY = at('2027-08-28 10:00');

  test('is passed on to another one: the same request, with the clock it had', () => {
    const before = requested();
    const passed = give(before, passOn(OTHER, curatorOf(SCHOOL), SATURDAY));
    expect(passed).toEqual({
      ...before,
      ...{ schoolId: OTHER, version: 2, lastAt: SATURDAY, passes: [{ from: SCHOOL, at: SATURDAY }] },
    });
  });

  test('is from then on the other school’s alone', () => {
    const passed = give(requested(), passOn(OTHER, curatorOf(SCHOOL), SATURDAY));
    for (const command of [
      passOn(SCHOOL, curatorOf(SCHOOL), SATURDAY),
      dismiss(curatorOf(SCHOOL), SATURDAY, 'prank'),
    ])
      expect(() => give(passed, command)).toThrow('not-allowed');
    const taken = give(passed, {
      ...envelope('take', SLIP, curatorOf(OTHER), SATURDAY),
      type: 'take',
      data: { caseId: asId<CaseId>(idOf('case')) },
    });
    expect(taken).toMatchObject({ status: 'settled', outcome: 'case', schoolId: OTHER });
  });

  test('may be passed on again, also back, and says where it has been until its words are gone', () => {
    const there = give(requested(), passOn(OTHER, curatorOf(SCHOOL), SATURDAY));
    const back = give(there, passOn(SCHOOL, curatorOf(OTHER), after(SATURDAY, HOUR)));
    const passes = [
      { from: SCHOOL, at: SATURDAY },
      { from: OTHER, at: after(SATURDAY, HOUR) },
    ];
    expect(back).toMatchObject({ schoolId: SCHOOL, passes });
    const settled = give(back, dismiss(curatorOf(SCHOOL), after(SATURDAY, 2 * HOUR), 'duplicate'));
    expect(settled.eraseAt).toBe(at('2027-09-28 00:00'));
    // No person stands in it.
    expect(pass(settled, at('2027-09-28 00:00'))).toMatchObject({ status: 'erased', words: null, passes });
  });

  test('is passed on by whoever may settle it, and by nobody else', () => {
    for (const actor of [curator, coordinator])
      expect(give(requested(), passOn(OTHER, actor, SATURDAY)).schoolId).toBe(OTHER);
    const ofSchool = [staff('x', 'curator', 'school'), staff('y', 'coordinator', 'school', null)];
    for (const actor of [...ofSchool, curatorOf(OTHER), nurse, supervisor, nobody])
      expect(() => give(requested(), passOn(OTHER, actor, SATURDAY))).toThrow('not-allowed');
  });

  test('is not passed on to the school where it is, nor once it is settled', () => {
    expect(() => give(requested(), passOn(SCHOOL, curator, SATURDAY))).toThrow('same-school');
    const settled = give(requested(), dismiss(curator, SATURDAY, 'prank'));
    expect(() => give(settled, passOn(OTHER, curator, SATURDAY))).toThrow('already-settled');
    expect(() => give(null, passOn(OTHER, curator, SATURDAY))).toThrow('unknown-slip');
  });

  test('is no longer dismissed for it; what was, still reads as it did', () => {
    expect(TALK_DISMISSALS).toEqual(['prank', 'duplicate']);
    expect(KNOWN_DISMISSALS).toEqual(['prank', 'duplicate', 'wrong-school']);
    expect(give(requested(), dismiss(curator, SATURDAY, 'wrong-school')).outcome).toBe('wrong-school');
  });
});

describe('Those who get a request that was passed on', () => {
  function told(state: TalkState, when: Instant) {
    const [event] = decide(state, passOn(OTHER, coordinator, when));
    if (!event) throw new Error('nothing happened');
    const next = TALK.evolve(state, event);
    return { mails: TALK.mailsOf(event, next, RULES), next };
  }
  const mail = (template: string, dueOn: string, notBefore: Instant) => ({
    ...{ template, to: { rung: 'owner' }, notBefore, data: { dueOn } },
    still: { kind: 'slip', status: 'open', schoolId: OTHER },
  });

  test('hear of it as of a new one: in office hours, urgent at once, over its day by that name', () => {
    const saturday = at('2027-08-28 10:00');
    expect(told(requested(), saturday).mails).toEqual([
      mail('slip-task', '2027-09-07', at('2027-08-30 08:00')),
    ]);
    expect(told(requested(true), saturday).mails).toEqual([mail('slip-urgent', '2027-08-30', saturday)]);
    const late = at('2027-09-08 12:00');
    expect(told(pass(requested(), late), late).mails).toEqual([mail('slip-overdue', '2027-09-07', late)]);
    expect(told(pass(requested(true), late), late).mails).toEqual([mail('slip-overdue', '2027-08-30', late)]);
    // The last moment of the day and the first after it.
    const over = at('2027-08-31 00:00');
    expect(told(requested(true), after(over, -1)).mails).toEqual([
      mail('slip-urgent', '2027-08-30', after(over, -1)),
    ]);
    expect(told(requested(true), over).mails).toEqual([mail('slip-overdue', '2027-08-30', over)]);
  });

  test('are reminded in place of the others: a rung that is written and has not gone out is armed anew', () => {
    const morning = at('2027-09-03 08:00');
    const written = pass(requested(), after(morning, -1));
    expect(written.rung).toMatchObject({ index: 1 });
    const { next } = told(written, after(morning, -1));
    expect(next.rung).toEqual({ index: 0, to: 'owner', at: morning });
  });

  test('hear the highest rung that has passed once more, on the next morning', () => {
    const late = at('2027-09-10 12:00');
    const climbed = pass(requested(), late);
    const { next } = told(climbed, late);
    expect(next.rung).toEqual({ index: 4, to: 'supervisor', at: at('2027-09-13 08:00') });
  });

  test('gain no time by it when it is urgent: the employer hears when it would have heard', () => {
    const state = pass(requested(true), FRIDAY);
    expect(state.rung).toMatchObject({ index: 1, to: 'coordinator' });
    expect(told(state, at('2027-08-28 10:00')).next.rung).toEqual(state.rung);
    expect(rungAfterPassing({ ...state, rung: null }, RULES, FRIDAY)).toBeNull();
  });
});

describe('However often a request is passed on', () => {
  const step = fc.record({ hours: fc.integer({ min: 0, max: 60 }), to: fc.constantFrom(...SCHOOLS) });

  test('its clock is the same, one school has it, and while it is open a reminder is ahead, none later than it was', () => {
    fc.assert(
      fc.property(fc.boolean(), fc.array(step, { maxLength: 12 }), (urgent, steps) => {
        let state = requested(urgent);
        const clock = clockOf(state);
        let now = FRIDAY;
        for (const { hours, to } of steps) {
          now = after(now, hours * HOUR);
          state = pass(state, now);
          const before = state;
          if (to !== state.schoolId) state = give(state, passOn(to, curatorOf(state.schoolId), now));
          expect(clockOf(state)).toEqual(clock);
          expect(state).toMatchObject({ status: 'open', side: 'county', role: 'curator', schoolId: to });
          expect(SCHOOLS.filter((school) => maySettle(curatorOf(school), state))).toEqual([to]);
          expect(nextSlipWake(state, RULES)).not.toBeNull();
          expect(state.rung?.at).toBeGreaterThanOrEqual(now);
          expect(state.rung?.at).toBeLessThanOrEqual(before.rung?.at ?? 0);
        }
      }),
    );
  });
});
