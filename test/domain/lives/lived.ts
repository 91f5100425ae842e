import type { AnyCommand } from '../../../domain/commands.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import type { Refusal } from '../../../domain/refusals.js';
import type { Rules } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import { instant, type Instant } from '../../../domain/time/instant.js';
import { localDate } from '../../../domain/time/zone.js';
import { CURRENT_CORE } from '../../../domain/core-version.js';
import { asId, type CaseId } from '../../../domain/ids.js';
import { CaseRun } from '../../../workflows/case-run.js';
import type { Carried } from '../../../workflows/messages.js';

const CASE_ID = asId<CaseId>('0000a5a5-0000-4000-8000-000000000001');

/** What one event changed. */
export interface Moment {
  readonly before: CaseState | null;
  readonly event: CaseEvent;
  readonly after: CaseState;
}

/** A case as the engine lives it: every command and every waking goes through the run of its workflow. */
export class Lived {
  readonly caseId = CASE_ID;
  readonly log: CaseEvent[] = [];
  /** What happened since it was last looked at. */
  fresh: Moment[] = [];
  now: Instant;
  private run = new CaseRun(CASE_ID);
  private met: CaseState | null = null;

  constructor(rules: Rules, from: number) {
    this.run.load({ core: CURRENT_CORE, state: null, rules, recent: [] });
    this.now = instant(from);
  }

  get state(): CaseState | null {
    return this.run.state;
  }

  get rules(): Rules {
    if (!this.run.rules) throw new Error('a run has rules');
    return this.run.rules;
  }

  get today(): CivilDate {
    return localDate(this.rules.calendar.zone, this.now);
  }

  give(command: AnyCommand): { readonly ok: true } | Refusal {
    const answer = this.run.give(command, this.now);
    if (answer.ok) this.look();
    return answer;
  }

  /** Lets time pass; `asleep`: the engine was down and everything is done at the end. */
  until(then: number, asleep = false): void {
    for (let guard = 0; guard < 500; guard += 1) {
      const next = this.run.nextWake();
      if (next === null || next > then) break;
      this.now = instant(Math.max(this.now, asleep ? then : next));
      if (!this.run.wake(this.now)) throw new Error('woken for nothing');
      this.look();
    }
    this.now = instant(Math.max(this.now, then));
  }

  /** The run ends and a new one takes over what it carries, as the engine would hand it on. */
  continueAsNew(): void {
    const carried = this.run.carried();
    if (!carried) return;
    const { state, rules, recent, waiting } = JSON.parse(JSON.stringify(carried)) as Carried;
    this.run = new CaseRun(CASE_ID);
    this.run.load({ core: CURRENT_CORE, state, rules, recent }, waiting);
  }

  private look(): void {
    const { input, stored } = this.run.unprojected();
    stored();
    for (const event of input.events) {
      const before = this.met;
      const after = fold([event], CASE_ID, before);
      if (!after) throw new Error('a case that was raised is there');
      this.log.push(event);
      this.fresh.push({ before, event, after });
      this.met = after;
    }
  }

  /** The fold of the log as it was looked at, event by event. */
  get folded(): CaseState | null {
    return this.met;
  }
}
