import { Context } from '@temporalio/activity';
import { asId, type UnitId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import { rollOutTargets } from '../../policies/roll-out.js';
import { zoneRows } from '../../policies/zone-rows.js';
import type { BulkActivities, BulkProgress, BulkStep } from '../../workflows/messages.js';
import {
  countKept,
  countPending,
  inUse,
  listCases,
  listStragglers,
  markDone,
  nextItems,
  readBulk,
} from './bulk-row.js';
import { Pacer } from './pace.js';
import { sendTo, untilStored, type BulkDeps, type Pulse, type Tally, type Work } from './send-commands.js';
import { addCounts, settle, settleGone } from './settle.js';
import { Supply } from './supply.js';

/** Cases read from the list at a time. */
const BATCH = 100;
/** Pause before a round over what is kept and not decided: the engine or a worker is away. Milliseconds. */
const AGAIN_MS = 2_000;

/** What is in force follows the day in Finland. */
const FINLAND = zoneRows('Europe/Helsinki', 2024, 2045);

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
