import { createHash, randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asId, type CaseId, type CommandId } from '../../domain/ids.js';
import { TALK } from '../../domain/talk/rules.js';
import type { TalkCommand, TalkData } from '../../domain/talk/talk.js';
import { slipRules } from '../../policies/slips.js';
import type { Caller } from '../auth/caller.js';
import { bodyHash } from '../commands/canonical.js';
import { findKept, type Kept } from '../commands/inbox.js';
import { commandCase } from '../commands/command-case.js';
import { raiseConcern } from '../commands/raise-concern.js';
import type { DismissTalk, TakeTalk } from '../contracts/talks.js';
import type { Deps } from '../deps.js';
import { HttpProblem, refused } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { rulesById } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { giveSlipCommand, replaySlip, type Given } from '../slips/give.js';
import { readSlipWords } from '../slips/words.js';
import { presentSight, seeingAs } from '../sight/sight.js';
import { findTalk, presentTalk, type FoundTalk } from './present.js';
import { unpackWords } from './sealed-words.js';

type OfStaff = 'take' | 'dismiss' | 'pass-on';

/** Throws what the command would be refused for. */
export async function refuseEarly(deps: Deps, found: FoundTalk, command: TalkCommand): Promise<void> {
  const rules = slipRules(await rulesById(deps.pool, found.state.rulesId));
  const decision = TALK.decide(found.state, command, rules, deps.now());
  if (!decision.ok) throw refused(decision);
}

/** A command of the caller on a request. */
export function compose<T extends OfStaff>(
  deps: Deps,
  found: FoundTalk,
  type: T,
  data: TalkData[T],
): TalkCommand {
  const { actor, state } = found;
  const id = asId<CommandId>(randomUUID());
  // Type and data are paired by the generic; the union of all commands cannot show it.
  return { v: 1, id, slipId: state.id, receivedAt: deps.now(), actor, type, data } as unknown as TalkCommand;
}

/** Gives a composed command to its request. */
export async function give(
  deps: Deps,
  caller: Caller,
  found: FoundTalk,
  command: TalkCommand,
  under: { readonly key: string; readonly bodyHash: string },
): Promise<Given> {
  const { school, controllerId } = found;
  const wanted = { kind: 'talk', command, caller: caller.key, ...under } as const;
  return giveSlipCommand(deps, { ...wanted, schoolId: school.id, controllerId, texts: [] });
}

async function replyTo(deps: Deps, caller: Caller, given: Given): Promise<Reply> {
  if (given.kind === 'pending') return { status: 202, body: { id: given.slipId, status: 'pending' } };
  return { status: 200, body: await presentTalk(deps, await findTalk(deps, caller, given.slipId)) };
}

/** `POST /api/v1/talk-requests/{id}/dismiss`. */
export async function dismissTalk(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  id: string,
  request: DismissTalk,
): Promise<Reply> {
  const under = { key, bodyHash: bodyHash(`talk-requests/${id}/dismiss`, request) };
  const found = await findTalk(deps, caller, id);
  const earlier = await replaySlip(deps, caller.key, key, under.bodyHash);
  if (earlier !== null) return replyTo(deps, caller, earlier);
  const command = compose(deps, found, 'dismiss', request);
  await refuseEarly(deps, found, command);
  return replyTo(deps, caller, await give(deps, caller, found, command, under));
}

/** A key that the same act on a request always has: whoever takes it up, and however often, it becomes one case. */
function keyOf(talkId: string, act: string | number): CommandId {
  const hex = createHash('sha256').update(`talk/${talkId}/${act}`).digest('hex');
  return asId<CommandId>(
    `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`,
  );
}

