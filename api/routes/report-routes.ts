import { showCase } from '../cases/find-case.js';
import { readIdentityCode, readReportPeople, showingReportPeople } from '../cases/report-people.js';
import { reportIdentityCode, reportPeople } from '../contracts/report.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { caseParams } from './case-routes.js';

/** Whom a student welfare report is about. Each look is a row of the access log, the identity code one of its own. */
export function reportRoutes(deps: Deps): Route[] {
  const asked = { shows: showingReportPeople, kind: 'read' } as const;
  return [
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/report/people',
      summary: 'Learner and guardians as the student welfare report names them, with contact data.',
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: { 200: { description: 'As the directory knows them today.', schema: reportPeople } },
      handler: async ({ caller, params }) => {
        const how = { ...asked, idOrRef: params.id, via: 'GET /api/v1/cases/{id}/report/people' };
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readReportPeople(deps, seen)),
        };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/cases/{id}/report/identity-code',
      summary: "The learner's personal identity code, for the student welfare report.",
      tag: 'cases',
      auth: 'caller',
      params: caseParams,
      problems: [403, 404, 410],
      responses: {
        200: { description: 'The code, when the directory holds one.', schema: reportIdentityCode },
      },
      handler: async ({ caller, params }) => {
        const how = { ...asked, idOrRef: params.id, via: 'GET /api/v1/cases/{id}/report/identity-code' };
        return {
          status: 200,
          body: await showCase(deps, caller, how, (seen) => readIdentityCode(deps, seen)),
        };
      },
    }),
  ];
}
