import { randomUUID } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';

export interface BareEngine {
  readonly client: Client;
  /** A bare Update on one of the bare workflows. */
  readonly update: (n: number) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** The engine without the product: bare Updates to bare workflows, worker and client in this process. */
export async function startBareEngine(address: string, workflows: number): Promise<BareEngine> {
  Runtime.install({ logger: new DefaultLogger('WARN') });
  const connection = await Connection.connect({ address });
  const native = await NativeConnection.connect({ address });
  const client = new Client({ connection });
  const taskQueue = `bare-${randomUUID()}`;
  const workflowsPath = fileURLToPath(new URL('./bare-workflow.ts', import.meta.url));
  const worker = await Worker.create({ connection: native, taskQueue, workflowsPath });
  const running = worker.run();
  const ids = Array.from({ length: workflows }, (_, n) => `bare/${taskQueue}/${n}`);
  for (const workflowId of ids) await client.workflow.start('bareWorkflow', { workflowId, taskQueue });
  const update = async (n: number): Promise<void> => {
    await client.workflow.getHandle(ids[n % workflows] ?? '').executeUpdate('command');
  };
  const close = async (): Promise<void> => {
    for (const id of ids) await client.workflow.getHandle(id).terminate();
    worker.shutdown();
    await running;
    await connection.close();
    await native.close();
  };
  return { client, update, close };
}
