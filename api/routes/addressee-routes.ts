import { showAddressees } from '../addressees/versions.js';
import { requireAdministrator } from '../bulk/scope.js';
import { addresseeBook } from '../contracts/addressees.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';

/** Whom acts towards the outside address: read by administrators, published by operators (`rinnalla addressees`). */
export function addresseeRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/addressees',
      summary: 'Whom acts towards the outside address today, and what was published.',
      tag: 'policies',
      auth: 'caller',
      problems: [403],
      responses: { 200: { description: 'The county, then municipalities.', schema: addresseeBook } },
      handler: async ({ caller }) => {
        requireAdministrator(caller);
        return { status: 200, body: await showAddressees(deps.pool, deps.now()) };
      },
    }),
  ];
}
