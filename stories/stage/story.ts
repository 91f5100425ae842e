import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { readLog } from '../../activities/log.js';
import { createSealer } from '../../api/commands/sealing.js';
import { sendCommand } from '../../api/commands/send-command.js';
import type { AnyCommand, CommandData, CommandType, TextRef } from '../../domain/commands.js';
import type { CaseEvent } from '../../domain/events.js';
import { asId, type CaseId } from '../../domain/ids.js';
import type { CaseState } from '../../domain/state.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { instant, MINUTE } from '../../domain/time/instant.js';
import {
  caseWorkflowId,
  COMMAND_UPDATE,
  SNAPSHOT_QUERY,
  type CommandAnswer,
  type RefusalDetail,
  type Snapshot,
} from '../../workflows/messages.js';
import { fastForward, skipFreely } from './clock.js';
import { furnish, type Directory, type Name, type School } from './directory.js';
import { commandOf, keepInInbox } from './inbox.js';
import { dayOf, instantOf, localOf } from './local-time.js';
import { deliverUntil, sentMails, type ToldMail } from './post.js';
import type { Theatre } from './theatre.js';

/** A command that the rules refuse, with what they say. */
export class Refused extends Error {
  override readonly name = 'Refused';
  readonly detail: RefusalDetail;
  constructor(detail: RefusalDetail) {
    super(`refused: ${detail.code} (${detail.source})`);
    this.detail = detail;
  }
}

function saysWhy(error: unknown): never {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  // The one detail of a refusal is made in one place of the workflow.
  const detail = cause instanceof ApplicationFailure ? (cause.details?.[0] as RefusalDetail) : null;
  throw detail ? new Refused(detail) : error;
}

/** One case on the real engine whose time the story moves. */
export class Story {
  readonly caseId: CaseId = asId<CaseId>(randomUUID());
  readonly ref = `R-2027-${this.caseId.slice(0, 6)}`;
  readonly theatre: Theatre;
  readonly people: Directory;
  now = 0;
  /** By how much the case's clock is ahead of ours. */
  private ahead = 0;
  private sealer = createSealer();

  private constructor(theatre: Theatre, people: Directory) {
    this.theatre = theatre;
    this.people = people;
  }

  /** Begins on a day of the sample calendar, at a local time ("2027-08-16 09:00"). */
  static async begin(theatre: Theatre, local: string, school?: School): Promise<Story> {
    const people = await furnish(theatre.owner, local.slice(0, 10), school);
    const story = new Story(theatre, people);
    story.now = story.instantOf(local);
    const { client, taskQueue } = theatre;
    const workflowId = `opener/${story.caseId}`;
    const opener = await client.workflow.start('openStory', {
      workflowId,
      taskQueue,
      args: [{ caseId: story.caseId, at: story.now }],
    });
    await skipFreely(client, workflowId);
    await opener.result();
    story.ahead = story.now - Date.now();
    return story;
  }

  instantOf(local: string): number {
    return instantOf(local);
  }

  get today(): CivilDate {
    return dayOf(this.now);
  }

  /** A sealed text: only its reference is part of the story. */
  text(words = 'Sanottu tarinassa.'): TextRef {
    return this.sealer.seal(words);
  }

  /** Gives a command through the inbox and the engine; one that the rules refuse throws `Refused`. */
  async give<T extends CommandType>(
    who: Name | 'service',
    type: T,
    data: CommandData[T],
    happenedOn = this.today,
  ): Promise<CommandAnswer> {
    const given = await this.keep(who, type, data, happenedOn);
    const handle = this.theatre.client.workflow.getHandle(caseWorkflowId(this.caseId));
    return handle
      .executeUpdate<CommandAnswer, [AnyCommand]>(COMMAND_UPDATE, { args: [given], updateId: given.id })
      .catch(saysWhy);
  }

