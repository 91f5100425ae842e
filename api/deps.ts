import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { Logger } from 'pino';
import type { Instant } from '../domain/time/instant.js';
import type { PrismaClient } from '../prisma/client/client.js';
import type { AccessLog } from './cases/access-log.js';
import type { Lingering } from './commands/lingering.js';
import type { Outcomes } from './commands/outcomes.js';
import type { IdentityKeys } from './directory/import/identity-keys.js';
import type { Limits } from './limits/limits.js';
import type { CaseStreams } from './live/case-streams.js';
import type { TextVault } from './vault/text-vault.js';
import type { IdentityProvider, OidcSettings } from './sign-in/identity-provider.js';

/** The settings the API uses (bin/settings.ts has all of them). */
export interface ApiSettings {
  readonly environment: 'development' | 'test' | 'production';
  readonly taskQueue: string;
  readonly temporalNamespace: string;
  /** How people sign in; undefined: nobody can. */
  readonly oidc: OidcSettings | undefined;
  /** Readiness asks this server for a greeting; undefined: mail counts as down. */
  readonly smtpUrl: string | undefined;
  /** Where browsers reach the API: `https` makes cookies secure. */
  readonly publicUrl: string;
  /** Origin of Temporal's UI, which may ask for payloads to be decrypted; undefined: nobody may. */
  readonly temporalUiOrigin: string | undefined;
  /** Key of links and of what their pages carry. */
  readonly sessionSecret: string | undefined;
  /** Requests to talk that the public page takes per school and hour. */
  readonly talkLimit: number;
  /** Proxies whose word counts on where a request comes from; undefined: none. */
  readonly trustedProxies: readonly string[] | undefined;
  /** Folder of the built web app; undefined: the API alone. */
  readonly webFolder?: string;
}

/** Everything the API needs from outside; nothing in it is read from the environment or a clock of its own. */
export interface Deps {
  readonly pool: pg.Pool;
  readonly prisma: PrismaClient;
  readonly temporal: Client;
  readonly outcomes: Outcomes;
  /** Sends that go on after their request was answered. */
  readonly lingering: Lingering;
  /** Seals and opens free texts. */
  readonly vault: TextVault;
  /** Opens the personal identity code of the learner of a report. */
  readonly identityKeys: Pick<IdentityKeys, 'open'>;
  /** No answer that shows a case leaves before its row is written. */
  readonly access: AccessLog;
  /** Hands a text message to the gateway; null: this installation has none. */
  readonly sendText:
    | ((message: { readonly to: string; readonly text: string }) => Promise<'sent' | 'never' | 'later'>)
    | null;
  readonly identity: IdentityProvider;
  /** How much of what anybody may ask. */
  readonly limits: Limits;
  /** Event streams of those who have a case open. */
  readonly streams: CaseStreams;
  readonly settings: ApiSettings;
  readonly logger: Logger;
  readonly now: () => Instant;
}
