import { randomBytes, randomUUID } from 'node:crypto';
import type { Request } from 'express';
import type pg from 'pg';
import { SIDES, STAFF_ROLES, type Side, type StaffRole } from '../../domain/people.js';
import { after, DAY, type Instant } from '../../domain/time/instant.js';
import { ANY_CONTROLLER, type Caller } from './caller.js';
import { hashSecret } from './sessions.js';

/** A token is worth nothing after this many days unless told otherwise. */
export const TOKEN_DAYS = 365;

/** Employers a system speaks for. */
export type TokenSide = Side | 'both';

export interface TokenOptions {
  readonly role: StaffRole;
  /** What the token is for, for people who look at the list. */
  readonly name: string;
  /** Default: both employers for coordinators, supervisors and administrators, else the one that has such a post. */
  readonly side?: TokenSide;
  readonly days?: number;
}

const COUNTY_POSTS: readonly StaffRole[] = ['curator', 'psychologist', 'school_nurse', 'school_doctor'];
const SHARED_POSTS: readonly StaffRole[] = ['coordinator', 'supervisor', 'administrator'];

function usualSide(role: StaffRole): TokenSide {
  if (SHARED_POSTS.includes(role)) return 'both';
  return COUNTY_POSTS.includes(role) ? 'county' : 'school';
}

/** Makes a token for a system and gives its secret, once: only its hash is kept. */
export async function createToken(
  pool: pg.Pool | pg.Client,
  options: TokenOptions,
  now: Instant,
): Promise<string> {
  const secret = `rin_${randomBytes(32).toString('base64url')}`;
  await pool.query(
    `INSERT INTO api_token (id, token_hash, name, role, side, created_at, expires_at)
     VALUES ($1, $2, $3, $4, $5, $6, $7)`,
    [
      randomUUID(),
      hashSecret(secret),
      options.name,
      options.role,
      options.side ?? usualSide(options.role),
      new Date(now),
      new Date(after(now, (options.days ?? TOKEN_DAYS) * DAY)),
    ],
  );
  return secret;
}

/** The token of a request; null when it has no such header. */
export function readBearer(req: Request): string | null {
  return /^Bearer\s+(\S{1,200})$/i.exec(req.get('authorization') ?? '')?.[1] ?? null;
}

/** The system a token stands for; null when it is unknown, expired or revoked. */
export async function verifyToken(pool: pg.Pool, secret: string, now: Instant): Promise<Caller | null> {
  const { rows } = await pool.query<{ id: string; name: string; role: string; side: string }>({
    name: 'find-token',
    text: `SELECT id, name, role, side FROM api_token
           WHERE token_hash = $1 AND expires_at > $2 AND (revoked_at IS NULL OR revoked_at > $2)`,
    values: [hashSecret(secret), new Date(now)],
  });
  const row = rows[0];
  const role = STAFF_ROLES.find((known) => known === row?.role);
  if (row === undefined || role === undefined) return null;
  const sides = SIDES.filter((side) => row.side === 'both' || row.side === side);
  return {
    kind: 'system',
    key: `token:${row.id}`,
    personId: null,
    name: row.name,
    language: 'fi',
    roles: sides.map((side) => ({ role, side, unitId: null, controllerId: ANY_CONTROLLER })),
  };
}
