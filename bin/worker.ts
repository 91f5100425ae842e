import { setFlagsFromString } from 'node:v8';
import type { Client } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import pg from 'pg';
import { createBegin } from '../activities/begin.js';
import { createRunBulk } from '../activities/bulk/run-bulk.js';
import { createDeliver } from '../activities/mail/deliver.js';
import { createProject } from '../activities/project.js';
import { createBeginSlip } from '../activities/slips/begin.js';
import { createStoreSlip } from '../activities/slips/store.js';
import { bulkGiver } from '../api/bulk/give-bulk.js';
import { startSweeper } from '../api/commands/sweeper.js';
import { linkKeys, linkUrl } from '../api/links/link-keys.js';
import { startSlipSweeper } from '../api/slips/sweeper.js';
import { watchDirectory } from '../api/directory/directory-watch.js';
import { instant } from '../domain/time/instant.js';
import { keepAnchors } from './anchors/keep-anchors.js';
import { keepBulks } from './bulks.js';
import { watchCalendars } from './calendars.js';
import { mailer } from './mailer.js';
import { wakePostmen } from './postmen.js';
import { textGateway } from './text-gateway.js';
import { readSettings, required, type Settings } from './settings.js';
import { clientOver, dataConverter } from './temporal.js';
import { workflowBundle } from './workflow-bundle.js';

/**
 * By how many percent a heap may grow past what is alive before all of it is collected. V8's own measure follows
 * the machine: with much memory it lets the workflows' thread carry a quarter of a gigabyte of waste. Collecting sooner
 * costs no time that could be measured (`npm run bench -- memory`). Read at each collection, also by later threads.
 */
const HEAP_GROWING_PERCENT = 30;

/** How often the postmen are woken at the most: mails of many cases at once are one signal. */
const WAKE_EVERY = 250;

/** Collects shards and calls for all of them at once, at most once in a while. */
function atMostEvery(
  milliseconds: number,
  call: (shards: readonly number[]) => Promise<void>,
): (shards: readonly number[]) => void {
  const waiting = new Set<number>();
  return (shards) => {
    if (waiting.size === 0) {
      setTimeout(() => {
        const all = [...waiting];
        waiting.clear();
        // The postman's own timer makes up for a wake-up that did not arrive.
        call(all).catch(() => undefined);
      }, milliseconds);
    }
    for (const shard of shards) waiting.add(shard);
  };
}

async function connect(settings: Settings): Promise<NativeConnection> {
  const { temporalAddress } = required(settings, 'temporalAddress');
  return NativeConnection.connect({
    address: temporalAddress,
    // What Temporal gets is encrypted: it does not get smaller, it only costs time.
    grpcCompression: { codec: 'none' },
  });
}

async function createWorker(
  settings: Settings,
  pool: pg.Pool,
  { connection, client }: { readonly connection: NativeConnection; readonly client: Client },
): Promise<Worker> {
  const { smtpUrl, sessionSecret } = required(settings, 'smtpUrl', 'sessionSecret');
  const mailsBorn = atMostEvery(WAKE_EVERY, (shards) => wakePostmen(client, settings.taskQueue, shards));
  const give = bulkGiver({ pool, temporal: client, taskQueue: settings.taskQueue, now: Date.now });
  const { publicUrl, mailFrom, textGatewayUrl } = settings;
  const keys = linkKeys(sessionSecret);
  const mail = {
    ...{ pool, transport: mailer(smtpUrl), from: mailFrom, publicUrl },
    linkUrl: (linkId: string) => linkUrl(publicUrl, keys, linkId),
    sendText: textGatewayUrl === undefined ? null : textGateway(textGatewayUrl),
  };
  return Worker.create({
    connection,
    namespace: settings.temporalNamespace,
    taskQueue: settings.taskQueue,
    workflowBundle: await workflowBundle(),
    dataConverter: dataConverter(settings),
    activities: {
      begin: createBegin(pool),
      project: createProject({ pool, mailsBorn }),
      deliver: createDeliver(mail),
      beginSlip: createBeginSlip(pool),
      storeSlip: createStoreSlip({ pool, mailsBorn }),
      runBulk: createRunBulk({ pool, give }),
    },
    maxCachedWorkflows: settings.maxCachedWorkflows,
    maxConcurrentActivityTaskExecutions: 20,
    stickyQueueScheduleToStartTimeout: '2 seconds',
    shutdownGraceTime: '8 seconds',
    shutdownForceTime: '12 seconds',
  });
}

async function main(): Promise<void> {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWING_PERCENT}`);
  const settings = readSettings(process.env);
  const { databaseUrl } = required(settings, 'databaseUrl');
  Runtime.install({ logger: new DefaultLogger(settings.logLevel === 'debug' ? 'DEBUG' : 'WARN') });
  const pool = new pg.Pool({ connectionString: databaseUrl, max: settings.databasePool });
  // A connection that breaks while idle is replaced by the pool; without a listener it would end the process.
  pool.on('error', () => undefined);
  const connection = await connect(settings);
  // The worker's own connection: calls over the client library's cost a worker 7 % more time (decision 0056).
  const client = clientOver(connection, settings);
  const worker = await createWorker(settings, pool, { connection, client });
  const sweeper = startSweeper({
    pool,
    temporal: client,
    taskQueue: settings.taskQueue,
    afterMs: settings.sweepAfterMs,
  });
  const slipSweeper = startSlipSweeper({
    pool,
    temporal: client,
    taskQueue: settings.taskQueue,
    afterMs: settings.sweepAfterMs,
  });
  const directory = watchDirectory({
    pool,
    temporal: client,
    taskQueue: settings.taskQueue,
    now: () => instant(Date.now()),
  });
  const running = worker.run();
  await wakePostmen(client, settings.taskQueue);
  const bulks = keepBulks(client, settings.taskQueue, pool);
  const calendars = watchCalendars(pool);
  const anchors = keepAnchors(pool, settings.anchorFolder, () => instant(Date.now()));
  await running;
  bulks.stop();
  calendars.stop();
  anchors.stop();
  await Promise.all([sweeper.stop(), slipSweeper.stop(), directory.stop()]);
  await connection.close();
  await pool.end();
}

main().catch((error: unknown) => {
  console.error(
    error instanceof Error ? `The worker has stopped: ${error.message}` : 'The worker has stopped.',
  );
  process.exit(1);
});
