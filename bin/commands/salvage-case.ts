import { raiseAlarm } from '../../activities/alarm.js';
import { readRules, readState } from '../../activities/log.js';
import { createProject } from '../../activities/project.js';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import { asId, type CaseId } from '../../domain/ids.js';
import { recordGap } from '../../domain/loss.js';
import { instant } from '../../domain/time/instant.js';
import { nextWake } from '../../domain/wake.js';
import type { AppliedCommand } from '../../workflows/messages.js';
import { putBackCommands, putBackRules } from './put-back.js';
import type { Surroundings } from './surroundings.js';
import { missingFrom, type Timeline } from './timeline.js';

/** What salvage found and did for one case. */
export interface Salvaged {
  readonly caseId: string;
  readonly ref: string;
  /** Events and commands that came back. */
  readonly events: number;
  readonly commands: number;
  /** Events that are gone for good; the log says so from now on. */
  readonly gap: number;
  /** Event at which the engine's timeline and the log part; null when they do not. */
  readonly partsAt: number | null;
}

type Pool = Surroundings['pool'];

async function readBodies(pool: Pool, caseId: string): Promise<string[]> {
  const { rows } = await pool.query<{ body: string }>(
    'SELECT body FROM case_event WHERE case_id = $1 ORDER BY seq',
    [caseId],
  );
  return rows.map((row) => row.body);
}

async function nextWakeAfter(
  pool: Pool,
  caseId: string,
  events: readonly CaseEvent[],
): Promise<number | null> {
  const state = fold(events, asId<CaseId>(caseId), await readState(pool, caseId));
  const rules = state ? await readRules(pool, state.rulesId) : null;
  return state && rules ? nextWake(state, rules) : null;
}

/** Outcomes that the log bears out, of commands that have none in the inbox yet. */
async function outcomesFor(
  pool: Pool,
  caseId: string,
  log: readonly CaseEvent[],
  all: readonly AppliedCommand[],
): Promise<AppliedCommand[]> {
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM command WHERE case_id = $1 AND outcome IS NULL',
    [caseId],
  );
  const undecided = new Set(rows.map((row) => row.id));
  return all.filter(
    ({ id, answer }) => undecided.has(id) && answer.events.every(({ seq }) => log[seq - 1]?.commandId === id),
  );
}

/** Appends events through the projection, so that view, duties, mails and outcomes are those it would have written. */
async function append(
  pool: Pool,
  caseId: string,
  stored: readonly CaseEvent[],
  events: readonly CaseEvent[],
  outcomes: readonly AppliedCommand[],
) {
  const project = createProject({ pool, mailsBorn: () => undefined });
  const mine = await outcomesFor(pool, caseId, [...stored, ...events], outcomes);
  await project({
    caseId,
    head: stored.length,
    events,
    outcomes: mine,
    nextWake: await nextWakeAfter(pool, caseId, events),
  });
}

/** Says in the log, and by an alarm, that events are gone. A case without a log can only be alarmed about. */
async function sayGap(pool: Pool, caseId: string, missing: number, now: number): Promise<void> {
  const state = await readState(pool, caseId);
  const rules = state ? await readRules(pool, state.rulesId) : null;
  await raiseAlarm(pool, { kind: 'gap', caseId, at: now, detail: { stored: state?.version ?? 0, missing } });
  if (!state || !rules) return;
  const events = recordGap(state, missing, rules, instant(Math.max(now, state.lastAt)));
  const project = createProject({ pool, mailsBorn: () => undefined });
  await project({
    caseId,
    head: state.version,
    events,
    outcomes: [],
    nextWake: await nextWakeAfter(pool, caseId, events),
  });
}

/**
 * Copies what the engine remembers of a case and the log lacks into PostgreSQL.
 *
 * 1. Only events that follow the stored head without a hole, and only when all before them are the same to the byte.
 * 2. Events that are known to have been and cannot be had are recorded as a gap, and are a task for a person.
 * 3. A log that has gone another way than the engine is left alone, and an alarm says so. Twice is the same as once.
 */
export async function salvageCase(
  { pool }: Surroundings,
  caseId: string,
  timeline: Timeline,
  now: number,
): Promise<Salvaged> {
  const bodies = await readBodies(pool, caseId);
  const stored = bodies.map((body) => JSON.parse(body) as CaseEvent);
  const missing = missingFrom(bodies, timeline);
  const first = stored[0] ?? timeline.events.get(1);
  const ref = first?.type === 'concern-raised' ? first.data.ref : caseId;
  const nothing = { caseId, ref, events: 0, commands: 0, gap: 0, partsAt: null };
  if (missing.kind === 'gap-known') return nothing;
  if (missing.kind === 'another-log') {
    await raiseAlarm(pool, { kind: 'engine-diverged', caseId, at: now, detail: { seq: missing.seq } });
    return { ...nothing, partsAt: missing.seq };
  }
  await putBackRules(pool, timeline);
  const commands = await putBackCommands(pool, caseId, timeline);
  const { events, beyond } = missing;
  if (events.length > 0 || stored.length > 0) await append(pool, caseId, stored, events, timeline.outcomes);
  if (beyond > 0) await sayGap(pool, caseId, beyond, now);
  return { ...nothing, events: events.length, commands, gap: beyond };
}
