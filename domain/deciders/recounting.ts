import type { AdoptionMode } from '../codes.js';
import { anyResponsible } from '../decision.js';
import type { Duty } from '../duties.js';
import { isOver } from '../duty-lines.js';
import type { DutyBook } from '../duty-book.js';
import { ladderOf, sameLadder } from '../ladder.js';
import {
  earlierOf,
  isUrgentRule,
  laterOf,
  lawfulDay,
  limitOf,
  ruleFor,
  type Limit,
  type Request,
} from '../limits.js';
import { promiseOf } from '../preconditions.js';
import { ruleOf, type Rules } from '../rules.js';
import { remainingDays } from '../time/counting.js';
import { dueDay } from '../time/due-date.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';
import { localDate } from '../time/zone.js';
import { FIXED } from './clocks.js';

/*
 * How limits are counted anew since core 3.
 *
 * 1. A clock of the law only ever comes forward by urgency: the earlier of two limits holds.
 * 2. A limit that has passed, or was broken, stays so whatever is said about the urgency.
 * 3. What people agreed on, set by hand, or let rest keeps what was promised then (`limitOf`).
 */

interface Recounting {
  readonly state: CaseState;
  readonly rules: Rules;
  readonly now: Instant;
  readonly book: DutyBook;
}

/** What the limit of the request binds: the opportunity to talk, and telling the learner (OHL 15 § and 16 §). */
function boundByRequest({ state, book }: Recounting): readonly Duty[] {
  const promise = promiseOf(state.duties);
  return [...(promise ? [promise] : []), ...book.open('tell-learner')];
}

/** The day by which the promise is measured: the offered time when it lay inside the limit, else the day it was ended. */
function keptOn(state: CaseState, duty: Duty): CivilDate | null {
  const offer = state.offers.find((o) => o.inTime && o.offeredOn === duty.doneOn);
  return offer?.on ?? duty.doneOn;
}

/** Its limit has passed while it was open, or it ended without being kept. */
function isBroken(duty: Duty, now: Instant): boolean {
  return duty.status === 'open' ? duty.late || isOver(duty, duty.dueAt, now) : duty.kept === false;
}

/** The promise of the request was not kept, or its limit has passed. */
export function brokenPromise({ duties }: Pick<CaseState, 'duties'>, now: Instant): boolean {
  const promise = promiseOf(duties);
  return promise !== undefined && isBroken(promise, now);
}

/** The request came on another day: its clocks count from that; an urgent one not from before it was judged urgent. */
export function recountRequest(recounting: Recounting, requestedOn: CivilDate): void {
  const { state, rules, now, book } = recounting;
  const request = { source: state.source, requestedOn };
  const today = localDate(rules.calendar.zone, now);
  for (const duty of boundByRequest(recounting)) {
    const urgentOn = isUrgentRule(duty.rule) ? (state.urgentOn ?? requestedOn) : requestedOn;
    const startedOn = laterOf(requestedOn, urgentOn);
    const to = limitOf(request, { ...duty, startedOn }, rules);
    // An urgency that was taken back binds only where its limit had passed by then.
    const bindsNoMore = !state.urgent && isUrgentRule(duty.rule) && to.dueOn !== null && to.dueOn >= today;
    const right = bindsNoMore ? judged(request, duty, rules, false, requestedOn) : to;
    book.recount(duty, right, rules, keptOn(state, duty));
  }
}

/** Where a limit lies once the urgency is judged otherwise; an urgency puts none off, and nothing a day set by hand. */
function judged(request: Request, duty: Duty, rules: Rules, urgent: boolean, startedOn: CivilDate): Limit {
  const rule = ruleFor(request, duty.kind === 'tell-learner' ? duty.kind : 'discussion', urgent);
  const lawful = lawfulDay(request, { rule, startedOn }, rules);
  const mayBe = earlierOf(duty.dueOn, lawful.dueOn);
  const byHand = duty.byHand && mayBe === duty.dueOn ? { byHand: duty.byHand } : {};
  const stays = urgent || duty.byHand ? mayBe : lawful.dueOn;
  const provisional = stays === lawful.dueOn ? lawful.provisional : duty.provisional;
  const { unit } = ruleOf(rules, rule);
  return { rule, unit, startedOn, dueOn: stays, provisional, ...byHand };
}

function judge(recounting: Recounting, urgent: boolean, startedOn: CivilDate): void {
  const { state, rules, now, book } = recounting;
  for (const duty of boundByRequest(recounting)) {
    // A broken promise is the one that was given; one that is still open is told of anew, as the urgent are.
    const isTold = urgent && duty.status === 'open' && !isUrgentRule(duty.rule);
    if (isBroken(duty, now) && !isTold) continue;
    const to = judged(state, duty, rules, urgent, startedOn);
    book.recount(duty, to, rules, keptOn(state, duty));
  }
}

