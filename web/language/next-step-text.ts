import type { TFunction } from 'i18next';
import type { NextStepAnswer } from '../../api/contracts/cases.js';

/** The next step in the imperative. */
export function nextStepTitle(t: TFunction, step: NextStepAnswer): string {
  return t(`codes.nextStep.${step.code}.title`);
}

/** One sentence that explains it. */
export function nextStepBody(t: TFunction, step: NextStepAnswer): string {
  return t(`codes.nextStep.${step.code}.body`);
}
