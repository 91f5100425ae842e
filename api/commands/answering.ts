import { SECOND } from '../../domain/time/instant.js';
import type { Caller } from '../auth/caller.js';
import { showCase, showing } from '../cases/find-case.js';
import { IN_THE_CASE, presentCase } from '../cases/present-case.js';
import type { CommandAnswerBody, CommandPending, CommandStatus } from '../contracts/answers.js';
import type { Deps } from '../deps.js';
import { isStoreDown } from '../http/failures.js';
import { HttpProblem, refused } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { readOutcome, type DoneResult, type Outcome } from './inbox.js';
import { wordOf, type Expected } from './outcomes.js';

/** How long an answer waits for the projection after the engine has decided. */
export const OUTCOME_WAIT = SECOND;
/** The store is asked this often while no word has come: notifications may be lost. */
const POLL_MS = 150;
/** A case that is no longer for the caller, or for nobody any more. */
const GONE: readonly number[] = [404, 410];

/** 202: kept, and will be done. */
export function pendingReply(key: string): Reply {
  const body: CommandPending = { key, status: 'pending' };
  return { status: 202, body, headers: { Location: `/api/v1/commands/${key}` } };
}

/** How a case is shown by the answer to a command, whichever route brings it. */
export function byAnswer(key: string) {
  return { kind: 'answer', via: 'POST /api/v1/cases/{id}/commands', key } as const;
}

/** The answer to a command that is done, with the case as the caller sees it now. */
export async function doneAnswer(
  deps: Deps,
  caller: Caller,
  done: {
    readonly key: string;
    readonly caseId: string;
    readonly ref: string;
    readonly result: DoneResult;
  },
): Promise<CommandAnswerBody> {
  const { version, events } = done.result;
  const answer: CommandAnswerBody = {
    id: done.caseId,
    ref: done.ref,
    version,
    events: events.map(({ seq, type }) => ({ seq, type })),
  };
  try {
    const how = { idOrRef: done.caseId, shows: showing(...IN_THE_CASE), ...byAnswer(done.key) };
    return { ...answer, case: await showCase(deps, caller, how, (seen) => presentCase(deps, seen)) };
  } catch (failure) {
    // Voided, or raised for others to carry on: the command is done, and the case is no longer for this caller.
    if (failure instanceof HttpProblem && GONE.includes(failure.status)) return answer;
    throw failure;
  }
}

/**
 * Waits until what the engine has decided is stored, at most `ms` milliseconds. The notification leaves with the
 * projection's commit, so it is as good as asking; asking makes up for one that is lost.
 */
export async function awaitOutcome(
  deps: Deps,
  decided: { readonly commandId: string; readonly answer: DoneResult },
  word: Pick<Expected, 'within'>,
  ms: number,
): Promise<Outcome> {
  const end = performance.now() + ms;
  for (;;) {
    const left = end - performance.now();
    // Each turn waits for word or for the next time to ask: one after the other is the point.
    const said = await word.within(Math.max(0, Math.min(POLL_MS, left)));
    // Another word: the log had diverged, and the command was decided again. The store knows how.
    if (said === wordOf(decided.answer.events)) return { kind: 'done', result: decided.answer };
    const outcome = await readOutcome(deps.pool, decided.commandId);
    if (outcome.kind !== 'pending' || performance.now() >= end) return outcome;
  }
}

/** The HTTP answer to an outcome. `status` is that of success: 201 for a case that is new by this request. */
export async function replyTo(
  deps: Deps,
  caller: Caller,
  command: { readonly key: string; readonly caseId: string; readonly ref: string },
  outcome: Outcome,
  status: 200 | 201,
): Promise<Reply> {
  if (outcome.kind === 'pending') return pendingReply(command.key);
  if (outcome.kind === 'refused') throw refused(outcome.result);
  const body = await doneAnswer(deps, caller, { ...command, result: outcome.result });
  return { status, body, headers: status === 201 ? { Location: `/api/v1/cases/${command.caseId}` } : {} };
}

/** What became of a kept command, for `GET /commands/{key}`. */
export async function statusOf(
  deps: Deps,
  caller: Caller,
  command: { readonly key: string; readonly caseId: string; readonly ref: string; readonly outcome: Outcome },
): Promise<CommandStatus> {
  const { key, outcome } = command;
  if (outcome.kind === 'pending') return { key, status: 'pending' };
  if (outcome.kind === 'refused')
    return { key, status: 'refused', problem: refused(outcome.result).document() };
  return {
    key,
    status: 'done',
    answer: await doneAnswer(deps, caller, { ...command, result: outcome.result }),
  };
}

/** Once a command is kept, a store that breaks off changes nothing: it will be done, and that is the answer. */
export async function orPending(key: string, reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (failure) {
    if (isStoreDown(failure)) return pendingReply(key);
    throw failure;
  }
}
