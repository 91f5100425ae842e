import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type pg from 'pg';
import { SIDES, STAFF_ROLES, type Side, type StaffRole } from '../../domain/people.js';
import { after, DAY, type Instant } from '../../domain/time/instant.js';
import { ANY_CONTROLLER, TOKEN_SCOPES, type Caller, type TokenScope } from './caller.js';
import { hashSecret, SEEN_STEP } from './sessions.js';

/** The longest life of a token, in days, and its life unless told otherwise. */
export const TOKEN_DAYS = 365;

/** Employers a system speaks for. */
export type TokenSide = Side | 'both';

export interface TokenOptions {
  readonly role: StaffRole;
  /** What the token is for, for people who look at the list. */
  readonly name: string;
  /** Default: both employers for coordinators, supervisors and administrators, else the one that has such a post. */
  readonly side?: TokenSide;
  /** One employer only; the token speaks for that side. Default: every one of its side. */
  readonly controllerId?: string;
  /** Default: all, within what the role may. */
  readonly scopes?: readonly TokenScope[];
  /** At most `TOKEN_DAYS`. */
  readonly days?: number;
}

const COUNTY_POSTS: readonly StaffRole[] = ['curator', 'psychologist', 'school_nurse', 'school_doctor'];
const SHARED_POSTS: readonly StaffRole[] = ['coordinator', 'supervisor', 'administrator'];

function usualSide(role: StaffRole): TokenSide {
  if (SHARED_POSTS.includes(role)) return 'both';
  return COUNTY_POSTS.includes(role) ? 'county' : 'school';
}

/** The side of an employer; null when there is no such employer. */
async function sideOf(pool: pg.Pool | pg.Client, controllerId: string): Promise<Side | null> {
  const { rows } = await pool.query<{ kind: string }>('SELECT kind FROM controller WHERE id = $1', [
    controllerId,
  ]);
  if (rows[0] === undefined) return null;
  return rows[0].kind === 'county' ? 'county' : 'school';
}

async function settleSide(pool: pg.Pool | pg.Client, options: TokenOptions): Promise<TokenSide> {
  const { controllerId, side = null } = options;
  if (controllerId === undefined) return side ?? usualSide(options.role);
  const own = await sideOf(pool, controllerId);
  if (own === null) throw new RangeError('there is no such employer');
  if (side !== null && side !== own) throw new RangeError(`that employer is of the side ${own}`);
  return own;
}

/**
 * Makes a token for a system and gives its secret, once: only its hash is kept. Throws RangeError for an employer that
 * is not there or is of another side, and for a life that is no number of days up to a year.
 */
export async function createToken(
  pool: pg.Pool | pg.Client,
  options: TokenOptions,
  now: Instant,
): Promise<string> {
  const { days = TOKEN_DAYS, scopes = TOKEN_SCOPES, controllerId = null } = options;
  if (!(Number.isInteger(days) && days >= 1 && days <= TOKEN_DAYS)) {
    throw new RangeError(`a token lives 1 to ${TOKEN_DAYS} days`);
  }
  if (scopes.length === 0) throw new RangeError('a token without a scope opens nothing');
  const side = await settleSide(pool, options);
  const secret = `rin_${randomBytes(32).toString('base64url')}`;
  await pool.query(
    `INSERT INTO api_token (id, token_hash, name, role, side, created_at, expires_at, scopes, controller_id)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[randomUUID(), hashSecret(secret), options.name, options.role, side],
      ...[new Date(now), new Date(after(now, days * DAY)), scopes, controllerId],
    ],
  );
  return secret;
}

/** The token of a request; null when it has no such header. */
export function readBearer(req: Request): string | null {
  return /^Bearer\s+(\S{1,200})$/i.exec(req.get('authorization') ?? '')?.[1] ?? null;
}

interface TokenRow {
  id: string;
  name: string;
  role: string;
  side: string;
  scopes: string[];
  controller_id: string | null;
  used_at: Date | null;
}

/** The system a token stands for; null when it is unknown, expired or revoked. */
export async function verifyToken(pool: pg.Pool, secret: string, now: Instant): Promise<Caller | null> {
  const { rows } = await pool.query<TokenRow>({
    name: 'find-token',
    text: `SELECT id, name, role, side, scopes, controller_id, used_at FROM api_token
           WHERE token_hash = $1 AND expires_at > $2 AND (revoked_at IS NULL OR revoked_at > $2)`,
    values: [hashSecret(secret), new Date(now)],
  });
  const row = rows[0];
  const role = STAFF_ROLES.find((known) => known === row?.role);
  if (row === undefined || role === undefined) return null;
  await noteUse(pool, row, now);
  const sides = SIDES.filter((side) => row.side === 'both' || row.side === side);
  const controllerId = row.controller_id ?? ANY_CONTROLLER;
  return {
    kind: 'system',
    key: `token:${row.id}`,
    personId: null,
    name: row.name,
    language: 'fi',
    roles: sides.map((side) => ({ role, side, unitId: null, controllerId })),
    scopes: TOKEN_SCOPES.filter((scope) => row.scopes.includes(scope)),
    level: null,
  };
}

/** Writes down that a token is in use, at most once a minute: one that nobody uses can be told and revoked. */
async function noteUse(pool: pg.Pool, row: TokenRow, now: Instant): Promise<void> {
  if (row.used_at !== null && row.used_at.getTime() > now - SEEN_STEP) return;
  await pool.query('UPDATE api_token SET used_at = $2 WHERE id = $1 AND (used_at IS NULL OR used_at < $2)', [
    row.id,
    new Date(now),
  ]);
}
