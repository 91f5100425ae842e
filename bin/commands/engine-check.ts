import { setTimeout as sleep } from 'node:timers/promises';
import { WorkflowNotFoundError, type Client } from '@temporalio/client';
import type pg from 'pg';
import { caseWorkflowId, SNAPSHOT_QUERY, type Snapshot } from '../../workflows/messages.js';
import { isSameState, type Fault } from './faults.js';
import { isRunning, storedCases, type StoredCase } from './stored-cases.js';

/** How long a case may take to come to rest, and how long one question to it. */
const PATIENCE_MS = 20_000;
const QUERY_MS = 10_000;

/** A case as the engine has it. */
type Engine =
  | { readonly kind: 'none' }
  | { readonly kind: 'silent' }
  | { readonly kind: 'running'; readonly snapshot: Snapshot };

async function ask(temporal: Client, caseId: string): Promise<Engine> {
  const handle = temporal.workflow.getHandle(caseWorkflowId(caseId));
  try {
    return await temporal.withDeadline(Date.now() + QUERY_MS, async () => {
      const { status } = await handle.describe();
      if (status.name !== 'RUNNING') return { kind: 'none' };
      return { kind: 'running', snapshot: await handle.query<Snapshot>(SNAPSHOT_QUERY) };
    });
  } catch (failure) {
    return { kind: failure instanceof WorkflowNotFoundError ? 'none' : 'silent' };
  }
}

/** `settling`: it is just deciding or storing, and another look may find nothing. */
interface Finding {
  readonly settling: boolean;
  readonly faults: Fault[];
}

/** Differences between what the engine runs and what the log says. */
function compare(stored: StoredCase, snapshot: Snapshot): Finding {
  const { caseId, ref, state, nextWake } = stored;
  const fault = (kind: Fault['kind'], detail: string): Fault => ({ kind, caseId, ref, detail });
  const version = state?.version ?? 0;
  const running = snapshot.state?.version ?? 0;
  if (running !== version) {
    return {
      settling: true,
      faults: [fault('run-differs', `the log ends at ${version}, the run at ${running}`)],
    };
  }
  const same = isSameState(snapshot.state, state);
  const due = nextWake !== null && nextWake <= Date.now();
  return {
    settling: due || snapshot.unprojected.length > 0,
    faults: [
      ...(same ? [] : [fault('run-differs', 'another state at the same version')]),
      ...(snapshot.nextWake === nextWake
        ? []
        : [fault('wake-differs', `log ${when(nextWake)}, run ${when(snapshot.nextWake)}`)]),
      ...(due ? [fault('wake-differs', `what was due ${when(nextWake)} has not happened`)] : []),
    ],
  };
}

export function when(at: number | null): string {
  return at === null ? 'never' : new Date(at).toISOString();
}

/**
 * Faults of a living case in the engine: it runs, its state is what its log says, and it wakes when the log says. A
 * case that is just deciding or storing is given time to come to rest.
 */
export async function engineFaultsOf(pool: pg.Pool, temporal: Client, first: StoredCase): Promise<Fault[]> {
  const end = Date.now() + PATIENCE_MS;
  let stored = first;
  for (let looks = 1; ; looks += 1) {
    if (!isRunning(stored)) return [];
    const { settling, faults } = await look(temporal, stored, looks);
    if (!settling || Date.now() > end) return faults;
    await sleep(200);
    for await (const again of storedCases(pool, stored.caseId)) stored = again;
  }
}

async function look(temporal: Client, stored: StoredCase, looks: number): Promise<Finding> {
  const { caseId, ref } = stored;
  const engine = await ask(temporal, caseId);
  if (engine.kind === 'running') return compare(stored, engine.snapshot);
  // A case that has closed since it was read has no run any more, rightly: a second look decides.
  if (engine.kind === 'none')
    return { settling: looks < 2, faults: [{ kind: 'no-run', caseId, ref, detail: 'no workflow runs' }] };
  return { settling: true, faults: [{ kind: 'no-answer', caseId, ref, detail: 'no worker answers for it' }] };
}
