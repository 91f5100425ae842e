import { isLive, type Duty, type DutyChange, type DutySubject } from './duties.js';
import { applyDutyChange } from './evolve-duties.js';
import type { PersonId } from './ids.js';
import { nextRung } from './ladder.js';
import type { Side } from './people.js';
import { EXPECTATIONS, ruleOf, type DutyKind, type Rules, type RuleId } from './rules.js';
import { addDays, type CivilDate } from './time/civil-date.js';
import { remainingDays, shiftCounted } from './time/counting.js';
import { dueDay } from './time/due-date.js';
import type { Instant } from './time/instant.js';
import { endOfDay } from './time/zone.js';

/** Who owes a duty that begins. */
export interface Owing {
  readonly ownerId: PersonId;
  readonly side: Side;
  readonly bound: Duty['bound'];
  readonly about?: DutySubject;
}

/**
 * Writes what one event does to the duties. The book keeps a working copy, so that a later line sees what an
 * earlier one did; `take` hands out the lines written since the last call.
 */
export interface DutyBook {
  duties(): readonly Duty[];
  open(kind: DutyKind, aboutId?: string): readonly Duty[];
  /** A duty whose length the rule gives, counted from `start`. */
  arm(rule: RuleId, start: CivilDate, owing: Owing): void;
  /** A duty whose day people agreed on. */
  armOn(rule: RuleId, start: CivilDate, dueOn: CivilDate, owing: Owing): void;
  done(kind: DutyKind, on: CivilDate, aboutId?: string): void;
  doneAs(duty: Duty, on: CivilDate, kept: boolean): void;
  cancel(duties: readonly Duty[]): void;
  reopen(duty: Duty): void;
  explain(duty: Duty, reason: string): void;
  own(side: Side, ownerId: PersonId): void;
  /** One duty to another owner. */
  give(duty: Duty, ownerId: PersonId): void;
  /** Stops a clock; what is left of it is kept to the day. */
  pause(duty: Duty, on: CivilDate): void;
  /** The clock goes on with exactly what was left. */
  resume(duty: Duty, on: CivilDate): void;
  /** A date that a person sets; it is not recounted any more. */
  fix(duty: Duty, dueOn: CivilDate): void;
  /** Counts a duty anew under a rule, a start or another rule set; old and new dates both go into the event. */
  move(duty: Duty, rule: RuleId, start: CivilDate, under: Rules, keptOn: CivilDate | null): void;
  take(): readonly DutyChange[];
}

interface Dates {
  readonly dueOn: CivilDate | null;
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
}

function datesOf(rules: Rules, rule: RuleId, start: CivilDate, agreed: CivilDate | null): Dates {
  const { unit, length } = ruleOf(rules, rule);
  if (agreed) return { dueOn: agreed, dueAt: endOfDay(rules.calendar.zone, agreed), provisional: false };
  if (length === null) return { dueOn: null, dueAt: null, provisional: false };
  const due = dueDay({ unit, length }, start, rules.calendar);
  return { dueOn: due.dueOn, dueAt: endOfDay(rules.calendar.zone, due.dueOn), provisional: due.provisional };
}

/** Opens the book of a case at an instant. `duties`: as they stand before the command. */
export function openBook(duties: readonly Duty[], rules: Rules, now: Instant): DutyBook {
  return new WorkingCopy(duties, rules, now);
}

/** A class, not a record of functions: a book is opened for every decision, and most of its lines stay unwritten. */
class WorkingCopy implements DutyBook {
  private current: readonly Duty[];
  private lines: DutyChange[] = [];
  private readonly rules: Rules;
  private readonly now: Instant;

  constructor(duties: readonly Duty[], rules: Rules, now: Instant) {
    this.current = duties;
    this.rules = rules;
    this.now = now;
  }

  duties(): readonly Duty[] {
    return this.current;
  }

  open(kind: DutyKind, aboutId?: string): readonly Duty[] {
    return this.current.filter(
      (d) => d.kind === kind && isLive(d) && (aboutId === undefined || d.about?.id === aboutId),
    );
  }

  arm(rule: RuleId, start: CivilDate, owing: Owing): void {
    this.begin(rule, start, null, owing);
  }

  armOn(rule: RuleId, start: CivilDate, dueOn: CivilDate, owing: Owing): void {
    this.begin(rule, start, dueOn, owing);
  }

  done(kind: DutyKind, on: CivilDate, aboutId?: string): void {
    for (const duty of this.open(kind, aboutId)) {
      this.doneAs(duty, on, duty.dueOn === null || on <= duty.dueOn);
    }
  }

