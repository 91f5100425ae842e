import { describe, expect, test } from '@jest/globals';
import { raised } from '../branches/support.js';
import { PEOPLE, text } from '../lives/world.js';

const REASON = { reasonCode: 'immediate-danger', reason: text(), minutes: 60 } as const;

/** Opened by the coordinator, to be looked at by the supervisor; opened by the supervisor, to be looked at by the other. */
const openedTwice = () =>
  raised()
    .give('countyCoordinator', 'break-glass', {
      ...REASON,
      ...{ reviewerId: PEOPLE.countySupervisor, reviewerSide: 'county' },
    })
    .give('countySupervisor', 'break-glass', {
      ...REASON,
      ...{ reviewerId: PEOPLE.schoolSupervisor, reviewerSide: 'school' },
    });
const review = (glassId: string) => ({ glassId, finding: 'justified', note: text() }) as const;

describe('What was opened in an emergency', () => {
  test('is not reviewed by who opened it, although they have another one to review', () => {
    const road = openedTwice();
    expect(road.refused('countySupervisor', 'review-glass', review('g2'))).toBe('same-person');
    expect(road.refused('countySupervisor', 'review-glass', review('g1'))).toBe('done');
  });

  test('is not reviewed by who was named for another one', () => {
    const road = openedTwice();
    expect(road.refused('schoolSupervisor', 'review-glass', review('g1'))).toBe('not-allowed');
    expect(road.refused('schoolSupervisor', 'review-glass', review('g2'))).toBe('done');
  });

  test('is reviewed once', () => {
    const road = openedTwice().give('countySupervisor', 'review-glass', review('g1'));
    expect(road.refused('schoolSupervisor', 'review-glass', review('g1'))).toBe('unknown-glass');
  });
});
