import { describe, expect, test } from '@jest/globals';
import {
  dutyOf,
  knownTo,
  OPENLY_SHOWN,
  POST,
  seesDuty,
  SHOWN_TO_POSTS,
  statusShown,
  type Viewer,
} from '../../../domain/duty-sight.js';
import { nextStep } from '../../../domain/next-step.js';
import { may } from '../../../domain/permissions.js';
import { SIGHTS, sees, type Section } from '../../../domain/sight.js';
import { actor, PEOPLE, text, type Who } from '../lives/world.js';
import { calledGroup, FATHER, MOTHER, raised, type Road } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;

function viewer(who: Who, road: Road): Viewer {
  return { personId: PEOPLE[who], sections: sees(actor(who), road.state) ?? new Set<Section>() };
}

/** Somebody whom the case knows by one relation only. */
function by(relation: keyof typeof SIGHTS): Viewer {
  return { personId: null, sections: new Set<Section>(SIGHTS[relation].sections) };
}

function kinds(who: Viewer, road: Road) {
  return new Set<string>(knownTo(who, road.state).duties.map(({ kind }) => kind));
}

const OF_A_REPORT = [
  ...['police-report', 'outside-details', 'outside-acknowledgement', 'outside-follow-up'],
  ...['expected-urgency', 'expected-decision', 'expected-assessment'],
];

describe('A promise that tells of a report', () => {
  const road = raised().give('curator', 'report-child-welfare', {
    ...{ ...ACT, told: 'not-told', details: { crimeSuspected: true } },
  });

  test('shows to whoever is responsible, and to nobody by another relation', () => {
    expect([...kinds(by('responsible'), road)]).toEqual(expect.arrayContaining(OF_A_REPORT));
    for (const relation of ['member', 'receiver', 'owner', 'raiser', 'post', 'break-glass'] as const) {
      expect(OF_A_REPORT.filter((kind) => kinds(by(relation), road).has(kind))).toEqual([]);
    }
  });

  test('is not the next step of who may not know of it: that is the first of what shows', () => {
    expect(nextStep(road.state)?.code).toBe('report-to-police');
    expect(nextStep(knownTo(by('post'), road.state))?.code).toBe('offer-discussion');
    expect(nextStep(knownTo(by('raiser'), road.state))).toBeNull();
  });

  test('shows to whom it falls, whatever else they see, and the others of the same act do not', () => {
    const [police] = road.owed('police-report');
    if (!police) throw new Error('a report to the police is owed');
    const own = { ...road.state, duties: [{ ...police, ownerId: PEOPLE.nurse }, ...road.state.duties] };
    const nurse = { ...by('owner'), personId: PEOPLE.nurse };
    const known = knownTo(nurse, own);
    expect(known.duties.filter((it) => it.kind !== 'discussion').map(({ kind }) => kind)).toEqual([
      'police-report',
    ]);
    // The act that it is about is theirs to know; its other promises are somebody else's.
    expect(known.acts.map(({ id }) => id)).toEqual(['x1']);
    expect(nextStep(known)?.code).toBe('report-to-police');
  });

  test('rests as hidden as it was', () => {
    const resting = raised().give('curator', 'report-child-welfare', { ...ACT, told: 'not-told' });
    const [details] = resting.owed('outside-details');
    resting.give('curator', 'pause-duty', { dutyId: details?.id ?? '', reason: 'learner-away' });
    expect(kinds(by('post'), resting).has('pause-review')).toBe(false);
    expect(kinds(by('responsible'), resting).has('pause-review')).toBe(true);
    const entry = resting.life.log.find(({ type }) => type === 'duty-paused');
    expect(entry && dutyOf(entry)).toBe(details?.id);
  });

  test('is offered to nobody as something to be done about it', () => {
    const { state } = road;
    const owner = { ...by('owner'), personId: PEOPLE.nurse };
    const action = road.owed('discussion').map((it) => ({ ...it, id: 'd99', ownerId: PEOPLE.nurse }));
    // Whoever owes anything: as it was before core 4, where what one owes tells already what one may do.
    const owes = { ...state, core: 3, duties: [...state.duties, ...action] };
    for (const type of ['complete-outside-act', 'record-response', 'print-form'] as const) {
      expect(may(actor('curator'), type, knownTo(by('responsible'), state)).ok).toBe(true);
      expect(may(actor('nurse'), type, owes).ok).toBe(true);
      expect(may(actor('nurse'), type, knownTo(owner, owes)).ok).toBe(false);
      expect(may(actor('nurse'), type, { ...owes, core: 4 }).ok).toBe(false);
    }
  });
});

