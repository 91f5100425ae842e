import { z } from 'zod';
import type { CommandType } from '../../domain/commands.js';
import {
  contactSocialServices,
  reportChildWelfare,
  completeOutsideAct,
  offerHandover,
  acceptHandover,
  refuseHandover,
  reassign,
  correctFact,
  voidCase,
} from './beside-commands.js';
import {
  raiseConcern,
  offerDiscussion,
  recordDiscussion,
  declineDiscussion,
  explainLateness,
  joinSide,
  proposeGroup,
  requestConsent,
  recordConsent,
  callMeeting,
  cancelMeeting,
  recordMeeting,
  completeAction,
  closeCase,
  reopenCase,
} from './road-commands.js';

export { raiseConcern } from './road-commands.js';

/*
 * One strict schema per command, in the shape a client sends it: `{type, happenedOn?, ...}`. Free text comes as plain
 * text and is sealed by the API; what only the service may give (references, fall-backs, rule sets) is not here.
 * `happenedOn` is the day the act took place, default today where the school is; clocks count from it.
 */

/** Commands a client may send. Rule sets are adopted by the service alone. */
export type ClientCommandType = Exclude<CommandType, 'adopt-rules'>;

/** Every command a client may send. The type check fails when the domain has one more. */
export const commandSchemas = {
  'raise-concern': raiseConcern,
  'offer-discussion': offerDiscussion,
  'record-discussion': recordDiscussion,
  'decline-discussion': declineDiscussion,
  'explain-lateness': explainLateness,
  'join-side': joinSide,
  'propose-group': proposeGroup,
  'request-consent': requestConsent,
  'record-consent': recordConsent,
  'call-meeting': callMeeting,
  'cancel-meeting': cancelMeeting,
  'record-meeting': recordMeeting,
  'complete-action': completeAction,
  'close-case': closeCase,
  'reopen-case': reopenCase,
  'contact-social-services': contactSocialServices,
  'report-child-welfare': reportChildWelfare,
  'complete-outside-act': completeOutsideAct,
  'offer-handover': offerHandover,
  'accept-handover': acceptHandover,
  'refuse-handover': refuseHandover,
  reassign,
  'correct-fact': correctFact,
  'void-case': voidCase,
} satisfies { [T in ClientCommandType]: z.ZodType<{ type: T }> };

/** `POST /api/v1/cases/{id}/commands`: one command on a case that exists. */
export const caseCommand = z
  .discriminatedUnion('type', [
    offerDiscussion,
    recordDiscussion,
    declineDiscussion,
    explainLateness,
    joinSide,
    proposeGroup,
    requestConsent,
    recordConsent,
    callMeeting,
    cancelMeeting,
    recordMeeting,
    completeAction,
    closeCase,
    reopenCase,
    contactSocialServices,
    reportChildWelfare,
    completeOutsideAct,
    offerHandover,
    acceptHandover,
    refuseHandover,
    reassign,
    correctFact,
    voidCase,
  ])
  .meta({ id: 'CaseCommand' });

/** What a client writes: dates and ids as strings. */
export type CaseCommandInput = z.input<typeof caseCommand>;
export type RaiseConcernInput = z.input<typeof raiseConcern>;
export type CommandInput = CaseCommandInput | RaiseConcernInput;
/** What the API works with after parsing. */
export type CaseCommandRequest = z.output<typeof caseCommand>;
export type RaiseConcernRequest = z.output<typeof raiseConcern>;
export type CommandRequest = CaseCommandRequest | RaiseConcernRequest;
