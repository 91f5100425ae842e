import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { Connection } from '@temporalio/client';
import pg from 'pg';
import { migrate } from '../prisma/migrate.js';
import { lockHome, type HomeLock } from './home-lock.js';
import { startMailbox, type Mailbox } from './mailbox.js';
import { startPostgres, stopLeftOverPostgres, type Postgres } from './postgres.js';
import { StackProblem } from './problem.js';
import { readSecrets, type Secrets } from './secrets.js';
import { prepareNamespace } from './temporal-namespace.js';
import { startTemporal, stopLeftOverTemporal, type Temporal } from './temporal.js';

export type StackOptions = {
  /** The state folder. All the embedded stack knows lies in it. */
  home: string;
  /** Timers to the millisecond. */
  tests?: boolean;
  /** Empties the state folder first. */
  fresh?: boolean;
  /** Skips migrations, for tests of the stack itself. */
  withoutMigrations?: boolean;
  /** Servers of somebody else's; each one given is used instead of an embedded one. */
  external?: {
    databaseUrl?: string | undefined;
    databaseOwnerUrl?: string | undefined;
    databaseEraserUrl?: string | undefined;
    temporalAddress?: string | undefined;
    temporalNamespace?: string | undefined;
    smtpUrl?: string | undefined;
  };
  /** Ports tried first. */
  ports?: { postgres?: number; temporal?: number; smtp?: number; inbox?: number };
  say?: (sentence: string) => void;
};

/** A running stack: embedded or external parts behind the same addresses. */
export type Stack = {
  home: string;
  appUrl: string;
  ownerUrl: string;
  eraserUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  inboxUrl: string | undefined;
  secrets: Secrets;
  /** The embedded parts; undefined where an external server is used. */
  postgres: Postgres | undefined;
  temporal: Temporal | undefined;
  mailbox: Mailbox | undefined;
  lock: HomeLock;
  /** The environment that api, worker and operator's commands read (bin/settings.ts). */
  env: Record<string, string>;
  /** Stops what was started, the engine before the database. */
  stop(): Promise<void>;
};

