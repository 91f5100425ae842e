import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { knownTo, POST, seesDuty, SHOWN_TO_POSTS, type Viewer } from '../../../domain/duty-sight.js';
import { isLive, type Duty } from '../../../domain/duties.js';
import { nextStep } from '../../../domain/next-step.js';
import { may } from '../../../domain/permissions.js';
import { sees } from '../../../domain/sight.js';
import type { CaseState } from '../../../domain/state.js';
import { EVERYBODY } from './cast.js';
import { must } from './invariants/must.js';
import { lead } from './lead.js';
import { attempt, start } from './random-command.js';
import { runs } from './runs.js';

/** So many lives reach every kind of viewer; fewer are a quick look. */
const LIVES = 80;

const ABOUT_ACTS = /report|police|joint|outside|^expected-(urgency|decision|start|assessment)/;
/** Said a second time, without the function that decides it: a promise that tells of an act or of the family. */
function tellsOf(duty: Duty, { duties }: CaseState): 'acts' | 'family' | null {
  const rested = duties.find((it) => duty.kind === 'pause-review' && it.id === duty.about?.id);
  const { kind, about, status } = rested ?? duty;
  if (about?.of === 'act' || (kind !== 'report-parts' && ABOUT_ACTS.test(kind))) return 'acts';
  const isForbidden = kind === 'tell-guardian' && status === 'cancelled';
  return isForbidden || kind === 'prohibition-review' || kind === 'manual-invitation' ? 'family' : null;
}

const STEPS_OF_ACTS = ['make-report', 'report-to-police', 'make-joint-contact', 'complete-act'];
const STEPS_OF_FAMILY = ['review-prohibition', 'invite-by-hand'];

const shown = { whole: 0, acts: 0, family: 0, own: 0, instead: 0, nothing: 0 };

/** What one viewer is shown of promises names nothing of what they may not know, except what they owe themselves. */
function look(viewer: Viewer, state: CaseState): void {
  const known = knownTo(viewer, state);
  const others = (duty: Duty) => duty.ownerId !== viewer.personId;
  for (const section of ['acts', 'family'] as const) {
    const hidden = state.duties.filter((it) => tellsOf(it, state) === section);
    if (viewer.sections.has(section)) {
      must(
        !viewer.sections.has('duties') || hidden.every((it) => known.duties.includes(it)),
        'whoever sees what a promise tells of is shown the promise',
      );
      continue;
    }
    const left = known.duties.filter((it) => hidden.includes(it));
    // A pause of one's own promise shows although another has to look at it.
    const ownPause = (it: Duty) => known.duties.some((own) => !others(own) && own.id === it.about?.id);
    must(
      left.every((it) => !others(it) || ownPause(it)),
      `who does not see ${section} is shown no promise of others that tells of it`,
    );
    shown[section] += hidden.length - left.length;
    shown.own += left.length;
  }
  must(
    state.duties.every((it) => others(it) || known.duties.includes(it)),
    'what one owes oneself always shows',
  );
  if (known.duties.length === state.duties.length) shown.whole += 1;
}

function derive(viewer: Viewer, actor: (typeof EVERYBODY)[number]['actor'], state: CaseState): void {
  const known = knownTo(viewer, state);
  const [step, first] = [nextStep(known), nextStep(state)];
  const isOwn = step?.ownerId === viewer.personId;
  const secret = [
    ...(viewer.sections.has('acts') ? [] : STEPS_OF_ACTS),
    ...(viewer.sections.has('family') ? [] : STEPS_OF_FAMILY),
  ];
  must(isOwn || !secret.some((code) => code === step?.code), 'the next step is one of those that show');
  if (step === null && first !== null) shown.nothing += 1;
  if (step !== null && step.dutyId !== first?.dutyId) shown.instead += 1;
  const owes = (kind: Duty['kind']) =>
    state.duties.some((it) => isLive(it) && it.kind === kind && it.ownerId === viewer.personId);
  if (!viewer.sections.has('acts'))
    must(
      owes('joint-contact') || !may(actor, 'record-joint-contact', known).ok,
      'nothing is offered that tells of an act',
    );
  if (!viewer.sections.has('family')) {
    must(!may(actor, 'lift-prohibition', known).ok, 'nothing is offered that tells of a prohibition');
    must(!JSON.stringify(known).includes('"prohibitionId"'), 'no prohibition is told of');
  }
}

/** What the store counts and orders by kind alone is what a post is shown. */
function kindsSay({ duties }: CaseState): void {
  for (const duty of duties.filter((it) => isLive(it) && it.kind !== 'pause-review'))
    must(
      seesDuty(POST, duty, duties) === SHOWN_TO_POSTS.includes(duty.kind),
      'a post is shown a promise by its kind alone',
    );
}

function everybodyLooks(state: CaseState): void {
  kindsSay(state);
  for (const { personId, actor } of EVERYBODY) {
    const sections = sees(actor, state);
    if (sections === null) continue;
    look({ personId, sections }, state);
    derive({ personId, sections }, actor, state);
  }
}

test('in every life and at every moment nobody is shown a promise of others that tells of what they may not know', () => {
  fc.assert(
    fc.property(start, fc.array(attempt, { minLength: 5, maxLength: 30, size: 'max' }), (first, attempts) => {
      lead(first, attempts, everybodyLooks);
    }),
    { numRuns: runs(LIVES), seed: 20261129 },
  );
  if (runs(LIVES) < LIVES) return;
  expect(Object.entries(shown).filter(([, times]) => times < 5)).toEqual([]);
});
