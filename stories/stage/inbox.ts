import type { Pool } from 'pg';
import { randomUUID } from 'node:crypto';
import { keepCommand } from '../../api/commands/inbox.js';
import type { SealedText } from '../../api/commands/sealing.js';
import type { AnyCommand, CommandData, CommandType } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId } from '../../domain/ids.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import type { Directory, Name } from './directory.js';
import { stageVault } from './vault.js';

/** A command of somebody in a story, as the engine gets it. */
export function commandOf<T extends CommandType>(
  people: Directory,
  caseId: CaseId,
  given: { readonly who: Name | 'service'; readonly type: T; readonly data: CommandData[T] },
  happenedOn: CivilDate,
): AnyCommand {
  const { who, type, data } = given;
  const id = asId<CommandId>(randomUUID());
  const from = { actor: people.actor(who), named: people.named };
  const envelope = { v: 1, id, caseId, type, receivedAt: null, happenedOn, ...from, data };
  // Type and data are paired by the generic; the union of all commands cannot show it.
  return envelope as unknown as AnyCommand;
}

/** Puts a command into the inbox with its words, as the API does. */
export async function keepInInbox(
  pool: Pool,
  people: Directory,
  kept: {
    readonly command: AnyCommand;
    readonly ref: string;
    readonly now: Instant;
    readonly texts?: readonly SealedText[];
  },
): Promise<void> {
  const { command, ref, now, texts = [] } = kept;
  await keepCommand(pool, {
    ...{ caller: 'story', key: command.id, bodyHash: '', ref, controllerId: people.providerId },
    ...{ command, receivedAt: now },
    texts: await stageVault.seal(pool, 'case', command.caseId, texts),
  });
}
