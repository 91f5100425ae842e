import { z } from 'zod';
import type { DayReason } from '../../domain/time/due-date.js';
import { PAUSE_REASONS } from '../../domain/codes.js';
import { LATENESS_REASONS } from '../../domain/commands.js';
import type { DutySubject } from '../../domain/duties.js';
import { countingUnit, date, dutyKind, force, id, instant, listOf, partId, ruleId, side } from './common.js';
import { author } from './events.js';

const DAY_REASONS = [
  'trigger',
  'counted',
  'weekend',
  'holiday',
  'not-school-day',
  'beyond-calendar',
  'beyond-holidays',
  'last-day-moved',
] as const satisfies readonly DayReason[];

/** One day passed on the way to a due day, counted or not, and why. */
export const traceDay = z.strictObject({ date, counted: z.boolean(), reason: z.enum(DAY_REASONS) });
export type TraceDayAnswer = z.infer<typeof traceDay>;

/** `late`: the limit has passed while the duty was open. `done` may have been late too: see `kept`. */
export const dutyStatus = z.enum(['open', 'done', 'late', 'cancelled', 'paused']);

const SUBJECTS = [
  'member',
  'meeting',
  'action',
  'act',
  'handover',
  'offer',
  'guardian',
  'prohibition',
  'turn',
  'step',
  'transfer',
  'advice',
  'asked',
  'glass',
  'duty',
] as const satisfies readonly DutySubject['of'][];

/**
 * A promise. `id`: a name that tells neither its place nor how many there are (decision 0055). `dueOn` null: without
 * delay, and its age is shown instead. `remaining`: days of the duty's own unit after today up to and including the due
 * day; negative when they have passed; null without a due day, when it rests or has ended. `expected`: the other side
 * owes it, and it is never our lateness.
 */
export const duty = z
  .strictObject({
    id: partId,
    kind: dutyKind,
    rule: ruleId,
    /** Legal or policy source, for people. */
    basis: z.string(),
    force,
    unit: countingUnit,
    startedOn: date,
    dueOn: date.nullable(),
    dueAt: instant.nullable(),
    provisional: z.boolean(),
    status: dutyStatus,
    late: z.boolean(),
    latenessReason: z.enum(LATENESS_REASONS).nullable(),
    ownerId: id,
    side,
    about: z.strictObject({ of: z.enum(SUBJECTS), id: partId }).nullable(),
    expected: z.literal(true).optional(),
    /** The source leaves the question open; the default is followed and shown. */
    uncertain: z.literal(true).optional(),
    /** While it rests: how many of its own units are left. */
    left: z.int().optional(),
    /** The day was set by hand and is not recounted. */
    byHand: z.literal(true).optional(),
    /** Plain days since it began, for a running duty without a due day. */
    ageDays: z.int().optional(),
    remaining: z.int().nullable(),
    /** The day it ended, and whether the promise was kept. */
    doneOn: date.nullable(),
    kept: z.boolean().nullable(),
    /** The next reminder: to whom, not before when. */
    nextReminder: z
      .strictObject({ to: z.enum(['owner', 'coordinator', 'supervisor']), at: instant })
      .nullable(),
    /** Who let it rest and why; on `…/duties` only. */
    pause: z.strictObject({ reason: z.enum(PAUSE_REASONS), on: date, by: author }).optional(),
    /** Who set its day by hand and why; the words for those who may read texts; on `…/duties` only. */
    setByHand: z
      .strictObject({ was: date.nullable(), on: date, by: author, reason: z.string().optional() })
      .optional(),
    /** Each day passed from the start to the due day; on `…/duties` only. */
    trace: z.array(traceDay).optional(),
  })
  .meta({ id: 'Duty' });
export type DutyAnswer = z.infer<typeof duty>;

/** `GET /api/v1/cases/{id}/duties`. */
export const dutyList = listOf(duty).meta({ id: 'DutyList' });
export type DutyList = z.infer<typeof dutyList>;
