import { describe, expect, test } from '@jest/globals';
import type { CommandData } from '../../../domain/commands.js';
import type { Actor } from '../../../domain/people.js';
import type { DutyKind } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { answerOf, ask, raised, withGroup, type Road } from '../branches/support.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';

type Response = CommandData['record-response']['response'];

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const REPORT = { ...ACT, told: 'not-told' } as const;
const CONTACT = { ...ACT, jointly: 'both' } as const;
const POLICE = { ...ACT, addressee: 'police', suspicion: 'life-or-health' } as const;
const FAILED = { failure: 'refused', criteriaMet: true } as const;
const proposed = (road: Road) => road.give('teacher', 'propose-joint-contact', { with: 'both' });
/** The same case, begun under an earlier release: it goes on by the rules of that. */
function begun(core: number, road: Road): Road {
  road.life.state = { ...road.state, core };
  return road;
}
const all = (road: Road, kind: DutyKind) => road.state.duties.filter((it) => it.kind === kind);
/** What became of the last that was owed of a kind. */
const last = (road: Road, kind: DutyKind) => all(road, kind).at(-1);
const responds = (road: Road, kind: DutyKind, response: Response, on?: string) => {
  const duty = road.owed(kind).at(-1);
  if (!duty) throw new Error(`nobody waits for ${kind}`);
  return road.give('teacher', 'record-response', { dutyId: duty.id, response }, on);
};

describe('A joint contact that did not come about', () => {
  test('makes no report due where the criteria are not met', () => {
    const road = proposed(raised()).give('teacher', 'record-joint-contact', {
      ...FAILED,
      criteriaMet: false,
    });
    expect(road.owed('joint-contact')).toEqual([]);
    expect(road.owed('child-welfare-report')).toEqual([]);
  });

  test('makes no second report due of whoever owes one', () => {
    const road = proposed(raised().give('teacher', 'report-to-police', POLICE));
    expect(road.owed('child-welfare-report')).toHaveLength(1);
    road.give('teacher', 'record-joint-contact', FAILED);
    expect(road.owed('child-welfare-report')).toMatchObject([{ ownerId: PEOPLE.teacher }]);
    expect(all(road, 'child-welfare-report')).toHaveLength(1);
  });

  test('is said as of the third release by whoever owes it or is responsible, before by whoever owes anything', () => {
    const says = (core: number, who: 'nurse' | 'homeroom' | 'curator') => {
      const road = raised()
        .give('homeroom', 'propose-joint-contact', { with: 'both' })
        .give('curator', 'report-unborn-child', { ...ACT, details: { responsibleId: PEOPLE.nurse } });
      return begun(core, road).refused(who, 'record-joint-contact', FAILED);
    };
    expect([says(2, 'nurse'), says(3, 'nurse')]).toEqual(['done', 'not-allowed']);
    for (const core of [2, 3, 7] as const)
      expect([says(core, 'homeroom'), says(core, 'curator')]).toEqual(['done', 'done']);
  });
});

describe('A joint contact that was to be made', () => {
  test('is owed no more once it did not come about, and is ended once', () => {
    for (const core of [3, 6, 7]) {
      const road = begun(core, proposed(raised())).until('2026-11-19 09:00');
      road.give('teacher', 'record-joint-contact', FAILED);
      expect(last(road, 'joint-contact')).toMatchObject({ status: 'done', doneOn: '2026-11-19', kept: true });
      expect(road.last?.duties?.filter(({ op }) => op === 'done')).toHaveLength(1);
    }
  });
});

