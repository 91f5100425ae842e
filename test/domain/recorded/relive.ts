import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { AnyCommand } from '../../../domain/commands.js';
import { fold } from '../../../domain/evolve.js';
import { asId, type CaseId } from '../../../domain/ids.js';
import { mailsOf } from '../../../domain/mails.js';
import { nextStep, stageRail } from '../../../domain/next-step.js';
import type { Actor } from '../../../domain/people.js';
import type { Rules } from '../../../domain/rules.js';
import { rightsOf } from '../../../domain/sight.js';
import type { CaseState } from '../../../domain/state.js';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import { instant, type Instant } from '../../../domain/time/instant.js';
import { localDate } from '../../../domain/time/zone.js';
import { CaseRun } from '../../../workflows/case-run.js';

/** One thing that was tried: what came before it, and what became of it. */
export interface Step {
  /** When it was tried (epoch ms). Time before it wakes the case; `asleep`: only at the end of that time. */
  readonly at: number;
  readonly asleep: boolean;
  readonly command: AnyCommand;
  /** What was decided since the step before, by time and by this command: answer, events and next waking, as `digest`. */
  readonly decided: string;
  /** What then went out and was shown: mails, rights and next steps, as `digest`. */
  readonly shown: string;
}

/** A case from its first day, under the rules it began with. */
export interface Life {
  readonly rules: Rules;
  readonly from: number;
  readonly steps: readonly Step[];
  /** `digest` of the state in the end. */
  readonly state: string;
}

/** Lives that were led under one core version. */
export interface Recording {
  readonly core: number;
  /** Who looks at the case after each step. */
  readonly viewers: readonly Actor[];
  readonly lives: readonly Life[];
}

export function read(file: URL): Recording {
  return JSON.parse(gunzipSync(readFileSync(file)).toString()) as Recording;
}

export function digest(what: unknown): string {
  return createHash('sha256').update(JSON.stringify(what)).digest('base64url').slice(0, 10);
}

/** A recorded case, led again under the core version it began with. */
export class Relived {
  state: CaseState | null = null;
  now: Instant;
  private readonly run: CaseRun;
  private readonly viewers: readonly Actor[];

  constructor(
    { core, viewers }: Pick<Recording, 'core' | 'viewers'>,
    caseId: CaseId,
    life: Pick<Life, 'rules' | 'from'>,
  ) {
    this.run = new CaseRun(caseId);
    this.run.load({ core, state: null, rules: life.rules, recent: [] });
    this.viewers = viewers;
    this.now = instant(life.from);
  }

  get today(): CivilDate {
    return localDate(this.rules.calendar.zone, this.now);
  }

  get rules(): Rules {
    if (!this.run.rules) throw new Error('a run has rules');
    return this.run.rules;
  }

  /** Lets time pass until a step may be tried. */
  until(then: number, asleep: boolean): void {
    for (let guard = 0; guard < 500; guard += 1) {
      const next = this.run.nextWake();
      if (next === null || next > then) break;
      this.now = instant(Math.max(this.now, asleep ? then : next));
      if (!this.run.wake(this.now)) break;
    }
    this.now = instant(Math.max(this.now, then));
  }

  /** Tries the command of a step, and says in short what came of it. */
  give(command: AnyCommand): { readonly code: string; readonly decided: string; readonly shown: string } {
    const answer = this.run.give(command, this.now);
    const { input, stored } = this.run.unprojected();
    stored();
    const mails = input.events.map((event) => {
      const before = this.state;
      const after = fold([event], this.run.caseId, before);
      if (after === null) throw new Error('an event leaves a case');
      this.state = after;
      return mailsOf(event, before, after, this.rules);
    });
    const { state } = this;
    const seen = state && [
      ...this.viewers.map((viewer) => rightsOf(viewer, state)),
      ...[nextStep(state), stageRail(state)],
    ];
    return {
      code: answer.ok ? input.events.map(({ type }) => type).join() : answer.code,
      decided: digest([answer, input.events, this.run.nextWake()]),
      shown: digest([mails, seen]),
    };
  }
}

/** Leads a life again, and says at once when something comes of a step that did not come of it. */
export function relive(
  begun: Pick<Recording, 'core' | 'viewers'>,
  life: Omit<Life, 'state'>,
): { readonly state: CaseState | null; readonly strayed: string | null } {
  const again = new Relived(begun, CASE_ID, life);
  for (const [at, step] of life.steps.entries()) {
    again.until(step.at, step.asleep);
    const now = again.give(step.command);
    const how =
      now.decided !== step.decided ? 'is decided' : now.shown !== step.shown ? 'is sent or shown' : null;
    if (how !== null) {
      const strayed = `step ${at}, ${step.command.type}, ${how} otherwise: ${now.code}`;
      return { state: again.state, strayed };
    }
  }
  return { state: again.state, strayed: null };
}

export const CASE_ID = asId<CaseId>('0000a5a5-0000-4000-8000-000000000001');
