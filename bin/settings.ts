import { join } from 'node:path';
import { z } from 'zod';
import type { Budgets } from '../api/limits/limits.js';
import { budgetsOf, limitShape } from './limit-settings.js';

const port = z.coerce.number().int().min(0).max(65_535);
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/ });
const key = z
  .base64()
  .refine((value) => Buffer.from(value, 'base64').length >= 32, 'at least 32 bytes in base64');
/** Keys of before, comma-separated, the youngest first. */
const keys = z
  .string()
  .transform((value) => value.split(',').map((one) => one.trim()))
  .pipe(z.array(key));

/**
 * Every setting of Rinnalla, read from the environment and nowhere else. `npm start` fills in what is unset from
 * the embedded stack; in production the operator sets them. docs/operations.md has the same list for people.
 */
const shape = z.object({
  /** `production` refuses what is meant for development only. */
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  /** Port the API listens on. */
  PORT: port.default(8080),
  /** Address the API listens on. Loopback unless a proxy in another container has to reach it. */
  HOST: z.string().min(1).default('127.0.0.1'),
  /** Where browsers reach Rinnalla: links in mails begin with it. Default: http://HOST:PORT. */
  PUBLIC_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** PostgreSQL as role rinnalla_app: worker and operator. Unset: the embedded server. */
  DATABASE_URL: postgresUrl.optional(),
  /** PostgreSQL as role rinnalla_api: the API, behind row-level security. */
  DATABASE_API_URL: postgresUrl.optional(),
  /** PostgreSQL as role rinnalla_owner: migrations. */
  DATABASE_OWNER_URL: postgresUrl.optional(),
  /** PostgreSQL as role rinnalla_eraser: erasure only. */
  DATABASE_ERASER_URL: postgresUrl.optional(),
  /** PostgreSQL as a role that may create roles and databases: `bin/prepare.ts database` only. */
  DATABASE_ADMIN_URL: postgresUrl.optional(),
  /** PostgreSQL as the role that owns Temporal's own databases: `bin/prepare.ts database` only. */
  TEMPORAL_DATABASE_URL: postgresUrl.optional(),
  /** host:port of a Temporal server (1.32 or newer). Unset: the embedded server. */
  TEMPORAL_ADDRESS: z
    .string()
    .regex(/^[^\s:]+:\d+$/, 'host:port')
    .optional(),
  /** Namespace of that server. It needs a retention at least the age of the oldest usable backup. */
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** Origin of Temporal's UI (https://temporal.example.org): lets an administrator read payloads there. Unset: off. */
  TEMPORAL_UI_ORIGIN: z
    .url({ protocol: /^https?$/ })
    .transform((value) => new URL(value).origin)
    .optional(),
  /** Queue that ties API and workers together; another one separates two installations on one namespace. */
  TASK_QUEUE: z.string().min(1).default('rinnalla'),
  /** smtp:// or smtps:// address of the mail server, user and password included. Unset: the mailbox. */
  SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  /** Where text messages are handed in: `POST {to, text}` as JSON. Unset: the mailbox under `npm start`, elsewhere none. */
  TEXT_GATEWAY_URL: z.url({ protocol: /^https?$/ }).optional(),
  /** Sender of all mail. */
  MAIL_FROM: z.string().min(3).default('Rinnalla <rinnalla@localhost>'),
  /** The OpenID Connect provider by which people sign in. Unset: the embedded one. Required in production, by https. */
  OIDC_ISSUER: z.url({ protocol: /^https?$/ }).optional(),
  /** What that provider calls Rinnalla. Required with OIDC_ISSUER. */
  OIDC_CLIENT_ID: z.string().min(1).optional(),
  /** The secret agreed with that provider. Required with OIDC_ISSUER. */
  OIDC_CLIENT_SECRET: z.string().min(8).optional(),
  /**
   * Claim that names the person in the directory, once, at the first sign-in: `email` is compared with the person's
   * address (and must be verified), any other with the staff number. Unset: only identities that are linked already.
   */
  OIDC_SUBJECT_CLAIM: z
    .string()
    .regex(/^[\w.:/-]{1,100}$/)
    .optional(),
  /** Levels of sign-in (acr) that are enough, most wanted first, by spaces. Unset: whatever the provider thinks right. */
  OIDC_ACR: z.string().min(1).optional(),
  /** Key that signs sessions and links, at least 32 bytes in base64. Required in production. */
  SESSION_SECRET: key.optional(),
  /** Key of the payload codec: what Temporal stores is encrypted with it. Required in production. */
  PAYLOAD_KEY: key.optional(),
  /** Keys that PAYLOAD_KEY had before: they decrypt only. Kept until nothing in Temporal is under them. */
  PAYLOAD_KEY_OLD: keys.optional(),
  /** Master key of the vault: the data keys of cases and slips lie there wrapped in it. Required in production. */
  TEXT_KEY: key.optional(),
  /** Keys that TEXT_KEY had before: they unwrap and verify only. */
  TEXT_KEY_OLD: keys.optional(),
  /** Folder of the list of erasures, outside the database and its backups. Default: RINNALLA_HOME/erasures. */
  ERASURE_FOLDER: z.string().min(1).optional(),
  /** Folder of the embedded stack: data, mails, logs, secrets. Emptied by `npm start -- --fresh`. */
  RINNALLA_HOME: z.string().min(1).default('./.rinnalla'),
  /** Folder outside the database in which the daily anchors of the logs are kept. Default: `anchors` in RINNALLA_HOME. */
  ANCHOR_FOLDER: z.string().min(1).optional(),
  /** Age in milliseconds at which a command without an outcome is sent again. */
  SWEEP_AFTER_MS: z.coerce.number().int().min(100).default(30_000),
  /** Running cases a worker keeps in memory; about 250 KB each. */
  MAX_CACHED_WORKFLOWS: z.coerce.number().int().min(0).default(1200),
  /** Connections to PostgreSQL per process. */
  DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
  /**
   * Requests to talk that the public page takes per school and hour, urgent ones apart; beyond it the page gives the
   * number to call.
   */
  TALK_LIMIT: z.coerce.number().int().min(1).default(30),
  ...limitShape,
  /** Least severe line that is logged. Personal data are in none. */
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
});

