import { randomUUID } from 'node:crypto';
import { asId, type CommandId } from '../../domain/ids.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { localDate } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import { findCase, type SeenCase } from '../cases/find-case.js';
import type { CaseCommandRequest } from '../contracts/commands.js';
import type { Deps } from '../deps.js';
import { invalidField } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { currentRules } from '../rules/current-rules.js';
import { bodyHash } from './canonical.js';
import { composeCommand, type Additions } from './compose.js';
import { giveCommand, refuseEarly, replay } from './give-command.js';
import { pendingOf } from './inbox.js';
import { coordinatorOf } from './raise-concern.js';
import { checkReferences, referencesOf } from './references.js';
import { createSealer } from './sealing.js';

/** What the service knows and the client need not say. */
async function additionsFor(
  deps: Deps,
  seen: SeenCase,
  request: CaseCommandRequest,
  today: string,
): Promise<Additions> {
  if (request.type === 'offer-handover') {
    const fallbackId = await coordinatorOf(deps.pool, request.side, seen.state.schoolId, today);
    // Nobody holds the post: the supervisor's supervisor does not exist, so the present owner stays bound.
    return { fallbackId: fallbackId ?? seen.state.responsible[request.side] ?? request.toId, rules: null };
  }
  if (request.type === 'correct-fact' && request.fact.name === 'school') {
    const rules = await currentRules(deps.pool, request.fact.value, deps.now());
    if (rules === null) throw invalidField('fact.value', 'unknown-school');
    return { fallbackId: null, rules };
  }
  return { fallbackId: null, rules: null };
}

/** What the directory says of the people whom the command names, and what the service adds. */
async function lookUp(deps: Deps, seen: SeenCase, request: CaseCommandRequest, today: CivilDate) {
  const add = await additionsFor(deps, seen, request, today);
  const { schoolId, learnerId } = seen.state;
  const byService = add.fallbackId === null ? [] : [add.fallbackId];
  const place = { schoolId, learnerId, on: today, byService };
  return { add, named: await checkReferences(deps.pool, referencesOf(request), place) };
}

/** `POST /api/v1/cases/{id}/commands`: one command on a case that exists and that the caller sees. */
export async function commandCase(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  target: { readonly idOrRef: string; readonly request: CaseCommandRequest },
): Promise<Reply> {
  const { idOrRef, request } = target;
  const looking = findCase(deps.pool, caller, idOrRef);
  // Asked first: a command may have ended the caller's sight of the case, and still has its answer.
  looking.catch(() => undefined);
  const earlier = await replay(deps, caller, key, (kept) =>
    idOrRef === kept.caseId || idOrRef === kept.ref ? bodyHash(kept.caseId, request) : null,
  );
  if (earlier !== null) return earlier;
  const seen = await looking;
  const { state, rules, controllerId } = seen;
  const now = deps.now();
  const today = localDate(rules.calendar.zone, now);
  const [pending, { add, named }] = await Promise.all([
    pendingOf(deps.pool, state.caseId, now),
    lookUp(deps, seen, request, today),
  ]);
  const envelope = {
    id: asId<CommandId>(randomUUID()),
    caseId: state.caseId,
    receivedAt: now,
    happenedOn: request.happenedOn ?? today,
    actor: seen.actor,
    named,
  };
  const sealer = createSealer();
  const command = composeCommand(request, envelope, add, sealer);
  // While others wait, the view is behind and the engine alone can tell.
  if (!pending.any) refuseEarly(state, command, rules, now);
  return giveCommand(
    deps,
    caller,
    {
      command,
      texts: sealer.sealed,
      ref: state.ref,
      controllerId,
      key,
      bodyHash: bodyHash(state.caseId, request),
      receivedAt: now,
      running: state.status === 'open' || state.status === 'aftercare',
      stuck: pending.stuck,
    },
    200,
  );
}