test('a contact to be made together is known to whoever is responsible, a report it leads to as well', () => {
  const road = raised().give('curator', 'propose-joint-contact', { with: 'both' });
  expect(kinds(by('member'), road).has('joint-contact')).toBe(false);
  road.give('curator', 'record-joint-contact', { failure: 'refused', criteriaMet: true });
  expect(kinds(by('member'), road).has('child-welfare-report')).toBe(false);
  expect(kinds(by('responsible'), road).has('child-welfare-report')).toBe(true);
});

test('a need of care is known to those who see the plans, what is waited for because of it as well', () => {
  const road = raised().give('curator', 'note-need', { need: 'therapy' });
  expect(kinds(by('member'), road).has('expected-treatment')).toBe(true);
  for (const relation of ['owner', 'post', 'receiver'] as const)
    expect(kinds(by(relation), road).has('expected-treatment')).toBe(false);
});

test('that a guardian is forbidden shows by no promise: neither the look at it nor one that is not waited for', () => {
  const road = raised({ topic: 'bullying', discussedWith: ['learner'] });
  expect(road.owed('tell-guardian').map(({ about }) => about?.id)).toEqual([MOTHER, FATHER]);
  road.give('curator', 'prohibit-guardian', {
    ...{ guardianId: MOTHER, scope: 'information', grounds: text() },
  });
  for (const relation of ['member', 'receiver', 'owner', 'post'] as const) {
    const known = knownTo(by(relation), road.state);
    expect(kinds(by(relation), road).has('prohibition-review')).toBe(false);
    expect(JSON.stringify(known.duties)).not.toContain(MOTHER);
    expect(known.annex?.prohibitions).toEqual([]);
  }
  expect(kinds(by('break-glass'), road).has('prohibition-review')).toBe(true);
  expect(knownTo(by('responsible'), road.state).annex?.prohibitions).toHaveLength(1);
});

test('an invitation by hand is for those who know why, and for whoever gives it', () => {
  const road = calledGroup();
  const [duty] = road.state.duties;
  if (!duty) throw new Error('a case owes something');
  const byHand = {
    ...duty,
    id: 'd99',
    kind: 'manual-invitation',
    about: { of: 'meeting', id: 'k1' },
  } as const;
  const all = [...road.state.duties, byHand];
  expect(seesDuty(by('member'), byHand, all)).toBe(false);
  expect(seesDuty(viewer('curator', road), byHand, all)).toBe(true);
  expect(seesDuty({ ...by('owner'), personId: byHand.ownerId }, byHand, all)).toBe(true);
});

test('a closed case that owes what does not show is closed, and in aftercare to whoever knows what it owes', () => {
  const road = raised().give('curator', 'report-child-welfare', { ...ACT, told: 'not-told' });
  road.give('curator', 'close-case', { reason: 'moved', told: [] });
  const { state } = road;
  expect(state.status).toBe('aftercare');
  expect(statusShown(knownTo(by('responsible'), state))).toBe('aftercare');
  for (const relation of ['member', 'receiver', 'owner', 'raiser', 'post', 'break-glass'] as const)
    expect(statusShown(knownTo(by(relation), state))).toBe('closed');
  expect(statusShown(raised().state)).toBe('open');
});

test('of a post, kinds alone say what shows, but for a promise about another one', () => {
  const hidden = ['police-report', 'expected-service', 'guide-to-services', 'prohibition-review'] as const;
  expect(SHOWN_TO_POSTS).toEqual(expect.arrayContaining([...OPENLY_SHOWN, 'glass-review']));
  expect(SHOWN_TO_POSTS.filter((kind) => [...hidden, 'pause-review'].includes(kind))).toEqual([]);
  expect([...kinds(POST, raised())]).toContain('discussion');
});
