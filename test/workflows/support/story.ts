import { createHash, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Client, Connection, WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import {
  bundleWorkflowCode,
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleWithSourceMap,
} from '@temporalio/worker';
import { createTransport, type Transporter } from 'nodemailer';
import pg from 'pg';
import { createBegin } from '../../../activities/begin.js';
import { readLog } from '../../../activities/log.js';
import { deliverDue } from '../../../activities/mail/deliver.js';
import { createProject } from '../../../activities/project.js';
import { sendCommand } from '../../../api/commands/send-command.js';
import type { AnyCommand, CommandData, CommandType, TextRef } from '../../../domain/commands.js';
import type { CaseEvent } from '../../../domain/events.js';
import { asId, type TextId } from '../../../domain/ids.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import { atLocal, localDate, localMinute } from '../../../domain/time/zone.js';
import { instant } from '../../../domain/time/instant.js';
import {
  caseWorkflowId,
  COMMAND_UPDATE,
  SNAPSHOT_QUERY,
  type CommandAnswer,
  type Snapshot,
} from '../../../workflows/messages.js';
import { testStack } from '../../support/test-stack.js';
import { fastForward, skipFreely } from './clock.js';
import { furnish, type Directory, type Name } from './directory.js';

/** A mail as the story tells it: local day and time, receiver, text. */
export interface ToldMail {
  readonly at: string;
  readonly to: string;
  readonly template: string;
}

/** Real parts for stories: one worker with its own queue on the shared engine and database. */
export interface Theatre {
  readonly client: Client;
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly transport: Transporter;
  readonly taskQueue: string;
  readonly close: () => Promise<void>;
}

/** A refusal in a story is told by its code. */
function saysWhy(error: unknown): never {
  const cause = error instanceof WorkflowUpdateFailedError ? error.cause : null;
  const detail = cause instanceof ApplicationFailure ? cause.details?.[0] : null;
  throw detail ? new Error(`refused: ${JSON.stringify(detail)}`) : error;
}

let bundle: WorkflowBundleWithSourceMap | undefined;

export async function openTheatre(): Promise<Theatre> {
  const stack = testStack();
  if (!bundle) Runtime.install({ logger: new DefaultLogger('WARN') });
  const workflowsPath = fileURLToPath(new URL('./story-workflows.ts', import.meta.url));
  bundle ??= await bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('WARN') });
  const app = new pg.Pool({ connectionString: stack.databaseUrl, max: 6 });
  const owner = new pg.Pool({ connectionString: stack.ownerUrl, max: 2 });
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const native = await NativeConnection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection, namespace: stack.temporalNamespace, identity: 'story' });
  const taskQueue = `stories-${randomUUID()}`;
  const smtp = new URL(stack.smtpUrl);
  const transport = createTransport({
    host: smtp.hostname,
    port: Number(smtp.port),
    pool: true,
    maxConnections: 4,
  });
  const worker = await Worker.create({
    connection: native,
    identity: 'story',
    namespace: stack.temporalNamespace,
    taskQueue,
    workflowBundle: bundle,
    activities: {
      begin: createBegin(app),
      project: createProject({ pool: app, mailsBorn: () => undefined }),
    },
  });
  const running = worker.run();
  const close = async (): Promise<void> => {
    worker.shutdown();
    await running;
    transport.close();
    await Promise.all([app.end(), owner.end(), connection.close()]);
    await native.close();
  };
  return { client, app, owner, transport, taskQueue, close };
}

/** One case on the real engine whose time the story moves. */
export class Story {
  readonly caseId = randomUUID();
  readonly ref = `R-2027-${this.caseId.slice(0, 6)}`;
  readonly theatre: Theatre;
  readonly people: Directory;
  now = 0;

  private constructor(theatre: Theatre, people: Directory) {
    this.theatre = theatre;
    this.people = people;
  }

  /** Begins on a day of the sample calendar, at a local time ("2027-08-16 09:00"). */
  static async begin(theatre: Theatre, local: string): Promise<Story> {
    const people = await furnish(theatre.owner, local.slice(0, 10));
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
    return story;
  }

  instantOf(local: string): number {
    const [date = '', time = '00:00'] = local.split(' ');
    const [h = '0', m = '0'] = time.split(':');
    return atLocal(this.people.rules.calendar.zone, parseDate(date), Number(h) * 60 + Number(m));
  }

  get today(): CivilDate {
    return localDate(this.people.rules.calendar.zone, instant(this.now));
  }