describe('Whoever agrees to a contact with social work', () => {
  const guided = (road: Road, change: Partial<CommandData['guide-to-services']> = {}) =>
    road.give('curator', 'guide-to-services', {
      ...{ service: 'family-social-work', withConsent: true },
      ...change,
    });
  const owed = (road: Road) => guided(road).owed('guide-to-services').length;

  test('is owed one, as of the fourth release', () => {
    expect([3, 4, 7].map((core) => owed(begun(core, raised())))).toEqual([0, 1, 1]);
    expect(guided(raised(), { withConsent: false }).owed('guide-to-services')).toEqual([]);
    expect(guided(raised(), { service: 'health-centre' }).owed('guide-to-services')).toEqual([]);
  });

  test('is owed none where one was made that day, and one where it was made before or something else was done', () => {
    const contacted = () => raised().give('curator', 'contact-social-services', CONTACT);
    expect(owed(contacted())).toBe(0);
    expect(owed(contacted().until('2026-11-18 09:00'))).toBe(1);
    expect(owed(raised().give('curator', 'report-child-welfare', REPORT))).toBe(1);
  });

  test('is owed one, however often it is said', () => {
    expect(owed(guided(raised()))).toBe(1);
  });
});

describe('An answer of social services', () => {
  test('in time is one of the last day, and none of the day after', () => {
    const kept = (on: string, response: Response = 'done') => {
      const road = raised().give('teacher', 'report-child-welfare', REPORT).until(`${on} 12:00`);
      return last(responds(road, 'expected-decision', response), 'expected-decision')?.kept;
    };
    expect([kept('2026-11-26'), kept('2026-11-27')]).toEqual([true, false]);
    expect(kept('2026-11-26', 'not-told')).toBe(false);
  });

  test('that no assessment is needed is a decision too, in time or late', () => {
    const kept = (on: string, core = 7) => {
      const road = raised().give('teacher', 'report-child-welfare', REPORT).until(`${on} 12:00`);
      return last(responds(begun(core, road), 'expected-decision', 'not-needed'), 'expected-decision')?.kept;
    };
    expect([kept('2026-11-26'), kept('2026-11-27'), kept('2026-11-26', 6)]).toEqual([true, false, false]);
  });

  test('whether an assessment begins ends the wait for its beginning, as of the third release', () => {
    const beginning = (response: Response, on: string, core = 7) => {
      const road = raised().give('teacher', 'report-child-welfare', REPORT).until(`${on} 12:00`);
      return last(responds(begun(core, road), 'expected-decision', response), 'expected-start');
    };
    expect(beginning('done', '2026-11-26')).toMatchObject({ status: 'done', kept: true });
    expect(beginning('done', '2026-11-27')).toMatchObject({ status: 'done', kept: false });
    expect(beginning('not-told', '2026-11-26')).toMatchObject({ status: 'done', kept: false });
    expect(beginning('done', '2026-11-26', 3)).toMatchObject({ status: 'done', kept: true });
    expect(beginning('done', '2026-11-26', 2)).toMatchObject({ status: 'open' });
  });

  test('is one to what is awaited: of what was answered there is no second one', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    const [decision] = road.owed('expected-decision');
    const answer = { dutyId: decision?.id ?? '', response: 'not-told' } as const;
    road.give('teacher', 'record-response', answer);
    expect(road.refused('teacher', 'record-response', answer)).toBe('not-expected');
    expect(road.refused('teacher', 'record-response', { ...answer, dutyId: 'd99' })).toBe('not-expected');
  });

  test('where the act gives no day is never late', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT).until('2027-03-01 12:00');
    expect(last(responds(road, 'expected-urgency', 'done'), 'expected-urgency')?.kept).toBe(true);
  });

  test('makes a service awaited only where an assessment is done, which its beginning is not waited for any more', () => {
    const after = (kind: DutyKind, response: Response) => {
      const road = responds(raised().give('teacher', 'report-child-welfare', REPORT), kind, response);
      return [road.owed('expected-service').length, road.owed('expected-start').length];
    };
    expect(after('expected-assessment', 'done')).toEqual([1, 0]);
    expect(after('expected-assessment', 'not-told')).toEqual([0, 1]);
    expect(after('expected-decision', 'done')).toEqual([0, 0]);
    expect(after('expected-urgency', 'done')).toEqual([0, 1]);
    expect(after('expected-urgency', 'not-told')).toEqual([0, 1]);
  });

  test('about one matter leaves the beginning of another to be waited for', () => {
    const road = raised()
      .give('teacher', 'report-child-welfare', REPORT)
      .give('teacher', 'report-child-welfare', REPORT);
    responds(road, 'expected-decision', 'done');
    expect(road.owed('expected-start').map((it) => it.about?.id)).toEqual(['x1']);
  });

  test('that assesses is to be carried out counted from the day that matter was pending, as of the third release', () => {
    const service = (core: number) => {
      const road = raised().give('teacher', 'report-child-welfare', REPORT).until('2026-11-19 09:00');
      road.give('teacher', 'report-child-welfare', REPORT).until('2026-12-01 09:00');
      return last(responds(begun(core, road), 'expected-assessment', 'done'), 'expected-service');
    };
    const pending = { rule: 'T-SHL45-3m', startedOn: '2026-11-19', dueOn: '2027-02-19', about: { id: 'x2' } };
    expect(service(7)).toMatchObject(pending);
    expect(service(3)).toMatchObject(pending);
    expect(service(2)).toMatchObject({ ...pending, startedOn: '2026-12-01', dueOn: '2027-03-01' });
  });

  test('that names another service is waited for once: one answer after another begins no new wait', () => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    responds(road, 'expected-decision', 'other-service');
    expect(road.owed('expected-service')).toMatchObject([{ rule: 'W-SHL13' }]);
    responds(road, 'expected-service', 'other-service');
    expect(road.owed('expected-service')).toEqual([]);
  });
});