/** How people sign in. */
export type OidcSettings = {
  issuer: string;
  clientId: string;
  clientSecret: string;
  subjectClaim: string | undefined;
  /** Levels that are enough; empty: any. */
  acr: string[];
};

/** The validated settings, by the names code uses. */
export type Settings = {
  environment: 'development' | 'test' | 'production';
  port: number;
  host: string;
  publicUrl: string;
  databaseUrl: string | undefined;
  databaseApiUrl: string | undefined;
  databaseOwnerUrl: string | undefined;
  databaseEraserUrl: string | undefined;
  databaseAdminUrl: string | undefined;
  temporalDatabaseUrl: string | undefined;
  temporalAddress: string | undefined;
  temporalNamespace: string;
  temporalUiOrigin: string | undefined;
  taskQueue: string;
  smtpUrl: string | undefined;
  textGatewayUrl: string | undefined;
  mailFrom: string;
  oidc: OidcSettings | undefined;
  sessionSecret: string | undefined;
  payloadKey: string | undefined;
  payloadKeyOld: readonly string[];
  textKey: string | undefined;
  textKeyOld: readonly string[];
  erasureFolder: string;
  home: string;
  anchorFolder: string;
  sweepAfterMs: number;
  maxCachedWorkflows: number;
  databasePool: number;
  talkLimit: number;
  trustedProxies: readonly string[] | undefined;
  requestSeconds: number;
  budgets: Budgets;
  logLevel: z.infer<typeof shape>['LOG_LEVEL'];
};

/** A setting is missing or wrong. The message names each variable; it never repeats a value. */
export class SettingsProblem extends Error {
  constructor(problems: string[]) {
    super(`Settings: ${problems.join('; ')}.`);
    this.name = 'SettingsProblem';
  }
}

/**
 * Reads and checks all settings. An empty variable counts as unset.
 * Throws SettingsProblem, also for a combination that is not allowed in production.
 */