  doneAs(duty: Duty, on: CivilDate, kept: boolean): void {
    this.write({ op: 'done', id: duty.id, on, kept });
  }

  cancel(duties: readonly Duty[]): void {
    for (const duty of duties) this.write({ op: 'cancel', id: duty.id });
  }

  reopen(duty: Duty): void {
    const late = duty.dueAt !== null && duty.dueAt <= this.now;
    this.write({ op: 'reopen', id: duty.id, late, rung: nextRung(this.rules, duty, 0, this.now) });
  }

  explain(duty: Duty, reason: string): void {
    this.write({ op: 'explain', id: duty.id, reason });
  }

  own(side: Side, ownerId: PersonId): void {
    for (const duty of this.current) {
      if (isLive(duty) && duty.side === side && duty.bound === 'side') this.give(duty, ownerId);
    }
  }

  give(duty: Duty, ownerId: PersonId): void {
    if (duty.ownerId !== ownerId) this.write({ op: 'own', id: duty.id, ownerId });
  }

  pause(duty: Duty, on: CivilDate): void {
    const left = duty.dueOn === null ? 0 : remainingDays(duty.unit, this.rules.calendar, on, duty.dueOn);
    this.write({ op: 'pause', id: duty.id, left });
  }

  resume(duty: Duty, on: CivilDate): void {
    const dueOn = duty.dueOn === null ? null : counted(this.rules, duty, on);
    this.write(redated(duty, 'resume', dueOn, this.rules, this.now));
  }

  fix(duty: Duty, dueOn: CivilDate): void {
    this.write(redated(duty, 'fix', dueOn, this.rules, this.now));
  }

  move(duty: Duty, rule: RuleId, start: CivilDate, under: Rules, keptOn: CivilDate | null): void {
    const line = moved(duty, rule, start, under, keptOn, this.now);
    if (line) this.write(line);
  }

  take(): readonly DutyChange[] {
    const taken = this.lines;
    this.lines = [];
    return taken;
  }

  private write(line: DutyChange): void {
    const wasPaused =
      (line.op === 'done' || line.op === 'cancel') &&
      this.current.some((d) => d.id === line.id && d.status === 'paused');
    this.lines.push(line);
    this.current = applyDutyChange(this.current, line);
    // A clock that ended while it stood still needs no look at its pause any more.
    if (wasPaused) this.cancel(this.open('pause-review', line.id));
  }

  private begin(rule: RuleId, start: CivilDate, agreed: CivilDate | null, owing: Owing): void {
    const { kind, force, unit } = ruleOf(this.rules, rule);
    const dates = datesOf(this.rules, rule, start, agreed);
    const id = `d${this.current.length + 1}`;
    const { ownerId, side, bound, about = null } = owing;
    const rung = nextRung(this.rules, { rule, unit, startedOn: start, dueOn: dates.dueOn }, 0, this.now);
    const fixed = { id, kind, rule, force, unit, ownerId, side, bound, about, startedOn: start, ...dates };
    const fresh = {
      status: 'open',
      late: false,
      latenessReason: null,
      doneOn: null,
      kept: null,
      rung,
    } as const;
    this.write({ op: 'arm', duty: { ...fixed, ...fresh } });
  }
}

/** The limit has passed; what the other side owes does not make us late. */
function isOver({ kind }: Duty, dueAt: Instant | null, now: Instant): boolean {
  return dueAt !== null && dueAt <= now && !EXPECTATIONS.has(kind);
}

/** The day that lies as many units after `on` as were left. */
function counted(rules: Rules, duty: Duty, on: CivilDate): CivilDate {
  const left = duty.left ?? 0;
  if (left === 0) return on;
  return duty.unit === 'day' || duty.unit === 'month'
    ? addDays(on, left)
    : shiftCounted(duty.unit, rules.calendar, on, left);
}

function redated(
  duty: Duty,
  op: 'resume' | 'fix',
  dueOn: CivilDate | null,
  rules: Rules,
  now: Instant,
): DutyChange {
  const dueAt = dueOn === null ? null : endOfDay(rules.calendar.zone, dueOn);
  const { rule, unit, startedOn } = duty;
  return {
    op,
    id: duty.id,
    from: { dueOn: duty.dueOn, dueAt: duty.dueAt },
    to: { dueOn, dueAt, provisional: false },
    late: isOver(duty, dueAt, now),
    rung: nextRung(rules, { rule, unit, startedOn, dueOn }, 0, now),
  };
}

function moved(
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
