import { isGone, leftSchool } from './annex.js';
import type { CommandType } from './commands.js';
import { isParty } from './decision.js';
import type { Duty } from './duties.js';
import type { PersonId } from './ids.js';
import { isReported } from './outside-details.js';
import { SIDES } from './people.js';
import { openMeeting, openOffer } from './preconditions.js';
import type { DutyKind, RuleId } from './rules.js';
import { STAGES, type CaseState, type Stage } from './state.js';
import type { CivilDate } from './time/civil-date.js';

/** What to do now: one sentence, one button, a date and why. `code` names the sentence in the translations. */
export interface NextStep {
  readonly code: NextStepCode;
  readonly dutyId: string;
  readonly command: CommandType;
  /** The lawful alternative, if there is one. */
  readonly alternative: CommandType | null;
  readonly ownerId: PersonId;
  readonly dueOn: CivilDate | null;
  readonly why: RuleId;
}

export const NEXT_STEPS = [
  'offer-discussion',
  'record-discussion',
  'choose-next',
  'plan-transfer',
  'offer-again',
  'request-consent',
  'record-consent',
  'call-expert-group',
  'record-meeting',
  'call-follow-up',
  'complete-action',
  'answer-handover',
  'name-successor',
  'replace-responsible',
  'complete-act',
  'tell-learner',
  'tell-guardian',
  'ask-response',
  'make-report',
  'report-to-police',
  'make-joint-contact',
  'guide-to-services',
  'assess-basis',
  'talk-first',
  'settle-conflict',
  'review-prohibition',
  'contact-other-side',
  'send-teaching-data',
  'await-transfer',
  'plan-support',
  'plan-return',
  'complete-step',
  'complete-report',
  'record-advice',
  'invite-by-hand',
  'review-pause',
  'review-glass',
  'record-causes',
] as const;
export type NextStepCode = (typeof NEXT_STEPS)[number];

type Advice = Pick<NextStep, 'code' | 'command' | 'alternative'>;

function asks(
  code: NextStepCode,
  command: CommandType,
  alternative: CommandType | null = null,
): () => Advice {
  return () => ({ code, command, alternative });
}

const askResponse = asks('ask-response', 'record-response');

function responsibleGone(state: CaseState): boolean {
  return SIDES.some((side) => {
    const personId = state.responsible[side];
    return personId !== undefined && isGone(state, personId, side);
  });
}

const ADVICE: { readonly [K in DutyKind]: (state: CaseState) => Advice } = {
  discussion: (state) => {
    if (openOffer(state))
      return { code: 'record-discussion', command: 'record-discussion', alternative: 'offer-discussion' };
    const alternative = state.source === 'learner' ? null : 'decline-discussion';
    return { code: 'offer-discussion', command: 'offer-discussion', alternative };
  },
  'discussion-outcome': () => ({
    code: 'record-discussion',
    command: 'record-discussion',
    alternative: 'offer-discussion',
  }),
  'next-step': (state) => {
    if (leftSchool(state))
      return { code: 'plan-transfer', command: 'plan-transfer', alternative: 'close-case' };
    const last = state.offers.at(-1)?.outcome;
    if (last === 'no-show' || last === 'postponed-by-learner') {
      return { code: 'offer-again', command: 'offer-discussion', alternative: 'close-case' };
    }
    const command = isParty(state, 'school') ? 'propose-group' : 'join-side';
    return { code: 'choose-next', command, alternative: 'close-case' };
  },
  'consent-answer': (state) =>
    state.members.some((m) => m.consent === 'proposed')
      ? { code: 'request-consent', command: 'request-consent', alternative: 'record-consent' }
      : { code: 'record-consent', command: 'record-consent', alternative: null },
  convene: () => ({ code: 'call-expert-group', command: 'call-meeting', alternative: null }),
  'meeting-record': () => ({
    code: 'record-meeting',
    command: 'record-meeting',
    alternative: 'cancel-meeting',
  }),
  'follow-up': (state) =>
    openMeeting(state)
      ? { code: 'record-meeting', command: 'record-meeting', alternative: 'cancel-meeting' }
      : { code: 'call-follow-up', command: 'call-meeting', alternative: 'close-case' },
  action: () => ({ code: 'complete-action', command: 'complete-action', alternative: null }),
  'handover-answer': () => ({
    code: 'answer-handover',
    command: 'accept-handover',
    alternative: 'refuse-handover',
  }),
  successor: (state) =>
    responsibleGone(state)
      ? { code: 'replace-responsible', command: 'reassign', alternative: 'offer-handover' }
      : { code: 'name-successor', command: 'offer-handover', alternative: 'reassign' },
  'outside-details': () => ({ code: 'complete-act', command: 'complete-outside-act', alternative: null }),
  'outside-acknowledgement': () => ({
    code: 'complete-act',
    command: 'complete-outside-act',
    alternative: null,
  }),
  'outside-follow-up': () => ({ code: 'complete-act', command: 'complete-outside-act', alternative: null }),
  'tell-learner': asks('tell-learner', 'tell-learner'),
  'tell-guardian': (state) => ({
    code: 'tell-guardian',
    command: 'tell-guardian',
    alternative: isReported(state) ? 'leave-guardian-untold' : 'prohibit-guardian',
  }),
  'absence-causes': asks('record-causes', 'record-causes', 'call-meeting'),
  'expected-urgency': askResponse,
  'expected-decision': askResponse,
  'expected-start': askResponse,
  'expected-assessment': askResponse,
  'expected-service': askResponse,
  'expected-treatment': askResponse,
  'child-welfare-report': asks('make-report', 'report-child-welfare'),
  'police-report': asks('report-to-police', 'report-to-police'),
  'joint-contact': asks('make-joint-contact', 'contact-social-services', 'record-joint-contact'),
  'guide-to-services': asks('guide-to-services', 'guide-to-services', 'propose-joint-contact'),
  'talk-first': asks('talk-first', 'record-consent', 'request-consent'),
  'lawful-basis': asks('assess-basis', 'assess-basis'),
  'consent-conflict': asks('settle-conflict', 'settle-conflict', 'record-consent'),
  'prohibition-review': asks('review-prohibition', 'confirm-prohibition', 'lift-prohibition'),
  'county-contact': asks('contact-other-side', 'contact-other-side'),
  'teaching-data': asks('send-teaching-data', 'send-package'),
  'transfer-answer': asks('await-transfer', 'confirm-transfer', 'cancel-transfer'),
  'support-plan': asks('plan-support', 'plan-support'),
  'return-plan': asks('plan-return', 'plan-return'),
  'return-step': asks('complete-step', 'complete-return-step'),
  'report-parts': asks('complete-report', 'write-entry'),
  'advice-answer': asks('record-advice', 'record-advice'),
  'manual-invitation': asks('invite-by-hand', 'invite-by-hand'),
  'pause-review': asks('review-pause', 'resume-duty'),
  'glass-review': asks('review-glass', 'review-glass'),
};

