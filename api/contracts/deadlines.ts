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

/**
 * `GET /api/v1/deadlines`: the date a duty would get, and every day on the way to it.
 *
 * `limit` says what kind of limit it is. `counted`: all members are there. `without-delay`: the act gives no number,
 * so that there is no day, no unit and no trace; age is shown instead. `agreed`: people set the day when the duty begins.
 */
export const deadline = z
  .strictObject({
    rule: ruleId,
    limit: z.enum(['counted', 'without-delay', 'agreed']),
    startedOn: date,
    dueOn: date.nullable(),
    /** End of the due day, exclusive. */
    dueAt: instant.nullable(),
    unit: countingUnit.nullable(),
    length: z.int().nullable(),
    basis: z.string(),
    force,
    /** Key of the source the number was read from (docs/policy-sources.md). */
    source: z.string(),
    /** The open questions behind it (`Q9, Q15`); the default of the register is followed. Null: there is none. */
    uncertain: z.string().nullable(),
    /** Nobody has checked it against the statute yet. */
    unverified: z.boolean(),
    /** No employer has decided it: it is for trying the product. */
    sample: z.boolean(),
    provisional: z.boolean(),
    policy: z.string(),
    days: z.array(traceDay),
  })
  .meta({ id: 'Deadline' });
export type DeadlineAnswer = z.infer<typeof deadline>;
