import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { createTransport, type Transporter } from 'nodemailer';
import pg from 'pg';
import { createBeginSlip } from '../../../activities/slips/begin.js';
import { createStoreSlip } from '../../../activities/slips/store.js';
import { createSealer } from '../../../api/commands/sealing.js';
import { SLIP_TEXTS, type TextRow } from '../../../api/vault/text-vault.js';
import { stageVault } from '../../../stories/stage/vault.js';
import { keepSlipCommand, markSlipRefused, type AnySlipCommand } from '../../../api/slips/inbox.js';
import { sendSlipCommand } from '../../../api/slips/send.js';
import { asId, type CommandId } from '../../../domain/ids.js';
import type { Actor } from '../../../domain/people.js';
import type { SlipKind } from '../../../domain/slips/slip.js';
import type { CivilDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { slipWorkflowId, SNAPSHOT_QUERY, type SlipSnapshot } from '../../../workflows/messages.js';
import { bundleOf } from '../../../stories/stage/bundle.js';
import { fastForward, skipFreely } from '../../../stories/stage/clock.js';
import { furnish, type Directory } from '../../../stories/stage/directory.js';
import { dayOf, instantOf, localOf } from '../../../stories/stage/local-time.js';
import { deliverUntil, sentMails, type ToldMail } from '../../../stories/stage/post.js';
import { testStack } from '../../support/test-stack.js';

/** Real parts for stories of slips: one worker with its own queue on the shared engine and database. */
export interface SlipStage {
  readonly client: Client;
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly transport: Transporter;
  readonly taskQueue: string;
  readonly close: () => Promise<void>;
}

export async function openSlipStage(): Promise<SlipStage> {
  const stack = testStack();
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const bundle = await bundleOf(new URL('./slip-story-workflows.ts', import.meta.url), stack.home);
  const app = new pg.Pool({ connectionString: stack.databaseUrl, max: 6 });
  const owner = new pg.Pool({ connectionString: stack.ownerUrl, max: 2 });
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const native = await NativeConnection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection, namespace: stack.temporalNamespace, identity: 'slip-story' });
  const taskQueue = `slips-${randomUUID()}`;
  const smtp = new URL(stack.smtpUrl);
  const transport = createTransport({ host: smtp.hostname, port: Number(smtp.port), pool: true });
  const worker = await Worker.create({
    connection: native,
    identity: 'slip-story',
    namespace: stack.temporalNamespace,
    taskQueue,
    workflowBundle: bundle,
    activities: {
      beginSlip: createBeginSlip(app),
      storeSlip: createStoreSlip({ pool: app, mailsBorn: () => undefined }),
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

/** One slip on the real engine whose time the story moves. */
export class SlipStory {
  readonly slipId = randomUUID();
  readonly kind: SlipKind;
  readonly stage: SlipStage;
  readonly people: Directory;
  /** Whose commands were given, and under which keys. */
  readonly given: { readonly caller: string; readonly key: string }[] = [];
  now = 0;

  private constructor(kind: SlipKind, stage: SlipStage, people: Directory) {
    this.kind = kind;
    this.stage = stage;
    this.people = people;
  }

  /** Begins on a day of the sample calendar, at a local time ("2027-08-16 09:00"). */
  static async begin(kind: SlipKind, stage: SlipStage, local: string): Promise<SlipStory> {
    const story = new SlipStory(kind, stage, await furnish(stage.owner, local.slice(0, 10)));
    story.now = story.instantOf(local);
    const workflowId = `opener/${story.slipId}`;
    const args = [{ kind, slipId: story.slipId, at: story.now }];
    const { client, taskQueue } = stage;
    const opener = await client.workflow.start('openSlipStory', { workflowId, taskQueue, args });
    await skipFreely(client, workflowId);
    await opener.result();
    return story;
  }

  instantOf(local: string): number {
    return instantOf(local);
  }

  get today(): CivilDate {
    return dayOf(this.now);
  }

  /** Gives a command with one sealed text through the inbox and the engine; a refusal throws, told by its code. */
  async give(
    actor: Actor,
    make: (
      text: ReturnType<ReturnType<typeof createSealer>['seal']>,
    ) => Pick<AnySlipCommand, 'type' | 'data'>,
    words = '',
  ): Promise<void> {
    const sealer = createSealer();
    const made = make(sealer.seal(words));
    const id = asId<CommandId>(randomUUID());
    const { slipId, kind, stage, people } = this;
    const envelope = { v: 1, id, slipId, receivedAt: instant(this.now), actor } as const;
    // Type and data come paired from `make`; the union of all commands cannot show it.
    const command = { ...envelope, ...made } as AnySlipCommand;
    const { rows } = await stage.owner.query<{ controller_id: string }>(
      'SELECT controller_id FROM unit WHERE id = $1',
      [people.schoolId],
    );
    const controllerId = rows[0]?.controller_id ?? '';
    const caller = actor.personId === null ? 'story' : `person:${actor.personId}`;
    const from = { caller, key: randomUUID() };
    this.given.push(from);
    const kept = { kind, command, ...from, bodyHash: '', controllerId };
    const texts = await stageVault.seal(stage.app, 'slip', slipId, sealer.sealed);
    await keepSlipCommand(stage.app, { ...kept, schoolId: people.schoolId, texts });
    const engine = { temporal: stage.client, taskQueue: stage.taskQueue };
    const sent = await sendSlipCommand(engine, kind, command, 10_000);
    if (sent.kind === 'refused') await markSlipRefused(stage.app, id, sent.refusal, instant(this.now));
    if (sent.kind !== 'decided') throw new Error(sent.kind === 'refused' ? sent.refusal.code : 'no answer');
    await this.settled();
  }

  snapshot(): Promise<SlipSnapshot> {
    return this.stage.client.workflow
      .getHandle(slipWorkflowId(this.kind, this.slipId))
      .query<SlipSnapshot>(SNAPSHOT_QUERY);
  }

  /** Lets time pass until a local day and time; each reminder leaves on its morning, while it is still true. */
  async until(local: string): Promise<void> {
    const then = this.instantOf(local);
    while (this.now < then) {
      const { nextWake } = await this.settled();
      // A slip that owes nothing has ended its run: its time stands still, only mail is left.
      if (nextWake === null) break;
      const stop = nextWake < then ? Math.max(nextWake, this.now) + 1000 : then;
      await this.deliver(stop);
      await fastForward(this.stage.client, slipWorkflowId(this.kind, this.slipId), stop - this.now);
      this.now = stop;
    }
    await this.settled();
    this.now = then;
    await this.deliver(then);
  }

  /** Waits until everything decided is stored and nothing is due at the story's now; answers what the run then says. */
  private async settled(): Promise<SlipSnapshot> {
    for (let tries = 0; tries < 500; tries += 1) {
      const snapshot = await this.snapshot();
      const { unstored, nextWake } = snapshot;
      if (!unstored && (nextWake === null || nextWake > this.now)) return snapshot;
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
    throw new Error('the slip does not come to rest');
  }

  private deliver(until: number): Promise<void> {
    return deliverUntil(this.stage, this.slipId, { now: this.now, until });
  }

  /** Mails sent so far, in the order of time. */
  async mails(): Promise<ToldMail[]> {
    const sent = await sentMails(this.stage.app, this.slipId);
    return sent.map(({ at, address, template }) => ({
      at: this.local(at),
      to: this.people.nameOfAddress(address) ?? address,
      template,
    }));
  }

  /** Keeps the run's history for the replay gate, when asked to (`RECORD=core-2`). Histories are never overwritten. */
  async record(name: string): Promise<void> {
    const folder = process.env['RECORD'];
    if (!folder) return;
    const { events } = await this.stage.client.workflow
      .getHandle(slipWorkflowId(this.kind, this.slipId))
      .fetchHistory();
    const path = new URL(`../../histories/${folder}/${name}.json`, import.meta.url);
    await mkdir(new URL('./', path), { recursive: true });
    await writeFile(path, historyToJSON({ events: events ?? [] }), { flag: 'wx' });
  }

  /** Texts of this slip that the store holds, by the alphabet. */
  async words(): Promise<string[]> {
    const { rows } = await this.stage.app.query<TextRow>(`SELECT ${SLIP_TEXTS} WHERE t.slip_id = $1`, [
      this.slipId,
    ]);
    return rows.map((row) => stageVault.open(row)?.body ?? 'the key is gone').toSorted();
  }

  /** An instant as local day and time ("2027-08-25 08:00"). */
  local(at: number): string {
    return localOf(at);
  }
}
