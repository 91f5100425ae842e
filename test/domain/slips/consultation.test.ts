import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { TOPICS } from '../../../domain/commands.js';
import {
  CONSULTED_ROLES,
  relationTo,
  type ConsultationCommand,
  type ConsultationEvent,
  type ConsultationState,
} from '../../../domain/consultation/consultation.js';
import { CONSULTATION } from '../../../domain/consultation/rules.js';
import type { Actor } from '../../../domain/people.js';
import { nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import { addDays, parseDate } from '../../../domain/time/civil-date.js';
import { DAY, instant, type Instant } from '../../../domain/time/instant.js';
import { localDate } from '../../../domain/time/zone.js';
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
  secondCurator,
  supervisor,
  teacher,
  words,
} from './people.js';

const SLIP = idOf('consultation');
const ASKED = at('2027-08-16 09:00');

type Ask = Extract<ConsultationCommand, { type: 'ask' }>;

function ask(change: Partial<Ask['data']> = {}, actor: Actor = teacher): Ask {
  const data: Ask['data'] = {
    schoolId: SCHOOL,
    topic: 'absence',
    role: 'curator',
    side: 'county',
    question: words('question'),
    answerBy: parseDate('2027-08-20'),
    ...change,
  };
  return { ...envelope('ask', SLIP, actor, ASKED), type: 'ask', data };
}

function answer(actor: Actor, when: Instant): ConsultationCommand {
  return { ...envelope('answer', SLIP, actor, when), type: 'answer', data: { answer: words('answer') } };
}

/** What a command makes of the state; a refusal is told by its code. */
function give(state: ConsultationState | null, command: ConsultationCommand, now = command.receivedAt) {
  const decision = CONSULTATION.decide(state, command, RULES, now);
  if (!decision.ok) throw new Error(decision.code);
  let next = state;
  for (const event of decision.events) next = CONSULTATION.evolve(next, event);
  return { state: next!, events: decision.events };
}

/** Lets time pass: the events it causes, in order. */
function pass(state: ConsultationState, until: Instant) {
  const events: ConsultationEvent[] = [];
  let [current, due] = [state, nextSlipWake(state, RULES)];
  while (due !== null && due <= until) {
    for (const event of wakeSlip(current, due, RULES)) {
      current = CONSULTATION.evolve(current, event);
      events.push(event);
    }
    due = nextSlipWake(current, RULES);
  }
  return { state: current, events };
}

function mailsOf(events: readonly ConsultationEvent[], state: ConsultationState) {
  return events.flatMap((event) => CONSULTATION.mailsOf(event, state, RULES));
}

describe('An anonymous consultation', () => {
  test('is answered once, by whoever holds the asked post at the school', () => {
    const { state } = give(null, ask());
    const answered = give(state, answer(curator, at('2027-08-17 10:00'))).state;
    expect(answered).toMatchObject({ status: 'settled', settledBy: curator.personId });
    expect(() => give(answered, answer(secondCurator, at('2027-08-17 11:00')))).toThrow('already-settled');
  });

  test('is answered by nobody else: not another post, another school, the asker or the public', () => {
    const { state } = give(null, ask());
    for (const actor of [nurse, elsewhere, teacher, supervisor, nobody]) {
      expect(() => give(state, answer(actor, at('2027-08-17 10:00')))).toThrow('not-allowed');
    }
    const own = give(null, ask({}, curator)).state;
    expect(() => give(own, answer(curator, at('2027-08-17 10:00')))).toThrow('not-allowed');
  });

  test('may be answered by the coordinator of the asked employer, because a post may be vacant', () => {
    const { state } = give(null, ask());
    expect(give(state, answer(coordinator, at('2027-08-17 10:00'))).state.status).toBe('settled');
  });

  test('is asked by staff of the school, for a day that is ahead and not far', () => {
    expect(() => give(null, ask({}, elsewhere))).toThrow('not-allowed');
    expect(() => give(null, ask({}, nobody))).toThrow('not-allowed');
    expect(() => give(null, ask({ answerBy: parseDate('2027-08-15') }))).toThrow('answer-day-past');
    expect(() => give(null, ask({ answerBy: parseDate('2027-09-17') }))).toThrow('answer-day-far');
    expect(give(null, ask({ answerBy: parseDate('2027-09-16') })).state.status).toBe('open');
  });

  test('reminds on its day and after, up the ladder of the answering employer, and never stops', () => {
    const opened = give(null, ask());
    const waited = pass(opened.state, at('2027-09-13 12:00'));
    const told = [...mailsOf(opened.events, opened.state), ...mailsOf(waited.events, waited.state)].map(
      ({ template, to, notBefore }) => [template, 'rung' in to ? to.rung : 'person', notBefore],
    );
    expect(told).toEqual([
      ['slip-task', 'owner', ASKED],
      ['slip-reminder', 'owner', at('2027-08-20 08:00')],
      ['slip-overdue', 'owner', at('2027-08-23 08:00')],
      ['slip-overdue', 'coordinator', at('2027-08-24 08:00')],
      ['slip-overdue', 'supervisor', at('2027-08-26 08:00')],
      ['slip-overdue', 'coordinator', at('2027-09-02 08:00')],
      ['slip-overdue', 'coordinator', at('2027-09-09 08:00')],
    ]);
    expect(nextSlipWake(waited.state, RULES)).not.toBeNull();
  });

  test('keeps its words for thirty days after the answer, then nothing that was written or who asked', () => {
    const { state } = give(null, ask());
    const answered = give(state, answer(curator, at('2027-08-17 10:00'))).state;
    expect(answered.eraseAt).toBe(at('2027-09-17 00:00'));
    expect(pass(answered, at('2027-09-16 23:59')).events).toEqual([]);
    const erased = pass(answered, at('2027-09-17 00:00')).state;
    expect(erased).toMatchObject({
      ...{ status: 'erased', question: null, answer: null, askedBy: null, settledBy: null },
      ...{ topic: 'absence', role: 'curator', schoolId: SCHOOL },
    });
    expect(nextSlipWake(erased, RULES)).toBeNull();
  });

  test('is seen by asker, answerers and the posts over them; for anybody else it does not exist', () => {
    const { state } = give(null, ask());
    expect([teacher, curator, coordinator, supervisor].map((it) => relationTo(it, state))).toEqual([
      'asker',
      'answerer',
      'coordinator',
      'supervisor',
    ]);
    expect([nurse, elsewhere, nobody].map((it) => relationTo(it, state))).toEqual([null, null, null]);
  });
});

