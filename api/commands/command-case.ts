import { randomUUID } from 'node:crypto';
import type { AnyCommand } from '../../domain/commands.js';
import { fold } from '../../domain/evolve.js';
import { asId, type CommandId } from '../../domain/ids.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import { lookAt, type SeenCase } from '../cases/find-case.js';
import type { CaseCommandRequest } from '../contracts/commands.js';
import type { Deps } from '../deps.js';
import { erased, notFound } from '../http/problem.js';
import type { Reply } from '../http/route.js';
import { bodyHash } from './canonical.js';
import { additionsFor, externalsOf } from './additions.js';
import { composeCommand } from './compose.js';
import { answerTo, type Foreseen } from './foreseen.js';
import { inTurn } from './in-turn.js';
import { giveCommand, refuseEarly, replay } from './give-command.js';
import { lookAround, type Surroundings } from './look-around.js';
import { checkReferences, employersOf, postsOf, referencesOf } from './references.js';
import { createSealer } from './sealing.js';

/** What the directory says of the people whom the command names, and what the service adds. */
async function lookUp(
  deps: Deps,
  seen: SeenCase,
  request: CaseCommandRequest,
  around: Surroundings,
  today: CivilDate,
) {
  const named = employersOf(referencesOf(request), around.people, externalsOf(seen.state));
  const add = await additionsFor(deps, seen, request, today);
  const byService = [add.fallbackId, add.glass?.reviewerId].filter((id) => id != null);
  if (byService.length === 0) return { add, named };
  const { schoolId, learnerId } = seen.state;
  const place = { schoolId, learnerId, on: today, byService };
  return { add, named: { ...named, ...(await checkReferences(deps.pool, [], place)) } };
}

/** `POST /api/v1/cases/{id}/commands`: one command on a case that exists and that the caller sees. */
export async function commandCase(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  target: { readonly idOrRef: string; readonly request: CaseCommandRequest },
): Promise<Reply> {
  const { idOrRef, request } = target;
  const now = deps.now();
  const personIds = referencesOf(request).map((reference) => reference.id);
  const around = await lookAround(deps.pool, { idOrRef, caller: caller.key, key, personIds, now });
  // Asked first: a command may have ended the caller's sight of the case, and still has its answer.
  if (around.kept !== null) {
    return replay(deps, caller, { ...around.kept, key }, (kept) =>
      idOrRef === kept.caseId || idOrRef === kept.ref ? bodyHash(kept.caseId, request) : null,
    );
  }
  const seen = around.row === null ? null : await lookAt(deps, caller, around.row);
  if (seen === null) throw notFound();
  if (around.row?.erased) throw erased();
  const give = () => composeAndGive(deps, caller, key, { seen, around, request, now });
  // Counted per person and day: the next one is counted when this one is kept.
  return request.type === 'break-glass' ? inTurn(deps.pool, caller.key, give) : give();
}

/** No promise of any case has this id. */
const NO_DUTY = 'none';

/** The request with the promise it names as the case counts it. */
function withinCase(request: CaseCommandRequest, { names }: SeenCase): CaseCommandRequest {
  if (!('dutyId' in request)) return request;
  return { ...request, dutyId: names.idOf(request.dutyId) ?? NO_DUTY };
}

interface Looked {
  readonly seen: SeenCase;
  readonly around: Surroundings;
  readonly request: CaseCommandRequest;
  readonly now: Instant;
}

async function composeAndGive(
  deps: Deps,
  caller: Caller,
  key: CommandId,
  { seen, around, request: asked, now }: Looked,
): Promise<Reply> {
  const { state, rules, controllerId } = seen;
  const request = withinCase(asked, seen);
  const today = localDate(rules.calendar.zone, now);
  const { add, named } = await lookUp(deps, seen, request, around, today);
  const envelope = {
    id: asId<CommandId>(randomUUID()),
    caseId: state.caseId,
    receivedAt: now,
    happenedOn: request.happenedOn ?? today,
    actor: seen.actor,
    named,
    ...postsOf(request, around.people),
  };
  const sealer = createSealer();
  const command = composeCommand(request, envelope, add, sealer);
  // While others wait, the view is behind and the engine alone can tell.
  const foreseen = around.pending.any ? null : foresee(seen, command, now);
  return giveCommand(
    deps,
    caller,
    {
      command,
      texts: sealer.sealed,
      links: add.links,
      ref: state.ref,
      controllerId,
      key,
      bodyHash: bodyHash(state.caseId, asked),
      receivedAt: now,
      running: state.status === 'open' || state.status === 'aftercare',
      stuck: around.pending.stuck,
      foreseen,
    },
    200,
  );
}

/** Decides on the view: refuses early what the rules refuse, and tells what the case becomes if the engine agrees. */
function foresee(seen: SeenCase, command: AnyCommand, now: Instant): Foreseen | null {
  const { state, rules } = seen;
  const events = refuseEarly(state, command, rules, instant(Math.max(now, state.lastAt)));
  const after = fold(events, state.caseId, state);
  return after === null ? null : { seen, after, events, answer: answerTo(after, events) };
}
