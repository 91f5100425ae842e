import type { SlipLogic } from '../domain/slips/logic.js';
import type { SlipCommand, SlipEnvelope, SlipRefusal, SlipRules, SlipState } from '../domain/slips/slip.js';
import { nextSlipWake, wakeSlip } from '../domain/slips/wake.js';
import { instant, type Instant } from '../domain/time/instant.js';
import type { SlipAnswer, SlipBeginning, SlipStoreInput } from './messages.js';

interface Waiting<C> {
  readonly events: readonly SlipEnvelope[];
  readonly command: C | null;
}

/**
 * What a run of a slip knows and how it changes: no timers, no activities.
 *
 * 1. `state` is what every event decided has made of it, stored or not.
 * 2. `waiting` holds, in order, what is decided and not yet stored.
 * 3. A command id is decided once in a run; an earlier run's commands have their outcome in the store.
 */
export class SlipRun<S extends SlipState, C extends SlipCommand, E extends SlipEnvelope> {
  state: S | null = null;
  rules: SlipRules | null = null;
  private readonly logic: SlipLogic<S, C, E>;
  private readonly slipId: string;
  private readonly answers = new Map<string, SlipAnswer>();
  private waiting: Waiting<C>[] = [];

  constructor(logic: SlipLogic<S, C, E>, slipId: string) {
    this.logic = logic;
    this.slipId = slipId;
  }

  load({ state, rules }: SlipBeginning): void {
    // Written by the store from this very kind's state.
    this.state = state as S | null;
    this.rules = rules;
  }

  get hasUnstored(): boolean {
    return this.waiting.length > 0;
  }

  /** Nothing is owed any more. */
  get isOver(): boolean {
    return this.state !== null && this.nextWake() === null;
  }

  nextWake(): Instant | null {
    return this.state && this.rules ? nextSlipWake(this.state, this.rules) : null;
  }

  refusalOf(command: C, now: Instant): SlipRefusal | null {
    if (!this.rules || this.answers.has(command.id)) return null;
    const decision = this.logic.decide(this.state, command, this.rules, this.recordedAt(command, now));
    return decision.ok ? null : decision;
  }

  give(command: C, now: Instant): { readonly ok: true; readonly answer: SlipAnswer } | SlipRefusal {
    const before = this.answers.get(command.id);
    if (before) return { ok: true, answer: before };
    if (!this.rules) return { ok: false, code: 'unknown-slip', source: 'S000 §6' };
    const decision = this.logic.decide(this.state, command, this.rules, this.recordedAt(command, now));
    if (!decision.ok) return decision;
    this.take(decision.events, command);
    const answer = { version: this.state?.version ?? 0 };
    this.answers.set(command.id, answer);
    return { ok: true, answer };
  }

  /** Lets time cause what is due; false when nothing was. */
  wake(now: Instant): boolean {
    if (!this.state || !this.rules) return false;
    // An event of time is one of every kind's events.
    const events = wakeSlip(this.state, later(now, this.state.lastAt), this.rules) as readonly unknown[];
    if (events.length === 0) return false;
    this.take(events as readonly E[], null);
    return true;
  }

  /** What is to be stored now, and how to say that it was. */
  unstored(): { readonly input: SlipStoreInput; readonly stored: () => void } {
    const { state, waiting } = this;
    if (!state) throw new Error('nothing to store');
    const count = waiting.length;
    const input = {
      kind: this.logic.kind,
      slipId: this.slipId,
      state,
      events: waiting.flatMap(({ events }) => events),
      outcomes: waiting.flatMap(({ command }) => (command ? [command.id] : [])),
      nextWake: this.nextWake(),
    };
    return { input, stored: () => void this.waiting.splice(0, count) };
  }

  /** The store knows more than this run: it becomes what is stored, and what it had decided is decided again. */
  reload(beginning: SlipBeginning, now: Instant): void {
    const lost = this.waiting;
    this.waiting = [];
    this.answers.clear();
    this.load(beginning);
    // What is now refused keeps no outcome here: whoever sends it again is told so.
    for (const { command } of lost) if (command) this.give(command, now);
  }

  private take(events: readonly E[], command: C | null): void {
    for (const event of events) this.state = this.logic.evolve(this.state, event);
    this.waiting.push({ events, command });
  }

  private recordedAt(command: C, now: Instant): Instant {
    const received = command.receivedAt < now ? command.receivedAt : now;
    return this.state ? later(received, this.state.lastAt) : received;
  }
}

function later(a: Instant, b: Instant): Instant {
  return instant(Math.max(a, b));
}
