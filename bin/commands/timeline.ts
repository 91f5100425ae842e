import type { AnyCommand } from '../../domain/commands.js';
import type { CaseEvent } from '../../domain/events.js';
import type { Rules } from '../../domain/rules.js';
import type {
  AppliedCommand,
  Beginning,
  CaseInput,
  ProjectInput,
  RefusalDetail,
} from '../../workflows/messages.js';
import type { Step } from './histories.js';

/** What the engine remembers of a case. */
export interface Timeline {
  /** Events by their number, in the last version the engine held for true. */
  readonly events: ReadonlyMap<number, CaseEvent>;
  /** Number of the last event the engine knows of, whether or not its text is there. */
  readonly head: number;
  /** Version at which the last run that read the log began, or was handed the state. */
  readonly since: number;
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
  private since = 0;

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
    this.begun(carried.state.version);
  }

  private begin(input: { carried: boolean }, { state, rules }: Beginning): void {
    if (rules) this.rules.set(rules.id, rules);
    if (!input.carried) this.begun(state?.version ?? 0);
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

  private begun(version: number): void {
    this.moveTo(version);
    this.since = version;
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

/** Compares a timeline with the stored texts of a log (`bodies[0]` is event 1). */
export function missingFrom(bodies: readonly string[], { events, head, since }: Timeline): Missing {
  const gap = bodies.findLastIndex((body) => (JSON.parse(body) as CaseEvent).type === 'gap-recorded') + 1;
  if (gap > since && JSON.stringify(events.get(gap)) !== bodies[gap - 1]) return { kind: 'gap-known' };
  for (const [seq, event] of events) {
    const stored = bodies[seq - 1];
    if (stored !== undefined && stored !== JSON.stringify(event)) return { kind: 'another-log', seq };
  }
  const following: CaseEvent[] = [];
  for (let next = events.get(bodies.length + 1); next; next = events.get(next.seq + 1)) following.push(next);
  return { kind: 'lacks', events: following, beyond: Math.max(0, head - bodies.length - following.length) };
}
