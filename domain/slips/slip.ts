import type { CommandId, PersonId, UnitId } from '../ids.js';
import { nextRung } from '../ladder.js';
import type { NextRung } from '../duties.js';
import type { Actor, HeldRole, Side, StaffRole } from '../people.js';
import { ruleOf, type CountingUnit, type RuleId, type Rules, type RungHolder } from '../rules.js';
import { addDays, type CivilDate } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';
import { endOfDay, localDate } from '../time/zone.js';

/*
 * A slip is one thing asked for and one answer, outside any case: an anonymous consultation, a learner's request to
 * talk. What the two have in common stands here: who owes the answer, until when, who is reminded, when the words go.
 */

export const SLIP_KINDS = ['consultation', 'talk'] as const;
export type SlipKind = (typeof SLIP_KINDS)[number];

/** Behaviour of `decide`, `evolve` and `wake` of slips; raised when it changes, so that running ones keep theirs. */
export const SLIP_CORE = 1;

/** Numbers a slip is decided with. */
export interface SlipRules {
  readonly rules: Rules;
  /** Days after the settling for which the words stay. */
  readonly keepDays: number;
  /** Days from today within which an answer may be asked for. */
  readonly longestWait: number;
}

/** Open until somebody settles it; its words are gone when it is erased. */
export type SlipStatus = 'open' | 'settled' | 'erased';

/** What every slip knows of itself. No field of it says whom it is about. */
export interface SlipState {
  readonly core: number;
  readonly id: string;
  readonly version: number;
  readonly rulesId: string;
  readonly schoolId: UnitId;
  /** The post that is asked, and the employer it belongs to. */
  readonly role: StaffRole;
  readonly side: Side;
  readonly status: SlipStatus;
  readonly rule: RuleId;
  readonly unit: CountingUnit;
  readonly startedOn: CivilDate;
  readonly dueOn: CivilDate;
  readonly dueAt: Instant;
  readonly rung: NextRung | null;
  readonly openedAt: Instant;
  readonly settledAt: Instant | null;
  readonly settledBy: PersonId | null;
  readonly eraseAt: Instant | null;
  readonly lastAt: Instant;
}

/** The envelope of every command on a slip. */
export interface SlipCommand {
  readonly v: 1;
  readonly id: CommandId;
  readonly slipId: string;
  /** When the API received it: clocks count from that day. */
  readonly receivedAt: Instant;
  readonly actor: Actor;
}

/** The envelope of every event of a slip. */
export interface SlipEnvelope {
  readonly v: 1;
  readonly seq: number;
  readonly at: Instant;
  readonly by: PersonId | null;
  readonly commandId: CommandId | null;
}

/** What time causes on any slip. */
export type TimedEvent = SlipEnvelope &
  (
    | {
        readonly type: 'reminder-prepared';
        readonly data: {
          readonly to: RungHolder;
          readonly index: number;
          readonly notBefore: Instant;
          readonly next: NextRung | null;
        };
      }
    | { readonly type: 'words-erased'; readonly data: null }
  );

export const SLIP_REFUSALS = [
  'not-allowed',
  'unknown-slip',
  'already-opened',
  'already-settled',
  'same-school',
  'answer-day-past',
  'answer-day-far',
] as const;
export type SlipRefusalCode = (typeof SLIP_REFUSALS)[number];

/** A command on a slip that is not carried out, and the rule that says so. */
export interface SlipRefusal {
  readonly ok: false;
  readonly code: SlipRefusalCode;
  readonly source: string;
}

export function refuseSlip(code: SlipRefusalCode, source: string): SlipRefusal {
  return { ok: false, code, source };
}

/** What a command did. */
export interface SlipDecision<E> {
  readonly ok: true;
  readonly events: readonly E[];
}

/** The part of the state that a new slip gets from its rule and its last day. */
export function openSlip(
  slip: Pick<SlipState, 'id' | 'schoolId' | 'role' | 'side' | 'rule' | 'startedOn' | 'dueOn'>,
  { rules }: SlipRules,
  now: Instant,
): SlipState {
  const { unit } = ruleOf(rules, slip.rule);
  return {
    ...slip,
    core: SLIP_CORE,
    version: 0,
    rulesId: rules.id,
    status: 'open',
    unit,
    dueAt: endOfDay(rules.calendar.zone, slip.dueOn),
    rung: nextRung(rules, { ...slip, unit }, 0, now),
    openedAt: now,
    settledAt: null,
    settledBy: null,
    eraseAt: null,
    lastAt: now,
  };
}

/** When the words of a slip that is settled now go: at the end of the last day they are kept. */
export function erasingAt({ rules, keepDays }: SlipRules, now: Instant): Instant {
  const { zone } = rules.calendar;
  return endOfDay(zone, addDays(localDate(zone, now), keepDays));
}

/** The state of a settled slip: nobody is reminded any more. */
export function settled<S extends SlipState>(state: S, event: SlipEnvelope, eraseAt: Instant): S {
  return { ...state, status: 'settled', settledAt: event.at, settledBy: event.by, eraseAt, rung: null };
}

/** The number and instant of an event, taken over by the state. */
export function counted<S extends SlipState>(state: S, event: SlipEnvelope): S {
  return { ...state, version: event.seq, lastAt: event.at };
}

function isHere(held: HeldRole, { schoolId, side }: Pick<SlipState, 'schoolId' | 'side'>): boolean {
  return held.side === side && (held.unitId === null || held.unitId === schoolId);
}

/**
 * Who may settle a slip: whoever holds the post that is asked, at that school and employer. The employer's coordinator
 * may as well: a post may be vacant, and an unanswered slip never vanishes (`domain.md` 2.2; local practice).
 */
export function maySettle(actor: Actor, slip: Pick<SlipState, 'schoolId' | 'side' | 'role'>): boolean {
  return actor.roles.some(
    (held) => isHere(held, slip) && (held.role === slip.role || held.role === 'coordinator'),
  );
}

/** Whether somebody has a post over the answering employer's slips: to see that one waits, not what it says. */
export function oversees(actor: Actor, slip: Pick<SlipState, 'schoolId' | 'side'>): boolean {
  return actor.roles.some((held) => isHere(held, slip) && held.role === 'supervisor');
}
