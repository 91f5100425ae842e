import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import {
  answerOf,
  calledGroup,
  consents,
  family,
  heldGroup,
  MOTHER,
  raised,
  withGroup,
  type Road,
} from '../branches/support.js';
import { at, LEARNER, PEOPLE, SYSTEM, text } from '../lives/world.js';

/** The same case, begun under the first release: it goes on by the rules of that. */
function begunFirst(road: Road): Road {
  road.life.state = { ...road.state, core: 1 };
  return road;
}

type Answer = Parameters<typeof answerOf>[2];

/** Whoever answers for the county by now records what the learner said. */
function hears(road: Road, ...answers: readonly (readonly [string, Answer])[]): Road {
  const who = road.state.responsible.county === PEOPLE.nurse ? 'nurse' : 'curator';
  for (const [id, answer] of answers) road.give(who, 'record-consent', answerOf(id, LEARNER, answer));
  return road;
}

/** How much is owed of what follows from answers. */
function owed(road: Road): Record<string, number> {
  const kinds = ['consent-answer', 'convene', 'next-step'] as const;
  return Object.fromEntries(kinds.map((kind) => [kind, road.owed(kind).length]));
}

const NOTHING = { 'consent-answer': 0, convene: 0, 'next-step': 0 };
const act = { addressee: '049', channel: 'phone', reason: text() } as const;

describe('The group of a case that was begun under the first release', () => {
  const asked = () => begunFirst(withGroup());

  test('waits until everybody has answered', () => {
    const road = hears(asked(), ['m1', 'given']);
    expect(owed(road)).toEqual({ ...NOTHING, 'consent-answer': 1 });
    expect(consents(road)).toEqual(['given', 'proposed']);
    expect(road.last?.data).not.toHaveProperty('follows');
  });

  test('is called once one of them has consent', () => {
    const road = hears(asked(), ['m1', 'given'], ['m2', 'refused']);
    expect(owed(road)).toEqual({ ...NOTHING, convene: 1 });
    expect(consents(road)).toEqual(['given', 'refused']);
    expect(owed(hears(road, ['m1', 'partly']))).toEqual({ ...NOTHING, convene: 1 });
    expect(road.owed('convene')[0]).toMatchObject({ ownerId: PEOPLE.curator, rule: 'L-CONVENE' });
  });

  test('gives way to another next step, one, when nobody has', () => {
    const road = hears(asked(), ['m1', 'refused'], ['m2', 'refused']);
    expect(owed(road)).toEqual({ ...NOTHING, 'next-step': 1 });
    expect(road.owed('next-step')[0]).toMatchObject({ rule: 'L-NEXT' });
  });

  test('is not called any more when the last consent becomes a no', () => {
    const road = hears(asked(), ['m1', 'given'], ['m2', 'given'], ['m1', 'refused']);
    expect(owed(road)).toEqual({ ...NOTHING, convene: 1 });
    expect(owed(hears(road, ['m2', 'refused']))).toEqual({ ...NOTHING, 'next-step': 1 });
    expect(owed(hears(road, ['m2', 'given'], ['m2', 'refused']))).toEqual({ ...NOTHING, 'next-step': 1 });
  });

  test('is not called twice: one that is called already is the one', () => {
    expect(owed(hears(begunFirst(calledGroup()), ['m1', 'partly']))).toEqual(NOTHING);
  });

  test('is called again after it was held, and beside a meeting at home', () => {
    expect(owed(hears(begunFirst(heldGroup()), ['m1', 'partly']))).toMatchObject({ convene: 1 });
    const atHome = asked().give('curator', 'call-meeting', {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-18'), minute: 600, invitedStaff: [] },
      invitedFamily: [{ personId: MOTHER, role: 'guardian' }],
    });
    expect(owed(hears(atHome, ['m1', 'given'], ['m2', 'given']))).toMatchObject({ convene: 1 });
  });

  test('hears a guardian’s no beside the learner’s yes as a no', () => {
    const road = hears(asked(), ['m1', 'given'], ['m2', 'given']);
    road.give('curator', 'record-consent', answerOf('m1', MOTHER, 'refused'));
    expect(consents(road)).toEqual(['refused', 'given']);
  });

  test('is asked again without a new limit for the answers', () => {
    const road = hears(asked(), ['m1', 'refused'], ['m2', 'refused']);
    const again = { memberIds: ['m1'], askedOf: [LEARNER], told: 'in-person' } as const;
    expect(owed(road.give('curator', 'request-consent', again))['consent-answer']).toBe(0);
    const now = hears(withGroup(), ['m1', 'refused'], ['m2', 'refused']);
    expect(owed(now.give('curator', 'request-consent', again))['consent-answer']).toBe(1);
  });
});

