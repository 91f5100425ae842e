import {
  replaceServices,
  unitParams,
  unitServicesDetail,
  unitServicesList,
} from '../contracts/unit-services.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { listServices, publishServices, readServices, requireAdministratorAt } from '../units/services.js';

/** What units promise of their services, and when one may come without an appointment: an administrator's. */
export function unitServiceRoutes(deps: Deps): Route[] {
  const path = '/api/v1/units/{id}/services';
  return [
    route({
      method: 'get',
      path: '/api/v1/unit-services',
      summary: 'What each unit that the caller administers promises of its services.',
      tag: 'units',
      auth: 'caller',
      problems: [403],
      responses: { 200: { description: 'By municipality and name.', schema: unitServicesList } },
      handler: async ({ caller }) => ({ status: 200, body: await listServices(deps.pool, caller) }),
    }),
    route({
      method: 'get',
      path,
      summary: 'What a unit promises of its services, and what it promised before.',
      tag: 'units',
      auth: 'caller',
      params: unitParams,
      problems: [403],
      responses: {
        200: { description: 'The revision that holds, and all there were.', schema: unitServicesDetail },
      },
      handler: async ({ caller, params }) => {
        await requireAdministratorAt(deps.pool, caller, params.id);
        return { status: 200, body: await readServices(deps.pool, params.id) };
      },
    }),
    route({
      method: 'post',
      path,
      summary: 'Publish what a unit promises from now on: refused as a whole, with each fault by its path.',
      tag: 'units',
      auth: 'caller',
      scope: 'administer',
      idempotent: true,
      params: unitParams,
      body: replaceServices,
      problems: [409],
      responses: {
        201: { description: 'It holds from now on.', schema: unitServicesDetail },
        200: { description: 'This key has published it before.', schema: unitServicesDetail },
      },
      handler: async ({ caller, params, body, key }) => {
        await requireAdministratorAt(deps.pool, caller, params.id);
        const publishing = { caller: caller.key, key, now: deps.now() };
        const fresh = await publishServices(deps.pool, params.id, body, publishing);
        return { status: fresh ? 201 : 200, body: await readServices(deps.pool, params.id) };
      },
    }),
  ];
}
