import type { Pool } from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId, type UnitId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { adoption } from '../../domain/what-if.js';
import type { Targets } from '../../policies/roll-out.js';
import type { BulkCounts } from '../../workflows/messages.js';
import { callerOf, notePace, readBulk, type BulkRow, type PendingItem } from './bulk-row.js';
import { LOOK_BACK_MS, LOOK_EVERY_MS, Metronome, type Pacer } from './pace.js';
import { addCounts, settle, writeOutcomes } from './settle.js';
import type { Supply } from './supply.js';
import { waitOfPeople } from './waiting-people.js';

/** How long a call may take: a call that is short is never taken for dead. */
const CALL_MS = 15_000;
/** Commands under way at a time. */
const IN_FLIGHT = 10;
/** How long the last call of a round waits for what it has sent to be stored. */
const STORE_MS = 2_000;

/** What a roll-out needs. */
export interface BulkDeps {
  readonly pool: Pool;
  /** Puts a command into the inbox, once, and sends it: the way of every command. Never throws for the engine. */
  readonly give: (given: {
    readonly command: AnyCommand;
    readonly caller: string;
    readonly ref: string;
    readonly controllerId: string;
    /** False: kept only; the sweeper sends it after what the case waits for. */
    readonly send: boolean;
  }) => Promise<void>;
}

/** The engine's side of a call. */
export interface Pulse {
  readonly beat: (cursor: number | null) => void;
  readonly isStopping: () => boolean;
}

export interface Work {
  readonly deps: BulkDeps;
  readonly bulk: BulkRow;
  readonly targets: Targets;
  readonly now: number;
  readonly pulse: Pulse;
}

/** What one call knows of itself. */
export interface Tally {
  cursor: number | null;
  readonly pacer: Pacer;
  counts: BulkCounts;
  /** People, or the engine, want it to stop. */
  halted: boolean;
  /** Sent, and not seen in the store yet. */
  readonly sent: Set<string>;
}

const sleep = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** What is plain from the view needs no command: a closed case is not woken for it. */
async function attempt({ deps, bulk, targets, now }: Work, item: PendingItem, tally: Tally): Promise<void> {
  const { case_id, status } = item;
  const write = async (outcome: 'unchanged' | 'refused', code?: string): Promise<void> => {
    const row = { case_id, outcome, ...(code ? { code } : {}) };
    tally.counts = addCounts(tally.counts, await writeOutcomes(deps.pool, bulk.id, [row], now));
  };
  if (!item.kept) {
    if (status === 'void') return write('refused', 'case-void');
    if (status === 'closed') return write('refused', 'case-not-open');
    // It has changed schools since: it came under the rules of the other one then.
    if (!bulk.school_ids.includes(item.school_id)) return write('unchanged');
  }
  const rules = await targets.of(asId<UnitId>(item.school_id), item.policy);
  if (!rules) return write('unchanged');
  if (!item.kept && rules.id === item.rules_id) return write('unchanged');
  const command = adoption({
    id: asId<CommandId>(item.command_id),
    caseId: asId<CaseId>(case_id),
    ...{ rules, mode: bulk.mode, at: instant(now) },
  });
  const { ref, controller_id: controllerId, stuck } = item;
  await deps.give({ command, caller: callerOf(bulk.id), ref, controllerId, send: !stuck });
  tally.sent.add(case_id);
}

/** Takes over what is stored by now of what this call has sent. */
async function collect({ deps, bulk, now }: Work, tally: Tally): Promise<void> {
  if (tally.sent.size === 0) return;
  const { counts, settled } = await settle(deps.pool, bulk.id, [...tally.sent], now);
  tally.counts = addCounts(tally.counts, counts);
  for (const caseId of settled) tally.sent.delete(caseId);
}

/** Beats, looks whether people want something else, how long they wait, and what is stored. */
async function lookAround(work: Work, metronome: Metronome, tally: Tally): Promise<void> {
  const { deps, bulk, pulse } = work;
  pulse.beat(tally.cursor);
  const [current, wait] = await Promise.all([
    readBulk(deps.pool, bulk.id),
    waitOfPeople(deps.pool, LOOK_BACK_MS),
  ]);
  tally.halted ||= current?.state !== 'running' || pulse.isStopping();
  const before = tally.pacer.pace;
  tally.pacer.look(wait, performance.now());
  const { pace } = tally.pacer;
  metronome.set(pace);
  if (pace !== before) await notePace(deps.pool, bulk.id, pace);
  await collect(work, tally);
}

/** Sends commands to the cases of a round in order, at the pace, until all are sent, time is up or somebody halts it. */
export async function sendTo(work: Work, supply: Supply, tally: Tally): Promise<void> {
  const metronome = new Metronome(tally.pacer.pace);
  const end = performance.now() + CALL_MS;
  let sending = true;
  const lane = async (): Promise<void> => {
    while (!tally.halted && performance.now() < end) {
      await sleep(metronome.take(performance.now()));
      const item = tally.halted ? undefined : await supply.take();
      if (!item) return;
      tally.cursor = item.place;
      await attempt(work, item, tally);
    }
  };
  const watch = async (): Promise<void> => {
    for (let next = performance.now(); sending; await sleep(50)) {
      if (performance.now() < next) continue;
      await lookAround(work, metronome, tally);
      next = performance.now() + LOOK_EVERY_MS;
    }
  };
  const watching = watch();
  // A failure on either side ends both: the engine calls again, and what was done is not done twice.
  const lanes = Promise.all(Array.from({ length: IN_FLIGHT }, lane)).finally(() => {
    sending = false;
  });
  await Promise.all([
    lanes,
    watching.catch((failure: unknown) => {
      tally.halted = true;
      throw failure;
    }),
  ]);
}

/** Waits a little for what was sent to be stored, so that the round that is over has as many outcomes as can be. */
export async function untilStored(work: Work, tally: Tally): Promise<void> {
  const patience = performance.now() + STORE_MS;
  for (;;) {
    await collect(work, tally);
    if (tally.sent.size === 0 || performance.now() > patience) return;
    await sleep(100);
  }
}
