import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { WIDE_LIMITS } from '../../../bin/limit-settings.js';
import { loadSampleData } from '../../../bin/load-sample-data.js';
import { startApp, type App } from '../../../stack/app.js';
import { keepAlive } from '../../../stack/keep-alive.js';
import { findPort } from '../../../stack/ports.js';
import { startPostgres } from '../../../stack/postgres.js';
import { startTemporal } from '../../../stack/temporal.js';
import type { Secrets } from '../../../stack/secrets.js';
import { startStack, type Stack } from '../../../stack/stack.js';
import { stateFolder } from '../../support/state-folder.js';

/** What an operator's command said. */
export interface Said {
  readonly code: number;
  readonly out: string;
}

/** Below the range from which the system takes ports for outgoing connections. */
const PORTS = { postgres: 21_329, temporal: 21_233, smtp: 21_525, inbox: 21_025, identity: 21_026 };
const rinnallaBin = fileURLToPath(new URL('../../../bin/rinnalla.mjs', import.meta.url));

/**
 * The whole product in a folder of its own, for drills that break it. Parts that die come back by themselves as under
 * `npm start`, unless the drill has switched the watch off.
 */
export class House {
  readonly home: string;
  private readonly remove: () => Promise<void>;
  private stackUp: Stack | null = null;
  private appUp: App | null = null;
  private endWatch: (() => Promise<void>) | null = null;
  private appPort = 0;
  /** The application's view of the database; made anew when the server has another address. */
  pool: pg.Pool = new pg.Pool();

  private constructor(home: string, remove: () => Promise<void>) {
    this.home = home;
    this.remove = remove;
  }

  static async open(): Promise<House> {
    const { home, remove } = await stateFolder();
    const house = new House(home, remove);
    try {
      await house.startServers();
      await loadSampleData(house.stack);
      await house.startApp();
      return house;
    } catch (failure) {
      await house.close();
      throw failure;
    }
  }

  get stack(): Stack {
    if (!this.stackUp) throw new Error('the servers are stopped');
    return this.stackUp;
  }

  get app(): App {
    if (!this.appUp) throw new Error('API and worker are stopped');
    return this.appUp;
  }

  get url(): string {
    return this.app.url;
  }

  async startServers(): Promise<void> {
    this.stackUp = await startStack({ home: this.home, tests: true, ports: PORTS });
    this.attach();
    this.watch();
  }

  private attach(): void {
    this.pool = new pg.Pool({ connectionString: this.stack.appUrl, max: 4 });
    this.pool.on('error', () => undefined);
  }

  /** Takes a dump of the database; API and worker pause meanwhile. */
  async dump(): Promise<void> {
    await this.stopApp();
    await this.withoutConnections('CREATE DATABASE dump TEMPLATE rinnalla OWNER rinnalla_owner');
    await this.startApp();
  }

  /** Sets the database back to the dump. API and worker are stopped and stay so. */
  async restoreDump(): Promise<void> {
    await this.stopApp();
    await this.withoutConnections(
      'DROP DATABASE rinnalla WITH (FORCE)',
      'ALTER DATABASE dump RENAME TO rinnalla',
    );
  }

  /** Runs statements as the superuser while nobody uses the product's database. */
  private async withoutConnections(...statements: readonly string[]): Promise<void> {
    if (!this.pool.ended) await this.pool.end();
    const { port } = this.stack.postgres ?? {};
    const { superuser } = this.stack.secrets;
    const client = new pg.Client({
      connectionString: `postgresql://postgres:${superuser}@127.0.0.1:${port}/postgres`,
    });
    try {
      await client.connect();
      for (const statement of statements) await client.query(statement);
    } finally {
      await client.end();
      this.attach();
    }
  }

  /** Parts that die come back from here on. */
  watch(): void {
    this.endWatch ??= keepAlive(this.stack, () => undefined, 200);
  }

  /** Servers that die stay away from here on. */
  async unwatch(): Promise<void> {
    const end = this.endWatch;
    this.endWatch = null;
    await end?.();
  }

  async startApp(): Promise<void> {
    this.appPort ||= await findPort(21_080, 'the API');
    // Sweeps after two seconds instead of thirty, so that a drill sees them.
    const env = { ...WIDE_LIMITS, NODE_ENV: 'test', SWEEP_AFTER_MS: '2000', LOG_LEVEL: 'warn' };
    this.appUp = await startApp({ stack: this.stack, port: this.appPort, env });
  }

  async stopApp(): Promise<void> {
    const app = this.appUp;
    this.appUp = null;
    await app?.stop();
  }

  async stopServers(): Promise<void> {
    await this.unwatch();
    if (!this.pool.ended) await this.pool.end();
    const stack = this.stackUp;
    this.stackUp = null;
    await stack?.stop();
  }

  /** Changes keys, as an operator does: everything is stopped and comes back with what the file says then. */
  async changeSecrets(change: (before: Secrets) => Partial<Secrets>): Promise<void> {
    await this.stopApp();
    await this.stopServers();
    const file = join(this.home, 'secrets.json');
    const before = JSON.parse(await readFile(file, 'utf8')) as Secrets;
    await writeFile(file, JSON.stringify({ ...before, ...change(before) }));
    await this.startServers();
    await this.startApp();
  }

  async bringBackPostgres(): Promise<void> {
    const port = this.stack.postgres?.port;
    this.stack.postgres = await startPostgres({ home: this.home, port });
  }

  async bringBackTemporal(): Promise<void> {
    const port = this.stack.temporal?.port;
    this.stack.temporal = await startTemporal({ home: this.home, port, tests: true });
  }

  /** Types an operator's command, with nothing but the state folder to go by. */
  rinnalla(...args: string[]): Promise<Said> {
    const env = {
      PATH: process.env['PATH'],
      HOME: process.env['HOME'],
      RINNALLA_HOME: this.home,
      NODE_ENV: 'test',
    };
    return new Promise((resolve) => {
      execFile(
        process.execPath,
        [rinnallaBin, ...args],
        { env, maxBuffer: 1 << 26 },
        (failure, out, errors) => {
          const code = failure ? (typeof failure.code === 'number' ? failure.code : 1) : 0;
          resolve({ code, out: `${out}${errors}` });
        },
      );
    });
  }

  /** The engine loses one workflow with all its history. */
  async forget(workflowId: string): Promise<void> {
    const connection = await Connection.connect({ address: this.stack.temporalAddress });
    try {
      const { workflowService } = connection;
      const run = { namespace: this.stack.temporalNamespace, workflowExecution: { workflowId } };
      await workflowService.deleteWorkflowExecution(run);
      await until('the workflow is forgotten', () =>
        workflowService
          .describeWorkflowExecution({ namespace: run.namespace, execution: { workflowId } })
          .then(
            () => null,
            () => true,
          ),
      );
    } finally {
      await connection.close();
    }
  }

  lastWords(part: 'api' | 'worker'): Promise<string> {
    return readFile(join(this.home, 'logs', `${part}.log`), 'utf8').then(
      (text) => text.slice(-3000),
      () => '',
    );
  }

  async close(): Promise<void> {
    await this.stopApp();
    if (this.stackUp) await this.stopServers();
    await this.remove();
  }
}

/** Asks until the answer is not null; fails with a sentence when that takes too long. */
export async function until<T>(what: string, ask: () => Promise<T | null>, patienceMs = 60_000): Promise<T> {
  const end = Date.now() + patienceMs;
  for (;;) {
    const answer = await ask();
    if (answer !== null) return answer;
    if (Date.now() > end) throw new Error(`${what}: not within ${patienceMs / 1000} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
