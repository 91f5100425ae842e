import { existsSync } from 'node:fs';
import { readdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { migrate } from '../prisma/migrate.js';
import { checkExternal, type External } from './external.js';
import { lockHome, type HomeLock } from './home-lock.js';
import { startIdentityProvider, type IdentityProvider } from './identity/provider.js';
import { startMailbox, type Mailbox } from './mailbox.js';
import { startPostgres, stopLeftOverPostgres, type Postgres } from './postgres.js';
import { StackProblem } from './problem.js';
import { keysOf, readSecrets, type Secrets } from './secrets.js';
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
  external?: External;
  /** Ports tried first. */
  ports?: { postgres?: number; temporal?: number; smtp?: number; inbox?: number; identity?: number };
  say?: (sentence: string) => void;
};

/** A running stack: embedded or external parts behind the same addresses. */
export type Stack = {
  home: string;
  appUrl: string;
  apiUrl: string;
  ownerUrl: string;
  eraserUrl: string;
  temporalAddress: string;
  temporalNamespace: string;
  smtpUrl: string;
  inboxUrl: string | undefined;
  secrets: Secrets;
  /** Whether timers run to the millisecond. */
  tests: boolean;
  /** The embedded parts; undefined where an external server is used. */
  postgres: Postgres | undefined;
  temporal: Temporal | undefined;
  mailbox: Mailbox | undefined;
  identity: IdentityProvider | undefined;
  lock: HomeLock;
  /** The environment that api, worker and operator's commands read (bin/settings.ts). */
  env: Record<string, string>;
  /** Stops what was started, the engine before the database. */
  stop(): Promise<void>;
};

/** Starts PostgreSQL, Temporal, the mailbox and the identity provider side by side, and brings the schema up to date. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const home = resolve(options.home);
  const say = options.say ?? (() => {});
  const external = options.external ?? {};
  const lock = await lockHome(home);
  let stack: Stack | undefined;
  const stop = async () => {
    // Read at this moment: a part that died and was started again is another one by now.
    for (const part of [stack?.identity, stack?.mailbox, stack?.temporal, stack?.postgres])
      await part?.stop();
    await lock.release();
  };
  try {
    await stopLeftOverPostgres(home, say);
    await stopLeftOverTemporal(home, say);
    if (options.fresh) await emptyHome(home);
    const secrets = await readSecrets(home);
    const parts = await startParts({ ...options, home, say }, external, secrets);
    stack = assemble({ home, tests: options.tests ?? false, secrets, lock, stop, ...parts }, external);
    await checkExternal(external, stack);
    if (!options.withoutMigrations) await migrate({ ownerUrl: stack.ownerUrl });
    return stack;
  } catch (failure) {
    await stop();
    throw failure;
  }
}

/** All or none: when one cannot start, those that did are stopped again. */
async function startParts(options: StackOptions, external: External, secrets: Secrets) {
  const { home, tests = false, ports = {}, say = () => {} } = options;
  const absent = Promise.resolve(undefined);
  const starting = [
    external.databaseUrl ? absent : startPostgres({ home, say, port: ports.postgres }),
    external.temporalAddress ? absent : startTemporal({ home, say, tests, port: ports.temporal }),
    external.smtpUrl ? absent : startMailbox({ home, smtpPort: ports.smtp, inboxPort: ports.inbox }),
    external.oidc
      ? absent
      : startIdentityProvider({ secrets, port: ports.identity, publicUrl: external.publicUrl }),
  ] as const;
  try {
    const [postgres, temporal, mailbox, identity] = await Promise.all(starting);
    return { postgres, temporal, mailbox, identity };
  } catch (failure) {
    for (const result of await Promise.allSettled(starting)) {
      if (result.status === 'fulfilled') await result.value?.stop();
    }
    throw failure;
  }
}

type Parts = Pick<
  Stack,
  'home' | 'tests' | 'secrets' | 'lock' | 'postgres' | 'temporal' | 'mailbox' | 'identity' | 'stop'
>;

function assemble(parts: Parts, external: External): Stack {
  // Either the external address was given or the part was started: one of the two is always there.
  const either = (given: string | undefined, own: string | undefined) => given ?? own ?? '';
  const appUrl = either(external.databaseUrl, parts.postgres?.appUrl);
  const addresses = {
    appUrl,
    // Nothing stands in for it: the API must not run as somebody who sees everything.
    apiUrl: external.databaseUrl ? (external.databaseApiUrl ?? '') : (parts.postgres?.apiUrl ?? ''),
    ownerUrl: external.databaseOwnerUrl ?? parts.postgres?.ownerUrl ?? appUrl,
    eraserUrl: external.databaseEraserUrl ?? parts.postgres?.eraserUrl ?? appUrl,
    temporalAddress: either(external.temporalAddress, parts.temporal?.address),
    temporalNamespace: external.temporalNamespace ?? 'default',
    smtpUrl: either(external.smtpUrl, parts.mailbox?.smtpUrl),
    inboxUrl: parts.mailbox?.inboxUrl,
  };
  const env = {
    RINNALLA_HOME: parts.home,
    DATABASE_URL: addresses.appUrl,
    DATABASE_API_URL: addresses.apiUrl,
    DATABASE_OWNER_URL: addresses.ownerUrl,
    DATABASE_ERASER_URL: addresses.eraserUrl,
    TEMPORAL_ADDRESS: addresses.temporalAddress,
    TEMPORAL_NAMESPACE: addresses.temporalNamespace,
    SMTP_URL: addresses.smtpUrl,
    // The mailbox shows text messages, too.
    ...(addresses.inboxUrl === undefined ? {} : { TEXT_GATEWAY_URL: `${addresses.inboxUrl}/api/texts` }),
    SESSION_SECRET: parts.secrets.sessionSecret,
    ...keysOf(parts.secrets),
    OIDC_ISSUER: either(external.oidc?.issuer, parts.identity?.issuer),
    OIDC_CLIENT_ID: either(external.oidc?.clientId, parts.identity?.clientId),
    OIDC_CLIENT_SECRET: either(external.oidc?.clientSecret, parts.identity?.clientSecret),
  };
  return { ...parts, ...addresses, env };
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
    const ours = /^(postgres|temporal\.|mail$|logs$|bin$|anchors$|erasures$|secrets\.json|sample-)/.test(
      name,
    );
    if (ours) await rm(join(home, name), { recursive: true, force: true });
  }
}