describe('Advice', () => {
  const colleague = {
    personId: PEOPLE.colleague,
    role: 'outreach_youth_worker',
    side: 'county',
    external: { organisation: 'youth-work', name: text() },
  } as const;
  /** Somebody from outside, who holds no post here. */
  const outsider: Actor = { personId: PEOPLE.colleague, roles: [], kind: 'person' };
  const question = { role: 'school_doctor', told: text() } as const;

  test('that a member asks for is owed to be heard by that member', () => {
    const road = ask(withGroup(), [LEARNER]).give(
      'curator',
      'record-consent',
      answerOf('m1', LEARNER, 'given'),
    );
    road.give('nurse', 'ask-advice', question);
    expect(road.owed('advice-answer')).toMatchObject([
      { ownerId: PEOPLE.nurse, side: 'county', bound: 'person', about: { of: 'advice', id: 'v1' } },
    ]);
  });

  test('that a member from outside asks for is owed to be heard by whoever is responsible', () => {
    const road = withGroup().give('curator', 'propose-group', { members: [colleague] });
    road
      .give('curator', 'request-consent', {
        memberIds: ['m3'],
        askedOf: [LEARNER],
        told: 'in-person',
        items: ['concern'],
      })
      .give('curator', 'record-consent', { ...answerOf('m3', LEARNER, 'given'), items: ['concern'] });
    road.give(outsider, 'ask-advice', question);
    expect(road.owed('advice-answer')).toMatchObject([
      { ownerId: PEOPLE.curator, side: 'county', bound: 'side', about: { of: 'advice', id: 'v1' } },
    ]);
  });

  test('is heard once: what was answered is not answered again, though other advice is awaited', () => {
    const road = raised().give('curator', 'ask-advice', question).give('curator', 'ask-advice', question);
    road.give('curator', 'record-advice', { adviceId: 'v1' });
    expect(road.refused('curator', 'record-advice', { adviceId: 'v1' })).toBe('unknown-advice');
    expect(road.owed('advice-answer').map((it) => it.about?.id)).toEqual(['v2']);
    expect(road.refused('curator', 'record-advice', { adviceId: 'v2' })).toBe('done');
  });
});

test('An act is the one that is named, on its own day', () => {
  const road = raised().give('teacher', 'report-child-welfare', REPORT, '2026-11-13');
  expect(road.state.acts).toMatchObject([{ id: 'x1', on: parseDate('2026-11-13') }]);
  expect(road.owed('expected-decision')[0]).toMatchObject({ startedOn: '2026-11-13', dueOn: '2026-11-24' });
});
