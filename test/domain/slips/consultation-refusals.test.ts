import { describe, expect, test } from '@jest/globals';
import type {
  ConsultationCommand,
  ConsultationEvent,
  ConsultationState,
} from '../../../domain/consultation/consultation.js';
import { CONSULTATION } from '../../../domain/consultation/rules.js';
import type { Actor } from '../../../domain/people.js';
import { nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { at, curator, elsewhere, envelope, idOf, RULES, SCHOOL, teacher, words } from './people.js';

const SLIP = idOf('consultation of two schools');
const ASKED = at('2027-08-16 09:00');
const ANSWERED = at('2027-08-17 10:00');
const LOCAL = { source: 'local decision' } as const;
const GUIDE = { source: 'S000 §6' } as const;

function ask(answerBy = '2027-08-20', actor: Actor = teacher): ConsultationCommand {
  const data = {
    ...({ schoolId: SCHOOL, topic: 'absence', role: 'curator', side: 'county' } as const),
    ...{ question: words('question'), answerBy: parseDate(answerBy) },
  };
  return { ...envelope('ask', SLIP, actor, ASKED), type: 'ask', data };
}

const answer: ConsultationCommand = {
  ...envelope('answer', SLIP, curator, ANSWERED),
  ...{ type: 'answer', data: { answer: words('answer') } },
};

const decided = (state: ConsultationState | null, command: ConsultationCommand) =>
  CONSULTATION.decide(state, command, RULES, command.receivedAt);

function taken(state: ConsultationState | null, command: ConsultationCommand) {
  const decision = decided(state, command);
  const [event] = decision.ok ? decision.events : [];
  if (!event) throw new Error('refused');
  return { event, state: CONSULTATION.evolve(state, event) };
}

describe('An anonymous consultation', () => {
  test('is asked by whoever works at the school, also if they work at another one besides', () => {
    const both: Actor = { ...teacher, roles: [...elsewhere.roles, ...teacher.roles] };
    expect(decided(null, ask('2027-08-20', both)).ok).toBe(true);
    expect(decided(null, ask('2027-08-20', elsewhere))).toMatchObject({ code: 'not-allowed', ...GUIDE });
    const nobodyHere: Actor = { ...teacher, personId: null };
    expect(decided(null, ask('2027-08-20', nobodyHere))).toMatchObject({ code: 'not-allowed', ...GUIDE });
  });

  test('may be wanted the same day, and neither before nor a month and more ahead', () => {
    expect(decided(null, ask('2027-08-16')).ok).toBe(true);
    expect(decided(null, ask('2027-08-15'))).toMatchObject({ code: 'answer-day-past', ...LOCAL });
    expect(decided(null, ask('2027-09-17'))).toMatchObject({ code: 'answer-day-far', ...LOCAL });
  });

  test('is asked once and answered once; what nobody asked has no answer', () => {
    const { state } = taken(null, ask());
    expect(decided(state, ask())).toMatchObject({ code: 'already-opened', ...GUIDE });
    expect(decided(null, answer)).toMatchObject({ code: 'unknown-slip', ...GUIDE });
    const settled = taken(state, answer);
    expect(decided(settled.state, answer)).toMatchObject({ code: 'already-settled', ...GUIDE });
    expect(decided(state, { ...answer, actor: teacher })).toMatchObject({ code: 'not-allowed', ...GUIDE });
    const unsigned = { ...answer, actor: { ...curator, personId: null } };
    expect(decided(state, unsigned)).toMatchObject({ code: 'not-allowed', ...GUIDE });
    expect(() => CONSULTATION.evolve(null, settled.event)).toThrow('begins with its question');
  });

  test('tells its asker, by name and nobody else, that there is an answer; and nobody that its words are gone', () => {
    const { state } = taken(null, ask());
    const settled = taken(state, answer);
    expect(CONSULTATION.mailsOf(settled.event, settled.state, RULES)).toMatchObject([
      { template: 'slip-answered', to: { personId: teacher.personId }, still: { status: 'settled' } },
    ]);
    const due = nextSlipWake(settled.state, RULES);
    if (due === null) throw new Error('its words stay');
    const erasures: readonly ConsultationEvent[] = wakeSlip(settled.state, due, RULES);
    expect(erasures.map(({ type }) => type)).toEqual(['words-erased']);
    for (const event of erasures) {
      const erased = CONSULTATION.evolve(settled.state, event);
      expect(CONSULTATION.mailsOf(event, erased, RULES)).toEqual([]);
      // Read again after its asker was forgotten, the answer is told to nobody.
      expect(CONSULTATION.mailsOf(settled.event, erased, RULES)).toEqual([]);
    }
  });
});