async function refusedBefore(pool: pg.Pool, scope: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM command WHERE caller = $1 AND outcome = 'refused'`,
    [scope],
  );
  return rows[0]?.n ?? 0;
}

/** The scope of the commands by which a request becomes a case. */
function scopeOf({ state }: FoundTalk): string {
  return `talk:${state.id}`;
}

/** Who takes it up judges it urgent on the day it was made. On a later day its own limit counts from that one. */
function isUrgentFromTheStart(deps: Deps, { state }: FoundTalk, request: Pick<TakeTalk, 'urgent'>): boolean {
  return request.urgent && state.startedOn === todayInFinland(deps.now());
}

/**
 * Whoever takes it up judges it urgent, though the learner did not say so: the urgent limit counts from today, and no
 * promise is broken that nobody had given (decision 0011).
 */
async function judgeUrgent(deps: Deps, caller: Caller, found: FoundTalk, { caseId, outcome }: Kept) {
  if (outcome.kind === 'pending') {
    if (isUrgentFromTheStart(deps, found, { urgent: true })) return;
    throw new HttpProblem(503, 'case-on-its-way', {
      detail: 'The case is stored and not opened yet. Take the request up again in a moment.',
      retryAfter: 5,
    });
  }
  const request = { type: 'correct-fact', fact: { name: 'urgent', value: true } } as const;
  await commandCase(deps, caller, keyOf(found.state.id, 'urgent'), { idOrRef: caseId, request }).catch(
    (failure: unknown) => {
      // It was opened as urgent, or another has judged it so.
      if (!(failure instanceof HttpProblem && failure.code === 'fact-unchanged')) throw failure;
    },
  );
}

/** Opens the case of a request, or finds the one that an earlier try has opened. */
async function openCase(deps: Deps, caller: Caller, found: FoundTalk, request: TakeTalk): Promise<Kept> {
  const { state } = found;
  const scope = scopeOf(found);
  const key = keyOf(state.id, await refusedBefore(deps.pool, scope));
  const kept = await findKept(deps.pool, scope, key);
  if (kept !== null) return kept;
  const textId = state.words?.textId ?? '';
  const sealed = (await readSlipWords(deps, [textId])).get(textId);
  const description = sealed === undefined ? '' : unpackWords(sealed).words;
  // The clock of the law counts from the day of the request, not from the day it was taken up (OHL 15 §).
  await raiseConcern(deps, { ...caller, key: scope }, key, {
    type: 'raise-concern',
    happenedOn: state.startedOn,
    learnerId: request.learnerId,
    source: 'learner',
    // Never taken back here: the learner's word stands until a professional has judged (`correct-fact`).
    urgent: state.urgent || isUrgentFromTheStart(deps, found, request),
    topic: request.topic,
    ...(description === '' ? {} : { description }),
    discussedWith: [],
    // The school must not learn of it: only the county's side is named.
    responsible: caller.personId === null ? {} : { county: caller.personId },
  }).catch((failure: unknown) => {
    // Another has taken it up at this very moment, with other answers: there is one case all the same.
    if (!(failure instanceof HttpProblem && failure.code === 'key-reused')) throw failure;
  });
  const opened = await findKept(deps.pool, scope, key);
  if (opened === null) throw new Error('a case was opened and is not in the inbox');
  return opened;
}

/**
 * `POST /api/v1/talk-requests/{id}/take`: the request becomes the learner's own case.
 *
 * 1. What would be refused is refused before a case is opened.
 * 2. The case comes first, the closing of the request after it: broken off between the two, the request still waits
 *    and reminds, and the next try finds the case that is there.
 * 3. It is as urgent as the learner said, from the day they said so. Whoever takes it up may find it urgent when the
 *    learner did not; that it is not, a professional judges in the case.
 */
export async function takeTalk(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  id: string,
  request: TakeTalk,
): Promise<Reply> {
  const under = { key, bodyHash: bodyHash(`talk-requests/${id}/take`, request) };
  const found = await findTalk(deps, caller, id);
  const earlier = await replaySlip(deps, caller.key, key, under.bodyHash);
  if (earlier !== null) return replyTo(deps, caller, earlier);
  await refuseEarly(deps, found, compose(deps, found, 'take', { caseId: asId<CaseId>(id) }));
  // The command belongs to the request, whoever takes it up.
  const sight = { ...presentSight(), caller: scopeOf(found) };
  const opened = await seeingAs(sight, () => openCase(deps, caller, found, request));
  const { caseId } = opened;
  if (request.urgent && !found.state.urgent) await judgeUrgent(deps, caller, found, opened);
  const command = compose(deps, found, 'take', { caseId: asId<CaseId>(caseId) });
  return replyTo(deps, caller, await give(deps, caller, found, command, under));
}
