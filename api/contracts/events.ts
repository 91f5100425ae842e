import { z } from 'zod';
import { date, familyRole, id, instant, pageOf, SEQ_MAX, side, staffRole, stage } from './common.js';

/** Author and position, as every entry must name them (OHL 20 §). */
export const author = z.strictObject({
  personId: id.nullable(),
  role: z.union([staffRole, familyRole, z.literal('system')]),
  side: side.nullable(),
});

/**
 * One entry of the log. `data` is the event's own (domain/events.ts `EventData`); a free text in it stands as
 * `{textId}`, and its words are in the answer's `texts` for those who may read them.
 */
export const caseEvent = z
  .strictObject({
    seq: z.int(),
    type: z.string(),
    at: instant,
    happenedOn: date,
    by: author,
    stage: stage.optional(),
    data: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'CaseEvent' });
export type CaseEventAnswer = z.infer<typeof caseEvent>;

/** `GET /api/v1/cases/{id}/events`: the log as far as the caller sees it, oldest first. */
export const eventList = z
  .strictObject({
    ...pageOf(caseEvent).shape,
    /** Words by text id. Absent without the right to texts; an erased text is missing. */
    texts: z.record(z.string(), z.string()).optional(),
  })
  .meta({ id: 'EventList' });
export type EventList = z.infer<typeof eventList>;

/** `after`: the number of the last event already known. */
export const eventListQuery = z.strictObject({
  after: z.coerce.number().int().min(0).max(SEQ_MAX).default(0),
  limit: z.coerce.number().int().min(1).max(500).default(200),
});
