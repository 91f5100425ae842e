import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startApp, type App } from '../stack/app.js';
import { findPort } from '../stack/ports.js';
import { startStack, type Stack } from '../stack/stack.js';
import { WIDE_LIMITS } from './limit-settings.js';
import { loadSampleData } from './load-sample-data.js';

export type RunningTestStack = {
  /** Read by test/support/test-stack.ts. */
  env: Record<string, string>;
  stop(): Promise<void>;
};

// Away from the ports of `npm start`, so that tests run beside it.
const ports = { postgres: 55_329, temporal: 17_233, smtp: 12_525, inbox: 18_025, identity: 18_026 };

/**
 * The stack the levels share: embedded servers in a folder of its own that is thrown away afterwards, sample data,
 * and with `withApp` the product itself. Logs are kept in the folder when a start fails.
 */
export async function startTestStack({ withApp }: { withApp: boolean }): Promise<RunningTestStack> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-test-'));
  // PostgreSQL runs as another user where we are root, and has to get through.
  await chmod(home, 0o711);
  const stack = await startStack({ home, tests: true, ports, say: (sentence) => console.log(sentence) });
  let app: App | undefined;
  const stop = async () => {
    await app?.stop();
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  };
  try {
    await loadSampleData(stack);
    if (withApp) app = await startTestApp(stack);
  } catch (failure) {
    await app?.stop();
    await stack.stop();
    console.error(`Logs of the failed start: ${join(home, 'logs')}`);
    throw failure;
  }
  return {
    env: {
      ...stack.env,
      ...WIDE_LIMITS,
      RINNALLA_INBOX_URL: stack.inboxUrl ?? '',
      ...(app ? { RINNALLA_URL: app.url } : {}),
    },
    stop,
  };
}

async function startTestApp(stack: Stack): Promise<App> {
  const port = await findPort(18_080, 'the API');
  // A sweep after three seconds instead of thirty: tests of outages should not wait for it.
  return startApp({ stack, port, env: { ...WIDE_LIMITS, NODE_ENV: 'test', SWEEP_AFTER_MS: '3000' } });
}
