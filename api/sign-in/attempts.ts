import { randomBytes } from 'node:crypto';
import type pg from 'pg';
import type { PageLanguage } from '../../policies/page-texts.js';
import { after, type Instant } from '../../domain/time/instant.js';
import { ATTEMPT_LASTS } from '../auth/cookie.js';
import { hashSecret } from '../auth/sessions.js';
import type { Secrets } from './identity-provider.js';

export interface Attempt extends Secrets {
  readonly returnTo: string;
  readonly language: PageLanguage;
}

/** A secret for the cookie of a browser that sets out. */
export function newBrowserSecret(): string {
  return randomBytes(32).toString('base64url');
}

/** Remembers an attempt until its answer comes; those that nobody answered are forgotten on the way. */
export async function keepAttempt(
  pool: pg.Pool,
  browser: string,
  attempt: Attempt,
  now: Instant,
): Promise<void> {
  await pool.query(
    `WITH forgotten AS (DELETE FROM sign_in_attempt WHERE expires_at <= $7)
     INSERT INTO sign_in_attempt (state_hash, browser_hash, nonce, verifier, return_to, language, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $8)`,
    [
      ...[hashSecret(attempt.state), hashSecret(browser), attempt.nonce, attempt.verifier],
      ...[attempt.returnTo, attempt.language, new Date(now), new Date(after(now, ATTEMPT_LASTS))],
    ],
  );
}

interface Row {
  nonce: string;
  verifier: string;
  return_to: string;
  language: PageLanguage;
}

/**
 * Takes the attempt that this browser began under this state, so that it answers once; null when there is none. A
 * state that another browser brings takes nothing.
 */
export async function takeAttempt(
  pool: pg.Pool,
  state: string,
  browser: string,
  now: Instant,
): Promise<Attempt | null> {
  const { rows } = await pool.query<Row>(
    `DELETE FROM sign_in_attempt WHERE state_hash = $1 AND browser_hash = $2 AND expires_at > $3
     RETURNING nonce, verifier, return_to, language`,
    [hashSecret(state), hashSecret(browser), new Date(now)],
  );
  const row = rows[0];
  if (row === undefined) return null;
  const { nonce, verifier, language, return_to: returnTo } = row;
  return { state, nonce, verifier, returnTo, language };
}
