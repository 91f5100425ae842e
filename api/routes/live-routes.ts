import type { Request } from 'express';
import { authenticate } from '../auth/authenticate.js';
import { maySee, showCase, showing } from '../cases/find-case.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { seeingAs, sightOfCaller } from '../sight/sight.js';
import { caseParams } from './case-routes.js';

/** Whether the one who opened a stream is still signed in and still has to do with the case. */
async function mayStill(deps: Deps, req: Request, caseId: string): Promise<boolean> {
  const caller = await authenticate(deps, req, 'look');
  return caller !== null && seeingAs(sightOfCaller(caller), () => maySee(deps, caller, caseId));
}

/** The event stream of one case. */
export function liveRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/live',
      summary:
        'An event stream that says when the case has changed (`version`), and ends (`ended`) when the caller may no longer know.',
      tag: 'cases',
      auth: 'caller',
      asking: 'look',
      params: caseParams,
      problems: [404, 410],
      responses: {
        200: { description: 'Server-sent events: a version number each.', media: 'text/event-stream' },
      },
      handler: async ({ caller, params, req }) => {
        deps.streams.refuseTooMany(caller.key);
        const via = 'GET /api/v1/cases/{id}/live';
        const how = { idOrRef: params.id, shows: showing('head'), kind: 'read', via } as const;
        const { caseId, version } = await showCase(deps, caller, how, ({ state }) =>
          Promise.resolve({ caseId: state.caseId, version: state.version }),
        );
        const watcher = {
          ...{ caseId, version, who: caller.key },
          mayStill: () => mayStill(deps, req, caseId),
        };
        return { status: 200, opens: (res) => deps.streams.open(res, watcher) };
      },
    }),
  ];
}
