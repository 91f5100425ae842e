import type { BranchCommands } from '../branch-commands.js';
import type { Decider } from '../decision.js';
import { pauseDuty, resumeDuty, setDueDate } from './clocks.js';
import { breakGlass, reviewGlass } from './glass.js';
import { confirmProhibition, liftProhibition, prohibitGuardian, updateFamily } from './guardians.js';
import { reportToPolice, reportUnbornChild } from './outside.js';
import {
  askAdvice,
  guideToServices,
  noteNeed,
  printForm,
  proposeJointContact,
  recordAdvice,
  recordDisclosure,
  recordJointContact,
  recordResponse,
} from './outward.js';
import {
  changeService,
  completeReturnStep,
  endTurn,
  planReturn,
  planSupport,
  recordCauses,
  recordTurn,
} from './plans.js';
import {
  contactOtherSide,
  correctEntry,
  divideResponsibilities,
  publishEntries,
  shareSituation,
  writeEntry,
} from './record.js';
import { updateSurroundings } from './surroundings.js';
import {
  cancelTransfer,
  confirmTransfer,
  planTransfer,
  recordTransferConsent,
  sendPackage,
} from './transfers.js';
import { goOnWithoutGuardian } from './unreached.js';
import {
  agreeContactWays,
  assessBasis,
  inviteByHand,
  noteCapacity,
  settleConflict,
  leaveGuardianUntold,
  tellGuardian,
  tellLearner,
  withdrawConsent,
} from './will.js';
import { wantTalk } from './asking.js';

/** The rules of the branches' commands, one row a command. */
export const BRANCH_DECIDERS: { readonly [T in keyof BranchCommands]: Decider<T> } = {
  'tell-learner': tellLearner,
  'tell-guardian': tellGuardian,
  'leave-guardian-untold': leaveGuardianUntold,
  'withdraw-consent': withdrawConsent,
  'want-talk': wantTalk,
  'assess-basis': assessBasis,
  'settle-conflict': settleConflict,
  'go-on-without-guardian': goOnWithoutGuardian,
  'note-capacity': noteCapacity,
  'prohibit-guardian': prohibitGuardian,
  'lift-prohibition': liftProhibition,
  'confirm-prohibition': confirmProhibition,
  'agree-contact-ways': agreeContactWays,
  'invite-by-hand': inviteByHand,
  'update-family': updateFamily,
  'update-surroundings': updateSurroundings,
  'propose-joint-contact': proposeJointContact,
  'record-joint-contact': recordJointContact,
  'report-to-police': reportToPolice,
  'report-unborn-child': reportUnbornChild,
  'guide-to-services': guideToServices,
  'note-need': noteNeed,
  'record-response': recordResponse,
  'print-form': printForm,
  'ask-advice': askAdvice,
  'record-advice': recordAdvice,
  'record-disclosure': recordDisclosure,
  'record-causes': recordCauses,
  'record-turn': recordTurn,
  'end-turn': endTurn,
  'plan-support': planSupport,
  'plan-return': planReturn,
  'complete-return-step': completeReturnStep,
  'change-service': changeService,
  'plan-transfer': planTransfer,
  'record-transfer-consent': recordTransferConsent,
  'send-package': sendPackage,
  'confirm-transfer': confirmTransfer,
  'cancel-transfer': cancelTransfer,
  'write-entry': writeEntry,
  'correct-entry': correctEntry,
  'publish-entries': publishEntries,
  'contact-other-side': contactOtherSide,
  'share-situation': shareSituation,
  'divide-responsibilities': divideResponsibilities,
  'pause-duty': pauseDuty,
  'resume-duty': resumeDuty,
  'set-due-date': setDueDate,
  'break-glass': breakGlass,
  'review-glass': reviewGlass,
};
