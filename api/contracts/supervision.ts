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

const inTimeOrLate = z.strictObject({ inTime: z.int(), late: z.int() });

/**
 * Promises of one kind that started in the period: facts that are never added together. Late is what comes after the due
 * day as it stands; what was recorded more than `recording.limit` weekdays after it happened was not kept by that.
 */
export const promiseFigures = z.strictObject({
  kind: dutyKind,
  force: z.enum(['law', 'local']),
  kept: z.int(),
  broken: z.int(),
  open: z.int(),
  openLate: z.int(),
  /** Kept by what was recorded late: not among `kept`. */
  keptRecordedLate: z.int(),
  /** The case was closed after the limit, and with it the promise ended. */
  endedLate: z.int(),
  /** The case was opened by mistake and voided after the limit: in no other figure of promises. */
  voidedLate: z.int(),
});

/**
 * Opportunities to talk that were asked for in the period (OHL 15 §). Offered in time and held in time stand side by
 * side; a no-show and the learner's own postponement are neither.
 */
export const discussionFigures = z.strictObject({
  /** Without those of void cases. */
  asked: z.int(),
  offered: inTimeOrLate,
  /** Offered in time by what was recorded more than `recording.limit` weekdays afterwards: neither of the two. */
  offeredRecordedLate: z.int(),
  held: inTimeOrLate,
  /** Held in time by what was recorded as late as that: neither of the two. */
  heldRecordedLate: z.int(),
  noShow: z.int(),
  postponedByLearner: z.int(),
  notHeldByStaff: z.int(),
  /** How many of these three were recorded as late as that. */
  notHeldRecordedLate: z.int(),
  /** Lawfully not arranged, before or after the limit had passed. */
  declined: inTimeOrLate,
  /** The case was closed and nobody had met the learner, before or after the limit had passed. */
  ended: inTimeOrLate,
  /** The case was opened by mistake and voided, before or after the limit had passed. */
  voided: inTimeOrLate,
  /** Not held, not declined and not ended yet. */
  waiting: inTimeOrLate,
});

/**
 * Learners' own requests to talk from the public page, made in the period, by where they are now; the limit of OHL 15 §
 * runs from the request. A request that was taken up is a case, and counted among `discussions` as well.
 */
export const requestFigures = z.strictObject({
  /** Nobody has answered yet. */
  waiting: inTimeOrLate,
  /** Became a case, before or after the limit had passed. */
  taken: inTimeOrLate,
  /** Closed as no request: a prank, or sent twice. */
  dismissed: inTimeOrLate,
  /** Of all these, those that another school had first. */
  passedOn: z.int(),
});

/** Acts of the period by how long after the day they happened they were recorded. */
export const recordingFigures = z.strictObject({
  /** Recorded more than so many weekdays after the day they happened are `late`. */
  limit: z.int(),
  /** Local decision that gives the limit, for people. */
  basis: z.string(),
  recorded: z.int(),
  late: z.int(),
});

/**
 * What the other side owes: what we asked and were told, never a lateness of ours. Only of kinds that a post is shown, and
 * today it is shown none: each tells of a report or of a need.
 */
export const expectationFigures = z.strictObject({
  kind: dutyKind,
  answered: z.int(),
  open: z.int(),
  /** The expected day has passed without word. */
  passed: z.int(),
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
    /** What our own side promised, of kinds that a post is shown; expectations of the other side are not among them. */
    promises: z.array(promiseFigures),
    discussions: discussionFigures,
    /** Absent for who oversees no county: the requests are the county's alone. */
    requests: requestFigures.optional(),
    recording: recordingFigures,
    expectations: z.array(expectationFigures),
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
