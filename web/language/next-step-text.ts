import type { TFunction } from 'i18next';
import type { NextStepAnswer } from '../../api/contracts/cases.js';
import type { NextStepCode } from '../../domain/next-step.js';

/** The contract carries the code as text; every code of the core has its words (checked by the test of translations). */
function codeOf(step: NextStepAnswer): NextStepCode {
  return step.code as NextStepCode;
}

/** The next step in the imperative. */
export function nextStepTitle(t: TFunction, step: NextStepAnswer): string {
  return t(`codes.nextStep.${codeOf(step)}.title`);
}

/** One sentence that explains it. */
export function nextStepBody(t: TFunction, step: NextStepAnswer): string {
  return t(`codes.nextStep.${codeOf(step)}.body`);
}
