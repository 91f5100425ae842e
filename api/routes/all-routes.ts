import { z } from 'zod';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { describeRoutes } from '../openapi.js';
import { actRoutes } from './act-routes.js';
import { addresseeRoutes } from './addressee-routes.js';
import { bulkRoutes } from './bulk-routes.js';
import { caseRoutes } from './case-routes.js';
import { codecRoutes } from './codec-routes.js';
import { commandRoutes } from './command-routes.js';
import { consentLinkRoutes } from './consent-link-routes.js';
import { consultationRoutes } from './consultation-routes.js';
import { deadlineRoutes } from './deadline-routes.js';
import { directoryRoutes } from './directory-routes.js';
import { healthRoutes } from './health-routes.js';
import { liveRoutes } from './live-routes.js';
import { policyRoutes } from './policy-routes.js';
import { reportRoutes } from './report-routes.js';
import { sessionRoutes } from './session-routes.js';
import { statisticsRoutes } from './statistics-routes.js';
import { supervisionRoutes } from './supervision-routes.js';
import { talkRoutes } from './talk-routes.js';
import { taskRoutes } from './task-routes.js';
import { unitServiceRoutes } from './unit-service-routes.js';

/** Version of the HTTP contract. */
const VERSION = '1.0.0';

/** Every route of the API, the description of all of them included. */
export function allRoutes(deps: Deps): Route[] {
  const routes = [
    ...healthRoutes(deps),
    ...sessionRoutes(deps),
    ...commandRoutes(deps),
    ...caseRoutes(deps),
    ...actRoutes(deps),
    ...reportRoutes(deps),
    ...liveRoutes(deps),
    ...taskRoutes(deps),
    ...consultationRoutes(deps),
    ...talkRoutes(deps),
    ...consentLinkRoutes(deps),
    ...deadlineRoutes(deps),
    ...supervisionRoutes(deps),
    ...statisticsRoutes(deps),
    ...directoryRoutes(deps),
    ...bulkRoutes(deps),
    ...policyRoutes(deps),
    ...unitServiceRoutes(deps),
    ...addresseeRoutes(deps),
    ...(deps.settings.temporalUiOrigin ? codecRoutes(deps) : []),
  ];
  let description: Record<string, unknown> | null = null;
  const described: Route = route({
    method: 'get',
    path: '/api/v1/openapi.json',
    summary: 'This description.',
    tag: 'description',
    auth: 'none',
    responses: { 200: { description: 'OpenAPI 3.1.', schema: z.record(z.string(), z.unknown()) } },
    handler: () => ({ status: 200, body: (description ??= describeRoutes([...routes, described], VERSION)) }),
  });
  return [...routes, described];
}
