import { z } from 'zod';
import { TOPICS } from '../../domain/commands.js';
import { KNOWN_DISMISSALS, TALK_DISMISSALS, TALK_ROLES } from '../../domain/talk/talk.js';
import { caseRef, date, id, instant, listOf, personId, unitId } from './common.js';

/*
 * Learners' own requests to talk, as the county's staff work with them. They are made on the public page, not here.
 */

const topic = z.enum(TOPICS);

export const talkParams = z.object({ id });

/**
 * `POST /api/v1/talk-requests/{id}/take`: opens the learner's case on the county's side, and closes the request.
 * `urgent`: whoever takes it up finds it urgent. False adds nothing and takes nothing back: what the learner called
 * urgent is urgent until a student welfare professional judges otherwise in the case (`correct-fact`).
 */
export const takeTalk = z
  .strictObject({ learnerId: personId, topic, urgent: z.boolean() })
  .meta({ id: 'TakeTalkRequest' });
export type TakeTalk = z.output<typeof takeTalk>;
export type TakeTalkInput = z.input<typeof takeTalk>;

/** `POST /api/v1/talk-requests/{id}/dismiss`: it was no request. */
export const dismissTalk = z
  .strictObject({ reason: z.enum(TALK_DISMISSALS) })
  .meta({ id: 'DismissTalkRequest' });
export type DismissTalk = z.output<typeof dismissTalk>;

/** `POST /api/v1/talk-requests/{id}/pass-on`: the learner goes to another school, one of those the public form offers. */
export const passOnTalk = z.strictObject({ schoolId: unitId }).meta({ id: 'PassOnTalkRequest' });
export type PassOnTalk = z.output<typeof passOnTalk>;
export type PassOnTalkInput = z.input<typeof passOnTalk>;

/** All that is left of it for whoever passed it on. */
export const passedOnTalk = z
  .strictObject({ id, status: z.literal('passed-on') })
  .meta({ id: 'TalkRequestPassedOn' });
export type PassedOnTalk = z.infer<typeof passedOnTalk>;

/** A request as far as the caller may see it; its words are absent from lists and for supervisors. */
export const talk = z
  .strictObject({
    id,
    schoolId: id,
    schoolName: z.string(),
    role: z.enum(TALK_ROLES),
    relation: z.enum(['answerer', 'coordinator', 'supervisor']),
    status: z.enum(['open', 'settled']),
    urgent: z.boolean(),
    maySettle: z.boolean(),
    late: z.boolean(),
    requestedAt: instant,
    requestedOn: date,
    dueOn: date,
    provisional: z.boolean(),
    outcome: z.enum(['case', ...KNOWN_DISMISSALS]).nullable(),
    /** The case it became, for those who read the words. */
    caseRef: caseRef.optional(),
    keptUntil: date.nullable(),
    /** Schools that had it before, oldest first; not in lists. */
    passes: z.array(z.strictObject({ from: z.string(), at: instant })).optional(),
    name: z.string().optional(),
    className: z.string().optional(),
    words: z.string().optional(),
  })
  .meta({ id: 'TalkRequest' });
export type TalkAnswer = z.infer<typeof talk>;

export const talkList = listOf(talk).meta({ id: 'TalkRequestList' });
export type TalkList = z.infer<typeof talkList>;
