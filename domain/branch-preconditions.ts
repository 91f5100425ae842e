import { annexOf } from './annex.js';
import type { BranchCommands } from './branch-commands.js';
import { isConsented } from './consent.js';
import { isLive } from './duties.js';
import { refuse, type Refusal, type RefusalCode } from './refusals.js';
import { EXPECTATIONS, type DutyKind } from './rules.js';
import { isReported } from './outside-details.js';
import type { CaseState } from './state.js';
import { isUnderWay } from './transfer-standing.js';
import { whyAllWaitedFor } from './unreached.js';

type Precondition = (state: CaseState) => Refusal | null;

/** Something must be there that the command is about. */
function needs(has: (state: CaseState) => boolean, code: RefusalCode, source: string): Precondition {
  return (state) => (has(state) ? null : refuse(code, source));
}

function owes(kind: DutyKind): (state: CaseState) => boolean {
  return (state) => state.duties.some((duty) => duty.kind === kind && isLive(duty));
}

const standingProhibition = needs(
  (state) => annexOf(state).prohibitions.some((it) => it.liftedOn === null),
  'unknown-prohibition',
  'OHL 18 §',
);

const openTransfer = needs(
  (state) => annexOf(state).transfers.some(isUnderWay),
  'unknown-transfer',
  'OHL 23 §',
);

/** A minor's will is assessed of a minor, and not in pre-primary education. */
function minor(state: CaseState): Refusal | null {
  const { isAdult, family } = annexOf(state);
  if (isAdult) return refuse('guardian-has-no-position', 'OHL 18 §');
  return family?.prePrimary ? refuse('guardian-decides', 'OHL 19 §') : null;
}

/** What the state must hold before a command of the branches makes sense, whatever the command says. */
export const BRANCH_PRECONDITIONS: { readonly [T in keyof BranchCommands]?: Precondition } = {
  // Telling a guardian asks first whether that guardian may be told at all.
  'tell-learner': needs(owes('tell-learner'), 'nothing-to-tell', 'OHL 16 §'),
  'leave-guardian-untold': (state) =>
    isReported(state)
      ? needs(owes('tell-guardian'), 'nothing-to-tell', 'OHL 16 §')(state)
      : refuse('unknown-act', 'LSL 25 §'),
  'withdraw-consent': needs(
    (state) =>
      state.members.some(
        (m) => isConsented(m.consent) || m.consent === 'requested' || m.consent === 'conflict',
      ),
    'consent-not-standing',
    'OHL 19 §',
  ),
  'assess-basis': needs(owes('lawful-basis'), 'no-basis-open', 'OHL 19 §'),
  'settle-conflict': needs(
    (state) => state.members.some((m) => m.consent === 'conflict'),
    'no-conflict',
    'OHL 19 §',
  ),
  'go-on-without-guardian': whyAllWaitedFor,
  'note-capacity': minor,
  'prohibit-guardian': minor,
  'lift-prohibition': standingProhibition,
  'confirm-prohibition': standingProhibition,
  'invite-by-hand': needs(owes('manual-invitation'), 'no-open-meeting', 'OHL 14 §'),
  'record-joint-contact': (state) =>
    // Before core 3 a joint contact ended with the case.
    state.status === 'aftercare' && state.core < 3
      ? refuse('case-not-open', 'LSL 25 a §')
      : needs(owes('joint-contact'), 'no-joint-contact', 'LSL 25 a §')(state),
  'record-response': needs(
    (state) => state.duties.some((duty) => EXPECTATIONS.has(duty.kind) && isLive(duty)),
    'not-expected',
    'LSL 26 §',
  ),
  'print-form': needs((state) => state.acts.length > 0, 'unknown-act', 'LSL 25 §'),
  'record-advice': needs(
    (state) => annexOf(state).advice.some((it) => it.answeredOn === null),
    'unknown-advice',
    'OHL 19 §',
  ),
  'end-turn': needs(
    (state) => annexOf(state).turns.some((it) => it.endedOn === null),
    'unknown-turn',
    'POL 36 §',
  ),
  'complete-return-step': needs(
    (state) => annexOf(state).returnSteps.some((it) => it.doneOn === null),
    'unknown-step',
    'S001',
  ),
  'record-transfer-consent': openTransfer,
  'send-package': openTransfer,
  'confirm-transfer': openTransfer,
  'cancel-transfer': openTransfer,
  'correct-entry': needs(
    (state) => annexOf(state).entries.some((entry) => entry.textId !== null),
    'unknown-entry',
    'OHL 20 §',
  ),
  'publish-entries': needs((state) => annexOf(state).entries.length > 0, 'unknown-entry', 'OHL 20 §'),
  'contact-other-side': needs(
    (state) => state.responsible.school !== undefined && state.responsible.county !== undefined,
    'side-not-party',
    'S001',
  ),
  'review-glass': needs(owes('glass-review'), 'unknown-glass', 'OHL 26 §'),
  'resume-duty': needs(
    (state) => state.duties.some((duty) => duty.status === 'paused'),
    'not-paused',
    'local policy',
  ),
};