export function readSettings(env: NodeJS.ProcessEnv): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const result = shape.safeParse(given);
  if (!result.success) {
    throw new SettingsProblem(
      result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    );
  }
  const found = result.data;
  const production = found.NODE_ENV === 'production';
  const oidc = oidcOf(found);
  if (production) refuseInProduction(found);
  return {
    environment: found.NODE_ENV,
    port: found.PORT,
    host: found.HOST,
    publicUrl: (found.PUBLIC_URL ?? `http://${found.HOST}:${found.PORT}`).replace(/\/+$/, ''),
    databaseUrl: found.DATABASE_URL,
    databaseApiUrl: found.DATABASE_API_URL,
    databaseOwnerUrl: found.DATABASE_OWNER_URL,
    databaseEraserUrl: found.DATABASE_ERASER_URL,
    databaseAdminUrl: found.DATABASE_ADMIN_URL,
    temporalDatabaseUrl: found.TEMPORAL_DATABASE_URL,
    temporalAddress: found.TEMPORAL_ADDRESS,
    temporalNamespace: found.TEMPORAL_NAMESPACE,
    temporalUiOrigin: found.TEMPORAL_UI_ORIGIN,
    taskQueue: found.TASK_QUEUE,
    smtpUrl: found.SMTP_URL,
    textGatewayUrl: found.TEXT_GATEWAY_URL,
    mailFrom: found.MAIL_FROM,
    oidc,
    sessionSecret: found.SESSION_SECRET,
    payloadKey: found.PAYLOAD_KEY,
    payloadKeyOld: found.PAYLOAD_KEY_OLD ?? [],
    textKey: found.TEXT_KEY,
    textKeyOld: found.TEXT_KEY_OLD ?? [],
    erasureFolder: found.ERASURE_FOLDER ?? join(found.RINNALLA_HOME, 'erasures'),
    home: found.RINNALLA_HOME,
    anchorFolder: found.ANCHOR_FOLDER ?? join(found.RINNALLA_HOME, 'anchors'),
    sweepAfterMs: found.SWEEP_AFTER_MS,
    maxCachedWorkflows: found.MAX_CACHED_WORKFLOWS,
    databasePool: found.DATABASE_POOL,
    talkLimit: found.TALK_LIMIT,
    trustedProxies: found.TRUSTED_PROXIES,
    requestSeconds: found.REQUEST_SECONDS,
    budgets: budgetsOf(found, found.TALK_LIMIT),
    logLevel: found.LOG_LEVEL,
  };
}

/** Three settings or none: half a provider lets nobody in. */
function oidcOf(found: z.infer<typeof shape>): OidcSettings | undefined {
  const { OIDC_ISSUER: issuer, OIDC_CLIENT_ID: clientId, OIDC_CLIENT_SECRET: clientSecret } = found;
  if (issuer === undefined) return undefined;
  if (clientId === undefined || clientSecret === undefined) {
    throw new SettingsProblem(['OIDC_ISSUER needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET beside it']);
  }
  const acr = found.OIDC_ACR?.split(/\s+/).filter((level) => level !== '') ?? [];
  return { issuer, clientId, clientSecret, subjectClaim: found.OIDC_SUBJECT_CLAIM, acr };
}

function refuseInProduction(found: z.infer<typeof shape>): void {
  const problems: string[] = [];
  if (!found.OIDC_ISSUER) problems.push('OIDC_ISSUER is required in production');
  else if (!found.OIDC_ISSUER.startsWith('https:')) problems.push('OIDC_ISSUER must be https in production');
  if (!found.SESSION_SECRET) problems.push('SESSION_SECRET is required in production');
  if (!found.PAYLOAD_KEY) problems.push('PAYLOAD_KEY is required in production');
  if (!found.TEXT_KEY) problems.push('TEXT_KEY is required in production');
  for (const [name, value] of Object.entries(found)) {
    if (typeof value === 'string' && isForDevelopment(value)) {
      problems.push(`${name} still has the value docker-compose.yml gives it for development`);
    }
  }
  if (problems.length > 0) throw new SettingsProblem(problems);
}

/** Passwords and keys that stand in a public file open the door to everybody who has read it. */
function isForDevelopment(value: string): boolean {
  const mark = 'development-only';
  return value.includes(mark) || Buffer.from(value, 'base64').toString('latin1').startsWith(mark);
}

const variableOf = {
  databaseUrl: 'DATABASE_URL',
  databaseApiUrl: 'DATABASE_API_URL',
  databaseOwnerUrl: 'DATABASE_OWNER_URL',
  databaseEraserUrl: 'DATABASE_ERASER_URL',
  databaseAdminUrl: 'DATABASE_ADMIN_URL',
  temporalDatabaseUrl: 'TEMPORAL_DATABASE_URL',
  temporalAddress: 'TEMPORAL_ADDRESS',
  smtpUrl: 'SMTP_URL',
  sessionSecret: 'SESSION_SECRET',
  payloadKey: 'PAYLOAD_KEY',
  textKey: 'TEXT_KEY',
} as const satisfies Partial<Record<keyof Settings, string>>;

/**
 * The settings a process cannot run without, as strings: `required(settings, 'databaseUrl', 'temporalAddress')`.
 * `npm start` sets them for its children; elsewhere the operator does. Throws SettingsProblem naming what is unset.
 */
export function required<Name extends keyof typeof variableOf>(
  settings: Settings,
  ...names: Name[]
): Record<Name, string> {
  const missing = names.filter((name) => settings[name] === undefined);
  if (missing.length > 0)
    throw new SettingsProblem(missing.map((name) => `${variableOf[name]} is required here`));
  return Object.fromEntries(names.map((name) => [name, settings[name]])) as Record<Name, string>;
}