  /** Gives a command to a case whose run has ended: a new one is started, as the API does. */
  async resume<T extends CommandType>(who: Name, type: T, data: CommandData[T]): Promise<void> {
    const given = await this.keep(who, type, data, this.today);
    const engine = { temporal: this.theatre.client, taskQueue: this.theatre.taskQueue };
    const sent = await sendCommand(engine, given, { running: false, deadlineMs: 10_000 });
    if (sent.kind !== 'decided') throw new Error(`not decided: ${JSON.stringify(sent)}`);
  }

  private async keep<T extends CommandType>(
    who: Name | 'service',
    type: T,
    data: CommandData[T],
    happenedOn: CivilDate,
  ): Promise<AnyCommand> {
    const { people, ref, theatre } = this;
    const command = commandOf(people, this.caseId, { who, type, data }, happenedOn);
    const texts = this.sealer.sealed;
    this.sealer = createSealer();
    await keepInInbox(theatre.app, people, { command, ref, now: instant(this.now), texts });
    return command;
  }

  snapshot(): Promise<Snapshot> {
    return this.theatre.client.workflow
      .getHandle(caseWorkflowId(this.caseId))
      .query<Snapshot>(SNAPSHOT_QUERY);
  }

  async state(): Promise<CaseState> {
    const { state } = await this.snapshot();
    if (!state) throw new Error('the case has not begun');
    return state;
  }

  /** Lets time pass until a local day and time; each reminder leaves on its morning, while it is still true. */
  async until(local: string): Promise<void> {
    const then = this.instantOf(local);
    for (let steps = 0; steps < 400; steps += 1) {
      const { nextWake } = await this.settled();
      // A case that owes nothing has ended its run: its time stands still, only mail is left.
      if (nextWake === null) break;
      const stop = nextWake < then ? Math.max(nextWake, this.now) + 1000 : then;
      await this.deliver(stop);
      await this.skipTo(stop);
      this.now = stop;
      if (stop === then) break;
    }
    await this.settled();
    this.now = then;
    await this.deliver(then);
  }

  /** The case's clock goes on while the story works: what has passed by itself is not skipped. */
  private async skipTo(stop: number): Promise<void> {
    const clock = Date.now() + this.ahead;
    const left = Math.ceil((stop - clock) / 1000) * 1000;
    if (left <= 0) return;
    await fastForward(this.theatre.client, caseWorkflowId(this.caseId), left);
    this.ahead = clock + left - Date.now();
  }

  /** Waits until everything decided is stored and nothing is due at the story's now; answers what the run then says. */
  async settled(): Promise<Snapshot> {
    for (let tries = 0; tries < 2000; tries += 1) {
      const snapshot = await this.snapshot();
      const { unprojected, nextWake } = snapshot;
      if (unprojected.length === 0 && (nextWake === null || nextWake > this.now)) return snapshot;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the case does not come to rest');
  }

  /** Sends what is due until an instant, oldest first; by default what is due in this very minute. */
  deliver(until = this.now + MINUTE): Promise<void> {
    return deliverUntil(this.theatre, this.caseId, { now: this.now, until });
  }

  /** Mails sent so far, in the order of time. */
  async mails(): Promise<ToldMail[]> {
    const sent = await sentMails(this.theatre.app, this.caseId);
    return sent.map(({ at, address, template }) => ({
      at: this.local(at),
      to: this.people.nameOfAddress(address) ?? address,
      template,
    }));
  }

  /**
   * Keeps the run's history for the replay gate, when asked to (`RECORD=core-2`). Histories are never overwritten.
   * A story that is recorded is over before its run is replaced by a fresh one.
   */
  async record(name: string): Promise<void> {
    const folder = process.env['RECORD'];
    if (!folder) return;
    const { events } = await this.theatre.client.workflow
      .getHandle(caseWorkflowId(this.caseId))
      .fetchHistory();
    const path = new URL(`../../test/histories/${folder}/${name}.json`, import.meta.url);
    await mkdir(new URL('./', path), { recursive: true });
    await writeFile(path, historyToJSON({ events: events ?? [] }), { flag: 'wx' });
  }

  log(): Promise<CaseEvent[]> {
    return readLog(this.theatre.app, this.caseId);
  }

  /** An instant as local day and time ("2027-08-25 08:00"). */
  local(at: number): string {
    return localOf(at);
  }
}
