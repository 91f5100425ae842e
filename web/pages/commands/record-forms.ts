import type { ComponentType } from 'react';
import type { CaseCommandType, CommandFormProps } from '../../forms/command-form.js';
import { CancelTransferForm } from './forms/cancel-transfer-form.js';
import { ChangeServiceForm } from './forms/change-service-form.js';
import { CompleteReturnStepForm } from './forms/complete-return-step-form.js';
import { ConfirmTransferForm } from './forms/confirm-transfer-form.js';
import { ContactOtherSideForm } from './forms/contact-other-side-form.js';
import { CorrectEntryForm } from './forms/correct-entry-form.js';
import { DivideResponsibilitiesForm } from './forms/divide-responsibilities-form.js';
import { EndTurnForm } from './forms/end-turn-form.js';
import { PlanReturnForm } from './forms/plan-return-form.js';
import { PlanSupportForm } from './forms/plan-support-form.js';
import { PlanTransferForm } from './forms/plan-transfer-form.js';
import { PublishEntriesForm } from './forms/publish-entries-form.js';
import { RecordCausesForm } from './forms/record-causes-form.js';
import { RecordTransferConsentForm } from './forms/record-transfer-consent-form.js';
import { RecordTurnForm } from './forms/record-turn-form.js';
import { SendPackageForm } from './forms/send-package-form.js';
import { ShareSituationForm } from './forms/share-situation-form.js';
import { WriteEntryForm } from './forms/write-entry-form.js';

/** Forms of plans, of transitions, of the report and of what the two employers share. */
export const RECORD_FORMS = {
  'record-causes': RecordCausesForm,
  'record-turn': RecordTurnForm,
  'end-turn': EndTurnForm,
  'plan-support': PlanSupportForm,
  'plan-return': PlanReturnForm,
  'complete-return-step': CompleteReturnStepForm,
  'change-service': ChangeServiceForm,
  'plan-transfer': PlanTransferForm,
  'record-transfer-consent': RecordTransferConsentForm,
  'send-package': SendPackageForm,
  'confirm-transfer': ConfirmTransferForm,
  'cancel-transfer': CancelTransferForm,
  'write-entry': WriteEntryForm,
  'correct-entry': CorrectEntryForm,
  'publish-entries': PublishEntriesForm,
  'contact-other-side': ContactOtherSideForm,
  'share-situation': ShareSituationForm,
  'divide-responsibilities': DivideResponsibilitiesForm,
} as const satisfies { readonly [T in CaseCommandType]?: ComponentType<CommandFormProps> };
