import { isLive, type Duty, type DutyChange, type DutySubject } from './duties.js';
import { datesOf, moved, recounted, redated } from './duty-lines.js';
import { applyDutyChange } from './evolve-duties.js';
import type { PersonId } from './ids.js';
import { nextRung } from './ladder.js';
import type { Side } from './people.js';
import { resumedDay, type Limit } from './limits.js';
import { ruleOf, type DutyKind, type Rules, type RuleId } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import { remainingDays } from './time/counting.js';
import type { Instant } from './time/instant.js';

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
  /** Gives a duty the limit that it has now (core 3); what came of an ended one is measured by `keptOn`. */
  recount(duty: Duty, to: Limit, under: Rules, keptOn: CivilDate | null): void;
  take(): readonly DutyChange[];
}

/** Opens the book of a case at an instant. `duties`: as they stand before the command. */
export function openBook(duties: readonly Duty[], rules: Rules, now: Instant, core: number): DutyBook {
  return new WorkingCopy(duties, rules, now, core);
}

/** A class, not a record of functions: a book is opened for every decision, and most of its lines stay unwritten. */
class WorkingCopy implements DutyBook {
  private current: readonly Duty[];
  private lines: DutyChange[] = [];
  private readonly rules: Rules;
  private readonly now: Instant;
  private readonly core: number;

  constructor(duties: readonly Duty[], rules: Rules, now: Instant, core: number) {
    this.current = duties;
    this.rules = rules;
    this.now = now;
    this.core = core;
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
    const left = duty.left ?? 0;
    const since = { on, left, ...(this.core >= 6 ? { asLimit: true as const } : {}) };
    const none = { dueOn: null, provisional: false };
    const day = duty.dueOn === null ? none : resumedDay(this.rules, duty, since);
    const resumed = this.core >= 3 && day.dueOn !== null ? since : undefined;
    this.write(redated(duty, 'resume', day, this.rules, this.now, resumed));
  }

  fix(duty: Duty, dueOn: CivilDate): void {
    this.write(redated(duty, 'fix', { dueOn, provisional: false }, this.rules, this.now));
  }

  move(duty: Duty, rule: RuleId, start: CivilDate, under: Rules, keptOn: CivilDate | null): void {
    const line = moved(duty, rule, start, under, keptOn, this.now);
    if (line) this.write(line);
  }

  recount(duty: Duty, to: Limit, under: Rules, keptOn: CivilDate | null): void {
    const line = recounted(duty, to, under, keptOn, this.now);
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
    const { dueOn, dueAt, provisional } = datesOf(this.rules, rule, start, agreed);
    const { ownerId, side, bound, about = null } = owing;
    // One object of one shape, not three spread into a fourth: half of what a mandatory report costs.
    const duty: Duty = {
      id: `d${this.current.length + 1}`,
      kind,
      rule,
      force,
      unit,
      ownerId,
      side,
      bound,
      about,
      startedOn: start,
      dueOn,
      dueAt,
      provisional,
      status: 'open',
      late: false,
      latenessReason: null,
      doneOn: null,
      kept: null,
      rung: nextRung(this.rules, { rule, unit, startedOn: start, dueOn }, 0, this.now),
    };
    this.write({ op: 'arm', duty: agreed !== null && this.core >= 3 ? { ...duty, agreed: true } : duty });
  }
}
