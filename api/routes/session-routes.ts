import { isOwnRequest } from '../auth/authenticate.js';
import { cookieHeader, readCookie } from '../auth/cookie.js';
import { presentMe } from '../auth/me.js';
import { endSession, endSessionsOf } from '../auth/sessions.js';
import { me, signedOut } from '../contracts/me.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import { route, type Reply, type Route } from '../http/route.js';

async function left(deps: Deps): Promise<Reply> {
  const body = { endSessionUrl: await deps.identity.endSessionUrl() };
  return { status: 200, body, headers: { 'Set-Cookie': cookieHeader('session', '', deps.settings) } };
}

const LEFT = {
  200: {
    description: 'Signed out; the cookie is gone. Whoever shares the device also leaves the provider.',
    schema: signedOut,
  },
};

/** Who I am, and leaving. Coming in is no call but a page: `GET /auth/sign-in`. */
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
      responses: LEFT,
      handler: async ({ req }) => {
        const secret = readCookie(req, deps.settings, 'session');
        if (secret !== null) {
          if (!isOwnRequest(req)) throw new HttpProblem(403, 'forged-request');
          await endSession(deps.pool, secret);
        }
        return left(deps);
      },
    }),
    route({
      method: 'post',
      path: '/api/v1/sign-out-everywhere',
      summary: 'Ends all sessions of the signed-in person, on whatever device.',
      tag: 'session',
      auth: 'caller',
      responses: LEFT,
      handler: async ({ caller }) => {
        if (caller.personId === null) throw new HttpProblem(403, 'people-only');
        await endSessionsOf(deps.pool, caller.personId);
        return left(deps);
      },
    }),
  ];
}