/** It turned out urgent on a day. Answers the day from which it is: that of an urgency whose limit was broken stays. */
export function judgedUrgent(recounting: Recounting, on: CivilDate): CivilDate {
  const { state, now } = recounting;
  const promise = promiseOf(state.duties);
  judge(recounting, true, laterOf(state.requestedOn, on));
  return promise && isUrgentRule(promise.rule) && isBroken(promise, now) ? promise.startedOn : on;
}

/** It was not urgent: the ordinary limit, from the request. */
export function judgedCalm(recounting: Recounting): void {
  judge(recounting, false, recounting.state.requestedOn);
}

/** The school was another all along: an ended promise is measured by that school's days (core 5). */
export function remeasureUnder({ state, book }: Recounting, next: Rules): void {
  const promise = promiseOf(state.duties);
  if (state.core < 5 || promise?.status !== 'done' || promise.byHand || promise.agreed) return;
  book.recount(promise, limitOf(state, promise, next), next, keptOn(state, promise));
}

/** A promise that was ended is owed again, until the day that present rules give, by whoever is responsible by now. */
export function reopenPromise({ state, rules, book }: Recounting, promise: Duty): void {
  book.reopen(promise);
  const again = book.duties().find((duty) => duty.id === promise.id);
  if (again) book.recount(again, limitOf(state, again, rules), rules, null);
  const { ownerId, side } = anyResponsible(state);
  book.own(side, ownerId);
}

/**
 * A limit that has passed: days off move it, another policy does not (decision 0011). One that the present rules do
 * not explain stays where it is.
 */
function afterPassing({ state, rules }: Recounting, duty: Duty, next: Rules): Limit {
  const was = limitOf(state, duty, rules);
  const { dueOn, provisional } =
    was.dueOn === duty.dueOn ? limitOf(state, duty, { ...rules, calendar: next.calendar }) : duty;
  return { ...limitOf(state, duty, next), dueOn, provisional };
}

/**
 * What an earlier roll-out left as it was promised (`keep`, or the earlier date) is counted on by what was promised, as
 * far as the present rules do not explain it: so many units from its start, over the days off of the new calendar (core
 * 5). Only where the rule itself stays as it is; another one is for the roll-out to say.
 */
function asPromised({ state, rules }: Recounting, duty: Duty, next: Rules): Limit {
  const to = limitOf(state, duty, next);
  const [old, fresh] = [ruleOf(rules, duty.rule), ruleOf(next, duty.rule)];
  const sameRule = old.unit === fresh.unit && old.length === fresh.length;
  const explained = limitOf(state, duty, rules).dueOn === duty.dueOn;
  if (state.core < 5 || !sameRule || explained || duty.byHand || duty.resumed || duty.dueOn === null)
    return to;
  const unit = duty.unit === 'month' ? 'day' : duty.unit;
  const length = remainingDays(unit, rules.calendar, duty.startedOn, duty.dueOn);
  return length < 1 ? to : { ...to, ...dueDay({ unit, length }, duty.startedOn, next.calendar) };
}

/** A clock of the law is not kept behind what the law says by now, whatever a roll-out keeps (core 5). */
function modeFor({ core }: CaseState, { force }: Duty, mode: AdoptionMode): AdoptionMode {
  return core >= 5 && mode === 'keep' && force === 'law' ? 'earlier' : mode;
}

/** Earlier, or the same day that is now surer or less sure. */
function comesEarlier(duty: Duty, { dueOn, provisional }: Limit): boolean {
  if (dueOn === null || duty.dueOn === null) return false;
  return dueOn < duty.dueOn || (dueOn === duty.dueOn && provisional !== duty.provisional);
}

/** The reminders go on where they were, and nobody gets one twice. */
function climbsOn(duty: Duty, to: Limit, from: Rules, next: Rules): boolean {
  const same = to.dueOn === duty.dueOn && to.unit === duty.unit;
  return same && sameLadder(ladderOf(from, duty), ladderOf(next, duty));
}

/**
 * Counts every open duty anew under another rule set.
 *
 * @param keepsPassed a limit that has passed is moved by days off alone
 */
export function recountUnder(
  recounting: Recounting,
  next: Rules,
  { mode, keepsPassed }: { readonly mode: AdoptionMode; readonly keepsPassed: boolean },
): void {
  const { state, rules, now, book } = recounting;
  for (const duty of state.duties) {
    if (duty.status !== 'open' || duty.agreed || FIXED.has(duty.kind)) continue;
    const how = modeFor(state, duty, mode);
    if (how === 'keep') continue;
    const passed = keepsPassed && isBroken(duty, now);
    const to = passed ? afterPassing(recounting, duty, next) : asPromised(recounting, duty, next);
    if (how === 'earlier' && !comesEarlier(duty, to)) continue;
    const keepsRung = climbsOn(duty, to, rules, next);
    if (!keepsRung) book.recount(duty, to, next, null);
    else if (to.provisional !== duty.provisional) book.recount(duty, { ...to, rung: duty.rung }, next, null);
  }
}
