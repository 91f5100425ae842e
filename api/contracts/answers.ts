import { z } from 'zod';
import { caseAnswer } from './cases.js';
import { caseRef, id, problem } from './common.js';

/**
 * The answer to a command: durable in both stores. `id` and `ref` name the case; `case` is the case as far as the
 * caller may see it, absent when the command ended the caller's sight of it.
 */
export const commandAnswer = z
  .strictObject({
    id,
    ref: caseRef,
    version: z.int(),
    events: z.array(z.strictObject({ seq: z.int(), type: z.string() })),
    case: caseAnswer.optional(),
  })
  .meta({ id: 'CommandAnswer' });
export type CommandAnswerBody = z.infer<typeof commandAnswer>;

/** 202: the command is kept and will be decided; ask `GET /api/v1/commands/{key}`. */
export const commandPending = z
  .strictObject({ key: id, status: z.literal('pending') })
  .meta({ id: 'CommandPending' });
export type CommandPending = z.infer<typeof commandPending>;

/** `GET /api/v1/commands/{key}`: what became of one's own command. */
export const commandStatus = z
  .discriminatedUnion('status', [
    z.strictObject({ key: id, status: z.literal('pending') }),
    z.strictObject({ key: id, status: z.literal('done'), answer: commandAnswer }),
    z.strictObject({ key: id, status: z.literal('refused'), problem }),
  ])
  .meta({ id: 'CommandStatus' });
export type CommandStatus = z.infer<typeof commandStatus>;

const check = z.enum(['up', 'down']);

/** `GET /health/ready`. */
export const readiness = z
  .strictObject({
    status: z.enum(['up', 'down']),
    checks: z.strictObject({ postgres: check, temporal: check, worker: check, mail: check }),
  })
  .meta({ id: 'Readiness' });
export type Readiness = z.infer<typeof readiness>;

export const liveness = z.strictObject({ status: z.literal('up') }).meta({ id: 'Liveness' });
