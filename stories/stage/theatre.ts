import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type WorkflowBundleOption,
} from '@temporalio/worker';
import type { Transporter } from 'nodemailer';
import pg from 'pg';
import { createRunBulk } from '../../activities/bulk/run-bulk.js';
import { createBegin } from '../../activities/begin.js';
import { createProject } from '../../activities/project.js';
import { bulkGiver } from '../../api/bulk/give-bulk.js';
import { mailer } from '../../bin/mailer.js';
import { bundleOf } from './bundle.js';

/** Where the real parts are: those of the tests, or those a demo has started. */
export interface Addresses {
  readonly databaseUrl: string;
  readonly ownerUrl: string;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly smtpUrl: string;
  /** A folder that is thrown away with them: what a run makes once lies there. */
  readonly home?: string;
}

/** Real parts for stories: one worker with its own queue on an engine and a database that are there. */
export interface Theatre {
  readonly client: Client;
  readonly app: pg.Pool;
  readonly owner: pg.Pool;
  readonly transport: Transporter;
  readonly taskQueue: string;
  readonly close: () => Promise<void>;
}

let bundle: WorkflowBundleOption | undefined;

async function workflowBundle(home: string | undefined): Promise<WorkflowBundleOption> {
  if (bundle) return bundle;
  // Whoever opens the theatre closes it, also on a signal.
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  bundle = await bundleOf(new URL('./story-workflows.ts', import.meta.url), home);
  return bundle;
}

export async function openTheatre(at: Addresses): Promise<Theatre> {
  const workflows = await workflowBundle(at.home);
  const app = new pg.Pool({ connectionString: at.databaseUrl, max: 6 });
  const owner = new pg.Pool({ connectionString: at.ownerUrl, max: 2 });
  // A database that is stopped first hangs up on idle connections: nobody waits for those.
  for (const pool of [app, owner]) pool.on('error', () => undefined);
  const connection = await Connection.connect({ address: at.temporalAddress });
  const native = await NativeConnection.connect({ address: at.temporalAddress });
  const client = new Client({ connection, namespace: at.temporalNamespace, identity: 'story' });
  const taskQueue = `stories-${randomUUID()}`;
  const transport = mailer(at.smtpUrl);
  const worker = await Worker.create({
    ...{ connection: native, identity: 'story', namespace: at.temporalNamespace, taskQueue },
    workflowBundle: workflows,
    activities: {
      begin: createBegin(app),
      project: createProject({ pool: app, mailsBorn: () => undefined }),
      runBulk: createRunBulk({
        pool: app,
        give: bulkGiver({ pool: app, temporal: client, taskQueue, now: Date.now }),
      }),
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
