import type { ComponentType } from 'react';
import type { CaseCommandType, CommandFormProps } from '../../forms/command-form.js';
import { BRANCH_FORMS } from './branch-forms.js';
import { AcceptHandoverForm } from './forms/accept-handover-form.js';
import { CallMeetingForm } from './forms/call-meeting-form.js';
import { CancelMeetingForm } from './forms/cancel-meeting-form.js';
import { CloseCaseForm } from './forms/close-case-form.js';
import { CompleteActionForm } from './forms/complete-action-form.js';
import { CompleteOutsideActForm } from './forms/complete-outside-act-form.js';
import { ContactSocialServicesForm } from './forms/contact-social-services-form.js';
import { CorrectFactForm } from './forms/correct-fact-form.js';
import { DeclineDiscussionForm } from './forms/decline-discussion-form.js';
import { ExplainLatenessForm } from './forms/explain-lateness-form.js';
import { JoinSideForm } from './forms/join-side-form.js';
import { OfferDiscussionForm } from './forms/offer-discussion-form.js';
import { OfferHandoverForm } from './forms/offer-handover-form.js';
import { ProposeGroupForm } from './forms/propose-group-form.js';
import { ReassignForm } from './forms/reassign-form.js';
import { RecordConsentForm } from './forms/record-consent-form.js';
import { RecordDiscussionForm } from './forms/record-discussion-form.js';
import { RecordMeetingForm } from './forms/record-meeting-form.js';
import { RefuseHandoverForm } from './forms/refuse-handover-form.js';
import { ReopenCaseForm } from './forms/reopen-case-form.js';
import { ReportChildWelfareForm } from './forms/report-child-welfare-form.js';
import { RequestConsentForm } from './forms/request-consent-form.js';
import { VoidCaseForm } from './forms/void-case-form.js';
import { RECORD_FORMS } from './record-forms.js';

/** Printing has no form: its button stands on the page that is printed. */
export type FormedCommand = Exclude<CaseCommandType, 'print-form'>;

/** The form of each command. The type check fails when the contracts have one more. */
export const COMMAND_FORMS: { readonly [T in FormedCommand]: ComponentType<CommandFormProps> } = {
  'offer-discussion': OfferDiscussionForm,
  'record-discussion': RecordDiscussionForm,
  'decline-discussion': DeclineDiscussionForm,
  'explain-lateness': ExplainLatenessForm,
  'join-side': JoinSideForm,
  'propose-group': ProposeGroupForm,
  'request-consent': RequestConsentForm,
  'record-consent': RecordConsentForm,
  'call-meeting': CallMeetingForm,
  'cancel-meeting': CancelMeetingForm,
  'record-meeting': RecordMeetingForm,
  'complete-action': CompleteActionForm,
  'close-case': CloseCaseForm,
  'reopen-case': ReopenCaseForm,
  'contact-social-services': ContactSocialServicesForm,
  'report-child-welfare': ReportChildWelfareForm,
  'complete-outside-act': CompleteOutsideActForm,
  'offer-handover': OfferHandoverForm,
  'accept-handover': AcceptHandoverForm,
  'refuse-handover': RefuseHandoverForm,
  reassign: ReassignForm,
  'correct-fact': CorrectFactForm,
  'void-case': VoidCaseForm,
  ...BRANCH_FORMS,
  ...RECORD_FORMS,
};

export function isCaseCommand(text: string): text is FormedCommand {
  return Object.hasOwn(COMMAND_FORMS, text);
}
