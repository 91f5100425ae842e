import { draft, type AnyDraft, type Decider, type Deciding } from '../decision.js';
import type { Duty } from '../duties.js';
import { ladderOf, sameLadder } from '../ladder.js';
import type { DutyBook } from '../duty-book.js';
import { WELFARE_PROFESSIONALS } from '../people.js';
import { promiseOf } from '../preconditions.js';
import { refuse } from '../refusals.js';
import { ruleOf, type RuleId, type Rules } from '../rules.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';
import { dueDay } from '../time/due-date.js';
import {
  brokenPromise,
  judgedCalm,
  judgedUrgent,
  recountRequest,
  recountUnder,
  remeasureUnder,
} from './recounting.js';

const SOURCE = 'GDPR 16';

/** The rule of the promise; before core 2 third parties' requests had no row of their own. */
function promiseRule(state: CaseState, urgent: boolean): RuleId {
  if (urgent) return 'T-OHL15-urgent';
  return state.core >= 2 && state.source !== 'learner' ? 'T-OHL15-third' : 'T-OHL15-7';
}

/** The day by which a promise is measured: the offered time when it lay inside the limit, else the day it was ended. */
function keptOn(state: CaseState, promise: Duty): CivilDate | null {
  const offer = state.offers.find((o) => o.offeredOn === promise.doneOn);
  return offer?.on ?? promise.doneOn;
}

/** Counts every duty anew under another rule set, before core 3; dates that people agreed on stay. */
function recount(state: CaseState, book: DutyBook, from: Rules, rules: Rules, earlierOnly = false): void {
  for (const duty of state.duties) {
    if (duty.status !== 'open') continue;
    // Core 1 began the ladder of every open duty anew.
    if (state.core >= 2 && climbsOn(duty, from, rules)) continue;
    if (earlierOnly && !comesEarlier(duty, rules)) continue;
    book.move(duty, duty.rule, duty.startedOn, rules, null);
  }
}

/** Neither the date nor the ladder changes: the reminders go on where they were, and nobody gets one twice. */
function climbsOn(duty: Duty, from: Rules, to: Rules): boolean {
  const rule = ruleOf(to, duty.rule);
  const date = recounted(duty, to);
  const same = date.dueOn === duty.dueOn && date.provisional === duty.provisional;
  return same && rule.unit === duty.unit && sameLadder(ladderOf(from, duty), ladderOf(to, duty));
}

/** The date of a duty under another rule set; one that people agreed on stays. */
function recounted(duty: Duty, rules: Rules): Pick<Duty, 'dueOn' | 'provisional'> {
  const { unit, length } = ruleOf(rules, duty.rule);
  return length === null ? duty : dueDay({ unit, length }, duty.startedOn, rules.calendar);
}

function comesEarlier(duty: Duty, rules: Rules): boolean {
  const { dueOn } = recounted(duty, rules);
  return dueOn !== null && duty.dueOn !== null && dueOn < duty.dueOn;
}

/**
 * A fact was recorded wrongly. Dates are counted anew; the old ones stay in the event.
 *
 * - `requested-on`: the clock counts from the right day; of an urgent request not from before it was judged urgent.
 * - `urgent`: becoming urgent counts from the day the urgency was judged (`happenedOn`; the request date, when it was
 *   urgent from the start); no longer urgent counts from the request. It brings a limit forward and never puts one off
 *   (core 3): the earlier of both limits holds, and one that had passed stays passed.
 * - `school`: another calendar, which arrives with the command.
 */
export const correctFact: Decider<'correct-fact'> = (deciding) => {
  const { state, data, rules, on, today, book } = deciding;
  const { fact, note } = data;
  const rest = note ? { note } : {};
  if (state.core >= 3) return correctPromised(deciding);
  const promise = promiseOf(state.duties);
  switch (fact.name) {
    case 'requested-on': {
      if (fact.value === state.requestedOn) return refuse('fact-unchanged', SOURCE);
      if (fact.value > today) return refuse('happened-in-future', SOURCE);
      if (promise) book.move(promise, promise.rule, fact.value, rules, keptOn(state, promise));
      if (state.core >= 2) retell(book, rules, fact.value, (duty) => duty.rule);
      return corrected(book, { fact, was: state.requestedOn, ...rest });
    }
    case 'urgent': {
      if (fact.value === state.urgent) return refuse('fact-unchanged', SOURCE);
      const start = fact.value && on > state.requestedOn ? on : state.requestedOn;
      if (promise) book.move(promise, promiseRule(state, fact.value), start, rules, keptOn(state, promise));
      const telling = fact.value ? 'T-OHL16-info-urgent' : 'T-OHL16-info';
      if (state.core >= 2) retell(book, rules, start, () => telling);
      return corrected(book, { fact, was: state.urgent, ...rest });
    }
    case 'school': {
      if (fact.value === state.schoolId) return refuse('fact-unchanged', SOURCE);
      recount(state, book, rules, fact.rules);
      const recorded = { name: 'school', value: fact.value, rulesId: fact.rules.id } as const;
      return corrected(book, { fact: recorded, was: state.schoolId, ...rest });
    }
  }
};

