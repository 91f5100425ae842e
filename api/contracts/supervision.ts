import { z } from 'zod';
import { civilDate, date, dutyKind, id, side, stage, staffRole, unitId } from './common.js';

/** `from`, `to`: the period for what ended, inclusive; default the school year so far. `school`: one school only. */
export const periodQuery = z.strictObject({
  from: civilDate.exactOptional(),
  to: civilDate.exactOptional(),
  school: unitId.exactOptional(),
});

const counts = {
  open: z.int(),
  /** Open cases in which something is late now. */
  late: z.int(),
  urgent: z.int(),
  aftercare: z.int(),
  /** Opened and closed in the period. */
  opened: z.int(),
  closed: z.int(),
};

/** Promises of one kind that started in the period: facts that are never added together. */
export const promiseFigures = z.strictObject({
  kind: dutyKind,
  force: z.enum(['law', 'local']),
  kept: z.int(),
  broken: z.int(),
  open: z.int(),
  openLate: z.int(),
});

/** `GET /api/v1/supervision/summary`: figures over what the caller supervises, no person named. */
export const summary = z
  .strictObject({
    asOf: date,
    from: date,
    to: date,
    totals: z.strictObject(counts),
    byStage: z.array(z.strictObject({ stage, open: z.int(), late: z.int() })),
    bySchool: z.array(z.strictObject({ schoolId: id, schoolName: z.string(), area: z.string(), ...counts })),
    byArea: z.array(z.strictObject({ area: z.string(), ...counts })),
    promises: z.array(promiseFigures),
  })
  .meta({ id: 'SupervisionSummary' });
export type SupervisionSummary = z.infer<typeof summary>;

/** `GET /api/v1/supervision/forecast`: what falls due, by day. */
export const forecast = z
  .strictObject({
    asOf: date,
    days: z.array(z.strictObject({ date, due: z.int(), law: z.int() })),
    /** Due before today and still open; without a due day. */
    overdue: z.int(),
    undated: z.int(),
  })
  .meta({ id: 'SupervisionForecast' });
export type SupervisionForecast = z.infer<typeof forecast>;

export const forecastQuery = z.strictObject({
  days: z.coerce.number().int().min(1).max(120).default(28),
  school: unitId.exactOptional(),
});

/** `GET /api/v1/supervision/workload`: who carries what, inside the caller's own employer. */
export const workload = z
  .strictObject({
    asOf: date,
    items: z.array(
      z.strictObject({
        personId: id,
        name: z.string(),
        roles: z.array(staffRole),
        side,
        responsibleFor: z.int(),
        openDuties: z.int(),
        lateDuties: z.int(),
        nextDueOn: date.nullable(),
      }),
    ),
  })
  .meta({ id: 'SupervisionWorkload' });
export type SupervisionWorkload = z.infer<typeof workload>;
