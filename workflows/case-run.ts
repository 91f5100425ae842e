import type { AnyCommand } from '../domain/commands.js';
import { CURRENT_CORE } from '../domain/core-version.js';
import { decide } from '../domain/decide.js';
import type { CaseEvent } from '../domain/events.js';
import { fold } from '../domain/evolve.js';
import { asId, type CaseId } from '../domain/ids.js';
import { loseDecision } from '../domain/loss.js';
import type { Refusal } from '../domain/refusals.js';
import type { Rules } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';
import { instant, type Instant } from '../domain/time/instant.js';
import { nextWake, wake } from '../domain/wake.js';
import type {
  AppliedCommand,
  Beginning,
  Carried,
  CommandAnswer,
  Decided,
  ProjectInput,
  Snapshot,
} from './messages.js';

/** Commands remembered for their answers; older ones have their outcome in the inbox. */
const REMEMBERED = 200;

/**
 * What a run knows and how it changes: no timers, no activities, so that it reads without the engine.
 *
 * 1. `state` is the fold of every event decided, stored or not.
 * 2. `waiting` holds, in order, what is decided and not yet stored.
 * 3. A command id is decided once: a remembered one gets the same answer.
 */
export class CaseRun {
  readonly caseId: CaseId;
  state: CaseState | null = null;
  rules: Rules | null = null;
  /** The behaviour this run decides with. */
  core = 1;
  recent: readonly AppliedCommand[] = [];
  private waiting: Decided[] = [];

  constructor(caseId: string) {
    this.caseId = asId<CaseId>(caseId);
  }

  /** @param waiting what an earlier run has decided and not yet stored; part of `state` already */
  load({ core, state, rules, recent }: Beginning, waiting: readonly Decided[] = []): void {
    // Of a later release: a worker of that release leads it; the engine asks again until there is one.
    if (core > CURRENT_CORE) throw new Error('a case of a later core version');
    this.core = core;
    this.state = state ? { ...state, core } : null;
    this.rules = rules;
    this.recent = recent;
    this.waiting = [...waiting];
  }

  get hasUnprojected(): boolean {
    return this.waiting.length > 0;
  }

  /** Closed or void, owing nothing. */
  get isOver(): boolean {
    return this.state !== null && this.state.status !== 'open' && this.nextWake() === null;
  }

  nextWake(): Instant | null {
    return this.state && this.rules ? nextWake(this.state, this.rules) : null;
  }

  answered(commandId: string): CommandAnswer | null {
    return this.recent.find((applied) => applied.id === commandId)?.answer ?? null;
  }

  /** The refusal this command would meet now; null when it would be decided or was already. */
  refusalOf(command: AnyCommand, now: Instant): Refusal | null {
    if (!this.rules || this.answered(command.id)) return null;
    const result = decide(this.state, command, this.rules, this.recordedAt(command, now), this.core);
    return result.ok ? null : result;
  }

  /** Decides a command and takes over its events; the same command again changes nothing. */
  give(command: AnyCommand, now: Instant): { readonly ok: true; readonly answer: CommandAnswer } | Refusal {
    const before = this.answered(command.id);
    if (before) return { ok: true, answer: before };
    if (!this.rules) return { ok: false, code: 'unknown-case', source: 'OHL 16 §' };
    const result = decide(this.state, command, this.rules, this.recordedAt(command, now), this.core);
    if (!result.ok) return result;
    return { ok: true, answer: this.take(command, result.events) };
  }

  /** Lets time cause what is due; false when nothing was. */
  wake(now: Instant): boolean {
    if (!this.state || !this.rules) return false;
    const events = wake(this.state, later(now, this.state.lastAt), this.rules);
    if (events.length === 0) return false;
    this.state = fold(events, this.caseId, this.state);
    this.waiting.push({ events, command: null, answer: null });
    return true;
  }

  /** What is to be stored now, and how to say that it was. */
  unprojected(): { readonly input: ProjectInput; readonly stored: () => void } {
    const batch = [...this.waiting];
    const events = batch.flatMap((decided) => decided.events);
    const outcomes = batch.flatMap(({ command, answer }) =>
      command && answer ? [{ id: command.id, answer }] : [],
    );
    const head = (events[0]?.seq ?? 1) - 1;
    const input = { caseId: this.caseId, head, events, outcomes, nextWake: this.nextWake() };
    return { input, stored: () => void this.waiting.splice(0, batch.length) };
  }

  /**
   * The stored log is another one: the run becomes what the log says and decides again, in order, what was not
   * stored. What is now refused is recorded as lost; what time caused comes by itself.
   */
  reload(beginning: Beginning, now: Instant): void {
    const lost = this.waiting;
    this.load(beginning);
    for (const { command } of lost) {
      if (!command) continue;
      const again = this.give(command, now);
      if (!again.ok && this.state && this.rules) {
        this.take(
          command,
          loseDecision(this.state, command, again, this.rules, later(now, this.state.lastAt)),
        );
      }
    }
  }

  /** What the next run takes over; null when there is no case to take over. */
  carried(): Carried | null {
    const { state, rules, recent, waiting } = this;
    return state && rules ? { state, rules, recent, waiting } : null;
  }

  snapshot(): Snapshot {
    const unprojected = this.waiting.flatMap((decided) => decided.events);
    return { state: this.state, rules: this.rules, unprojected, nextWake: this.nextWake() };
  }

  private take(command: AnyCommand, events: readonly CaseEvent[]): CommandAnswer {
    this.state = fold(events, this.caseId, this.state);
    this.rules = rulesAfter(command, this.rules);
    const answer = {
      version: this.state?.version ?? 0,
      events: events.map(({ seq, type }) => ({ seq, type })),
    };
    this.recent = [...this.recent, { id: command.id, answer }].slice(-REMEMBERED);
    this.waiting.push({ events, command, answer });
    return answer;
  }

  /** An act is recorded when it was received, not when an outage ended; time never runs backwards in a log. */
  private recordedAt(command: AnyCommand, now: Instant): Instant {
    const received = command.receivedAt !== null && command.receivedAt < now ? command.receivedAt : now;
    return this.state ? later(received, this.state.lastAt) : received;
  }
}

function later(a: Instant, b: Instant): Instant {
  return instant(Math.max(a, b));
}

function rulesAfter(command: AnyCommand, rules: Rules | null): Rules | null {
  if (command.type === 'adopt-rules') return command.data.rules;
  if (command.type === 'correct-fact' && command.data.fact.name === 'school') return command.data.fact.rules;
  return rules;
}
