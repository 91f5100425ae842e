import { describe, expect, test } from '@jest/globals';
import type { ConsentItem } from '../../../domain/codes.js';
import { agreedItemsOf } from '../../../domain/consent.js';
import type { PersonId } from '../../../domain/ids.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { LEARNER, PEOPLE, text } from '../lives/world.js';
import { answerOf, MOTHER, type Road, withGroup } from './support.js';
import { told } from './told.js';

const withdrawn = (memberIds: readonly string[]) =>
  ({ memberIds, by: LEARNER, byRole: 'learner', way: 'in-person' }) as const;

describe('Members from outside', () => {
  const OUTSIDE = { organisation: 'youth-work', name: text() } as const;
  const outsider = () => {
    const road = withGroup();
    road.give('curator', 'propose-group', {
      members: [
        {
          ...{ personId: PEOPLE.colleague, role: 'outreach_youth_worker', side: 'county' },
          external: OUTSIDE,
        },
      ],
    });
    const memberIds = ['m1', 'm3'];
    road.give('curator', 'request-consent', {
      ...{
        memberIds,
        askedOf: [LEARNER, MOTHER],
        told: 'in-person',
        items: ['absences', 'health', 'concern'],
      },
    });
    return road;
  };
  const answer = (memberId: string, by: PersonId, items?: readonly ConsentItem[]) => ({
    ...answerOf(memberId, by, items ? 'partly' : 'given'),
    ...(items ? { items } : {}),
  });
  const agreed = (road: Road) => {
    const member = road.state.members.find((it) => it.id === 'm3');
    return member && agreedItemsOf(road.state, member);
  };
  const withGuardian = (road: Road) =>
    road.give('curator', 'note-capacity', { capacity: 'with-guardian', grounds: text() });

  test('may be told what everybody who decides agreed to, whoever said it last', () => {
    const road = withGuardian(outsider());
    road.give('curator', 'record-consent', answer('m3', LEARNER, ['absences', 'concern']));
    road.give('curator', 'record-consent', answer('m3', MOTHER, ['health', 'concern']));
    expect(agreed(road)).toEqual(['concern']);
    expect(road.state.members.find((it) => it.id === 'm3')?.items).toEqual(['absences', 'health', 'concern']);
    // Another choice of the same person is another answer.
    road.give('curator', 'record-consent', answer('m3', MOTHER, ['absences', 'concern']));
    expect(agreed(road)).toEqual(['absences', 'concern']);
  });

  test('are not agreed to by two who agree to nothing that is the same', () => {
    const road = withGuardian(outsider());
    road.give('curator', 'record-consent', answer('m3', LEARNER, ['absences']));
    road.give('curator', 'record-consent', answer('m3', MOTHER, ['health']));
    expect(road.state.members.find((it) => it.id === 'm3')?.consent).toBe('conflict');
    expect(agreed(road)).toEqual([]);
    expect(road.owed('consent-conflict')).toHaveLength(1);
  });

  test('are invited by hand, and by no mail: no directory knows them', () => {
    const road = outsider();
    for (const id of ['m1', 'm3'])
      road.give('curator', 'record-consent', answer(id, LEARNER, id === 'm3' ? ['absences'] : undefined));
    const staff = road.state.members
      .filter((it) => it.id !== 'm2')
      .map(({ personId, role, side, external }) => ({
        ...{ personId, role, side },
        ...(external ? { external: OUTSIDE } : {}),
      }));
    const mails = told(road, (it) =>
      it.give('curator', 'call-meeting', {
        ...{ kind: 'expert-group', on: parseDate('2026-11-18'), minute: 600, invitedStaff: staff },
        invitedFamily: [],
      }),
    );
    expect(mails).toEqual([['meeting', PEOPLE.nurse]]);
    expect(road.owed('manual-invitation')).toHaveLength(1);
    // Their consent ends: nobody is left to be told by hand.
    road.give('curator', 'withdraw-consent', withdrawn(['m3']));
    expect(road.owed('manual-invitation')).toEqual([]);
  });
});
