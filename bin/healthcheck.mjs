// The image's HEALTHCHECK: `node bin/healthcheck.mjs api` asks for readiness over HTTP; `worker` asks the engine
// whether this very process has fetched work within the last two minutes. Exit code 0 is healthy.
import { hostname } from 'node:os';

async function api() {
  const { ok } = await fetch(`http://127.0.0.1:${process.env.PORT || 8080}/health/ready`);
  return ok;
}

async function worker() {
  const { Connection } = await import('@temporalio/client');
  const connection = await Connection.connect({ address: process.env.TEMPORAL_ADDRESS });
  try {
    const { pollers } = await connection.workflowService.describeTaskQueue({
      namespace: process.env.TEMPORAL_NAMESPACE || 'default',
      taskQueue: { name: process.env.TASK_QUEUE || 'rinnalla' },
    });
    const oldest = Date.now() / 1000 - 120;
    // The SDK names its workers <pid>@<host>; in a container the host is the container.
    return pollers.some(
      ({ identity, lastAccessTime }) =>
        identity.endsWith(`@${hostname()}`) && Number(lastAccessTime?.seconds ?? 0) > oldest,
    );
  } finally {
    await connection.close();
  }
}

const checks = { api, worker };
const healthy = await checks[process.argv[2]]?.().catch(() => false);
process.exit(healthy ? 0 : 1);
