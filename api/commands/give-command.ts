import type { AnyCommand } from '../../domain/commands.js';
import { decide } from '../../domain/decide.js';
import type { CaseEvent } from '../../domain/events.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Caller } from '../auth/caller.js';
import type { Deps } from '../deps.js';
import { HttpProblem, refused } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { awaitOutcome, orPending, OUTCOME_WAIT, pendingReply, replyTo } from './answering.js';
import { cameTrue, prepareAnswer, type Foreseen } from './foreseen.js';
import {
  findKept,
  keepCommand,
  markRefused,
  readOutcome,
  undecidedBefore,
  type DoneResult,
  type Kept,
  type Outcome,
} from './inbox.js';
import type { Expected } from './outcomes.js';
import { SENDING_DEADLINE_MS } from './lingering.js';
import type { NewLink } from '../links/new-links.js';
import type { SealedText } from './sealing.js';
import { sendCommand } from './send-command.js';

/** How long the engine may take to decide before the answer is 202. */
export const DECISION_DEADLINE_MS = 1_500;

/** A command that is composed and may be kept. */
export interface Prepared {
  readonly command: AnyCommand;
  readonly texts: readonly SealedText[];
  /** Links that are born with the command. */
  readonly links?: readonly NewLink[];
  readonly ref: string;
  readonly controllerId: string;
  readonly key: string;
  readonly bodyHash: string;
  readonly receivedAt: Instant;
  /** The view says that a run of the case can be expected. */
  readonly running: boolean;
  /** Earlier commands of the case wait too long to be overtaken. */
  readonly stuck: boolean;
  /** What the case becomes if nothing comes between; null when that cannot be told. */
  readonly foreseen: Foreseen | null;
}

/**
 * The answer to a key that this caller has used before: the stored outcome for the same body, 422 for another.
 * `hashFor` gives the hash the request has if it was meant for the same target.
 */
export async function replay(
  deps: Deps,
  caller: Caller,
  kept: Kept & { readonly key: string },
  hashFor: (kept: Kept) => string | null,
): Promise<Reply> {
  const hash = hashFor(kept);
  if (hash === null || !deps.vault.isFingerprint(kept.bodyHash, hash)) {
    throw new HttpProblem(422, 'key-reused', {
      detail: 'This Idempotency-Key was used for another command.',
    });
  }
  return replyTo(deps, caller, kept, kept.outcome, 200);
}

/** As `replay`, for a key of which it is not known whether it was used: null when it was not. */
export async function replayIfUsed(
  deps: Deps,
  caller: Caller,
  key: string,
  hashFor: (kept: Kept) => string | null,
): Promise<Reply | null> {
  const kept = await findKept(deps.pool, caller.key, key);
  return kept === null ? null : replay(deps, caller, { ...kept, key }, hashFor);
}

/** Refuses early what the rules refuse on the view, so that it never enters the inbox; else the events it would be. */
export function refuseEarly(
  state: CaseState | null,
  command: AnyCommand,
  rules: Rules,
  now: Instant,
): readonly CaseEvent[] {
  const decision = decide(state, command, rules, now);
  if (!decision.ok) throw refused(decision);
  return decision.events;
}

/**
 * Gives a prepared command to its case.
 *
 * 1. It is kept first, with its sealed texts, in one transaction; PostgreSQL down: 503, nothing was done.
 * 2. The same key meanwhile kept by another request of the caller: that one's answer.
 * 3. Then it is sent; what earlier commands of the case wait for is not overtaken.
 * 4. 200 and 201 mean: in both stores. Anything later is 202, and its sending goes on (`Lingering`).
 */
export async function giveCommand(
  deps: Deps,
  caller: Caller,
  prepared: Prepared,
  success: 200 | 201,
): Promise<Reply> {
  const { command, key, bodyHash } = prepared;
  const word = deps.outcomes.expect(command.id);
  try {
    const fresh = command.type === 'raise-concern';
    const texts = await deps.vault.seal(deps.pool, 'case', command.caseId, prepared.texts, fresh);
    const kept = await keepCommand(deps.pool, {
      ...{ ...prepared, texts, caller: caller.key },
      bodyHash: deps.vault.fingerprint(bodyHash),
    });
    if (!kept) {
      const first = await replayIfUsed(deps, caller, key, () => bodyHash);
      if (first !== null) return first;
      throw new Error('a key is used and not found');
    }
    if (prepared.stuck && !(await mayFollow(deps, command))) return pendingReply(key);
    return await orPending(key, sendAndAnswer(deps, caller, prepared, word, success));
  } finally {
    word.drop();
  }
}

/** Whether all that the case waits for was sent from here; otherwise the sweeper keeps the order. */
async function mayFollow(
  { pool, lingering }: Pick<Deps, 'pool' | 'lingering'>,
  { caseId, id }: AnyCommand,
): Promise<boolean> {
  if (lingering.goesOn(caseId)) return true;
  return (await undecidedBefore(pool, caseId, id)).every((earlier) => lingering.isSent(earlier));
}

async function sendAndAnswer(
  deps: Deps,
  caller: Caller,
  prepared: Prepared,
  word: Pick<Expected, 'within'>,
  success: 200 | 201,
): Promise<Reply> {
  const { foreseen, key } = prepared;
  // Prepared while the engine decides. Whatever becomes of it, the command's own outcome is what counts.
  const preparing =
    foreseen === null ? Promise.resolve(null) : prepareAnswer(deps, caller, foreseen, key).catch(() => null);
  const noted: Promise<void>[] = [];
  // Written down while the decision is being stored: nothing but the store can keep the answer back now.
  const decided = (result: DoneResult): void => {
    if (foreseen === null || !cameTrue(foreseen, { kind: 'done', result })) return;
    const writing = preparing.then((it) => deps.access.write(it?.shown ?? []));
    // Awaited below; when the answer is another one, nobody waits for it.
    writing.catch(() => undefined);
    noted.push(writing);
  };
  const [outcome, answer] = await Promise.all([outcomeOf(deps, prepared, word, decided), preparing]);
  if (foreseen !== null && answer !== null && cameTrue(foreseen, outcome)) {
    await (noted[0] ?? deps.access.write(answer.shown));
    return { status: success, body: answer.body };
  }
  const named = { key: prepared.key, caseId: prepared.command.caseId, ref: prepared.ref };
  return replyTo(deps, caller, named, outcome, success);
}

async function outcomeOf(
  deps: Deps,
  { command, running }: Prepared,
  word: Pick<Expected, 'within'>,
  onDecided: (answer: DoneResult) => void,
): Promise<Outcome> {
  const engine = { temporal: deps.temporal, taskQueue: deps.settings.taskQueue };
  const sent = await deps.lingering.within(command.caseId, DECISION_DEADLINE_MS, {
    id: command.id,
    send: () => sendCommand(engine, command, { running, deadlineMs: SENDING_DEADLINE_MS }),
    late: async (it) => {
      if (it.kind === 'refused') await markRefused(deps.pool, command.id, it.refusal, deps.now());
    },
  });
  switch (sent?.kind) {
    case 'decided':
      onDecided(sent.answer);
      return awaitOutcome(deps, { commandId: command.id, answer: sent.answer }, word, OUTCOME_WAIT);
    case 'refused':
      await markRefused(deps.pool, command.id, sent.refusal, deps.now());
      return readOutcome(deps.pool, command.id);
    case 'unknown':
    case undefined:
      return readOutcome(deps.pool, command.id);
  }
}
