import type { Duty, Resumption } from './duties.js';
import { ruleOf, type CountingUnit, type RuleId, type Rules } from './rules.js';
import type { CaseState } from './state.js';
import { addDays, type CivilDate } from './time/civil-date.js';
import { shiftCounted } from './time/counting.js';
import { dueDay } from './time/due-date.js';

/** Where the limit of a duty lies: by which rule, from which day, until when. */
export interface Limit {
  readonly rule: RuleId;
  readonly unit: CountingUnit;
  readonly startedOn: CivilDate;
  readonly dueOn: CivilDate | null;
  readonly provisional: boolean;
  /** The last day is one that a person has set, earlier than it need be. */
  readonly byHand?: true;
  /** The reminders go on where they were. */
  readonly rung?: Duty['rung'];
}

type Day = Pick<Limit, 'dueOn' | 'provisional'>;
/** What of a case its limits depend on. */
export type Request = Pick<CaseState, 'source' | 'requestedOn'>;

/** The rules of urgency, and what holds besides: an urgency only ever brings a day forward. */
const URGENT = { 'T-OHL15-urgent': 'discussion', 'T-OHL16-info-urgent': 'tell-learner' } as const;
type Hastened = (typeof URGENT)[keyof typeof URGENT];

export function isUrgentRule(rule: RuleId): rule is keyof typeof URGENT {
  return rule in URGENT;
}

/** The rule by which a request is answered, or the learner told of it. */
export function ruleFor({ source }: Pick<Request, 'source'>, kind: Hastened, urgent: boolean): RuleId {
  if (kind === 'tell-learner') return urgent ? 'T-OHL16-info-urgent' : 'T-OHL16-info';
  if (urgent) return 'T-OHL15-urgent';
  return source === 'learner' ? 'T-OHL15-7' : 'T-OHL15-third';
}

export function earlierOf(a: CivilDate | null, b: CivilDate | null): CivilDate | null {
  if (a === null || b === null) return a ?? b;
  return b < a ? b : a;
}

export function laterOf(a: CivilDate, b: CivilDate): CivilDate {
  return b > a ? b : a;
}

function dayBy(rule: RuleId, startedOn: CivilDate, rules: Rules): Day {
  const { unit, length } = ruleOf(rules, rule);
  return length === null
    ? { dueOn: null, provisional: false }
    : dueDay({ unit, length }, startedOn, rules.calendar);
}

/**
 * The last day that a rule gives, counted from a day. An urgent request has two limits, its own from the day it was
 * judged urgent and the ordinary one from the request: the earlier of the two holds. Null: the rule has no length.
 */
export function lawfulDay(
  request: Request,
  { rule, startedOn }: Pick<Duty, 'rule' | 'startedOn'>,
  rules: Rules,
): Day {
  const own = dayBy(rule, startedOn, rules);
  if (!isUrgentRule(rule)) return own;
  const ordinary = dayBy(ruleFor(request, URGENT[rule], false), request.requestedOn, rules);
  return earlierOf(own.dueOn, ordinary.dueOn) === own.dueOn ? own : ordinary;
}

/** The day that lies so many of a duty's own units after `on`. */
export function dayAfter(rules: Rules, { unit }: Pick<Duty, 'unit'>, on: CivilDate, left: number): CivilDate {
  if (left === 0) return on;
  return unit === 'day' || unit === 'month'
    ? addDays(on, left)
    : shiftCounted(unit, rules.calendar, on, left);
}

/** Where a clock ends that stood still and went on. */
export function resumedDay(rules: Rules, duty: Pick<Duty, 'unit'>, { on, left, asLimit }: Resumption): Day {
  if (asLimit === undefined || left === 0)
    return { dueOn: dayAfter(rules, duty, on, left), provisional: false };
  const unit = duty.unit === 'month' ? 'day' : duty.unit;
  return dueDay({ unit, length: left }, on, rules.calendar);
}

/** A day set by hand stays, but never behind what the law allows. */
function setByHand(duty: Duty, lawful: Day): Day {
  const capped = duty.force === 'law' && lawful.dueOn !== null && lawful.dueOn < (duty.dueOn ?? '');
  return capped ? lawful : duty;
}

/**
 * Where the limit of a duty lies under a rule set (core 3).
 *
 * 1. A day that people agreed on, or that a person set, stays; the law's own day is its bound.
 * 2. A clock that stood still is counted from the day it went on, with what was left.
 * 3. Everything else is counted by its rule from its start.
 */
export function limitOf(request: Request, duty: Duty, rules: Rules): Limit {
  const { rule, startedOn, resumed } = duty;
  const { unit } = ruleOf(rules, rule);
  const at = { rule, startedOn };
  if (duty.agreed) return { ...at, unit: duty.unit, dueOn: duty.dueOn, provisional: duty.provisional };
  const lawful = lawfulDay(request, duty, rules);
  if (duty.byHand) {
    const { dueOn, provisional } = setByHand(duty, lawful);
    return { ...at, unit, dueOn, provisional };
  }
  if (resumed) {
    return { ...at, unit: duty.unit, ...resumedDay(rules, duty, resumed) };
  }
  if (lawful.dueOn === null) return { ...at, unit, dueOn: duty.dueOn, provisional: duty.provisional };
  return { ...at, unit, ...lawful };
}
