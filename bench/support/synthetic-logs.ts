import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import type { CaseState } from '../../domain/state.js';
import { attempt, made, raise, start } from '../../test/domain/lives/random-command.js';
import { Lived } from '../../test/domain/lives/lived.js';
import { at } from '../../test/domain/lives/world.js';
import fc from 'fast-check';

/** A log as the store holds it: one line of JSON an event; and the state it makes. */
export interface SyntheticLog {
  readonly lines: readonly string[];
  readonly state: CaseState;
}

const TRIES = 400;

/** Lives a life until its log is long enough; null when it ends before. */
function liveOn(seed: number, events: number): Lived | null {
  const [first] = fc.sample(start, { numRuns: 1, seed });
  if (!first) return null;
  const life = new Lived(first.rules, at('2026-10-01 09:00') + first.at);
  life.give(raise(first, life.today));
  for (const a of fc.sample(attempt, { numRuns: TRIES, seed })) {
    if (!life.state || life.log.length >= events) break;
    life.until(life.now + a.pause, a.asleep);
    const given = made(a, life.state, life.today, life.rules);
    if (given.type !== 'adopt-rules' && given.type !== 'correct-fact') life.give(given);
  }
  return life.log.length >= events ? life : null;
}

/** So many logs of so many events each, of cases that are open at their end: lives of random people. */
export function syntheticLogs(count: number, events: number): SyntheticLog[] {
  const logs: SyntheticLog[] = [];
  for (let seed = 1; logs.length < count; seed += 1) {
    const life = liveOn(seed, events);
    const log: CaseEvent[] | undefined = life?.log.slice(0, events);
    const state = log && life ? fold(log, life.caseId) : null;
    if (!log || !state || state.status !== 'open') continue;
    logs.push({ lines: log.map((event) => JSON.stringify(event)), state });
  }
  return logs;
}