  /** A sealed text: only its reference is part of the story. */
  text(): TextRef {
    return {
      textId: asId<TextId>(randomUUID()),
      hmac: createHash('sha256').update(this.caseId).digest('hex'),
    };
  }

  /** Gives a command through the inbox and the engine; a refusal throws, told by its code. */
  async give<T extends CommandType>(
    who: Name,
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

  /** Puts a command into the inbox. */
  private async keep<T extends CommandType>(
    who: Name,
    type: T,
    data: CommandData[T],
    happenedOn: CivilDate,
  ): Promise<AnyCommand> {
    const id = randomUUID();
    const { caseId, people } = this;
    const envelope = {
      v: 1,
      id,
      caseId,
      type,
      receivedAt: null,
      happenedOn,
      actor: people.actor(who),
      named: people.named,
      data,
    };
    await this.theatre.app.query(
      `INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at)
       SELECT $1, 'story', $1, '', $2, $3, controller_id, $4, now() FROM unit WHERE id = $5`,
      [id, caseId, this.ref, envelope, people.schoolId],
    );
    // Type and data are paired by the generic; the union of all commands cannot show it.
    return envelope as unknown as AnyCommand;
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
      await this.settled();
      const { nextWake } = await this.snapshot();
      // A case that owes nothing has ended its run: its time stands still, only mail is left.
      if (nextWake === null) break;
      const stop = nextWake < then ? Math.max(nextWake, this.now) + 1000 : then;
      await this.deliver(stop);
      if (stop > this.now)
        await fastForward(this.theatre.client, caseWorkflowId(this.caseId), stop - this.now);
      this.now = stop;
      if (stop === then) break;
    }
    await this.settled();
    this.now = then;
    await this.deliver(then);
  }

  /** Waits until everything decided is stored and nothing is due at the story's now. */
  async settled(): Promise<void> {
    for (let tries = 0; tries < 500; tries += 1) {
      const { unprojected, nextWake } = await this.snapshot();
      if (unprojected.length === 0 && (nextWake === null || nextWake > this.now)) return;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the case does not come to rest');
  }

  private async deliver(until: number): Promise<void> {
    const { app, transport } = this.theatre;
    for (;;) {
      const { rows } = await app.query<{ at: number; shard: number }>(
        `SELECT (extract(epoch FROM not_before) * 1000)::float8 AS at, shard FROM mail
         WHERE case_id = $1 AND state IN ('planned', 'sending') AND not_before <= to_timestamp($2 / 1000.0)
         ORDER BY not_before LIMIT 1`,
        [this.caseId, until],
      );
      const next = rows[0];
      if (!next) return;
      const deps = {
        pool: app,
        transport,
        from: 'Rinnalla <rinnalla@example.invalid>',
        publicUrl: 'http://localhost',
      };
      await deliverDue(deps, { shard: next.shard, now: Math.max(next.at, this.now) });
    }
  }

  /** Mails sent so far, in the order of time. */
  async mails(): Promise<ToldMail[]> {
    const { rows } = await this.theatre.app.query<{ at: Date; email: string; template: string }>(
      `SELECT m.sent_at AS at, p.email, m.template FROM mail m JOIN person p ON p.id = m.recipient_id
       WHERE m.case_id = $1 AND m.state = 'sent' ORDER BY m.sent_at, p.email, m.template`,
      [this.caseId],
    );
    return rows.map(({ at, email, template }) => ({
      at: this.local(at.getTime()),
      to: this.people.nameOf(email) ?? email,
      template,
    }));
  }

  /** Keeps the run's history for the replay gate, when asked to (RECORD=core-1). Histories are never overwritten. */
  async record(name: string): Promise<void> {
    const folder = process.env['RECORD'];
    if (!folder) return;
    const { events } = await this.theatre.client.workflow
      .getHandle(caseWorkflowId(this.caseId))
      .fetchHistory();
    const path = new URL(`../../histories/${folder}/${name}.json`, import.meta.url);
    await mkdir(new URL('./', path), { recursive: true });
    await writeFile(path, historyToJSON({ events: events ?? [] }), { flag: 'wx' });
  }

  log(): Promise<CaseEvent[]> {
    return readLog(this.theatre.app, this.caseId);
  }

  /** An instant as local day and time ("2027-08-25 08:00"). */
  local(at: number): string {
    const { zone } = this.people.rules.calendar;
    const minute = localMinute(zone, instant(at));
    const pad = (n: number): string => String(n).padStart(2, '0');
    return `${localDate(zone, instant(at))} ${pad(Math.floor(minute / 60))}:${pad(minute % 60)}`;
  }
}
