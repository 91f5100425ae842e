import { z } from 'zod';
import { ADOPTION_MODES } from '../../domain/codes.js';
import { caseRef, date, distinct, dutyKind, id, instant, pageOf, side, unitId } from './common.js';

export const BULK_KINDS = ['policy', 'calendar'] as const;
export const BULK_STATES = ['running', 'paused', 'cancelled', 'done'] as const;
export const BULK_OUTCOMES = ['pending', 'done', 'unchanged', 'refused'] as const;
const bulkKind = z.enum(BULK_KINDS);
const mode = z.enum(ADOPTION_MODES);

/** Cases a second unless told otherwise; people's commands going slower make it slower. */
export const USUAL_PACE = 100;

/** `schools` left out: every school under that policy or calendar that the caller administers. */
const scope = {
  kind: bulkKind,
  versionId: id,
  mode,
  schools: distinct(unitId, { min: 1, max: 2000 }).exactOptional(),
};

/**
 * `POST /api/v1/bulk`: moves running cases to a published version. `mode`: `recompute` counts open promises anew,
 * `keep` leaves the days that were promised, but none of the law behind what the law says by now; `earlier` moves only
 * what comes earlier. `pace`: cases a second at most.
 */
export const startBulk = z.strictObject({
  ...scope,
  pace: z.int().min(1).max(500).default(USUAL_PACE),
});
export type StartBulk = z.output<typeof startBulk>;
export type StartBulkInput = z.input<typeof startBulk>;

/** Cases the caller may know of, by what became of them. */
const counts = z.strictObject({
  total: z.int(),
  pending: z.int(),
  done: z.int(),
  unchanged: z.int(),
  refused: z.int(),
  /** Of those done: with a promise whose day moved; with one that is late by its new day. */
  moved: z.int(),
  newlyLate: z.int(),
});

const version = z.strictObject({ id, name: z.string(), validFrom: date.nullable() });

export const bulk = z
  .strictObject({
    id,
    kind: bulkKind,
    version,
    mode,
    schools: z.array(id),
    state: z.enum(BULK_STATES),
    /** Cases a second: at most, and as it goes now. */
    pace: z.int(),
    currentPace: z.number().nullable(),
    /** Name of the person or system; null: an operator. */
    startedBy: z.string().nullable(),
    startedAt: instant,
    endedAt: instant.nullable(),
    counts,
  })
  .meta({ id: 'Bulk' });
export type BulkAnswer = z.infer<typeof bulk>;

/** The newest first. */
export const bulkList = z.strictObject({ items: z.array(bulk) }).meta({ id: 'BulkList' });
export type BulkListAnswer = z.infer<typeof bulkList>;

const due = z.strictObject({ dueOn: date.nullable(), late: z.boolean() });
/** A promise whose day is another one. `kind` left out: not even a post over the case is shown what is owed. */
const movedDuty = z.strictObject({
  kind: dutyKind.exactOptional(),
  side,
  before: due,
  after: due,
  newlyLate: z.boolean(),
});

/** A case before and after; no person is named. */
const shifted = {
  caseId: id,
  ref: caseRef,
  schoolId: id,
  schoolName: z.string(),
  /** Earliest open day. */
  oldDueOn: date.nullable(),
  newDueOn: date.nullable(),
  newlyLate: z.boolean(),
  moved: z.array(movedDuty),
};

export const bulkItem = z.strictObject({
  ...shifted,
  outcome: z.enum(BULK_OUTCOMES),
  /** Refused: why. */
  code: z.string().nullable(),
});
export type BulkItemAnswer = z.infer<typeof bulkItem>;
/** Newly late ones in front. */
export const bulkItems = pageOf(bulkItem).meta({ id: 'BulkItems' });
export type BulkItemsAnswer = z.infer<typeof bulkItems>;

export const bulkParams = z.object({ id });
const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
export const bulkItemsQuery = z.strictObject({
  outcome: z.enum(BULK_OUTCOMES).exactOptional(),
  newlyLate: flag.exactOptional(),
  moved: flag.exactOptional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(200).exactOptional(),
});
export type BulkItemsQuery = z.output<typeof bulkItemsQuery>;

/** A version that holds today, with how many of the running cases it is for are not under it. */
export const bulkCandidate = z.strictObject({ kind: bulkKind, version, behind: z.int(), cases: z.int() });

/** `GET /api/v1/bulk/candidates`: what holds today and some running cases are not under. */
export const bulkCandidates = z
  .strictObject({ items: z.array(bulkCandidate) })
  .meta({ id: 'BulkCandidates' });
export type BulkCandidatesAnswer = z.infer<typeof bulkCandidates>;

/** `POST /api/v1/what-if`: the version may be a draft. `limit`: rows of the table. */
export const askWhatIf = z.strictObject({ ...scope, limit: z.int().min(0).max(1000).default(100) });
export type AskWhatIf = z.output<typeof askWhatIf>;

/** What a roll-out would do. Nothing was written. */
export const whatIfAnswer = z
  .strictObject({
    asOf: instant,
    kind: bulkKind,
    version: version.extend({ id: id.nullable() }),
    mode,
    counts: z.strictObject({
      cases: z.int(),
      moved: z.int(),
      unchanged: z.int(),
      newlyLate: z.int(),
    }),
    /** Cases in which a day moves, newly late ones in front; `more`: how many are left off. */
    items: z.array(z.strictObject(shifted)),
    more: z.int(),
    /** Reminders of the coming days beyond those that would go anyway, to each worker of the caller's own side. */
    reminders: z.strictObject({
      days: z.int(),
      extra: z.int(),
      workers: z.array(
        z.strictObject({ personId: id.nullable(), name: z.string().nullable(), side, extra: z.int() }),
      ),
    }),
  })
  .meta({ id: 'WhatIf' });
export type WhatIfAnswer = z.infer<typeof whatIfAnswer>;
