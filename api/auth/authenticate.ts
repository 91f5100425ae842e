import type { Request } from 'express';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import { SIDES, STAFF_ROLES, type Side, type StaffRole } from '../../domain/people.js';
import { after, type Instant } from '../../domain/time/instant.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import { isFromTemporalUi } from '../http/temporal-ui.js';
import { todayInFinland } from '../rules/today.js';
import { TOKEN_SCOPES, type Caller, type EmployedRole, type TokenScope } from './caller.js';
import { readCookie } from './cookie.js';
import { endSessionsOf, hashSecret, SEEN_STEP, SESSION_IDLE, touchSession } from './sessions.js';
import { readBearer, verifyToken } from './tokens.js';

interface SessionRow {
  person_id: string;
  given_name: string;
  family_name: string;
  language: 'fi' | 'sv' | 'en';
  seen_at: Date;
  acr: string | null;
  amr: string[];
  roles: unknown;
}

// One round trip: session, person and the roles that hold today.
const FIND_SESSION = `
  SELECT s.person_id, p.given_name, p.family_name, p.language, s.seen_at, s.acr, s.amr,
         (SELECT coalesce(json_agg(json_build_object('role', r.role, 'side', r.side, 'unitId', r.unit_id,
                                                     'controllerId', r.controller_id) ORDER BY r.role, r.unit_id), '[]')
          FROM staff_role r
          WHERE r.person_id = s.person_id AND r.valid_from <= $4 AND (r.valid_to IS NULL OR r.valid_to >= $4)) AS roles
  FROM session s JOIN person p ON p.id = s.person_id
  WHERE s.id_hash = $1 AND s.expires_at > $2 AND s.seen_at > $3`;

/** True for a name the core knows; a role of a later version of the directory says nothing here. */
function isStaffRole(value: unknown): value is StaffRole {
  return STAFF_ROLES.some((role) => role === value);
}

function isSide(value: unknown): value is Side {
  return SIDES.some((side) => side === value);
}

/** Reads roles as the database gives them; what the core does not know is left out. */
export function rolesFrom(value: unknown): EmployedRole[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap((row: unknown) => {
    if (typeof row !== 'object' || row === null || !('role' in row && 'side' in row && 'controllerId' in row))
      return [];
    const { role, side, controllerId } = row;
    if (!isStaffRole(role) || !isSide(side) || typeof controllerId !== 'string') return [];
    const unit = 'unitId' in row && typeof row.unitId === 'string' ? asId<UnitId>(row.unitId) : null;
    return [{ role, side, unitId: unit, controllerId }];
  });
}

/** `sign-of-life`: the session goes on from here. `look`: it only is looked at. */
export type Asking = 'sign-of-life' | 'look';

async function bySession(deps: Deps, secret: string, now: Instant, asking: Asking): Promise<Caller | null> {
  const idHash = hashSecret(secret);
  const { rows } = await deps.pool.query<SessionRow>({
    name: 'find-session',
    text: FIND_SESSION,
    values: [idHash, new Date(now), new Date(after(now, -SESSION_IDLE)), todayInFinland(now)],
  });
  const row = rows[0];
  if (row === undefined) return null;
  const roles = rolesFrom(row.roles);
  // Whose last post has ended is nobody here any more, on no device: coming back is a new sign-in.
  if (roles.length === 0) {
    await endSessionsOf(deps.pool, row.person_id);
    return null;
  }
  if (asking === 'sign-of-life' && row.seen_at.getTime() < now - SEEN_STEP)
    await touchSession(deps.pool, idHash, now);
  const personId = asId<PersonId>(row.person_id);
  return {
    kind: 'person',
    key: `person:${personId}`,
    personId,
    name: `${row.given_name} ${row.family_name}`,
    language: row.language,
    roles,
    scopes: TOKEN_SCOPES,
    level: { acr: row.acr, amr: row.amr },
    at: now,
  };
}

/**
 * Who calls, or null: a system by `Authorization: Bearer`, a person by session cookie. The one place that knows how
 * people sign in.
 */
export async function authenticate(
  deps: Deps,
  req: Request,
  asking: Asking = 'sign-of-life',
): Promise<Caller | null> {
  const now = deps.now();
  const bearer = readBearer(req);
  if (bearer !== null) return verifyToken(deps.pool, bearer, now);
  const secret = readCookie(req, deps.settings, 'session');
  return secret === null ? null : bySession(deps, secret, now, asking);
}

/**
 * True when a request that changes something came from our own pages: a browser says so itself, another client says
 * so by a header that no other site can make a browser send.
 */
export function isOwnRequest(req: Request): boolean {
  const site = req.get('sec-fetch-site');
  if (site === 'same-origin' || site === 'none') return true;
  return req.get('x-requested-with') === 'rinnalla';
}

function isOwn({ settings }: Deps, req: Request): boolean {
  return isOwnRequest(req) || isFromTemporalUi(req, settings.temporalUiOrigin);
}

/** Methods that change nothing: another site that makes a browser use them learns nothing either. */
const READING: ReadonlySet<string> = new Set(['GET', 'HEAD']);

/**
 * The caller of a route that needs one. Throws 401; 403 `forged-request` for a cookie on a foreign request, 403
 * `scope-missing` for a token that was not made for this.
 */
export async function guard(deps: Deps, req: Request, scope: TokenScope, asking?: Asking): Promise<Caller> {
  const caller = await authenticate(deps, req, asking);
  if (caller === null) throw new HttpProblem(401, 'not-signed-in');
  if (caller.kind === 'person' && !READING.has(req.method) && !isOwn(deps, req)) {
    throw new HttpProblem(403, 'forged-request', { detail: 'Send X-Requested-With: rinnalla.' });
  }
  if (!caller.scopes.includes(scope)) {
    throw new HttpProblem(403, 'scope-missing', { detail: `This token lacks the scope ${scope}.` });
  }
  return caller;
}