/** The limit has passed or was not kept, and the request is said to have come later. */
function mendsLateness({ state, now }: Deciding<'correct-fact'>, requestedOn: CivilDate): boolean {
  return requestedOn > state.requestedOn && brokenPromise(state, now);
}

/** The same since core 3. */
function correctPromised(deciding: Deciding<'correct-fact'>): ReturnType<Decider<'correct-fact'>> {
  const { state, data, on, today, author, book } = deciding;
  const { fact, note } = data;
  const rest = note ? { note } : {};
  switch (fact.name) {
    case 'requested-on': {
      if (fact.value === state.requestedOn) return refuse('fact-unchanged', SOURCE);
      if (fact.value > today) return refuse('happened-in-future', SOURCE);
      // A request is not younger than what answered it, and no lateness is mended without a word.
      const answered = state.core >= 5 && state.offers.some((offer) => offer.offeredOn < fact.value);
      if (answered) return refuse('happened-before-request', 'OHL 20 §');
      if (state.core >= 5 && !note && mendsLateness(deciding, fact.value))
        return refuse('note-missing', SOURCE);
      recountRequest(deciding, fact.value);
      return corrected(book, { fact, was: state.requestedOn, ...rest });
    }
    case 'urgent': {
      if (fact.value === state.urgent) return refuse('fact-unchanged', SOURCE);
      // Anybody may see that it is urgent; that it is not, a student welfare professional judges.
      if (!fact.value && ![...WELFARE_PROFESSIONALS].some((role) => role === author.role))
        return refuse('assessor-not-entitled', 'OHL 15 §');
      const since = fact.value ? { since: judgedUrgent(deciding, on) } : {};
      if (!fact.value) judgedCalm(deciding);
      return corrected(book, { fact, was: state.urgent, ...rest, ...since });
    }
    case 'school': {
      if (fact.value === state.schoolId) return refuse('fact-unchanged', SOURCE);
      recountUnder(deciding, fact.rules, { mode: 'recompute', keepsPassed: false });
      remeasureUnder(deciding, fact.rules);
      const recorded = { name: 'school', value: fact.value, rulesId: fact.rules.id } as const;
      return corrected(book, { fact: recorded, was: state.schoolId, ...rest });
    }
  }
}

/** Telling the learner has the limit of the discussion (OHL 16 §): it moves with it. */
function retell(book: DutyBook, rules: Rules, start: CivilDate, ruleFor: (duty: Duty) => RuleId): void {
  for (const duty of book.open('tell-learner')) book.move(duty, ruleFor(duty), start, rules, null);
}

type Corrected = Parameters<typeof draft<'fact-corrected'>>[2];

function corrected(book: DutyBook, data: Corrected): readonly AnyDraft[] {
  return [draft(book, 'fact-corrected', data)];
}

/**
 * A calendar was published or corrected, or a policy version rolled out. Open duties are counted anew (`recompute`),
 * stay as promised (`keep`; a day of the law no later than the law says by now, core 5), or move only where that is earlier
 * (`earlier`); old and new dates both stay in the event.
 * A limit that has passed is moved by days off alone, not by another policy (core 3; decision 0011).
 */
export const adoptRules: Decider<'adopt-rules'> = (deciding) => {
  const { state, data, rules, book } = deciding;
  if (data.rules.id === state.rulesId) return refuse('fact-unchanged', SOURCE);
  const { rules: next, mode } = data;
  if (state.core >= 3) recountUnder(deciding, next, { mode: mode ?? 'recompute', keepsPassed: true });
  else if (mode !== 'keep') recount(state, book, rules, next, mode === 'earlier');
  const adopted = { rulesId: next.id, was: state.rulesId, ...(mode ? { mode } : {}) };
  return [draft(book, 'rules-adopted', adopted)];
};
