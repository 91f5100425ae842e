import { describe, expect, test } from '@jest/globals';
import { CURRENT_CORE } from '../../../domain/core-version.js';
import { outlivesClosing } from '../../../domain/outlives-closing.js';
import { DUTY_KINDS, type DutyKind } from '../../../domain/rules.js';
import { instant } from '../../../domain/time/instant.js';

const lasting = (core: number): DutyKind[] => DUTY_KINDS.filter((kind) => outlivesClosing({ kind }, core));

describe('What is still owed when a case is closed', () => {
  test('is what acts towards the outside ask, data of a move, agreed actions, words by hand, a look at an emergency', () => {
    expect(lasting(CURRENT_CORE).toSorted()).toEqual(
      [
        ...['child-welfare-report', 'police-report', 'joint-contact', 'report-parts', 'glass-review'],
        ...['outside-details', 'outside-acknowledgement', 'outside-follow-up'],
        ...['expected-urgency', 'expected-decision', 'expected-start', 'expected-assessment'],
        ...['expected-service', 'expected-treatment', 'teaching-data', 'transfer-answer'],
        ...['action', 'manual-invitation'],
      ].toSorted(),
    );
  });

  test.each([
    ['joint-contact', 3],
    ['report-parts', 4],
    ['action', 7],
    ['manual-invitation', 7],
  ] as const)('is %s since core %i', (kind, since) => {
    expect(lasting(since - 1)).not.toContain(kind);
    expect(lasting(since)).toContain(kind);
  });
});

test('an instant is a whole number of milliseconds', () => {
  for (const wrong of [0.5, Number.NaN, Infinity, 2 ** 53])
    expect(() => instant(wrong)).toThrow('an instant is a whole number of milliseconds');
});
