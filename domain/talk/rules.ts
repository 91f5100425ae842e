import type { SlipLogic } from '../slips/logic.js';
import { mailsOfOpening, mailsOfPassing, mailsOfReminder } from '../slips/mails.js';
import { rungAfterPassing } from '../slips/passing.js';
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
import { ruleOf, type RuleId, type Rules } from '../rules.js';
import { dueDate, type DueDate } from '../time/due-date.js';
import type { CivilDate } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';
import { localDate } from '../time/zone.js';
import type { TalkCommand, TalkEvent, TalkState } from './talk.js';

type Command<T extends TalkCommand['type']> = Extract<TalkCommand, { type: T }>;
type Decision = SlipDecision<TalkEvent> | SlipRefusal;

/** The clock a learner's own request starts (OHL 15 § 1). Whether it is urgent is the learner's word until a professional has judged. */
export function talkRule(urgent: boolean): RuleId {
  return urgent ? 'T-OHL15-urgent' : 'T-OHL15-7';
}

/** The day by which a time is offered, as the receipt says it and the slip keeps it: one function for both. */
export function talkDue(rules: Rules, urgent: boolean, requestedOn: CivilDate): DueDate {
  const { unit, length } = ruleOf(rules, talkRule(urgent));
  if (length === null) throw new Error('the limit of OHL 15 § has a length');
  return dueDate({ unit, length }, requestedOn, rules.calendar);
}

function request(command: Command<'request'>, slipRules: SlipRules, now: Instant): Decision {
  const { schoolId, role, urgent, words } = command.data;
  const { rules } = slipRules;
  const startedOn = localDate(rules.calendar.zone, now);
  const { dueOn, provisional } = talkDue(rules, urgent, startedOn);
  const opened = openSlip(
    { id: command.slipId, schoolId, role, side: 'county', rule: talkRule(urgent), startedOn, dueOn },
    slipRules,
    now,
  );
  const data = { urgent, provisional, words, slip: { ...opened, role, side: 'county' } } as const;
  const event = { v: 1, seq: 1, at: now, by: null, commandId: command.id } as const;
  return { ok: true, events: [{ ...event, type: 'talk-requested', data }] };
}

function settle(
  state: TalkState,
  command: Command<'take' | 'dismiss'>,
  slipRules: SlipRules,
  now: Instant,
): Decision {
  const { actor } = command;
  if (actor.personId === null || !maySettle(actor, state)) return refuseSlip('not-allowed', 'OHL 15 §');
  if (state.status !== 'open') return refuseSlip('already-settled', 'OHL 15 §');
  const event = {
    v: 1,
    seq: state.version + 1,
    at: now,
    by: actor.personId,
    commandId: command.id,
  } as const;
  const eraseAt = erasingAt(slipRules, now);
  const settling: TalkEvent =
    command.type === 'take'
      ? { ...event, type: 'talk-taken', data: { ...command.data, eraseAt } }
      : { ...event, type: 'talk-dismissed', data: { ...command.data, eraseAt } };
  return { ok: true, events: [settling] };
}

/**
 * Moves a request to the school where the learner goes.
 *
 * 1. The clock stays: start, due day and rule set are those of the request (OHL 15 § counts from the request).
 * 2. From this event on it is that school's alone; who passed it on has no right to it by the old school.
 * 3. The ladder stays armed, and never later than it was (`rungAfterPassing`).
 *
 * Whether there is such a school, the core cannot know: the door asks, as it does for the learner's own form.
 */
function passOn(state: TalkState, command: Command<'pass-on'>, slipRules: SlipRules, now: Instant): Decision {
  const { actor, data } = command;
  if (actor.personId === null || !maySettle(actor, state)) return refuseSlip('not-allowed', 'OHL 15 §');
  if (state.status !== 'open') return refuseSlip('already-settled', 'OHL 15 §');
  if (data.schoolId === state.schoolId) return refuseSlip('same-school', 'OHL 15 §');
  const event = { v: 1, seq: state.version + 1, at: now, by: actor.personId, commandId: command.id } as const;
  const rung = rungAfterPassing(state, slipRules, now);
  const passing = { from: state.schoolId, to: data.schoolId, rung };
  return { ok: true, events: [{ ...event, type: 'talk-passed-on', data: passing }] };
}

/**
 * A learner's request to talk: made once, passed on when it reached the wrong school, taken into a case or dismissed
 * with a reason, never left lying.
 *
 * Refusals: `not-allowed` (not the asked post of the county at that school), `already-settled`, `already-opened`,
 * `unknown-slip`, `same-school`. Source: OHL 15 §, 17 §.
 */
export const TALK: SlipLogic<TalkState, TalkCommand, TalkEvent> = {
  kind: 'talk',
  decide: (state, command, rules, now) => {
    if (command.type === 'request')
      return state === null ? request(command, rules, now) : refuseSlip('already-opened', 'OHL 15 §');
    if (state === null) return refuseSlip('unknown-slip', 'OHL 15 §');
    return command.type === 'pass-on'
      ? passOn(state, command, rules, now)
      : settle(state, command, rules, now);
  },
  evolve: (state, event) => {
    if (event.type === 'talk-requested') {
      const { slip, urgent, provisional, words } = event.data;
      return counted({ ...slip, urgent, provisional, words, outcome: null, caseId: null }, event);
    }
    if (state === null) throw new Error('a talk begins with its request');
    switch (event.type) {
      case 'talk-taken': {
        const { caseId, eraseAt } = event.data;
        return counted({ ...settled(state, event, eraseAt), outcome: 'case', caseId }, event);
      }
      case 'talk-dismissed': {
        const { reason, eraseAt } = event.data;
        return counted({ ...settled(state, event, eraseAt), outcome: reason }, event);
      }
      case 'talk-passed-on': {
        const { from, to, rung } = event.data;
        const passes = [...(state.passes ?? []), { from, at: event.at }];
        return counted({ ...state, schoolId: to, rung, passes }, event);
      }
      case 'reminder-prepared':
        return evolveTimed(state, event);
      case 'words-erased':
        return { ...evolveTimed(state, event), words: null, caseId: null };
    }
  },
  mailsOf: (event, state, rules) => {
    switch (event.type) {
      case 'talk-requested':
        return mailsOfOpening(event.data.slip, rules);
      case 'talk-passed-on':
        return mailsOfPassing(event, state, rules);
      case 'reminder-prepared':
        return mailsOfReminder(event, state);
      default:
        return [];
    }
  },
};
