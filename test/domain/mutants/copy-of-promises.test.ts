import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { copyPart, givenState, givesEvent } from '../../../domain/copy-part.js';
import { copyFor } from '../../../domain/data-subject.js';
import type { PersonId } from '../../../domain/ids.js';
import { loseDecision } from '../../../domain/loss.js';
import { refuse } from '../../../domain/refusals.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { family, FATHER, MOTHER, raised, withGroup, type Road } from '../branches/support.js';
import { actor, command, LEARNER, PEOPLE, SCHOOL, SYSTEM, text } from '../lives/world.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const CALLED: CommandData['call-meeting'] = {
  ...{ kind: 'home-meeting', on: parseDate('2026-11-24'), minute: 600, invitedStaff: [] },
  invitedFamily: [
    { personId: MOTHER, role: 'guardian' },
    { personId: FATHER, role: 'guardian' },
  ],
};

/** What a copy for one of the family shows: the learner as a minor, unless their day of majority says otherwise. */
function copyOf(road: Road, personId: PersonId, adultOn = '2030-01-15') {
  const facts = { family: family({ adultOn: parseDate(adultOn) }), on: parseDate('2026-12-10') };
  const right = copyFor(road.state, personId, facts);
  if (!right.ok) throw new Error(`refused: ${right.code}`);
  const part = copyPart(right, road.life.log);
  const state = givenState(part, road.state);
  const events = road.life.log.filter((event) => givesEvent(part, event, road.state));
  return { part, state, types: events.map(({ type }) => type), kinds: state.duties.map(({ kind }) => kind) };
}

const ofAge = (road: Road) => copyOf(road, LEARNER, '2026-12-01');

describe('A copy shows a promise that stands still', () => {
  const paused = (road: Road, kind: 'outside-details' | 'consent-answer', who: 'teacher' | 'curator') =>
    road.give(who, 'pause-duty', { dutyId: road.owed(kind)[0]?.id ?? '', reason: 'learner-ill' });

  test.each([
    ['guardian', true],
    ['not-told', false],
  ] as const)(
    'and that somebody looks at it, as the act that it is about: %s told, shown %s',
    (told, shown) => {
      const road = raised().give('teacher', 'report-child-welfare', { ...ACT, told });
      const { kinds } = copyOf(paused(road, 'outside-details', 'teacher'), MOTHER);
      expect([kinds.includes('outside-details'), kinds.includes('pause-review')]).toEqual([shown, shown]);
    },
  );

  test('and that somebody looks at it, where it is about nothing that is left out', () => {
    const { kinds } = copyOf(paused(withGroup(), 'consent-answer', 'curator'), MOTHER);
    expect(kinds).toContain('pause-review');
  });
});

describe('A copy for a guardian', () => {
  test('shows what they are still to be told, and that no discussion was arranged', () => {
    const road = raised({ topic: 'home', discussedWith: ['learner'] });
    expect(copyOf(road, MOTHER).kinds).toContain('tell-guardian');
    road.give('curator', 'decline-discussion', { reason: 'evidently-unnecessary' });
    expect(copyOf(road, MOTHER).state.duties.find(({ kind }) => kind === 'discussion')?.status).toBe(
      'cancelled',
    );
  });

  test('does not name the other one as invited', () => {
    const road = raised().give('curator', 'call-meeting', CALLED);
    expect(copyOf(road, MOTHER).state.meetings.map((it) => it.family)).toEqual([[MOTHER]]);
    expect(copyOf(road, LEARNER).state.meetings.map((it) => it.family)).toEqual([[MOTHER, FATHER]]);
  });

  test('does not show that somebody looks at what was opened in an emergency', () => {
    const road = raised().give('countyCoordinator', 'break-glass', {
      ...{ reasonCode: 'immediate-danger', reason: text(), minutes: 60 },
      ...{ reviewerId: PEOPLE.countySupervisor, reviewerSide: 'county' },
    });
    expect(copyOf(road, MOTHER).kinds).not.toContain('glass-review');
    expect(ofAge(road).kinds).toContain('glass-review');
  });
});

describe('A copy for the learner', () => {
  test('shows that a guardian is forbidden, and not that somebody is invited by hand', () => {
    const road = raised({ family: family({ addressProtected: true }) })
      .give('curator', 'call-meeting', CALLED)
      .give('curator', 'prohibit-guardian', { guardianId: FATHER, scope: 'both', grounds: text() });
    const owed = road.state.duties.map(({ kind }) => kind);
    expect(owed).toEqual(expect.arrayContaining(['manual-invitation', 'prohibition-review']));
    for (const { kinds } of [copyOf(road, LEARNER), ofAge(road)]) {
      expect(kinds).toContain('prohibition-review');
      expect(kinds).not.toContain('manual-invitation');
    }
    expect(copyOf(road, MOTHER).kinds).not.toContain('prohibition-review');
  });

  test('leaves out what the directory says around the case', () => {
    const road = raised().give(SYSTEM, 'update-surroundings', {
      surroundings: { schoolId: SCHOOL, enrolledUntil: null, classCode: '8b', languages: [], gone: [] },
      holders: { county: PEOPLE.countyCoordinator, school: PEOPLE.schoolCoordinator },
    });
    expect(ofAge(road).types).not.toContain('surroundings-updated');
    expect(ofAge(road).types).toContain('concern-raised');
  });

  test('leaves out that a decision was lost with a restored store', () => {
    const road = raised();
    const { life, state } = road;
    const lost = command(actor('curator'), 'close-case', life.today, { reason: 'no-need', told: [] });
    const [event] = loseDecision(state, lost, refuse('case-not-open', 'OHL 20 §'), life.rules, life.now);
    if (!event) throw new Error('no event');
    expect(givesEvent(ofAge(road).part, event, state)).toBe(false);
  });
});
