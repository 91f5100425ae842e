import { liveness, readiness } from '../contracts/answers.js';
import type { Deps } from '../deps.js';
import { createReadiness } from '../health/checks.js';
import { route, type Route } from '../http/route.js';

/** Whether the process lives, and whether it can do its work. */
export function healthRoutes(deps: Deps): Route[] {
  const ready = createReadiness(deps);
  return [
    route({
      method: 'get',
      path: '/health/live',
      summary: 'The process lives.',
      tag: 'health',
      auth: 'none',
      responses: { 200: { description: 'It does.', schema: liveness } },
      handler: () => ({ status: 200, body: { status: 'up' } }),
    }),
    route({
      method: 'get',
      path: '/health/ready',
      summary: 'Each part it needs, and whether all are there.',
      tag: 'health',
      auth: 'none',
      responses: {
        200: { description: 'All parts are up.', schema: readiness },
        503: { description: 'At least one is down.', schema: readiness },
      },
      handler: async () => {
        const body = await ready();
        return { status: body.status === 'up' ? 200 : 503, body };
      },
    }),
  ];
}
