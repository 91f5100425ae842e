import { dueDate } from '../../domain/time/due-date.js';
import { endOfDay, localDate } from '../../domain/time/zone.js';
import { iso } from '../cases/present-duty.js';
import { deadline, deadlineQuery, type DeadlineAnswer } from '../contracts/deadlines.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { basisFor } from '../rules/basis.js';
import { currentRules } from '../rules/current-rules.js';

/** Preview of a limit: the same function that will set the date when the concern is raised. */
export function deadlineRoutes(deps: Deps): Route[] {
  return [
    route({
      method: 'get',
      path: '/api/v1/deadlines',
      summary: 'Preview of a limit: the due day, and every day on the way to it.',
      tag: 'deadlines',
      auth: 'caller',
      query: deadlineQuery,
      responses: { 200: { description: 'The due day with its explanation.', schema: deadline } },
      handler: async ({ query }) => {
        const now = deps.now();
        const rules = await currentRules(deps.pool, query.school, now);
        if (rules === null) throw invalidField('query.school', 'unknown-school');
        const rule = query.rule ?? (query.urgent ? 'T-OHL15-urgent' : 'T-OHL15-7');
        const { unit, length, force } = ruleOf(rules, rule);
        if (length === null) throw invalidField('query.rule', 'agreed-by-people');
        const startedOn = query.from ?? localDate(rules.calendar.zone, now);
        const due = within(() => dueDate({ unit, length }, startedOn, rules.calendar));
        const body: DeadlineAnswer = {
          rule,
          startedOn,
          dueOn: due.dueOn,
          dueAt: iso(endOfDay(rules.calendar.zone, due.dueOn)),
          unit,
          length,
          basis: basisFor(rule, rules.policy),
          force,
          provisional: due.provisional,
          policy: rules.policy,
          days: due.days.map((day) => ({ ...day })),
        };
        return { status: 200, body };
      },
    }),
  ];
}

/** A day no limit can be counted from: beyond what any calendar reaches. */
function within<T>(count: () => T): T {
  try {
    return count();
  } catch (failure) {
    if (!(failure instanceof RangeError)) throw failure;
    throw new HttpProblem(422, 'invalid-fields', { errors: [{ path: 'query.from', code: 'out-of-range' }] });
  }
}
