import { isUnderWay } from '../../../domain/transfer-standing.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { DutyAnswer } from '../../../api/contracts/duties.js';
import type { CaseCommandType } from '../../forms/command-form.js';

/** Possible in every state of the case, by any duty-holder, without approval (LSL 25 §, SHL 35 §). */
export const ALWAYS: readonly CaseCommandType[] = [
  'contact-social-services',
  'report-child-welfare',
  'report-to-police',
  'report-unborn-child',
];

/** Who answers for the case, and what was recorded wrong: seldom needed, so behind a fold. */
export const SELDOM: readonly CaseCommandType[] = [
  'offer-handover',
  'reassign',
  'correct-fact',
  'void-case',
  'break-glass',
];

/** What is not a step of the road, by what it is about: each behind a fold of its own. */
export const GROUPS = {
  report: ['write-entry', 'correct-entry', 'publish-entries'],
  plans: [
    'record-causes',
    'plan-support',
    'record-turn',
    'end-turn',
    'plan-return',
    'complete-return-step',
    'change-service',
    'plan-transfer',
    'record-transfer-consent',
    'send-package',
    'confirm-transfer',
    'cancel-transfer',
  ],
  family: [
    'tell-learner',
    'tell-guardian',
    'leave-guardian-untold',
    'withdraw-consent',
    'settle-conflict',
    'go-on-without-guardian',
    'assess-basis',
    'note-capacity',
    'prohibit-guardian',
    'confirm-prohibition',
    'lift-prohibition',
    'agree-contact-ways',
    'invite-by-hand',
  ],
  services: [
    'note-need',
    'guide-to-services',
    'propose-joint-contact',
    'record-joint-contact',
    'record-response',
    'ask-advice',
    'record-advice',
    'record-disclosure',
  ],
  network: ['contact-other-side', 'share-situation', 'divide-responsibilities'],
  clocks: ['pause-duty', 'resume-duty', 'set-due-date'],
} as const satisfies Record<string, readonly CaseCommandType[]>;
export type Group = keyof typeof GROUPS;

// `Object.keys` forgets what the literal says.
export const GROUP_NAMES = Object.keys(GROUPS) as readonly Group[];

/** It is owed still: open, late or standing still. */
export function isLive(duty: Pick<DutyAnswer, 'status'>): boolean {
  return duty.status === 'open' || duty.status === 'late' || duty.status === 'paused';
}

function owes(view: CaseAnswer, kind: DutyAnswer['kind']): boolean {
  return (view.duties ?? []).some((duty) => duty.kind === kind && isLive(duty));
}

function consentIs(view: CaseAnswer, ...states: readonly string[]): boolean {
  return (view.members ?? []).some((member) => states.includes(member.consent));
}

function isMoving(view: CaseAnswer): boolean {
  return (view.plans?.transfers ?? []).some(isUnderWay);
}

/** An answer of the family is waited for: about a member, or about the data of a move. */
function waitsForAnswer(view: CaseAnswer): boolean {
  const moves = (view.plans?.transfers ?? []).filter(isUnderWay);
  return consentIs(view, 'requested') || moves.some((transfer) => transfer.consent === 'requested');
}

function isForbidding(view: CaseAnswer): boolean {
  return (view.family?.prohibitions ?? []).some((one) => one.liftedOn === null);
}

/** What a command is about must be there; without it the command is not offered at all. */
const ABOUT: { readonly [T in CaseCommandType]?: (view: CaseAnswer) => boolean } = {
  'correct-entry': (view) =>
    view.report?.home === 'rinnalla' &&
    (view.report?.entries ?? []).some((entry) => entry.reference === null),
  'publish-entries': (view) => (view.report?.entries.length ?? 0) > 0,
  'end-turn': (view) => (view.plans?.turns ?? []).some((turn) => turn.endedOn === null),
  'complete-return-step': (view) => owes(view, 'return-step'),
  'record-transfer-consent': isMoving,
  'send-package': isMoving,
  'confirm-transfer': isMoving,
  'cancel-transfer': isMoving,
  'tell-learner': (view) => owes(view, 'tell-learner'),
  'withdraw-consent': (view) => consentIs(view, 'given', 'partly', 'requested', 'conflict'),
  'settle-conflict': (view) => consentIs(view, 'conflict'),
  'go-on-without-guardian': waitsForAnswer,
  'leave-guardian-untold': (view) => owes(view, 'tell-guardian') && (view.acts ?? []).length > 0,
  'assess-basis': (view) => owes(view, 'lawful-basis'),
  'confirm-prohibition': isForbidding,
  'lift-prohibition': isForbidding,
  'invite-by-hand': (view) => owes(view, 'manual-invitation'),
  'record-joint-contact': (view) => owes(view, 'joint-contact'),
  'record-response': (view) => (view.duties ?? []).some((duty) => duty.expected && isLive(duty)),
  'record-advice': (view) => owes(view, 'advice-answer'),
  'contact-other-side': (view) => owes(view, 'county-contact'),
  'pause-duty': (view) => (view.duties ?? []).some((duty) => isLive(duty) && duty.status !== 'paused'),
  'resume-duty': (view) => (view.duties ?? []).some((duty) => duty.status === 'paused'),
  'set-due-date': (view) => (view.duties ?? []).some(isLive),
  'review-glass': (view) => owes(view, 'glass-review'),
  'print-form': () => false,
};

/** Whether there is anything for the command to be about. */
export function hasSubject(view: CaseAnswer, type: CaseCommandType): boolean {
  return ABOUT[type]?.(view) ?? true;
}
