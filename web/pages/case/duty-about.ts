import type { TFunction } from 'i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../api/contracts/duties.js';

/** Which of several things a promise is about: the action, the step, the contact; empty when there is nothing to tell apart. */
export function dutyAbout(t: TFunction, view: CaseAnswer, { about }: Pick<DutyAnswer, 'about'>): string {
  if (about === null) return '';
  if (about.of === 'action') return view.actions?.find((action) => action.id === about.id)?.what ?? '';
  if (about.of === 'step') return view.plans?.returnSteps.find((step) => step.id === about.id)?.what ?? '';
  if (about.of !== 'act') return '';
  const act = view.acts?.find((one) => one.id === about.id);
  if (!act) return '';
  return t(`outside.kind.${act.kind}`);
}
