import { describe, expect, test } from '@jest/globals';
import { consequenceOf, withConsents } from '../../../domain/consequences.js';
import { standingSince, type FamilyAnswer } from '../../../domain/consent.js';
import { stoodOn } from '../../../domain/disclosure-consent.js';
import type { CaseState, Member } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { withGroup, withOutsider } from '../branches/support.js';
import { at, LEARNER, rulesOn } from '../lives/world.js';

const CASE = withOutsider().state;
const [OUTSIDER] = CASE.members;
const moment = { rules: rulesOn('2026-10-01'), now: instant(at('2026-11-30 09:00')) };
const day = parseDate;

function outsider(change: Partial<Member>): Member {
  if (!OUTSIDER) throw new Error('a member from outside was proposed');
  return { ...OUTSIDER, ...change };
}
const of = (...members: Member[]): CaseState => ({ ...CASE, members });
const answer = (on: string, said: FamilyAnswer['answer']): FamilyAnswer => ({
  ...{ by: LEARNER, byRole: 'learner', answer: said, way: 'signed', on: day(on), items: ['wellbeing'] },
});

describe('Since when a consent stands', () => {
  const since = (...answers: FamilyAnswer[]) => standingSince(CASE, answers);

  test('is the first day of a yes that no later no has broken', () => {
    expect(since()).toBeNull();
    expect(since(answer('2026-11-17', 'given'))).toBe('2026-11-17');
    expect(since(answer('2026-11-17', 'given'), answer('2026-11-20', 'partly'))).toBe('2026-11-17');
    expect(since(answer('2026-11-17', 'given'), answer('2026-11-20', 'refused'))).toBeNull();
    const again = [
      answer('2026-11-17', 'given'),
      answer('2026-11-20', 'refused'),
      answer('2026-11-24', 'given'),
    ];
    expect(since(...again)).toBe('2026-11-24');
  });
});

describe('What ends a consent about somebody from outside', () => {
  const ended = (members: Member[], memberId = 'm1') =>
    consequenceOf(of(...members), of(...members), [{ memberId, consent: 'expired', cleared: true }], moment)
      .consents;

  test('says since when it stood, of that member and of no other', () => {
    const answers = [answer('2026-11-17', 'given')];
    const later = outsider({ id: 'm2', answers: [answer('2026-11-20', 'given')] });
    expect(ended([outsider({ answers }), later])).toMatchObject([{ stoodFrom: '2026-11-17' }]);
    expect(ended([outsider({ answers }), later], 'm2')).toMatchObject([{ stoodFrom: '2026-11-20' }]);
    expect(ended([outsider({ answers })], 'm9')[0]).not.toHaveProperty('stoodFrom');
  });

  test('says nothing where none stood, nothing ends, or the member is of student welfare', () => {
    expect(ended([outsider({ consent: 'requested' })])[0]).not.toHaveProperty('stoodFrom');
    expect(ended([outsider({ answers: [] })])[0]).not.toHaveProperty('stoodFrom');
    const state = of(outsider({}));
    const stays = consequenceOf(state, state, [{ memberId: 'm1', consent: 'partly' }], moment);
    expect(stays.consents[0]).not.toHaveProperty('stoodFrom');
    const inside = withGroup().state.members.map((it): Member => ({ ...it, consent: 'given' }));
    expect(ended(inside)[0]).not.toHaveProperty('stoodFrom');
  });

  test('ends with its last day, though that is noticed later, or on the day of what ended it', () => {
    const change = {
      memberId: 'm1',
      consent: 'expired',
      cleared: true,
      stoodFrom: day('2026-11-17'),
    } as const;
    const stood = (member: Member, on: string) => withConsents([member], [change], day(on))[0]?.stood;
    const from = '2026-11-17';
    expect(stood(outsider({ validUntil: day('2026-11-24') }), '2026-11-30')).toEqual([
      { from, until: '2026-11-25' },
    ]);
    expect(stood(outsider({ validUntil: day('2026-12-24') }), '2026-11-30')).toEqual([
      { from, until: '2026-11-30' },
    ]);
    expect(stood(outsider({ validUntil: day('2026-11-30') }), '2026-11-30')).toEqual([
      { from, until: '2026-11-30' },
    ]);
    expect(stood(outsider({}), '2026-11-30')).toEqual([{ from, until: '2026-11-30' }]);
  });
});

describe('On which days a consent stood', () => {
  const periods = [
    { from: day('2026-11-02'), until: day('2026-11-05') },
    { from: day('2026-11-10'), until: day('2026-11-12') },
  ];
  const stood = (on: string, id = 'm1') => {
    const gone = { consent: 'requested', consentOn: day('2026-11-12'), answers: [] } as const;
    return stoodOn(
      of(outsider({ ...gone, stood: periods }), outsider({ ...gone, id: 'm2' })),
      { of: 'member', id },
      day(on),
    );
  };

  test('is told of each time it stood, from its first day to the day before it ended, and of that member', () => {
    const days = ['01', '02', '04', '05', '09', '10', '11', '12', '13'];
    expect(days.filter((it) => stood(`2026-11-${it}`))).toEqual(['02', '04', '10', '11']);
    expect(days.filter((it) => stood(`2026-11-${it}`, 'm2'))).toEqual([]);
    expect(days.filter((it) => stood(`2026-11-${it}`, 'm3'))).toEqual([]);
  });
});
