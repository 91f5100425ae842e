import { forecast, forecastQuery, periodQuery, summary, workload } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { sightOfOverseer } from '../sight/sight.js';
import { readForecast, readWorkload } from '../supervision/outlook.js';
import { readSummary } from '../supervision/summary.js';

/** Figures for those who oversee: how promises are kept, what is coming, who carries what. */
export function supervisionRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/supervision/summary',
      budget: 'heavy',
      summary: 'Figures by school, area, stage and kind of promise; no person is named.',
      tag: 'supervision',
      auth: 'caller',
      sight: sightOfOverseer,
      query: periodQuery,
      problems: [403],
      responses: { 200: { description: 'The figures.', schema: summary } },
      handler: async ({ caller, query }) => {
        if (query.from !== undefined && query.to !== undefined && query.to < query.from) {
          throw new HttpProblem(422, 'invalid-fields', {
            errors: [{ path: 'query.to', code: 'before-from' }],
          });
        }
        return { status: 200, body: await readSummary(deps, caller, query) };
      },
    }),
    route({
      method: 'get',
      path: '/api/v1/supervision/forecast',
      budget: 'heavy',
      summary: 'What falls due on the coming days.',
      tag: 'supervision',
      auth: 'caller',
      sight: sightOfOverseer,
      query: forecastQuery,
      problems: [403],
      responses: { 200: { description: 'Counts by day.', schema: forecast } },
      handler: async ({ caller, query }) => ({ status: 200, body: await readForecast(deps, caller, query) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/supervision/workload',
      budget: 'heavy',
      summary: "Who carries what, inside the caller's own employer.",
      tag: 'supervision',
      auth: 'caller',
      sight: sightOfOverseer,
      query: periodQuery.pick({ school: true }),
      problems: [403],
      responses: { 200: { description: 'A row for each colleague.', schema: workload } },
      handler: async ({ caller, query }) => ({ status: 200, body: await readWorkload(deps, caller, query) }),
    }),
  ];
}
