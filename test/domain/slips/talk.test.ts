import { describe, expect, test } from '@jest/globals';
import { asId, type CaseId, type UnitId } from '../../../domain/ids.js';
import type { Actor } from '../../../domain/people.js';
import { nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import { TALK, talkDue } from '../../../domain/talk/rules.js';
import type { TalkCommand, TalkState } from '../../../domain/talk/talk.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import {
  at,
  coordinator,
  curator,
  elsewhere,
  envelope,
  idOf,
  nobody,
  nurse,
  RULES,
  SCHOOL,
  staff,
  supervisor,
  teacher,
  words,
} from './people.js';

const SLIP = idOf('talk');
const FRIDAY = at('2027-08-27 19:30');
const LATER = at('2027-08-30 10:00');

function requested(urgent: boolean): TalkState {
  const data = { schoolId: SCHOOL, role: 'curator', urgent, words: words('Aada') } as const;
  return give(null, { ...envelope('request', SLIP, nobody, FRIDAY), type: 'request', data });
}

function give(state: TalkState | null, command: TalkCommand): TalkState {
  const decision = TALK.decide(state, command, RULES, command.receivedAt);
  if (!decision.ok) throw new Error(decision.code);
  let next = state;
  for (const event of decision.events) next = TALK.evolve(next, event);
  return next!;
}

function take(actor: Actor): TalkCommand {
  const data = { caseId: asId<CaseId>(idOf('case')) };
  return { ...envelope('take', SLIP, actor, LATER), type: 'take', data };
}

function dismiss(actor: Actor): TalkCommand {
  return { ...envelope('dismiss', SLIP, actor, LATER), type: 'dismiss', data: { reason: 'prank' } };
}

describe("A learner's request to talk", () => {
  test('starts the clock of OHL 15 § on the day it was made: the seventh school day, or the next weekday', () => {
    expect(requested(false)).toMatchObject({
      ...{ rule: 'T-OHL15-7', unit: 'institution-day', startedOn: '2027-08-27', dueOn: '2027-09-07' },
      side: 'county',
    });
    expect(requested(true)).toMatchObject({ rule: 'T-OHL15-urgent', unit: 'weekday', dueOn: '2027-08-30' });
    expect(talkDue(RULES.rules, true, parseDate('2027-08-27')).dueOn).toBe('2027-08-30');
  });

  test('is taken up or dismissed by the asked post of the county or its coordinator, once', () => {
    for (const actor of [curator, coordinator]) {
      expect(give(requested(false), take(actor))).toMatchObject({ status: 'settled', outcome: 'case' });
      expect(give(requested(false), dismiss(actor))).toMatchObject({ status: 'settled', outcome: 'prank' });
    }
    const taken = give(requested(false), take(curator));
    expect(() => give(taken, dismiss(curator))).toThrow('already-settled');
  });

  test('is nobody else’s: not the school’s, whatever the post, and not of another post or school', () => {
    const ofSchool = [teacher, staff('x', 'curator', 'school'), staff('y', 'coordinator', 'school', null)];
    for (const actor of [...ofSchool, nurse, elsewhere, supervisor, nobody]) {
      expect(() => give(requested(false), take(actor))).toThrow('not-allowed');
      expect(() => give(requested(false), dismiss(actor))).toThrow('not-allowed');
    }
  });

  test('never lies unheard: urgent, the first to hear hears at once', () => {
    const state = requested(true);
    expect(nextSlipWake(state, RULES)).toBe(FRIDAY);
    const [event] = wakeSlip(state, FRIDAY, RULES);
    const told = event && TALK.mailsOf(event, TALK.evolve(state, event), RULES);
    expect(told).toMatchObject([{ template: 'slip-urgent', to: { rung: 'owner' }, notBefore: FRIDAY }]);
  });

  test('loses its words thirty days after it was settled, and with them the case it became', () => {
    const taken = give(requested(false), take(curator));
    expect(taken.eraseAt).toBe(at('2027-09-30 00:00'));
    const [event] = wakeSlip(taken, at('2027-09-30 00:00'), RULES);
    expect(event && TALK.evolve(taken, event)).toMatchObject({
      ...{ status: 'erased', words: null, caseId: null, settledBy: null, outcome: 'case' },
    });
  });

  test('is one of a talk with the county, made once', () => {
    expect(TALK.kind).toBe('talk');
    const again = { ...envelope('again', SLIP, nobody, LATER), type: 'request' } as const;
    const data = { schoolId: SCHOOL, role: 'curator', urgent: false, words: words('Aada') } as const;
    expect(TALK.decide(requested(false), { ...again, data }, RULES, LATER)).toEqual({
      ...{ ok: false, code: 'already-opened', source: 'OHL 15 §' },
    });
    expect(TALK.decide(null, take(curator), RULES, LATER)).toMatchObject({ code: 'unknown-slip' });
  });

  test('is told of to the asked post when it is made, and to nobody when it is taken up', () => {
    const mails = (state: TalkState | null, command: TalkCommand) => {
      const decision = TALK.decide(state, command, RULES, command.receivedAt);
      if (!decision.ok) throw new Error(decision.code);
      return decision.events.flatMap((event) => TALK.mailsOf(event, TALK.evolve(state, event), RULES));
    };
    const data = { schoolId: SCHOOL, role: 'curator', urgent: false, words: words('Aada') } as const;
    const request = { ...envelope('request', SLIP, nobody, FRIDAY), type: 'request', data } as const;
    expect(mails(null, request)).toMatchObject([{ to: { rung: 'owner' } }]);
    expect(mails(requested(false), take(curator))).toEqual([]);
  });

  test('is refused by the law that promises the talk', () => {
    const refused = (state: TalkState, command: TalkCommand) => {
      const decision = TALK.decide(state, command, RULES, LATER);
      return decision.ok ? 'done' : `${decision.code}, ${decision.source}`;
    };
    const pass = (actor: Actor, schoolId = asId<UnitId>(idOf('another school'))): TalkCommand => ({
      ...{ ...envelope('pass-on', SLIP, actor, LATER), type: 'pass-on', data: { schoolId } },
    });
    const taken = give(requested(false), take(curator));
    for (const command of [take(teacher), pass(teacher)])
      expect(refused(requested(false), command)).toBe('not-allowed, OHL 15 §');
    for (const command of [dismiss(curator), pass(curator)])
      expect(refused(taken, command)).toBe('already-settled, OHL 15 §');
    expect(refused(requested(false), pass(curator, SCHOOL))).toBe('same-school, OHL 15 §');
    expect(refused(requested(false), pass(curator))).toBe('done');
  });
});
