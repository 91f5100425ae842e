import { createHash, randomBytes } from 'node:crypto';
import type pg from 'pg';
import { after, HOUR, MINUTE, type Instant } from '../../domain/time/instant.js';

/** A session ends 12 hours after sign-in, and 2 hours after the last request. */
export const SESSION_ABSOLUTE = 12 * HOUR;
export const SESSION_IDLE = 2 * HOUR;
/** The last request is written down at most this often. */
export const SEEN_STEP = MINUTE;

/** What is stored of a secret that a client keeps: enough to recognise it, too little to use it. */
export function hashSecret(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** How the person was let in, as the provider names it (OpenID Connect: acr and amr). */
export interface SignInLevel {
  readonly acr: string | null;
  readonly amr: readonly string[];
}

/** Begins a session and gives its id, which is stored hashed and known to the browser only. */
export async function beginSession(
  pool: pg.Pool,
  personId: string,
  level: SignInLevel,
  now: Instant,
): Promise<string> {
  const secret = randomBytes(32).toString('base64url');
  await pool.query(
    `WITH ended AS (DELETE FROM session WHERE expires_at <= $3)
     INSERT INTO session (id_hash, person_id, created_at, seen_at, expires_at, acr, amr)
     VALUES ($1, $2, $3, $3, $4, $5, $6)`,
    [
      ...[hashSecret(secret), personId, new Date(now), new Date(after(now, SESSION_ABSOLUTE))],
      ...[level.acr, level.amr],
    ],
  );
  return secret;
}

/** Ends a session; ending it twice is no fault. */
export async function endSession(pool: pg.Pool, secret: string): Promise<void> {
  await pool.query('DELETE FROM session WHERE id_hash = $1', [hashSecret(secret)]);
}

/** Ends every session of a person, on whatever device. */
export async function endSessionsOf(pool: pg.Pool, personId: string): Promise<void> {
  await pool.query('DELETE FROM session WHERE person_id = $1', [personId]);
}

/** Remembers that the session was used. */
export async function touchSession(pool: pg.Pool, idHash: string, now: Instant): Promise<void> {
  await pool.query('UPDATE session SET seen_at = $2 WHERE id_hash = $1 AND seen_at < $2', [
    idHash,
    new Date(now),
  ]);
}