describe('A meeting of a case that was begun under the first release', () => {
  const held = { meetingId: 'k1', attended: [PEOPLE.nurse, LEARNER], actions: [] };
  const county = { personId: PEOPLE.nurse, side: 'county' } as const;
  const next = { kind: 'next', on: parseDate('2026-12-09') } as const;

  test('at home holds whom the family wants', () => {
    const external = { organisation: 'youth-work', name: text() } as const;
    const friend = { personId: PEOPLE.colleague, role: 'other_expert', side: 'county', external } as const;
    const home: CommandData['call-meeting'] = {
      ...{ kind: 'home-meeting', on: parseDate('2026-11-18'), minute: 600, invitedFamily: [] },
      invitedStaff: [friend],
    };
    expect(withGroup().refused('curator', 'call-meeting', home)).toBe('consent-missing');
    expect(begunFirst(withGroup()).refused('curator', 'call-meeting', home)).toBe('done');
  });

  test('asks for no report, and leaves an offer of hand-over and a next step as they are', () => {
    const road = calledGroup().until('2026-11-18 09:00');
    const offer = { side: 'county', toId: PEOPLE.colleague, fallbackId: PEOPLE.countyCoordinator } as const;
    road
      .give('curator', 'offer-handover', offer)
      .give('teacher', 'record-turn', { kind: 'hospital-school', from: parseDate('2026-11-18') });
    expect(road.owed('next-step')).toHaveLength(1);
    begunFirst(road)
      .until('2026-11-18 12:00')
      .give('curator', 'record-meeting', { ...held, responsible: county, end: next });
    expect(road.owed('report-parts')).toHaveLength(0);
    expect(road.owed('handover-answer')).toHaveLength(1);
    expect(road.owed('next-step')).toHaveLength(1);
  });
});

describe('What others owe of a case that was begun under the first release', () => {
  test('is not waited for after a contact or a report', () => {
    const road = begunFirst(raised())
      .give('teacher', 'contact-social-services', { ...act, jointly: 'both' })
      .give('teacher', 'report-child-welfare', { ...act, told: 'both', details: { crimeSuspected: true } });
    const kinds = road.state.duties.map((it) => it.kind).filter((it) => it !== 'discussion');
    const rest = ['outside-details', 'outside-acknowledgement', 'outside-follow-up'];
    expect(kinds).toEqual([...rest, ...rest]);
  });

  test('is not asked of the county when the school joins for absences', () => {
    const joined = (road: Road) =>
      road.give('curator', 'join-side', {
        ...{ side: 'school', responsibleId: PEOPLE.teacher, ground: 'learner-agrees' },
      });
    const alone = () => raised({ topic: 'absence', responsible: { county: PEOPLE.curator } });
    expect(joined(alone()).owed('county-contact')).toHaveLength(1);
    expect(joined(begunFirst(alone())).owed('county-contact')).toHaveLength(0);
  });
});

describe('The clock of a case that was begun under the first release', () => {
  const corrected = (road: Road, fact: { name: 'urgent'; value: boolean }) =>
    road.give('curator', 'correct-fact', { fact });

  test('has one rule for every request that is not urgent', () => {
    const calm = { name: 'urgent', value: false } as const;
    expect(corrected(raised({ urgent: true }), calm).owed('discussion')[0]?.rule).toBe('T-OHL15-third');
    const first = corrected(begunFirst(raised({ urgent: true })), calm);
    expect(first.owed('discussion')[0]?.rule).toBe('T-OHL15-7');
  });

  test('moves without that of telling the learner', () => {
    const untold = () => begunFirst(raised({ discussedWith: ['guardian'] }));
    const sooner = corrected(untold(), { name: 'urgent', value: true });
    expect(sooner.owed('discussion')[0]?.dueOn).toBe('2026-11-18');
    expect(sooner.owed('tell-learner')[0]).toMatchObject({ rule: 'T-OHL16-info', dueOn: '2026-11-26' });
    const earlier = untold().give('curator', 'correct-fact', {
      fact: { name: 'requested-on', value: parseDate('2026-11-16') },
    });
    expect(earlier.owed('discussion')[0]?.dueOn).toBe('2026-11-25');
    expect(earlier.owed('tell-learner')[0]?.dueOn).toBe('2026-11-26');
  });

  test('climbs its ladder anew under other rules, also where no date moves', () => {
    const climbed = (road: Road) => {
      road.give(SYSTEM, 'adopt-rules', { rules: { ...road.life.rules, id: 'f'.repeat(32) } });
      return road.owed('consent-answer')[0]?.rung;
    };
    const late = () => withGroup().until('2026-11-26 12:00');
    expect(climbed(late())).toMatchObject({ index: 3, at: at('2026-11-30 08:00') });
    expect(climbed(begunFirst(late()))).toMatchObject({ index: 2, at: at('2026-11-27 08:00') });
  });

  test('leaves an open case with nothing owed when time ends the last of it', () => {
    const waiting = () => {
      const road = raised({
        discussedWith: ['learner'],
        family: family({ adultOn: parseDate('2026-12-02') }),
      });
      const duties = road.owed('tell-guardian').map((it) => ({ ...it, id: 'd1' }));
      road.life.state = { ...road.state, duties };
      return road;
    };
    const live = (road: Road) =>
      road.until('2026-12-02 00:00').state.duties.filter((it) => it.status === 'open');
    expect(live(waiting()).map((it) => it.kind)).toEqual(['next-step']);
    expect(live(begunFirst(waiting()))).toEqual([]);
  });
});
