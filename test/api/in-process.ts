import type { AddressInfo } from 'node:net';
import { Client, Connection } from '@temporalio/client';
import pg from 'pg';
import { createAccessLog } from '../../api/cases/access-log.js';
import { Lingering } from '../../api/commands/lingering.js';
import { listenForOutcomes } from '../../api/commands/outcomes.js';
import type { Deps } from '../../api/deps.js';
import { IdentityKeys } from '../../api/directory/import/identity-keys.js';
import { createHttpServer } from '../../api/http/http-server.js';
import { createLogger } from '../../api/http/log.js';
import { createLimits, type Budgets } from '../../api/limits/limits.js';
import { createCaseStreams } from '../../api/live/case-streams.js';
import { createServer } from '../../api/server.js';
import { createApiPool } from '../../api/sight/walled-pool.js';
import { masterKeys, TextVault } from '../../api/vault/text-vault.js';
import { textGateway } from '../../bin/text-gateway.js';
import { createIdentityProvider, type OidcSettings } from '../../api/sign-in/identity-provider.js';
import { dataConverter } from '../../bin/temporal.js';
import { readSettings } from '../../bin/settings.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import { connectPrisma } from '../../prisma/connect.js';
import { testStack } from '../support/test-stack.js';

export interface InProcess {
  readonly url: string;
  readonly deps: Deps;
  /** As the worker connects: sees every row. */
  readonly app: pg.Pool;
  stop(): Promise<void>;
}

export interface InProcessOptions {
  readonly now?: () => Instant;
  /** Another way to sign in; changes to that of the stack. */
  readonly oidc?: Partial<OidcSettings>;
  /** Behind a proxy that speaks https to browsers. */
  readonly publicUrl?: string;
  readonly databaseUrl?: string;
  readonly temporalAddress?: string;
  readonly smtpUrl?: string;
  readonly talkLimit?: number;
  readonly temporalUiOrigin?: string;
  /** Narrower budgets of requests than those of the stack. */
  readonly budgets?: Partial<Budgets>;
  readonly trustedProxies?: readonly string[] | undefined;
  /** Seconds in which a request has to be here. */
  readonly requestSeconds?: number;
  /** Milliseconds a statement may take. */
  readonly statementMs?: number;
  /** False: only the dependencies. */
  readonly listen?: boolean;
}

/** A second door on the same stores, inside the test: with another clock, or with a store that is not there. */
export async function inProcess(options: InProcessOptions = {}): Promise<InProcess> {
  const stack = testStack();
  const settings = readSettings(process.env);
  const databaseUrl = options.databaseUrl ?? stack.apiUrl;
  const pool = createApiPool(databaseUrl, 4, options.statementMs);
  const app = new pg.Pool({ connectionString: stack.databaseUrl, max: 2 });
  const connection = Connection.lazy({ address: options.temporalAddress ?? stack.temporalAddress });
  const temporal = new Client({
    connection,
    namespace: stack.temporalNamespace,
    dataConverter: dataConverter(settings),
  });
  const logger = createLogger('silent');
  const outcomes = listenForOutcomes(databaseUrl, logger);
  const prisma = connectPrisma(pool);
  // The address is known before the door is built: the identity provider answers to it.
  const server =
    options.listen === false
      ? null
      : createHttpServer(options.requestSeconds ?? settings.requestSeconds).listen(0, '127.0.0.1');
  if (server) await new Promise((resolve) => server.once('listening', resolve));
  const url = server ? `http://127.0.0.1:${(server.address() as AddressInfo).port}` : '';
  const publicUrl = options.publicUrl ?? (url === '' ? settings.publicUrl : url);
  const oidc = settings.oidc ? { ...settings.oidc, ...options.oidc } : undefined;
  const now = options.now ?? (() => instant(Date.now()));
  const deps: Deps = {
    pool,
    prisma,
    temporal,
    outcomes,
    lingering: new Lingering(),
    vault: new TextVault(masterKeys(stack.textKey, [])),
    identityKeys: new IdentityKeys(stack.textKey),
    access: createAccessLog(pool),
    sendText: settings.textGatewayUrl === undefined ? null : textGateway(settings.textGatewayUrl),
    identity: createIdentityProvider({ oidc, publicUrl }),
    limits: createLimits(pool, { ...settings.budgets, ...options.budgets }, settings.sessionSecret),
    streams: createCaseStreams({ pool, now, logger }),
    settings: {
      ...settings,
      oidc,
      publicUrl,
      smtpUrl: options.smtpUrl ?? stack.smtpUrl,
      temporalUiOrigin: options.temporalUiOrigin,
      trustedProxies: options.trustedProxies,
      talkLimit: options.talkLimit ?? settings.talkLimit,
    },
    logger,
    now,
  };
  server?.on('request', createServer(deps));
  return {
    url,
    deps,
    app,
    async stop() {
      deps.streams.close();
      server?.closeAllConnections();
      await new Promise((resolve) => (server ? server.close(resolve) : resolve(null)));
      await outcomes.close();
      // Calls to an engine that is not there try again until their deadline; the connection must outlive them.
      await deps.lingering.ended();
      if (options.temporalAddress) await new Promise((resolve) => setTimeout(resolve, 2_000));
      await connection.close();
      await prisma.$disconnect();
      await Promise.all([pool.end(), app.end()]);
    },
  };
}
