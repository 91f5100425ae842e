import type { CommandType } from './commands.js';
import type { PERMISSIONS } from './permissions.js';
import { DUTY_KINDS, EXPECTATIONS, type DutyKind } from './rules.js';

/** Commands that somebody may give because of what they owe. */
export type OwnersCommand = {
  [T in CommandType]: 'owner' extends (typeof PERMISSIONS)[T]['who'][number] ? T : never;
}[CommandType];

/** What an act towards the outside leaves behind. */
const AFTER_AN_ACT: readonly DutyKind[] = [
  'outside-details',
  'outside-acknowledgement',
  'outside-follow-up',
  ...EXPECTATIONS,
];

/**
 * The promise that each of these acts keeps or is part of: whoever owes it may do it, and nothing else of the case
 * (core 4; before, whoever owed anything could do all of them). About one promise or one thing among several of a
 * kind, the rule of the command asks whose it is.
 */
export const OWED_ACTS: { readonly [T in OwnersCommand]: readonly DutyKind[] } = {
  'explain-lateness': DUTY_KINDS,
  'complete-action': ['action'],
  'complete-outside-act': AFTER_AN_ACT,
  'tell-learner': ['tell-learner'],
  'tell-guardian': ['tell-guardian'],
  'leave-guardian-untold': ['tell-guardian'],
  'assess-basis': ['lawful-basis'],
  'invite-by-hand': ['manual-invitation'],
  'record-joint-contact': ['joint-contact'],
  'guide-to-services': ['guide-to-services'],
  'record-response': [...EXPECTATIONS],
  'print-form': [...AFTER_AN_ACT, 'child-welfare-report', 'police-report'],
  'record-advice': ['advice-answer'],
  'record-causes': ['absence-causes'],
  'plan-support': ['support-plan'],
  'plan-return': ['return-plan'],
  'complete-return-step': ['return-step'],
  'send-package': ['teaching-data'],
  'confirm-transfer': ['transfer-answer'],
  'contact-other-side': ['county-contact'],
  'pause-duty': DUTY_KINDS,
  'resume-duty': DUTY_KINDS,
  'review-glass': ['glass-review'],
};

/** What one must owe to give this command as an owner; null: no owner gives it. */
export function owedFor(type: CommandType): readonly DutyKind[] | null {
  const acts: { readonly [T in CommandType]?: readonly DutyKind[] } = OWED_ACTS;
  return acts[type] ?? null;
}
