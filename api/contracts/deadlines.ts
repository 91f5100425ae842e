import { z } from 'zod';
import { civilDate, countingUnit, date, force, instant, ruleId, unitId } from './common.js';
import { traceDay } from './duties.js';

/** `rule` defaults to the discussion clock (OHL 15 §), the urgent one with `urgent=true`; `from` to today. */
export const deadlineQuery = z.strictObject({
  rule: ruleId.exactOptional(),
  school: unitId,
  from: civilDate.exactOptional(),
  urgent: z
    .enum(['true', 'false'])
    .transform((value) => value === 'true')
    .default(false),
});

/** `GET /api/v1/deadlines`: the date a duty would get, and every day on the way to it. */
export const deadline = z
  .strictObject({
    rule: ruleId,
    startedOn: date,
    dueOn: date,
    /** End of the due day, exclusive. */
    dueAt: instant,
    unit: countingUnit,
    length: z.int(),
    basis: z.string(),
    force,
    provisional: z.boolean(),
    policy: z.string(),
    days: z.array(traceDay),
  })
  .meta({ id: 'Deadline' });
export type DeadlineAnswer = z.infer<typeof deadline>;
