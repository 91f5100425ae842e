import { Context } from '@temporalio/activity';
import type { Pool } from 'pg';
import type { AnyCommand } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId, type UnitId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import { adoption } from '../../domain/what-if.js';
import { rollOutTargets, type Targets } from '../../policies/roll-out.js';
import { zoneRows } from '../../policies/zone-rows.js';
import type { BulkActivities, BulkCounts, BulkProgress, BulkStep } from '../../workflows/messages.js';
import {
  callerOf,
  countKept,
  countPending,
  inUse,
  listCases,
  listStragglers,
  markDone,
  nextItems,
  notePace,
  readBulk,
  type BulkRow,
  type PendingItem,
} from './bulk-row.js';
import { LOOK_BACK_MS, LOOK_EVERY_MS, Metronome, Pacer } from './pace.js';
import { addCounts, settle, settleGone, writeOutcomes } from './settle.js';
import { Supply } from './supply.js';
import { waitOfPeople } from './waiting-people.js';

/** How long a call may take: a call that is short is never taken for dead. */
const CALL_MS = 15_000;
/** Cases read from the list at a time. */
const BATCH = 100;
/** Commands under way at a time. */
const IN_FLIGHT = 10;
/** How long the last call of a round waits for what it has sent to be stored. */
const STORE_MS = 2_000;
/** Pause before a round over what is kept and not decided: the engine or a worker is away. Milliseconds. */
const AGAIN_MS = 2_000;

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

interface Work {
  readonly deps: BulkDeps;
  readonly bulk: BulkRow;
  readonly targets: Targets;
  readonly now: number;
  readonly pulse: Pulse;
}

/** What one call knows of itself. */
interface Tally {
  cursor: number | null;
  readonly pacer: Pacer;
  counts: BulkCounts;
  /** People, or the engine, want it to stop. */
  halted: boolean;
  /** Sent, and not seen in the store yet. */
  readonly sent: Set<string>;
}

/** What is in force follows the day in Finland. */
const FINLAND = zoneRows('Europe/Helsinki', 2024, 2045);

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
async function sendTo(work: Work, supply: Supply, tally: Tally): Promise<void> {
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
async function untilStored(work: Work, tally: Tally): Promise<void> {
  const patience = performance.now() + STORE_MS;
  for (;;) {
    await collect(work, tally);
    if (tally.sent.size === 0 || performance.now() > patience) return;
    await sleep(100);
  }
}

/** Takes over every outcome that is there. */
async function settleAll({ deps, bulk, now, pulse }: Work, tally: Tally): Promise<void> {
  for (;;) {
    const { counts, settled } = await settle(deps.pool, bulk.id, 'all', now);
    tally.counts = addCounts(tally.counts, counts);
    if (settled.length === 0) return;
    pulse.beat(null);
  }
}

/** People want no more of it for now: what is in the inbox will be decided all the same, and its rows say so. */
async function stand(work: Work, tally: Tally, as: 'paused' | 'over'): Promise<BulkStep> {
  await settleAll(work, tally);
  const left = await countKept(work.deps.pool, work.bulk.id);
  return left > 0 ? step(tally, 'running', AGAIN_MS) : step(tally, as);
}

/** The end of a round: what is left, what came meanwhile, and whether that was all. */
async function endRound(work: Work, tally: Tally): Promise<BulkStep> {
  const { deps, bulk, targets, now } = work;
  const { pool } = deps;
  await settleAll(work, tally);
  tally.counts = addCounts(tally.counts, await settleGone(pool, bulk.id, now));
  tally.cursor = null;
  for (const { school_id, policy } of await inUse(pool, bulk.school_ids)) {
    await targets.of(asId<UnitId>(school_id), policy);
  }
  if ((await listStragglers(pool, bulk, targets.known())) > 0) return step(tally, 'running');
  if ((await countPending(pool, bulk.id)) > 0) return step(tally, 'running', AGAIN_MS);
  await markDone(pool, bulk.id, now);
  // Somebody may have paused it in this very moment: then it is not done, and a look tells.
  const last = await readBulk(pool, bulk.id);
  return step(tally, last?.state === 'paused' ? 'paused' : 'over');
}

function step({ cursor, pacer, counts }: Tally, state: BulkStep['state'], wait = 0): BulkStep {
  const progress: BulkProgress = { cursor, pace: pacer.pace, counts };
  return { progress, state, wait };
}

/**
 * Moves some cases to the rules that are rolled out.
 *
 * 1. Every case has one command, whose id follows from roll-out and case: given again, it is the same command.
 * 2. It goes the way of every command: kept in the inbox first, decided by the case, stored by the projection. What
 *    is kept is decided even when the roll-out is cancelled afterwards.
 * 3. A row per case tells what became of it, from the case's log.
 * 4. It looks every second: paused and cancelled hold at once; the slower people's commands, the slower it goes.
 * 5. A round ends when every case has been looked at; rounds go on until none is left without an outcome. A case that
 *    was on its way while the version was published is found at the end of a round.
 */
export async function moveCases(
  deps: BulkDeps,
  { bulkId, progress, now }: Parameters<BulkActivities['runBulk']>[0],
  pulse: Pulse,
): Promise<BulkStep> {
  const bulk = await readBulk(deps.pool, bulkId);
  if (!bulk) return { progress, state: 'over', wait: 0 };
  const targets = rollOutTargets(
    deps.pool,
    { kind: bulk.kind, versionId: bulk.version_id },
    { on: localDate(FINLAND, instant(now)), now: instant(now), keep: true },
  );
  const work: Work = { deps, bulk, targets, now, pulse };
  const tally: Tally = {
    // A run begun by an earlier release kept a case's id here: it begins a round, which gives nothing twice.
    cursor: typeof progress.cursor === 'number' ? progress.cursor : null,
    ...{ counts: progress.counts },
    pacer: new Pacer(progress.pace ?? bulk.pace, bulk.pace),
    ...{ halted: false, sent: new Set<string>() },
  };
  if (bulk.state !== 'running') return stand(work, tally, bulk.state === 'paused' ? 'paused' : 'over');
  if (bulk.listed_at === null) await listCases(deps.pool, bulk, now);
  pulse.beat(tally.cursor);
  const supply = new Supply(tally.cursor ?? -1, (after) =>
    nextItems(deps.pool, bulkId, { after, count: BATCH, now }),
  );
  await sendTo(work, supply, tally);
  if (supply.isEmpty) await untilStored(work, tally);
  return supply.isEmpty && !tally.halted ? endRound(work, tally) : step(tally, 'running');
}

export function createRunBulk(deps: BulkDeps): BulkActivities['runBulk'] {
  return (input) => {
    const context = Context.current();
    return moveCases(deps, input, {
      beat: (cursor) => context.heartbeat(cursor),
      isStopping: () => context.cancellationSignal.aborted,
    });
  };
}
