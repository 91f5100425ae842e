import type { AdoptionMode } from './codes.js';
import type { Command } from './commands.js';
import { isParty } from './decision.js';
import { decide } from './decide.js';
import type { Duty, NextRung } from './duties.js';
import { fold } from './evolve.js';
import { asId, type CaseId, type CommandId, type PersonId } from './ids.js';
import { nextRung } from './ladder.js';
import type { Actor, Side } from './people.js';
import type { Refusal } from './refusals.js';
import type { DutyKind, RuleId, RungHolder, Rules } from './rules.js';
import type { CaseState } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import { after, DAY, type Instant } from './time/instant.js';
import { localDate } from './time/zone.js';

/** The service itself: nobody in particular moves a case to other rules. */
const SERVICE: Actor = { personId: null, roles: [], kind: 'system' };

/** Reminders are compared over so many days from now. */
export const REMINDER_DAYS = 14;

/**
 * The command by which the service moves a case to another rule set.
 *
 * @param at when it is asked; the act happens on that local day
 */
export function adoption(given: {
  readonly id: CommandId;
  readonly caseId: CaseId;
  readonly rules: Rules;
  readonly mode: AdoptionMode;
  readonly at: Instant;
}): Command<'adopt-rules'> {
  const { id, caseId, rules, mode, at } = given;
  return {
    v: 1,
    id,
    caseId,
    type: 'adopt-rules',
    receivedAt: at,
    happenedOn: localDate(rules.calendar.zone, at),
    actor: SERVICE,
    named: {},
    data: { rules, mode },
  };
}

/** When a promise is due. */
export interface DueShown {
  readonly dueOn: CivilDate | null;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly late: boolean;
}

/** One open promise before and after. */
export interface DutyShift {
  readonly dutyId: string;
  readonly kind: DutyKind;
  readonly rule: RuleId;
  readonly side: Side;
  readonly before: DueShown;
  readonly after: DueShown;
  /** It was in time before, and is late by the new day. */
  readonly newlyLate: boolean;
}

/** What moving to other rules does to a case. */
export interface Shift {
  /** Open promises whose day is another one. */
  readonly moved: readonly DutyShift[];
  /** The earliest open day. */
  readonly next: { readonly before: CivilDate | null; readonly after: CivilDate | null };
  readonly newlyLate: boolean;
}

/** Late by the clock, whether or not it has been noticed already. */
function shown({ dueOn, dueAt, provisional, late }: Duty, now: Instant): DueShown {
  return { dueOn, dueAt, provisional, late: late || (dueAt !== null && dueAt <= now) };
}

function earliest(duties: readonly Duty[]): CivilDate | null {
  let first: CivilDate | null = null;
  for (const { status, dueOn } of duties) {
    if (status === 'open' && dueOn !== null && (first === null || dueOn < first)) first = dueOn;
  }
  return first;
}

/**
 * What moved between two states of a case, of which the second came from the first by `rules-adopted`. The roll-out
 * tells by it what it did, and the what-if what it would do.
 */
export function shiftBetween(before: CaseState, then: CaseState, now: Instant): Shift {
  const byId = new Map(before.duties.map((duty) => [duty.id, duty]));
  const moved = then.duties.flatMap((duty): DutyShift[] => {
    const old = byId.get(duty.id);
    if (!old || old.status !== 'open' || duty.status !== 'open') return [];
    if (old.dueAt === duty.dueAt && old.dueOn === duty.dueOn && old.provisional === duty.provisional)
      return [];
    const [was, is] = [shown(old, now), shown(duty, now)];
    const { id: dutyId, kind, rule, side } = duty;
    return [{ dutyId, kind, rule, side, before: was, after: is, newlyLate: is.late && !was.late }];
  });
  return {
    moved,
    next: { before: earliest(before.duties), after: earliest(then.duties) },
    newlyLate: moved.some((shift) => shift.newlyLate),
  };
}

/** Reminders to one receiver beyond those that would have gone anyway; fewer when negative. */
export interface ExtraReminders {
  /** The worker who owns the promise; null for a rung above, which goes to a post. */
  readonly ownerId: PersonId | null;
  readonly to: RungHolder;
  readonly side: Side;
  readonly count: number;
}

/** What a case would become. */
export interface WhatIf {
  readonly shift: Shift;
  readonly extra: readonly ExtraReminders[];
  /** The state it would have. */
  readonly becomes: CaseState;
}

interface Outlook {
  readonly state: CaseState;
  readonly rules: Rules;
}

/** Counts the rungs that a duty climbs before `until` if nobody does anything. */
function climb({ state, rules }: Outlook, duty: Duty, until: Instant, add: (to: RungHolder) => void): void {
  let rung: NextRung | null = duty.status === 'open' ? duty.rung : null;
  while (rung !== null && rung.at <= until) {
    // An employer that is not party does not learn of the case from its own ladder.
    add(isParty(state, duty.side) ? rung.to : 'owner');
    rung = nextRung(rules, duty, rung.index + 1, rung.at);
  }
}

/**
 * Reminders of the coming days, after and before set against each other. Nobody is expected to do anything meanwhile:
 * it is the most that can come.
 */
function extraReminders(before: Outlook, then: Outlook, now: Instant): ExtraReminders[] {
  const until = after(now, REMINDER_DAYS * DAY);
  const counts = new Map<string, { ownerId: PersonId | null; to: RungHolder; side: Side; count: number }>();
  const tally = (outlook: Outlook, sign: 1 | -1): void => {
    for (const duty of outlook.state.duties) {
      climb(outlook, duty, until, (to) => {
        const ownerId = to === 'owner' ? duty.ownerId : null;
        const key = `${to} ${duty.side} ${ownerId ?? ''}`;
        const row = counts.get(key) ?? { ownerId, to, side: duty.side, count: 0 };
        row.count += sign;
        counts.set(key, row);
      });
    }
  };
  tally(then, 1);
  tally(before, -1);
  return [...counts.values()].filter(({ count }) => count !== 0);
}

/** `whatIf` decides by the very rule of the command; only its id never reaches a log. */
const NO_COMMAND = asId<CommandId>('00000000-0000-4000-8000-000000000000');

/**
 * What `adopt-rules` would do to a case at `now`: nothing is written. Refused as the command is: `fact-unchanged` for
 * a case that is under those rules already, `case-not-open` and `case-void` for one that is not touched.
 *
 * @param rules the rule set the case is under
 * @param candidate the rule set it would come under
 */
export function whatIf(asked: {
  readonly state: CaseState;
  readonly rules: Rules;
  readonly candidate: Rules;
  readonly mode: AdoptionMode;
  readonly now: Instant;
}): ({ readonly ok: true } & WhatIf) | Refusal {
  const { state, rules, candidate, mode, now } = asked;
  const at = now > state.lastAt ? now : state.lastAt;
  const command = adoption({ id: NO_COMMAND, caseId: state.caseId, rules: candidate, mode, at });
  const decision = decide(state, command, rules, at);
  if (!decision.ok) return decision;
  const becomes = fold(decision.events, state.caseId, state) ?? state;
  return {
    ok: true,
    shift: shiftBetween(state, becomes, at),
    extra: extraReminders({ state, rules }, { state: becomes, rules: candidate }, at),
    becomes,
  };
}
