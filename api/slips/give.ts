import { SECOND } from '../../domain/time/instant.js';
import { DECISION_DEADLINE_MS } from '../commands/give-command.js';
import { SENDING_DEADLINE_MS } from '../commands/lingering.js';
import type { Deps } from '../deps.js';
import { isStoreDown } from '../http/failures.js';
import { HttpProblem, refused } from '../http/problem.js';
import {
  findKeptSlip,
  keepSlipCommand,
  markSlipRefused,
  readSlipOutcome,
  type KeptSlipCommand,
  type NewSlipCommand,
  type SlipOutcome,
} from './inbox.js';
import type { SealedText } from '../commands/sealing.js';
import { sendSlipCommand } from './send.js';

/** How long an answer waits for the store after the engine has decided, and how often it asks meanwhile. */
const OUTCOME_WAIT = SECOND;
const POLL_MS = 150;

/** A command that is composed, its words still to be put under the slip's key. */
type ComposedSlipCommand = Omit<NewSlipCommand, 'texts'> & { readonly texts: readonly SealedText[] };

/** What became of a command that was given: stored, or kept and to be done. */
export interface Given {
  readonly slipId: string;
  readonly kind: 'done' | 'pending';
  /** The key had been used before: this is the answer of then. */
  readonly isReplay: boolean;
}

/**
 * The answer to a key this caller has used before; null when it was not used. Throws 422 `key-reused` when it was
 * used for something else, and the refusal when it was refused.
 */
export async function replaySlip(
  deps: Deps,
  caller: string,
  key: string,
  bodyHash: string,
): Promise<Given | null> {
  const kept = await findKeptSlip(deps.pool, caller, key);
  return kept === null ? null : replayed(deps, kept, bodyHash);
}

function replayed({ vault }: Deps, kept: KeptSlipCommand, bodyHash: string): Given {
  if (!vault.isFingerprint(kept.bodyHash, bodyHash)) {
    throw new HttpProblem(422, 'key-reused', {
      detail: 'This Idempotency-Key was used for another command.',
    });
  }
  return answered(kept.slipId, kept.outcome, true);
}

function answered(slipId: string, outcome: SlipOutcome, isReplay: boolean): Given {
  if (outcome.kind === 'refused') throw refused(outcome.result);
  return { slipId, kind: outcome.kind, isReplay };
}

/**
 * Gives a composed command to its slip, by the contract of cases: kept first (PostgreSQL down: 503, nothing was done),
 * then sent; `done` means stored, everything later is `pending` and will be done. Throws what it is refused for.
 */
export async function giveSlipCommand(deps: Deps, composed: ComposedSlipCommand): Promise<Given> {
  const { command, caller, key, bodyHash } = composed;
  const word = deps.outcomes.expect(command.id);
  try {
    const texts = await deps.vault.seal(deps.pool, 'slip', command.slipId, composed.texts);
    const fingerprint = deps.vault.fingerprint(bodyHash);
    if (!(await keepSlipCommand(deps.pool, { ...composed, texts, bodyHash: fingerprint }))) {
      const first = await replaySlip(deps, caller, key, bodyHash);
      if (first !== null) return first;
      throw new Error('a key is used and not found');
    }
    try {
      return answered(command.slipId, await outcomeOf(deps, composed, word), false);
    } catch (failure) {
      // It is kept: a store that breaks off now changes nothing, it will be done.
      if (isStoreDown(failure)) return { slipId: command.slipId, kind: 'pending', isReplay: false };
      throw failure;
    }
  } finally {
    word.drop();
  }
}

async function outcomeOf(
  deps: Deps,
  { kind, command }: ComposedSlipCommand,
  word: { within(ms: number): Promise<string | null> },
): Promise<SlipOutcome> {
  const { pool, temporal, settings } = deps;
  const engine = { temporal, taskQueue: settings.taskQueue };
  const sent = await deps.lingering.within(command.slipId, DECISION_DEADLINE_MS, {
    id: command.id,
    send: () => sendSlipCommand(engine, kind, command, SENDING_DEADLINE_MS),
    late: async (it) => {
      if (it.kind === 'refused') await markSlipRefused(pool, command.id, it.refusal, deps.now());
    },
  });
  if (sent === null || sent.kind === 'unknown') return { kind: 'pending' };
  if (sent.kind === 'refused') {
    await markSlipRefused(pool, command.id, sent.refusal, deps.now());
    return { kind: 'refused', result: sent.refusal };
  }
  const end = performance.now() + OUTCOME_WAIT;
  for (;;) {
    const left = end - performance.now();
    // Each turn waits for word or for the next time to ask: one after the other is the point.
    await word.within(Math.max(0, Math.min(POLL_MS, left)));
    const outcome = await readSlipOutcome(pool, command.id);
    if (outcome.kind !== 'pending' || performance.now() >= end) return outcome;
  }
}
