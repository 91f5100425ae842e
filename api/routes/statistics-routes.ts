import { statistics, statisticsQuery } from '../contracts/statistics.js';
import type { Deps } from '../deps.js';
import { invalidField } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { todayInFinland } from '../rules/today.js';
import { sightOfOverseer } from '../sight/sight.js';
import { readStatistics } from '../statistics/read-statistics.js';
import { statisticsYear } from '../statistics/statistics-year.js';

/** Counts that may leave the house: plan reviews, the council. */
export function statisticsRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/statistics',
      budget: 'heavy',
      summary: 'Learners with a case begun in a school year, by school and topic; small numbers are hidden.',
      tag: 'supervision',
      auth: 'caller',
      sight: sightOfOverseer,
      query: statisticsQuery,
      problems: [403],
      responses: { 200: { description: 'The table as it may be published.', schema: statistics } },
      handler: async ({ caller, query }) => {
        const year = statisticsYear(query, todayInFinland(deps.now()));
        if ('code' in year) throw invalidField(`query.${year.field}`, year.code);
        return { status: 200, body: await readStatistics(deps.pool, caller, year) };
      },
    }),
  ];
}
