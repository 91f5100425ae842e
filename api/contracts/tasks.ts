import { z } from 'zod';
import { caseRef, id, stage } from './common.js';
import { learner, nextStep } from './cases.js';
import { duty } from './duties.js';

/** One thing the signed-in person must do: an open duty of theirs, or one to follow up, with the case it belongs to. */
export const task = z
  .strictObject({
    caseId: id,
    ref: caseRef,
    stage,
    urgent: z.boolean(),
    schoolId: id,
    schoolName: z.string(),
    learner: learner.optional(),
    duty,
    /** Somebody else's agreed action whose day has passed, and which the caller was named to follow up (OHL 20 §). */
    followUp: z.boolean(),
    nextStep: nextStep.nullable().optional(),
  })
  .meta({ id: 'Task' });
export type TaskAnswer = z.infer<typeof task>;

/** `GET /api/v1/tasks`: over all cases, what breaks first on top; duties without a due day after those with one. */
export const taskList = z
  .strictObject({
    items: z.array(task),
    counts: z.strictObject({ late: z.int(), today: z.int(), thisWeek: z.int(), all: z.int() }),
  })
  .meta({ id: 'TaskList' });
export type TaskList = z.infer<typeof taskList>;
