import { ruleOf, type RuleId, type Rules } from '../../domain/rules.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { dueDate, passesEve } from '../../domain/time/due-date.js';
import { endOfDay, localDate } from '../../domain/time/zone.js';
import { iso } from '../cases/present-duty.js';
import { deadline, deadlineQuery, type DeadlineAnswer } from '../contracts/deadlines.js';
import type { Deps } from '../deps.js';
import { HttpProblem, invalidField } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { basisBehind } from '../rules/basis.js';
import { currentRules } from '../rules/current-rules.js';

/** The open question whether the eves are weekdays (docs/policy-sources.md). */
const EVES = 'Q15';

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
        const from = query.from ?? localDate(rules.calendar.zone, now);
        const body = within(() => preview(rules, rule, from));
        return { status: 200, body };
      },
    }),
  ];
}

/** What a rule gives when it starts on a day. Throws `RangeError` beyond what any calendar reaches. */
function preview(rules: Rules, rule: RuleId, startedOn: CivilDate): DeadlineAnswer {
  const { unit, length, force } = ruleOf(rules, rule);
  const { basis, source, uncertain, unverified, sample, unit: told } = basisBehind(rule, rules.policy);
  const due = length === null ? null : dueDate({ unit, length }, startedOn, rules.calendar);
  const days = due?.days ?? [];
  const questions = [uncertain, passesEve(days, { unit }, rules.calendar) ? EVES : undefined];
  return {
    rule,
    limit: length === null ? (told === null ? 'without-delay' : 'agreed') : 'counted',
    startedOn,
    dueOn: due?.dueOn ?? null,
    dueAt: due === null ? null : iso(endOfDay(rules.calendar.zone, due.dueOn)),
    unit: length === null && told === null ? null : unit,
    length,
    ...{ basis, force, source, policy: rules.policy },
    uncertain: questions.filter((it) => it !== undefined).join(', ') || null,
    unverified: unverified === true,
    sample: sample === true,
    provisional: due?.provisional ?? false,
    days: days.map((day) => ({ ...day })),
  };
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
