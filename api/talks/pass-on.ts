import type { CommandId } from '../../domain/ids.js';
import type { Caller } from '../auth/caller.js';
import { bodyHash } from '../commands/canonical.js';
import type { PassedOnTalk, PassOnTalk } from '../contracts/talks.js';
import type { Deps } from '../deps.js';
import { readClosedSchools } from '../directory/closed-schools.js';
import { invalidField } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { currentRules } from '../rules/current-rules.js';
import { todayInFinland } from '../rules/today.js';
import { replaySlip, type Given } from '../slips/give.js';
import { findTalk } from './present.js';
import { compose, give, refuseEarly } from './settle.js';

function replyTo({ kind, slipId }: Given): Reply {
  if (kind === 'pending') return { status: 202, body: { id: slipId, status: 'pending' } };
  const body: PassedOnTalk = { id: slipId, status: 'passed-on' };
  return { status: 200, body };
}

/**
 * `POST /api/v1/talk-requests/{id}/pass-on`: the same request, at another school.
 *
 * 1. The key is asked first: whoever passed it on sees it no more, and a second press is the first one's answer.
 * 2. A school is one that the learner's own form would take: known, and under rules that hold. Else 422
 *    `unknown-school`. Nobody would hear of it at a school that has closed: 422 `closed-school`.
 */
export async function passTalkOn(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  id: string,
  request: PassOnTalk,
): Promise<Reply> {
  const under = { key, bodyHash: bodyHash(`talk-requests/${id}/pass-on`, request) };
  const earlier = await replaySlip(deps, caller.key, key, under.bodyHash);
  if (earlier !== null) return replyTo(earlier);
  const found = await findTalk(deps, caller, id);
  const command = compose(deps, found, 'pass-on', request);
  await refuseEarly(deps, found, command);
  const rules = await currentRules(deps.pool, request.schoolId, deps.now());
  if (rules === null) throw invalidField('schoolId', 'unknown-school');
  const closed = await readClosedSchools(deps.pool, todayInFinland(deps.now()));
  if (closed.has(request.schoolId)) throw invalidField('schoolId', 'closed-school');
  return replyTo(await give(deps, caller, found, command, under));
}
