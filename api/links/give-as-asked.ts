import { createHash, randomUUID } from 'node:crypto';
import type { AnyCommand, CommandData } from '../../domain/commands.js';
import { asId, type CommandId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import { bodyHash } from '../commands/canonical.js';
import { giveCommand, refuseEarly, replay } from '../commands/give-command.js';
import { lookAround } from '../commands/look-around.js';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import { rulesById } from '../rules/current-rules.js';
import { callerOf, type FoundLink } from './find-link.js';

/** What somebody who was asked may say by link. */
export type Said = {
  [T in 'record-consent' | 'withdraw-consent' | 'want-talk']: {
    readonly type: T;
    readonly data: CommandData[T];
  };
}['record-consent' | 'withdraw-consent' | 'want-talk'];

/** Of which page something is said, about what, and what it follows. */
export interface Under {
  readonly nonce: string;
  readonly about: string;
  /** Number of the event by which the person said the last about it; 0 for the first. */
  readonly follows: number;
}

/**
 * A key that the same page always has for the same thing, as long as nothing else was said in between: sent twice, it is
 * one command; said again after a change of mind, it is another.
 */
function keyOf(linkId: string, { nonce, about, follows }: Under): string {
  const hex = createHash('sha256').update(`${linkId}/${nonce}/${about}/${follows}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/**
 * Gives a command as the person who was asked: the core decides, as for everybody. Kept first, so that it is decided
 * exactly once; 202 is as good as 200 to the page.
 *
 * Throws `HttpProblem` when it is refused, and when the page has said something else before (422 `key-reused`).
 */
export async function giveAsAsked(deps: Deps, link: FoundLink, said: Said, under: Under): Promise<void> {
  const { state } = link;
  if (state === null) throw notFound();
  const { caseId } = state;
  const key = keyOf(link.id, under);
  const caller: Caller = {
    ...{ kind: 'person', key: callerOf(link), personId: link.personId, name: '' },
    ...{ language: 'fi', roles: [], scopes: ['command'], level: null },
  };
  const now = deps.now();
  const around = await lookAround(deps.pool, {
    idOrRef: caseId,
    caller: caller.key,
    key,
    personIds: [],
    now,
  });
  const hash = bodyHash(caseId, said);
  if (around.kept !== null) {
    await replay(deps, caller, { ...around.kept, key }, () => hash);
    return;
  }
  if (around.row === null) throw notFound();
  const seen = around.row.state;
  const rules = await rulesById(deps.pool, seen.rulesId);
  const command: AnyCommand = {
    ...{ v: 1, id: asId<CommandId>(randomUUID()), caseId, receivedAt: now, named: {} },
    happenedOn: localDate(rules.calendar.zone, now),
    actor: { personId: link.personId, roles: [], kind: 'person' },
    ...said,
  };
  if (!around.pending.any) refuseEarly(seen, command, rules, instant(Math.max(now, seen.lastAt)));
  await giveCommand(
    deps,
    caller,
    {
      ...{ command, texts: [], ref: seen.ref, controllerId: around.row.controller_id, key, bodyHash: hash },
      ...{ receivedAt: now, running: seen.status === 'open' || seen.status === 'aftercare' },
      ...{ stuck: around.pending.stuck, foreseen: null },
    },
    200,
  );
}
