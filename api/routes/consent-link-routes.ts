import { consentLinkList, consentPreview, consentPreviewQuery } from '../contracts/consent-links.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { listLinks } from '../links/list-links.js';
import { presentPreview } from '../links/preview.js';
import { caseParams } from './case-routes.js';

/** Questions about consent that go out with a link. They are answered on the public pages, not here. */
export function consentLinkRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/consent-links',
      summary: 'Links that went out, what became of each, and the code to tell where one is needed.',
      tag: 'consent',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'Newest first.', schema: consentLinkList } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await listLinks(deps, caller, params.id),
      }),
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/consent-preview',
      summary: 'A question about consent as one person would get it. Refused as the command would be.',
      tag: 'consent',
      auth: 'caller',
      params: caseParams,
      query: consentPreviewQuery,
      problems: [403, 404, 409, 410],
      responses: {
        200: { description: 'The message, and where its page is shown.', schema: consentPreview },
      },
      handler: async ({ caller, params, query }) => ({
        status: 200,
        body: await presentPreview(deps, caller, params.id, query),
      }),
    }),
  ];
}
