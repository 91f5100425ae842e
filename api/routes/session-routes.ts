import { isOwnRequest, rolesFrom } from '../auth/authenticate.js';
import { cookieHeader, readCookie } from '../auth/cookie.js';
import { presentMe, presentRoles } from '../auth/me.js';
import { beginSession, endSession } from '../auth/sessions.js';
import { devPeople, devSignIn, me, type DevPeople } from '../contracts/me.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { todayInFinland } from '../rules/today.js';

/** Who I am, and leaving. */
export function sessionRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/me',
      summary: 'Who I am, my roles now, my language.',
      tag: 'session',
      auth: 'caller',
      responses: { 200: { description: 'The caller.', schema: me } },
      handler: async ({ caller }) => ({ status: 200, body: await presentMe(deps, caller) }),
    }),
    route({
      method: 'post',
      path: '/api/v1/sign-out',
      summary: 'Ends the session of this cookie; without one, nothing.',
      tag: 'session',
      auth: 'none',
      problems: [403],
      responses: { 204: { description: 'Signed out.' } },
      handler: async ({ req }) => {
        const secret = readCookie(req, deps.settings);
        if (secret !== null) {
          if (!isOwnRequest(req)) throw new HttpProblem(403, 'forged-request');
          await endSession(deps.pool, secret);
        }
        return { status: 204, headers: { 'Set-Cookie': cookieHeader('', deps.settings) } };
      },
    }),
  ];
}

interface DevRow {
  id: string;
  name: string;
  language: 'fi' | 'sv' | 'en';
  roles: unknown;
}

const DEV_PEOPLE = `
  SELECT p.id, p.given_name || ' ' || p.family_name AS name, p.language,
         json_agg(json_build_object('role', r.role, 'side', r.side, 'unitId', r.unit_id, 'controllerId', r.controller_id)
                  ORDER BY r.role, r.unit_id) AS roles
  FROM person p JOIN staff_role r ON r.person_id = p.id
  WHERE p.kind = 'staff' AND r.valid_from <= $1 AND (r.valid_to IS NULL OR r.valid_to >= $1)
    AND ($2::uuid IS NULL OR p.id = $2)
  GROUP BY p.id ORDER BY lower(p.family_name), lower(p.given_name)`;

async function findDevPeople(deps: Deps, id: string | null): Promise<DevRow[]> {
  const { rows } = await deps.pool.query<DevRow>(DEV_PEOPLE, [todayInFinland(deps.now()), id]);
  return rows;
}

/** Sign-in by choosing a person: for development and tests. `createServer` refuses to mount it in production. */
export function devSignInRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/dev/people',
      summary: 'Whom one may sign in as. Development only.',
      tag: 'development',
      auth: 'none',
      responses: { 200: { description: 'Staff by name.', schema: devPeople } },
      handler: async () => {
        const rows = await findDevPeople(deps, null);
        const items = await Promise.all(
          rows.map(async ({ id, name, language, roles }) => ({
            id,
            name,
            language,
            roles: await presentRoles(deps, rolesFrom(roles)),
          })),
        );
        const body: DevPeople = { items };
        return { status: 200, body };
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/dev/sign-in',
      summary: 'Signs in as a person. Development only.',
      tag: 'development',
      auth: 'none',
      body: devSignIn,
      responses: { 204: { description: 'Signed in; the cookie holds the session.' } },
      handler: async ({ body }) => {
        const [person] = await findDevPeople(deps, body.personId);
        if (person === undefined) throw invalidField('personId', 'unknown-person');
        const secret = await beginSession(deps.pool, person.id, deps.now());
        return { status: 204, headers: { 'Set-Cookie': cookieHeader(secret, deps.settings) } };
      },
    }),
  ];
}