/** What waits for nothing: an act or a word that a person gives at once. */
const AT_ONCE: ReadonlySet<DutyKind> = new Set<DutyKind>([
  'child-welfare-report',
  'police-report',
  'joint-contact',
  'tell-guardian',
  'successor',
]);

/** Where something was reported the police or child protection is asked first what the family may be told. */
function isAtOnce({ kind }: Duty, state: CaseState): boolean {
  return AT_ONCE.has(kind) && !(kind === 'tell-guardian' && isReported(state));
}

/** What is to be done at once, then what breaks first; without a date, the oldest. */
function byUrgency(a: Duty, b: Duty, state: CaseState): number {
  const atOnce = Number(isAtOnce(b, state)) - Number(isAtOnce(a, state));
  if (atOnce !== 0) return atOnce;
  const [x, y] = [a.dueAt ?? Number.MAX_SAFE_INTEGER, b.dueAt ?? Number.MAX_SAFE_INTEGER];
  if (x !== y) return x - y;
  return a.startedOn < b.startedOn ? -1 : a.startedOn > b.startedOn ? 1 : 0;
}

/** What a duty asks for, as a sentence and a button. */
export function stepOf(state: CaseState, duty: Duty): NextStep {
  const { id: dutyId, ownerId, dueOn, rule: why } = duty;
  return { ...ADVICE[duty.kind](state), dutyId, ownerId, dueOn, why };
}

/** The next step of the case; null only when nothing is owed, which no open case is. */
export function nextStep(state: CaseState): NextStep | null {
  const open = state.duties.filter((duty) => duty.status === 'open');
  const first = open.toSorted((a, b) => byUrgency(a, b, state))[0];
  return first ? stepOf(state, first) : null;
}

/** One stop of the stage rail. */
export interface RailStop {
  readonly code: Stage;
  readonly state: 'done' | 'current' | 'later' | 'skipped';
  readonly at: CivilDate | null;
  readonly by: PersonId | null;
}

/** The road as the page shows it: what was done or skipped, where the case is, what may come. */
export function stageRail(state: CaseState): RailStop[] {
  const here = STAGES.indexOf(state.stage);
  return STAGES.map((code, i) => {
    const mark = state.marks.find((m) => m.stage === code);
    if (mark && (i !== here || code === 'closed' || code === 'discussion')) {
      return { code, state: mark.state === 'skipped' ? 'skipped' : 'done', at: mark.on, by: mark.by };
    }
    if (i === here) return { code, state: 'current', at: null, by: null };
    return { code, state: i < here ? 'skipped' : 'later', at: null, by: null };
  });
}
