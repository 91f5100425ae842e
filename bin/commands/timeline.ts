import type { AnyCommand } from '../../domain/commands.js';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import type {
  AppliedCommand,
  Beginning,
  CaseInput,
  ProjectInput,
  RefusalDetail,
} from '../../workflows/messages.js';
import { isSameState } from './faults.js';
import type { Step } from './histories.js';

/** What the engine remembers of a case. */
export interface Timeline {
  /** Events by their number, in the last version the engine held for true. */
  readonly events: ReadonlyMap<number, CaseEvent>;
  /** Number of the last event the engine knows of, whether or not its text is there. */
  readonly head: number;
  /** State with which the last run began that read the log or was handed it; null: there was no log yet. */
  readonly since: CaseState | null;
  readonly outcomes: readonly AppliedCommand[];
  /** Commands the engine took, in order, with their refusals. */
  readonly commands: readonly { readonly command: AnyCommand; readonly refusal: RefusalDetail | null }[];
  readonly rules: readonly Rules[];
}

/** Builds a case's timeline step by step. */
class Builder {
  private readonly events = new Map<number, CaseEvent>();
  private readonly outcomes = new Map<string, AppliedCommand>();
  private readonly commands = new Map<string, Timeline['commands'][number]>();
  private readonly rules = new Map<string, Rules>();
  private head = 0;
  private since: CaseState | null = null;

  take(step: Step): void {
    if (step.kind === 'started') this.carry(step.input as CaseInput);
    else if (step.kind === 'command') this.command(step);
    else if (step.type === 'begin' && step.result !== undefined)
      this.begin(step.input as { carried: boolean }, step.result as Beginning);
    // A projection that failed met another log: its events were decided anew.
    else if (step.type === 'project' && !step.failed) this.project(step.input as ProjectInput);
  }

  done(): Timeline {
    const { events, head, since } = this;
    const [outcomes, commands, rules] = [
      [...this.outcomes.values()],
      [...this.commands.values()],
      [...this.rules.values()],
    ];
    return { events, head, since, outcomes, commands, rules };
  }

  private carry({ carried }: CaseInput): void {
    if (!carried) return;
    this.rules.set(carried.rules.id, carried.rules);
    this.begun(carried.state);
  }

  private begin(input: { carried: boolean }, { state, rules }: Beginning): void {
    if (rules) this.rules.set(rules.id, rules);
    if (!input.carried) this.begun(state);
  }

  private command({ command, refusal }: Extract<Step, { kind: 'command' }>): void {
    const { data } = command;
    if (command.type === 'adopt-rules') this.rules.set(command.data.rules.id, command.data.rules);
    if ('fact' in data && data.fact.name === 'school') this.rules.set(data.fact.rules.id, data.fact.rules);
    this.commands.set(command.id, { command, refusal });
  }

  private project({ head, events, outcomes }: ProjectInput): void {
    this.moveTo(head);
    for (const event of events) this.events.set(event.seq, event);
    this.head = head + events.length;
    for (const outcome of outcomes) this.outcomes.set(outcome.id, outcome);
  }

  private begun(state: CaseState | null): void {
    this.moveTo(state?.version ?? 0);
    this.since = state;
  }

  /** The run stands at this event: what an earlier one held for later ones is not true any more. */
  private moveTo(head: number): void {
    for (const seq of this.events.keys()) if (seq > head) this.events.delete(seq);
    this.head = head;
  }
}

/** The timeline of a case from all that its runs did, oldest first. */
export function timelineOf(steps: readonly Step[]): Timeline {
  const builder = new Builder();
  for (const step of steps) builder.take(step);
  return builder.done();
}

/** What of a timeline the log lacks. */
export type Missing =
  /** The log holds another event under this number: the engine's timeline is not that of this log. */
  | { readonly kind: 'another-log'; readonly seq: number }
  /** The log has recorded that this timeline could not be followed. */
  | { readonly kind: 'gap-known' }
  | {
      readonly kind: 'lacks';
      /** Events that follow the stored head without a hole. */
      readonly events: readonly CaseEvent[];
      /** Events the engine knows of after those, and of which some are nowhere. */
      readonly beyond: number;
    };

/** The event at which a timeline and the stored log part; null where they tell the same. */
function partingOf(
  bodies: readonly string[],
  log: readonly CaseEvent[],
  { events, since }: Timeline,
): number | null {
  for (const [seq, event] of events) {
    const stored = bodies[seq - 1];
    if (stored !== undefined && stored !== JSON.stringify(event)) return seq;
  }
  if (!since || since.version > log.length) return null;
  return isSameState(since, fold(log.slice(0, since.version), since.caseId)) ? null : since.version;
}

/** Compares a timeline with the stored texts of a log (`bodies[0]` is event 1). */
export function missingFrom(bodies: readonly string[], timeline: Timeline): Missing {
  const log = bodies.map((body) => JSON.parse(body) as CaseEvent);
  const { events, head, since } = timeline;
  const gap = log.findLastIndex(({ type }) => type === 'gap-recorded') + 1;
  if (gap > (since?.version ?? 0) && !events.has(gap)) return { kind: 'gap-known' };
  const seq = partingOf(bodies, log, timeline);
  if (seq !== null) return gap >= seq ? { kind: 'gap-known' } : { kind: 'another-log', seq };
  const following: CaseEvent[] = [];
  for (let next = events.get(bodies.length + 1); next; next = events.get(next.seq + 1)) following.push(next);
  return { kind: 'lacks', events: following, beyond: Math.max(0, head - bodies.length - following.length) };
}
