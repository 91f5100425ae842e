import { addDays } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';
import { localDate } from '../time/zone.js';
import type { SlipLogic } from '../slips/logic.js';
import { mailOfAnswer, mailsOfOpening, mailsOfReminder } from '../slips/mails.js';
import {
  counted,
  erasingAt,
  maySettle,
  openSlip,
  refuseSlip,
  settled,
  type SlipDecision,
  type SlipRefusal,
  type SlipRules,
} from '../slips/slip.js';
import { evolveTimed } from '../slips/wake.js';
import type { ConsultationCommand, ConsultationEvent, ConsultationState } from './consultation.js';

type Command<T extends ConsultationCommand['type']> = Extract<ConsultationCommand, { type: T }>;
type Decision = SlipDecision<ConsultationEvent> | SlipRefusal;

/** The learner is talked with first; whoever asks works at the school (S000 §6). */
function ask(command: Command<'ask'>, slipRules: SlipRules, now: Instant): Decision {
  const { schoolId, side, role, answerBy, topic, question } = command.data;
  const { actor } = command;
  const worksHere = actor.roles.some((held) => held.unitId === null || held.unitId === schoolId);
  if (actor.personId === null || !worksHere) return refuseSlip('not-allowed', 'S000 §6');
  const today = localDate(slipRules.rules.calendar.zone, now);
  if (answerBy < today) return refuseSlip('answer-day-past', 'local decision');
  if (answerBy > addDays(today, slipRules.longestWait)) return refuseSlip('answer-day-far', 'local decision');
  const opened = openSlip(
    { id: command.slipId, schoolId, role, side, rule: 'L-ADVICE', startedOn: today, dueOn: answerBy },
    slipRules,
    now,
  );
  const data = { topic, question, slip: { ...opened, role } };
  const event = { v: 1, seq: 1, at: now, by: actor.personId, commandId: command.id } as const;
  return { ok: true, events: [{ ...event, type: 'consultation-asked', data }] };
}

function answer(
  state: ConsultationState,
  command: Command<'answer'>,
  slipRules: SlipRules,
  now: Instant,
): Decision {
  const { actor, data } = command;
  // One's own question is not answered by oneself, whatever posts one holds.
  if (actor.personId === null || actor.personId === state.askedBy || !maySettle(actor, state))
    return refuseSlip('not-allowed', 'S000 §6');
  if (state.status !== 'open') return refuseSlip('already-settled', 'S000 §6');
  const event = {
    v: 1,
    seq: state.version + 1,
    at: now,
    by: actor.personId,
    commandId: command.id,
  } as const;
  const eraseAt = erasingAt(slipRules, now);
  return {
    ok: true,
    events: [{ ...event, type: 'consultation-answered', data: { answer: data.answer, eraseAt } }],
  };
}

/**
 * Anonymous consultation: asked once, answered once.
 *
 * Refusals: `not-allowed` (not at the school, not the asked post, one's own question), `answer-day-past`,
 * `answer-day-far`, `already-settled`, `already-opened`, `unknown-slip`. Source: S000 §6 (`domain.md` 2.2).
 */
export const CONSULTATION: SlipLogic<ConsultationState, ConsultationCommand, ConsultationEvent> = {
  kind: 'consultation',
  decide: (state, command, rules, now) => {
    if (command.type === 'ask')
      return state === null ? ask(command, rules, now) : refuseSlip('already-opened', 'S000 §6');
    return state === null ? refuseSlip('unknown-slip', 'S000 §6') : answer(state, command, rules, now);
  },
  evolve: (state, event) => {
    if (event.type === 'consultation-asked') {
      const { slip, topic, question } = event.data;
      return counted({ ...slip, topic, askedBy: event.by, question, answer: null }, event);
    }
    if (state === null) throw new Error('a consultation begins with its question');
    switch (event.type) {
      case 'consultation-answered': {
        const { answer: given, eraseAt } = event.data;
        return counted({ ...settled(state, event, eraseAt), answer: given }, event);
      }
      case 'reminder-prepared':
        return evolveTimed(state, event);
      case 'words-erased':
        // Who asked goes with what was asked: the count by topic, post, month and school is all that stays.
        return { ...evolveTimed(state, event), askedBy: null, question: null, answer: null };
    }
  },
  mailsOf: (event, state, rules) => {
    switch (event.type) {
      case 'consultation-asked':
        return mailsOfOpening(event.data.slip, rules);
      case 'consultation-answered':
        return state.askedBy === null ? [] : [mailOfAnswer(event, state.askedBy, rules)];
      case 'reminder-prepared':
        return mailsOfReminder(event, state);
      case 'words-erased':
        return [];
    }
  },
};
