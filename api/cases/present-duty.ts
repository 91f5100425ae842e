import type { Duty } from '../../domain/duties.js';
import type { CaseState } from '../../domain/state.js';
import { EXPECTATIONS, ruleOf, type Rules } from '../../domain/rules.js';
import { dayNumber, type CivilDate } from '../../domain/time/civil-date.js';
import { remainingDays } from '../../domain/time/counting.js';
import { dueDate, passesEve, type TraceDay } from '../../domain/time/due-date.js';
import type { Instant } from '../../domain/time/instant.js';
import type { DutyAnswer } from '../contracts/duties.js';
import type { DutyNames } from './duty-names.js';
import type { SeenCase } from './find-case.js';
import { LATENESS_REASONS } from '../../domain/commands.js';
import { basisFor } from '../rules/basis.js';

/** An instant as answers carry it. */
export function iso(at: Instant): string {
  return new Date(at).toISOString();
}

/** The limit of one of our own promises has passed. What the other side owes is never our lateness. */
export function isLateness(duty: Pick<Duty, 'kind' | 'late'>): boolean {
  return duty.late && !EXPECTATIONS.has(duty.kind);
}

/** Something of ours is late in this case now, as far as these promises tell. */
export function hasLateness({ duties }: Pick<CaseState, 'duties'>): boolean {
  return duties.some((duty) => duty.status === 'open' && isLateness(duty));
}

export function statusOf(duty: Duty): DutyAnswer['status'] {
  if (duty.status !== 'open') return duty.status;
  return isLateness(duty) ? 'late' : 'open';
}

/**
 * Each day from the start of a duty to its due day, recomputed from the rule set. Null when the date was agreed by
 * people, or when the rule set gives another date than the one that was promised: then no trace explains it.
 */
export function traceOf(duty: Duty, rules: Rules): readonly TraceDay[] | null {
  const { length } = ruleOf(rules, duty.rule);
  if (length === null || duty.dueOn === null) return null;
  const computed = dueDate({ unit: duty.unit, length }, duty.startedOn, rules.calendar);
  return computed.dueOn === duty.dueOn ? computed.days : null;
}

/** What a promise is about; another promise by its name. */
function aboutOf({ about }: Duty, names: DutyNames): DutyAnswer['about'] {
  return about?.of === 'duty' ? { of: 'duty', id: names.nameOf(about.id) } : about;
}

/** Marks that most duties do not have. */
function marksOf(duty: Duty, rules: Rules, today: CivilDate): Partial<DutyAnswer> {
  const { status, dueOn, left, byHand } = duty;
  return {
    ...(EXPECTATIONS.has(duty.kind) ? { expected: true } : {}),
    ...(ruleOf(rules, duty.rule).uncertain ? { uncertain: true } : {}),
    ...(status === 'paused' && left !== undefined ? { left } : {}),
    ...(byHand ? { byHand } : {}),
    ...(status === 'open' && dueOn === null ? { ageDays: dayNumber(today) - dayNumber(duty.startedOn) } : {}),
  };
}

/** A duty as answers carry it; with `trace` on the case's own list of duties. */
export function presentDuty(
  { rules, names }: Pick<SeenCase, 'rules' | 'names'>,
  duty: Duty,
  today: CivilDate,
  withTrace = false,
): DutyAnswer {
  const { dueOn, dueAt, unit } = duty;
  const trace = withTrace ? traceOf(duty, rules) : null;
  // Shown with the way that passes it.
  const overEve = trace !== null && passesEve(trace, duty, rules.calendar);
  const counts = duty.status === 'open' && dueOn !== null;
  return {
    id: names.nameOf(duty.id),
    kind: duty.kind,
    rule: duty.rule,
    basis: basisFor(duty.rule, rules.policy),
    force: duty.force,
    unit,
    startedOn: duty.startedOn,
    dueOn,
    dueAt: dueAt === null ? null : iso(dueAt),
    provisional: duty.provisional,
    status: statusOf(duty),
    late: isLateness(duty),
    latenessReason: LATENESS_REASONS.find((reason) => reason === duty.latenessReason) ?? null,
    ownerId: duty.ownerId,
    side: duty.side,
    about: aboutOf(duty, names),
    remaining: counts ? remainingDays(unit, rules.calendar, today, dueOn) : null,
    doneOn: duty.doneOn,
    kept: duty.kept,
    nextReminder: duty.rung === null ? null : { to: duty.rung.to, at: iso(duty.rung.at) },
    ...marksOf(duty, rules, today),
    ...(overEve ? { uncertain: true } : {}),
    ...(trace === null ? {} : { trace: trace.map((day) => ({ ...day })) }),
  };
}
