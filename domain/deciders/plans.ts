import { annexOf } from '../annex.js';
import { anyResponsible, draft, isParty, personal, responsibleFor, type Decider } from '../decision.js';
import { answersFor } from '../permissions.js';
import { refuse } from '../refusals.js';

/** Why there are absences: found out with the guardian as soon as there is concern (POL 26 §, S000 5.3.1). */
export const recordCauses: Decider<'record-causes'> = ({ data, on, book }) => {
  book.done('absence-causes', on);
  return [draft(book, 'causes-recorded', data)];
};

/**
 * A turn of the road. After a removal or an exclusion student welfare must be arranged, and a plan for the return
 * (POL 36 §, S000 6.1.3); the discipline itself is not handled here.
 */
export const recordTurn: Decider<'record-turn'> = ({ state, data, on, author, book }) => {
  if (data.until !== undefined && data.until < data.from) return refuse('next-date-not-ahead', 'POL 36 §');
  const turnId = `t${annexOf(state).turns.length + 1}`;
  const owing = { ...responsibleFor(state, author), about: { of: 'turn', id: turnId } as const };
  if (data.kind === 'hospital-school') {
    if (book.open('next-step').length === 0) book.arm('L-NEXT', on, anyResponsible(state));
  } else {
    book.arm('W-POL36-support', on, owing);
    book.arm('W-POL36-return', on, owing);
  }
  return [draft(book, 'turn-recorded', { ...data, turnId })];
};

/** The learner is back. From a hospital school, too, the way back is planned in steps. */
export const endTurn: Decider<'end-turn'> = ({ state, data, on, author, book }) => {
  const turn = annexOf(state).turns.find((it) => it.id === data.turnId && it.endedOn === null);
  if (!turn) return refuse('unknown-turn', 'POL 36 §');
  // Steps of an earlier way back, which were taken, are no plan for this one (core 7).
  const steps = annexOf(state).returnSteps.filter((it) => state.core < 7 || it.doneOn === null);
  const planned = steps.length > 0 || book.open('return-plan').length > 0;
  if (turn.kind === 'hospital-school' && !planned)
    book.arm('W-POL36-return', on, {
      ...responsibleFor(state, author),
      about: { of: 'turn', id: turn.id },
    });
  return [draft(book, 'turn-ended', data)];
};

export const planSupport: Decider<'plan-support'> = ({ data, on, book }) => {
  book.done('support-plan', on);
  return [draft(book, 'support-planned', data)];
};

/** The way back to school, step by step: each step has a day and an owner. */
export const planReturn: Decider<'plan-return'> = ({ state, data, on, book }) => {
  if (data.steps.length === 0 || data.steps.some((step) => step.on < on))
    return refuse('next-date-not-ahead', 'S001');
  if (data.steps.some((step) => !isParty(state, step.side))) return refuse('side-not-party', 'OHL 21 §');
  const before = annexOf(state).returnSteps.length;
  const steps = data.steps.map((step, i) => ({ ...step, stepId: `s${before + i + 1}` }));
  book.done('return-plan', on);
  book.done('next-step', on);
  for (const step of steps)
    book.armOn('L-STEP', on, step.on, personal(step.ownerId, step.side, { of: 'step', id: step.stepId }));
  return [draft(book, 'return-planned', { steps })];
};

/** One step is done. After the last one whoever is responsible looks at what comes next. */
export const completeReturnStep: Decider<'complete-return-step'> = ({ state, data, on, author, book }) => {
  const step = annexOf(state).returnSteps.find((it) => it.id === data.stepId && it.doneOn === null);
  if (!step) return refuse('unknown-step', 'S001');
  if (!answersFor(author.personId, state, book.open('return-step', step.id)[0]))
    return refuse('not-allowed', 'S001');
  book.done('return-step', on, step.id);
  return [draft(book, 'return-step-completed', data)];
};

/** "Do not change the service in haste, change the approach": what else was tried comes with the change (S001). */
export const changeService: Decider<'change-service'> = ({ data, book }) => [
  draft(book, 'service-changed', data),
];