/** Starts PostgreSQL, Temporal and the mailbox side by side, and brings the schema up to date. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const home = resolve(options.home);
  const say = options.say ?? (() => {});
  const external = options.external ?? {};
  const lock = await lockHome(home);
  const started: { stop(): Promise<void> }[] = [];
  const stop = async () => {
    for (const part of started.toReversed()) await part.stop();
    await lock.release();
  };
  try {
    await stopLeftOverPostgres(home, say);
    await stopLeftOverTemporal(home, say);
    if (options.fresh) await emptyHome(home);
    const secrets = await readSecrets(home);
    const ports = options.ports ?? {};
    const begin = async <Part extends { stop(): Promise<void> }>(part: Promise<Part>): Promise<Part> => {
      const running = await part;
      started.push(running);
      return running;
    };
    const results = await Promise.allSettled([
      external.databaseUrl ? undefined : begin(startPostgres({ home, say, ...portOf(ports.postgres) })),
      external.temporalAddress
        ? undefined
        : begin(startTemporal({ home, say, tests: options.tests ?? false, ...portOf(ports.temporal) })),
      external.smtpUrl ? undefined : begin(startMailbox({ home, ...mailPorts(ports) })),
    ]);
    const failed = results.find((result) => result.status === 'rejected');
    if (failed) throw failed.reason;
    const [postgres, temporal, mailbox] = results.map((result) => (result.status === 'fulfilled' ? result.value : undefined)) as [
      Postgres | undefined,
      Temporal | undefined,
      Mailbox | undefined,
    ];
    // Stopped from the last to the first: mail and engine before the database.
    started.length = 0;
    for (const part of [postgres, temporal, mailbox]) if (part) started.push(part);
    const stack = assemble(home, external, secrets, lock, { postgres, temporal, mailbox }, stop);
    await checkExternal(external, stack);
    if (!options.withoutMigrations) await migrate({ ownerUrl: stack.ownerUrl });
    return stack;
  } catch (failure) {
    await stop();
    throw failure;
  }
}

const portOf = (port: number | undefined) => (port === undefined ? {} : { port });

function mailPorts({ smtp, inbox }: NonNullable<StackOptions['ports']>) {
  return { ...(smtp === undefined ? {} : { smtpPort: smtp }), ...(inbox === undefined ? {} : { inboxPort: inbox }) };
}

function assemble(
  home: string,
  external: NonNullable<StackOptions['external']>,
  secrets: Secrets,
  lock: HomeLock,
  parts: Pick<Stack, 'postgres' | 'temporal' | 'mailbox'>,
  stop: () => Promise<void>,
): Stack {
  // Either the external address was given or the part was started: one of the two is always there.
  const either = (given: string | undefined, own: string | undefined) => given ?? own ?? '';
  const appUrl = either(external.databaseUrl, parts.postgres?.appUrl);
  const addresses = {
    appUrl,
    ownerUrl: external.databaseOwnerUrl ?? parts.postgres?.ownerUrl ?? appUrl,
    eraserUrl: external.databaseEraserUrl ?? parts.postgres?.eraserUrl ?? appUrl,
    temporalAddress: either(external.temporalAddress, parts.temporal?.address),
    temporalNamespace: external.temporalNamespace ?? 'default',
    smtpUrl: either(external.smtpUrl, parts.mailbox?.smtpUrl),
    inboxUrl: parts.mailbox?.inboxUrl,
  };
  const env = {
    RINNALLA_HOME: home,
    DATABASE_URL: addresses.appUrl,
    DATABASE_OWNER_URL: addresses.ownerUrl,
    DATABASE_ERASER_URL: addresses.eraserUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    SMTP_URL: addresses.smtpUrl,
    SESSION_SECRET: secrets.sessionSecret,
    PAYLOAD_KEY: secrets.payloadKey,
  };
  return { home, ...addresses, secrets, ...parts, lock, env, stop };
}

/** Servers that are not ours may be away; better a sentence now than a timeout later. */
async function checkExternal(external: NonNullable<StackOptions['external']>, stack: Stack): Promise<void> {
  if (external.databaseUrl) {
    const client = new pg.Client({ connectionString: stack.ownerUrl, connectionTimeoutMillis: 5_000 });
    try {
      await client.connect();
      await client.end();
    } catch (failure) {
      throw new StackProblem(
        `The PostgreSQL server of DATABASE_URL does not answer: ${(failure as Error).message}.`,
        'start it or correct the address, or unset DATABASE_URL to use the embedded one.',
      );
    }
  }
  if (!external.temporalAddress) return;
  try {
    const connection = await Connection.connect({ address: external.temporalAddress, connectTimeout: '5s' });
    await prepareNamespace(connection, stack.temporalNamespace).finally(() => connection.close());
  } catch (failure) {
    throw new StackProblem(
      `The Temporal server at ${external.temporalAddress} does not serve namespace ${stack.temporalNamespace}: ${(failure as Error).message}.`,
      'start it or correct TEMPORAL_ADDRESS and TEMPORAL_NAMESPACE, or unset TEMPORAL_ADDRESS to use the embedded one.',
    );
  }
}

/**
 * Empties a state folder: only what the stack made, and only in a folder that is one. A RINNALLA_HOME that
 * points at somebody's documents by mistake must survive `--fresh`.
 */
async function emptyHome(home: string): Promise<void> {
  const entries = (await readdir(home)).filter((name) => name !== 'running.json');
  if (entries.length > 0 && !existsSync(join(home, 'secrets.json'))) {
    throw new StackProblem(
      `${home} holds files but is not a state folder of Rinnalla; nothing was deleted.`,
      'empty it yourself, or point RINNALLA_HOME at another folder.',
    );
  }
  for (const name of entries) {
    const ours = /^(postgres|temporal\.|mail$|logs$|bin$|secrets\.json|sample-)/.test(name);
    if (ours) await rm(join(home, name), { recursive: true, force: true });
  }
}
