import type { ComponentType } from 'react';
import type { CaseCommandType, CommandFormProps } from '../../forms/command-form.js';
import { AgreeContactWaysForm } from './forms/agree-contact-ways-form.js';
import { AskAdviceForm } from './forms/ask-advice-form.js';
import { AssessBasisForm } from './forms/assess-basis-form.js';
import { BreakGlassForm } from './forms/break-glass-form.js';
import { ConfirmProhibitionForm } from './forms/confirm-prohibition-form.js';
import { GoOnWithoutGuardianForm } from './forms/go-on-without-guardian-form.js';
import { GuideToServicesForm } from './forms/guide-to-services-form.js';
import { InviteByHandForm } from './forms/invite-by-hand-form.js';
import { LiftProhibitionForm } from './forms/lift-prohibition-form.js';
import { NoteCapacityForm } from './forms/note-capacity-form.js';
import { NoteNeedForm } from './forms/note-need-form.js';
import { PauseDutyForm } from './forms/pause-duty-form.js';
import { ProhibitGuardianForm } from './forms/prohibit-guardian-form.js';
import { ProposeJointContactForm } from './forms/propose-joint-contact-form.js';
import { RecordAdviceForm } from './forms/record-advice-form.js';
import { RecordDisclosureForm } from './forms/record-disclosure-form.js';
import { RecordJointContactForm } from './forms/record-joint-contact-form.js';
import { RecordResponseForm } from './forms/record-response-form.js';
import { ReportToPoliceForm } from './forms/report-to-police-form.js';
import { ReportUnbornChildForm } from './forms/report-unborn-child-form.js';
import { ResumeDutyForm } from './forms/resume-duty-form.js';
import { ReviewGlassForm } from './forms/review-glass-form.js';
import { SetDueDateForm } from './forms/set-due-date-form.js';
import { SettleConflictForm } from './forms/settle-conflict-form.js';
import { LeaveGuardianUntoldForm } from './forms/leave-guardian-untold-form.js';
import { TellGuardianForm } from './forms/tell-guardian-form.js';
import { TellLearnerForm } from './forms/tell-learner-form.js';
import { WithdrawConsentForm } from './forms/withdraw-consent-form.js';

/** Forms of telling, agreeing and forbidding, of acts towards the outside, and of clocks in the hands of people. */
export const BRANCH_FORMS = {
  'tell-learner': TellLearnerForm,
  'tell-guardian': TellGuardianForm,
  'leave-guardian-untold': LeaveGuardianUntoldForm,
  'withdraw-consent': WithdrawConsentForm,
  'assess-basis': AssessBasisForm,
  'settle-conflict': SettleConflictForm,
  'go-on-without-guardian': GoOnWithoutGuardianForm,
  'note-capacity': NoteCapacityForm,
  'prohibit-guardian': ProhibitGuardianForm,
  'lift-prohibition': LiftProhibitionForm,
  'confirm-prohibition': ConfirmProhibitionForm,
  'agree-contact-ways': AgreeContactWaysForm,
  'invite-by-hand': InviteByHandForm,
  'propose-joint-contact': ProposeJointContactForm,
  'record-joint-contact': RecordJointContactForm,
  'report-to-police': ReportToPoliceForm,
  'report-unborn-child': ReportUnbornChildForm,
  'guide-to-services': GuideToServicesForm,
  'note-need': NoteNeedForm,
  'record-response': RecordResponseForm,
  'ask-advice': AskAdviceForm,
  'record-advice': RecordAdviceForm,
  'record-disclosure': RecordDisclosureForm,
  'pause-duty': PauseDutyForm,
  'resume-duty': ResumeDutyForm,
  'set-due-date': SetDueDateForm,
  'break-glass': BreakGlassForm,
  'review-glass': ReviewGlassForm,
} as const satisfies { readonly [T in CaseCommandType]?: ComponentType<CommandFormProps> };
