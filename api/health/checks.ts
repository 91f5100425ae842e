import { createConnection } from 'node:net';
import type { Readiness } from '../contracts/answers.js';
import type { Deps } from '../deps.js';

type Check = Readiness['checks']['postgres'];

/** Longest a part may take to show that it is there. */
const PATIENCE_MS = 1_500;
/** Answers of parts that are dear to ask are kept this long. */
const KEPT_MS = 2_000;
/** A worker asks for work at least once a minute; one that has not asked for longer is gone. */
const POLLER_AGE_MS = 75_000;

async function within(check: Promise<boolean>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<boolean>((resolve) => {
    timer = setTimeout(() => resolve(false), PATIENCE_MS);
  });
  try {
    return (await Promise.race([check, late])) ? 'up' : 'down';
  } catch {
    return 'down';
  } finally {
    clearTimeout(timer);
  }
}

async function postgres({ pool }: Deps): Promise<boolean> {
  await pool.query('SELECT 1');
  return true;
}

async function temporal({ temporal: client, settings }: Deps): Promise<boolean> {
  const { temporalNamespace: namespace } = settings;
  await client.withDeadline(Date.now() + PATIENCE_MS, () =>
    client.workflowService.describeNamespace({ namespace }),
  );
  return true;
}

/** A worker is there when somebody asks this queue for workflow work. */
async function worker({ temporal: client, settings }: Deps): Promise<boolean> {
  const { temporalNamespace: namespace, taskQueue } = settings;
  const { pollers } = await client.withDeadline(Date.now() + PATIENCE_MS, () =>
    // Without a type the queue of workflow work is meant.
    client.workflowService.describeTaskQueue({ namespace, taskQueue: { name: taskQueue } }),
  );
  const youngest = Date.now() - POLLER_AGE_MS;
  return (pollers ?? []).some(
    ({ lastAccessTime }) => Number(lastAccessTime?.seconds ?? 0) * 1_000 > youngest,
  );
}

/** The mail server answers its port with a greeting. */
function mail({ settings }: Deps): Promise<boolean> {
  if (settings.smtpUrl === undefined) return Promise.resolve(false);
  const { hostname, port, protocol } = new URL(settings.smtpUrl);
  const usual = protocol === 'smtps:' ? 465 : 25;
  return new Promise((resolve) => {
    const socket = createConnection({ host: hostname, port: Number(port) || usual, timeout: PATIENCE_MS });
    const end = (answers: boolean) => {
      socket.destroy();
      resolve(answers);
    };
    // Behind TLS there is no greeting in clear: an open port has to do.
    socket.once('connect', () => {
      if (protocol === 'smtps:') end(true);
    });
    socket.once('data', (bytes: Buffer) => end(bytes.toString('latin1').startsWith('220')));
    socket.once('timeout', () => end(false));
    socket.once('error', () => end(false));
  });
}

function kept(check: (deps: Deps) => Promise<boolean>, deps: Deps): () => Promise<Check> {
  let last: { at: number; result: Promise<Check> } | null = null;
  return async () => {
    const now = performance.now();
    if (last === null || now - last.at > KEPT_MS) last = { at: now, result: within(check(deps)) };
    const current = last;
    const result = await current.result;
    // Bad news is not kept: who waits for readiness should hear at once.
    if (result === 'down' && last === current) last = null;
    return result;
  };
}

/** Asks each part whether it is there. Ready means that all are. */
export function createReadiness(deps: Deps): () => Promise<Readiness> {
  const [askWorker, askMail] = [kept(worker, deps), kept(mail, deps)];
  return async () => {
    const [pg, engine, work, post] = await Promise.all([
      within(postgres(deps)),
      within(temporal(deps)),
      askWorker(),
      askMail(),
    ]);
    const checks = { postgres: pg, temporal: engine, worker: work, mail: post };
    const status = Object.values(checks).every((check) => check === 'up') ? 'up' : 'down';
    return { status, checks };
  };
}
