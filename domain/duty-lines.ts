import type { Duty, DutyChange, Resumption } from './duties.js';
import { nextRung } from './ladder.js';
import type { Limit } from './limits.js';
import { EXPECTATIONS, ruleOf, type Rules, type RuleId } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import { dueDay } from './time/due-date.js';
import type { Instant } from './time/instant.js';
import { endOfDay } from './time/zone.js';

/*
 * The lines by which an event changes the days of a duty. Old and new days both stand in them.
 */

export interface Dates {
  readonly dueOn: CivilDate | null;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
}

/** The days of a duty by its rule, or as people agreed. */
export function datesOf(rules: Rules, rule: RuleId, start: CivilDate, agreed: CivilDate | null): Dates {
  const { unit, length } = ruleOf(rules, rule);
  if (agreed) return { dueOn: agreed, dueAt: endOfDay(rules.calendar.zone, agreed), provisional: false };
  if (length === null) return { dueOn: null, dueAt: null, provisional: false };
  const due = dueDay({ unit, length }, start, rules.calendar);
  return { dueOn: due.dueOn, dueAt: endOfDay(rules.calendar.zone, due.dueOn), provisional: due.provisional };
}

/** The limit has passed; what the other side owes does not make us late. */
export function isOver({ kind }: Pick<Duty, 'kind'>, dueAt: Instant | null, now: Instant): boolean {
  return dueAt !== null && dueAt <= now && !EXPECTATIONS.has(kind);
}

/** A clock that goes on, or whose day a person sets. */
export function redated(
  duty: Duty,
  op: 'resume' | 'fix',
  { dueOn, provisional }: Pick<Limit, 'dueOn' | 'provisional'>,
  rules: Rules,
  now: Instant,
  resumed?: Resumption,
): DutyChange {
  const dueAt = dueOn === null ? null : endOfDay(rules.calendar.zone, dueOn);
  const { rule, unit, startedOn } = duty;
  return {
    op,
    id: duty.id,
    from: { dueOn: duty.dueOn, dueAt: duty.dueAt },
    to: { dueOn, dueAt, provisional },
    late: isOver(duty, dueAt, now),
    rung: nextRung(rules, { rule, unit, startedOn, dueOn }, 0, now),
    ...(resumed ? { resumed } : {}),
  };
}

/** A duty counted anew by a rule from a day: before core 3. Null: nothing changes. */
export function moved(
  duty: Duty,
  rule: RuleId,
  start: CivilDate,
  under: Rules,
  keptOn: CivilDate | null,
  now: Instant,
): DutyChange | null {
  // A date set by hand stays, and a clock that stands still has none to move.
  // Under another rule (it turned out urgent) it is another clock.
  if ((duty.byHand && rule === duty.rule) || duty.status === 'paused') return null;
  const { unit, length } = ruleOf(under, rule);
  const to = datesOf(under, rule, start, length === null ? duty.dueOn : null);
  const same =
    to.dueAt === duty.dueAt &&
    to.provisional === duty.provisional &&
    rule === duty.rule &&
    start === duty.startedOn;
  if (same && duty.status !== 'open') return null;
  const rung =
    duty.status === 'open'
      ? nextRung(under, { rule, unit, startedOn: start, dueOn: to.dueOn }, 0, now)
      : null;
  if (same && rung?.at === duty.rung?.at) return null;
  const kept =
    duty.status === 'done' && keptOn !== null && to.dueOn !== null ? keptOn <= to.dueOn : duty.kept;
  const late = duty.status === 'open' && isOver(duty, to.dueAt, now);
  const from = { dueOn: duty.dueOn, dueAt: duty.dueAt };
  return { op: 'move', id: duty.id, rule, unit, startedOn: start, from, to, late, kept, rung };
}

/**
 * A duty counted anew (core 3): whoever asks for it says where its limit lies. Null: nothing changes.
 *
 * @param keptOn the day by which an ended promise is measured anew; null: what came of it stays
 */
export function recounted(
  duty: Duty,
  to: Limit,
  under: Rules,
  keptOn: CivilDate | null,
  now: Instant,
): DutyChange | null {
  const { rule, startedOn, unit, dueOn, provisional } = to;
  const isOpen = duty.status === 'open';
  const dueAt = dueOn === null ? null : endOfDay(under.calendar.zone, dueOn);
  const climbs = to.rung === undefined ? nextRung(under, { rule, unit, startedOn, dueOn }, 0, now) : to.rung;
  const rung = isOpen ? climbs : null;
  const sameDay = dueAt === duty.dueAt && provisional === duty.provisional;
  const same = sameDay && rule === duty.rule && startedOn === duty.startedOn && unit === duty.unit;
  if (duty.status === 'paused' || (same && rung?.at === duty.rung?.at)) return null;
  const measured = duty.status === 'done' && keptOn !== null && dueOn !== null;
  return {
    ...{ op: 'move', id: duty.id, rule, unit, startedOn },
    from: { dueOn: duty.dueOn, dueAt: duty.dueAt },
    to: { dueOn, dueAt, provisional },
    late: isOpen && isOver(duty, dueAt, now),
    kept: measured ? keptOn <= dueOn : duty.kept,
    rung,
    ...(to.byHand && rule !== duty.rule ? { byHand: to.byHand } : {}),
  };
}