/** Every key of a type, however deep. */
type KeysOf<T> = T extends string | number | boolean | null | undefined
  ? never
  : T extends readonly (infer I)[]
    ? KeysOf<I>
    : { [K in keyof T & string]: K | KeysOf<T[K]> }[keyof T & string];
type Naming = 'learnerId' | 'caseId' | 'class' | 'name' | 'birthDate' | 'guardianId' | 'ref' | 'description';
type Named = Extract<KeysOf<ConsultationState | ConsultationEvent | ConsultationCommand['data']>, Naming>;

/** Every key a consultation may ever have: a new one is added here by somebody who has read `domain.md` 2.2. */
const KEYS = new Set(
  `core id version rulesId schoolId role side status rule unit startedOn dueOn dueAt rung openedAt settledAt settledBy
   eraseAt lastAt topic askedBy question answer textId hmac index to at v seq by commandId type data slip notBefore next`.split(
    /\s+/,
  ),
);

function keysOf(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (Array.isArray(value) ? [] : [key]).concat(keysOf(inner)),
  );
}

const actors = [teacher, curator, secondCurator, nurse, coordinator, supervisor, elsewhere, nobody];
const step = fc.record({
  who: fc.constantFrom(...actors),
  what: fc.constantFrom('ask', 'answer', 'wait'),
  days: fc.integer({ min: 0, max: 40 }),
  topic: fc.constantFrom(...TOPICS),
  role: fc.constantFrom(...CONSULTED_ROLES),
});

describe('In every life of a consultation', () => {
  test('no field can name a learner, a case or a class', () => {
    const named: [Named] extends [never] ? true : Named = true;
    expect(named).toBe(true);
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        for (const { state, events } of live(steps)) {
          expect(keysOf([state, events]).filter((key) => !KEYS.has(key))).toEqual([]);
        }
      }),
    );
  });

  test('what is open always has a reminder ahead, and what is settled a day on which its words go', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        for (const { state, now } of live(steps)) {
          if (!state) continue;
          const next = nextSlipWake(state, RULES);
          expect(next === null).toBe(state.status === 'erased');
          if (next !== null) expect(next).toBeGreaterThan(now);
        }
      }),
    );
  });

  test('events alone make the state, and JSON carries it whole', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 8 }), (steps) => {
        for (const { state, events } of live(steps)) {
          let again: ConsultationState | null = null;
          for (const event of events) again = CONSULTATION.evolve(again, event);
          expect(again).toEqual(state);
          expect(JSON.parse(JSON.stringify(state))).toEqual(state);
        }
      }),
    );
  });
});

/** Plays random steps; gives the state after each, with all events so far. */
function live(steps: readonly (typeof step extends fc.Arbitrary<infer T> ? T : never)[]) {
  let state: ConsultationState | null = null;
  let now = ASKED;
  const events: ConsultationEvent[] = [];
  const after: { state: ConsultationState | null; now: Instant; events: readonly ConsultationEvent[] }[] = [];
  for (const { who, what, days, topic, role } of steps) {
    now = instant(now + days * DAY);
    if (state) {
      const passed = pass(state, now);
      state = passed.state;
      events.push(...passed.events);
    }
    const answerBy = addDays(localDate(RULES.rules.calendar.zone, now), days);
    const command = what === 'ask' ? ask({ topic, role, answerBy }, who) : answer(who, now);
    const decision = what === 'wait' ? null : CONSULTATION.decide(state, command, RULES, now);
    if (decision?.ok) {
      for (const event of decision.events) state = CONSULTATION.evolve(state, event);
      events.push(...decision.events);
    }
    // What a command makes due at once, such as the reminder of a last day that has begun, happens at once.
    if (state) {
      const passed = pass(state, now);
      state = passed.state;
      events.push(...passed.events);
    }
    after.push({ state, now, events: [...events] });
  }
  return after;
}
