import { z } from 'zod';
import type { CommandType } from '../../domain/commands.js';
import * as beside from './beside-commands.js';
import * as clock from './clock-commands.js';
import * as glass from './glass-commands.js';
import * as outward from './outward-commands.js';
import * as plan from './plan-commands.js';
import * as record from './record-commands.js';
import * as road from './road-commands.js';
import * as will from './will-commands.js';

export { raiseConcern } from './road-commands.js';

/*
 * One strict schema per command, in the shape a client sends it: `{type, happenedOn?, ...}`. Free text comes as plain
 * text and is sealed by the API; what only the service may give (references, fall-backs, rule sets, what the directory
 * says of a family) is not here. `happenedOn` is the day the act took place, default today where the school is; clocks
 * count from it.
 */

/** Commands a client may send. Rule sets and facts of the family come from the service alone, the wish to talk by link. */
export type ClientCommandType = Exclude<
  CommandType,
  'adopt-rules' | 'update-family' | 'update-surroundings' | 'want-talk'
>;

/** Every command a client may send. The type check fails when the domain has one more. */
export const commandSchemas = {
  'raise-concern': road.raiseConcern,
  'offer-discussion': road.offerDiscussion,
  'record-discussion': road.recordDiscussion,
  'decline-discussion': road.declineDiscussion,
  'explain-lateness': road.explainLateness,
  'join-side': road.joinSide,
  'propose-group': road.proposeGroup,
  'request-consent': road.requestConsent,
  'record-consent': road.recordConsent,
  'call-meeting': road.callMeeting,
  'cancel-meeting': road.cancelMeeting,
  'record-meeting': road.recordMeeting,
  'complete-action': road.completeAction,
  'close-case': road.closeCase,
  'reopen-case': road.reopenCase,
  'contact-social-services': outward.contactSocialServices,
  'report-child-welfare': outward.reportChildWelfare,
  'report-to-police': outward.reportToPolice,
  'report-unborn-child': outward.reportUnbornChild,
  'complete-outside-act': outward.completeOutsideAct,
  'propose-joint-contact': outward.proposeJointContact,
  'record-joint-contact': outward.recordJointContact,
  'guide-to-services': outward.guideToServices,
  'note-need': outward.noteNeed,
  'record-response': outward.recordResponse,
  'print-form': outward.printForm,
  'ask-advice': outward.askAdvice,
  'record-advice': outward.recordAdvice,
  'record-disclosure': outward.recordDisclosure,
  'offer-handover': beside.offerHandover,
  'accept-handover': beside.acceptHandover,
  'refuse-handover': beside.refuseHandover,
  reassign: beside.reassign,
  'correct-fact': beside.correctFact,
  'void-case': beside.voidCase,
  'tell-learner': will.tellLearner,
  'tell-guardian': will.tellGuardian,
  'leave-guardian-untold': will.leaveGuardianUntold,
  'withdraw-consent': will.withdrawConsent,
  'assess-basis': will.assessBasis,
  'settle-conflict': will.settleConflict,
  'go-on-without-guardian': will.goOnWithoutGuardian,
  'note-capacity': will.noteCapacity,
  'prohibit-guardian': will.prohibitGuardian,
  'lift-prohibition': will.liftProhibition,
  'confirm-prohibition': will.confirmProhibition,
  'agree-contact-ways': will.agreeContactWays,
  'invite-by-hand': will.inviteByHand,
  'record-causes': plan.recordCauses,
  'record-turn': plan.recordTurn,
  'end-turn': plan.endTurn,
  'plan-support': plan.planSupport,
  'plan-return': plan.planReturn,
  'complete-return-step': plan.completeReturnStep,
  'change-service': plan.changeService,
  'plan-transfer': plan.planTransfer,
  'record-transfer-consent': plan.recordTransferConsent,
  'send-package': plan.sendPackage,
  'confirm-transfer': plan.confirmTransfer,
  'cancel-transfer': plan.cancelTransfer,
  'write-entry': record.writeEntry,
  'correct-entry': record.correctEntry,
  'publish-entries': record.publishEntries,
  'contact-other-side': record.contactOtherSide,
  'share-situation': record.shareSituation,
  'divide-responsibilities': record.divideResponsibilities,
  'pause-duty': clock.pauseDuty,
  'resume-duty': clock.resumeDuty,
  'set-due-date': clock.setDueDate,
  'break-glass': glass.breakGlass,
  'review-glass': glass.reviewGlass,
} satisfies { [T in ClientCommandType]: z.ZodType<{ type: T }> };

/** `POST /api/v1/cases/{id}/commands`: one command on a case that exists. */
export const caseCommand = z
  .discriminatedUnion('type', [
    road.offerDiscussion,
    road.recordDiscussion,
    road.declineDiscussion,
    road.explainLateness,
    road.joinSide,
    road.proposeGroup,
    road.requestConsent,
    road.recordConsent,
    road.callMeeting,
    road.cancelMeeting,
    road.recordMeeting,
    road.completeAction,
    road.closeCase,
    road.reopenCase,
    outward.contactSocialServices,
    outward.reportChildWelfare,
    outward.reportToPolice,
    outward.reportUnbornChild,
    outward.completeOutsideAct,
    outward.proposeJointContact,
    outward.recordJointContact,
    outward.guideToServices,
    outward.noteNeed,
    outward.recordResponse,
    outward.printForm,
    outward.askAdvice,
    outward.recordAdvice,
    outward.recordDisclosure,
    beside.offerHandover,
    beside.acceptHandover,
    beside.refuseHandover,
    beside.reassign,
    beside.correctFact,
    beside.voidCase,
    will.tellLearner,
    will.tellGuardian,
    will.leaveGuardianUntold,
    will.withdrawConsent,
    will.assessBasis,
    will.settleConflict,
    will.goOnWithoutGuardian,
    will.noteCapacity,
    will.prohibitGuardian,
    will.liftProhibition,
    will.confirmProhibition,
    will.agreeContactWays,
    will.inviteByHand,
    plan.recordCauses,
    plan.recordTurn,
    plan.endTurn,
    plan.planSupport,
    plan.planReturn,
    plan.completeReturnStep,
    plan.changeService,
    plan.planTransfer,
    plan.recordTransferConsent,
    plan.sendPackage,
    plan.confirmTransfer,
    plan.cancelTransfer,
    record.writeEntry,
    record.correctEntry,
    record.publishEntries,
    record.contactOtherSide,
    record.shareSituation,
    record.divideResponsibilities,
    clock.pauseDuty,
    clock.resumeDuty,
    clock.setDueDate,
    glass.breakGlass,
    glass.reviewGlass,
  ])
  .meta({ id: 'CaseCommand' });

/** What a client writes: dates and ids as strings. */
export type CaseCommandInput = z.input<typeof caseCommand>;
export type RaiseConcernInput = z.input<typeof road.raiseConcern>;
export type CommandInput = CaseCommandInput | RaiseConcernInput;
/** What the API works with after parsing. */
export type CaseCommandRequest = z.output<typeof caseCommand>;
export type RaiseConcernRequest = z.output<typeof road.raiseConcern>;
export type CommandRequest = CaseCommandRequest | RaiseConcernRequest;
