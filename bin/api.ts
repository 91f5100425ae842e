import { fileURLToPath } from 'node:url';
import type { Server } from 'node:http';
import type pg from 'pg';
import { createAccessLog } from '../api/cases/access-log.js';
import { createIdentityProvider } from '../api/sign-in/identity-provider.js';
import { Lingering } from '../api/commands/lingering.js';
import { listenForOutcomes } from '../api/commands/outcomes.js';
import type { Deps } from '../api/deps.js';
import { IdentityKeys } from '../api/directory/import/identity-keys.js';
import { createHttpServer } from '../api/http/http-server.js';
import { createLogger } from '../api/http/log.js';
import { createLimits } from '../api/limits/limits.js';
import { createCaseStreams } from '../api/live/case-streams.js';
import { createServer } from '../api/server.js';
import { createApiPool } from '../api/sight/walled-pool.js';
import { masterKeys, TextVault } from '../api/vault/text-vault.js';
import { instant } from '../domain/time/instant.js';
import { connectPrisma } from '../prisma/connect.js';
import { undoneErasures } from './erasures/carry-out.js';
import { readErasures, signingKeys } from './erasures/erasure-list.js';
import { readSettings, required, type Settings } from './settings.js';
import { textGateway } from './text-gateway.js';
import { temporalClient } from './temporal.js';

/** How long requests under way may take once the process has been asked to stop. */
const PATIENCE_MS = 8_000;
/** A database that was not there at the start is asked again so often. */
const ASK_AGAIN_MS = 1_000;

// The role, row-level security, and the policy that narrows it: a schema that was migrated before there was the role
// has none.
const WALLED = `
  SELECT coalesce(row_security_active('case_view') AND EXISTS (
    SELECT FROM pg_roles r WHERE r.rolname = 'rinnalla_api' AND pg_has_role(r.oid, 'USAGE')
  ) AND EXISTS (
    SELECT FROM pg_policies p WHERE p.tablename = 'case_view' AND p.policyname = 'api_select' AND p.permissive = 'RESTRICTIVE'
  ), false) AS walled`;

/**
 * Whether the API runs behind the wall; null: the database cannot say yet, because it is away, starts up, or has no schema.
 * Nothing is read from such a one either.
 */
async function isWalled(pool: pg.Pool): Promise<boolean | null> {
  try {
    return (await pool.query<{ walled: boolean }>(WALLED)).rows[0]?.walled === true;
  } catch {
    return null;
  }
}

/** The API never runs as somebody who sees everything. A database that is not there yet is asked when it is. */
async function refuseWithoutWall(pool: pg.Pool, whenLater: (problem: Error) => void): Promise<void> {
  const walled = await isWalled(pool);
  const problem = new Error(
    'DATABASE_API_URL must name the role rinnalla_api, and the schema be up to date and made when that role was there.',
  );
  if (walled === false) throw problem;
  if (walled === true) return;
  setTimeout(() => {
    refuseWithoutWall(pool, whenLater).catch(() => whenLater(problem));
  }, ASK_AGAIN_MS).unref();
}

function onceStopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
    setTimeout(() => server.closeAllConnections(), PATIENCE_MS).unref();
  });
}

/** A restored database opens only after the list of erasures was carried out on it. */
async function refuseUndone(pool: pg.Pool, settings: Settings, textKey: string): Promise<void> {
  const list = await readErasures(settings.erasureFolder, signingKeys(textKey, settings.textKeyOld));
  // A database that is not there yet says 503 when asked; what it holds then, `rinnalla audit` looks at.
  const undone = await undoneErasures(pool, list).catch(() => []);
  if (undone.length > 0)
    throw new Error(
      `The texts of ${undone.length} erased cases are back: run \`rinnalla erase --again\` before the API opens.`,
    );
}

async function main(): Promise<void> {
  const settings = readSettings(process.env);
  const { databaseApiUrl, textKey } = required(settings, 'databaseApiUrl', 'textKey', 'sessionSecret');
  const logger = createLogger(settings.logLevel);
  const pool = createApiPool(databaseApiUrl, settings.databasePool);
  await refuseWithoutWall(pool, ({ message }) => {
    logger.fatal({ code: 'no-wall' });
    console.error(message);
    process.exit(1);
  });
  await refuseUndone(pool, settings, textKey);
  const { client } = temporalClient(settings);
  const outcomes = listenForOutcomes(databaseApiUrl, logger);
  const prisma = connectPrisma(pool);
  const webFolder = fileURLToPath(new URL('../web/dist', import.meta.url));
  const now = () => instant(Date.now());
  const deps: Deps = {
    pool,
    prisma,
    temporal: client,
    outcomes,
    lingering: new Lingering(),
    vault: new TextVault(masterKeys(textKey, settings.textKeyOld)),
    identityKeys: new IdentityKeys(textKey, settings.textKeyOld),
    access: createAccessLog(pool),
    sendText: settings.textGatewayUrl === undefined ? null : textGateway(settings.textGatewayUrl),
    identity: createIdentityProvider(settings),
    limits: createLimits(pool, settings.budgets, settings.sessionSecret),
    streams: createCaseStreams({ pool, now, logger }),
    settings: { ...settings, webFolder },
    logger,
    now,
  };
  const server = createHttpServer(settings.requestSeconds, createServer(deps));
  server.once('error', () => {
    logger.fatal({ code: 'cannot-listen', port: settings.port });
    process.exitCode = 1;
    void outcomes.close().then(() => pool.end());
  });
  server.listen(settings.port, settings.host, () => {
    logger.info({ code: 'listening', port: settings.port, host: settings.host });
  });

  let stopping = false;
  const stop = async () => {
    if (stopping) return;
    stopping = true;
    deps.streams.close();
    await onceStopped(server);
    await outcomes.close();
    await prisma.$disconnect();
    await pool.end().catch(() => undefined);
    // The connection to the engine is left to the end of the process: a call that waits for its next try would throw
    // into the void when the connection is closed under it.
    process.exit(process.exitCode ?? 0);
  };
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop());
}

main().catch((failure: unknown) => {
  console.error(failure instanceof Error ? failure.message : 'The API cannot start.');
  process.exit(1);
});
