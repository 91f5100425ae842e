import { describe, expect, test } from '@jest/globals';
import type { UsualDetails } from '../../../domain/commands.js';
import { isUsual, USUAL_PARTS } from '../../../domain/outside-details.js';
import { text } from '../lives/world.js';
import { raised } from './support.js';

const ACT = { addressee: '049', channel: 'phone', reason: text() } as const;
const REPORT = { ...ACT, told: 'not-told' } as const;

const USUAL: Required<UsualDetails> = {
  ...{ siblings: text(1), household: text(2), whereabouts: text(3) },
  ...{ immediateDanger: 'unknown', interpreter: 'so' },
};

describe('What the form of an authority usually asks', () => {
  test('is kept with a report that waits for none of it, and is owed by nobody', () => {
    const [bare, told] = [undefined, USUAL].map((details) =>
      raised().give('teacher', 'report-child-welfare', { ...REPORT, ...(details ? { details } : {}) }),
    );
    expect(told?.last?.data).toMatchObject({ details: USUAL });
    expect(told?.state.duties).toEqual(bare?.state.duties);
    expect(told?.state.acts).toEqual(bare?.state.acts);
    expect(bare?.owed('outside-details')).toHaveLength(1);
    bare?.give('teacher', 'complete-outside-act', {
      actId: 'x1',
      details: { measuresTried: text(4), homeCooperation: text(5) },
    });
    // What the law and the steps of absence ask is there: nothing is owed for what is usual only.
    expect(bare?.owed('outside-details')).toHaveLength(0);
  });

  test.each(USUAL_PARTS)('can be added later: %s, as often as it changes, and ends no duty', (part) => {
    const road = raised().give('teacher', 'report-child-welfare', REPORT);
    const before = road.state.duties;
    const details = { [part]: USUAL[part] };
    for (let times = 0; times < 2; times += 1)
      road.give('teacher', 'complete-outside-act', { actId: 'x1', details });
    expect(road.last).toMatchObject({ type: 'outside-act-completed', data: { actId: 'x1', details } });
    expect(road.state.duties).toEqual(before);
    expect(road.refused('teacher', 'complete-outside-act', { actId: 'x1', details: {} })).toBe(
      'nothing-to-complete',
    );
  });

  test('is what fits the act: danger and whereabouts of a report, nothing of one to the police', () => {
    const usual = (kind: Parameters<typeof isUsual>[0]) => USUAL_PARTS.filter((part) => isUsual(kind, part));
    expect(usual('report-child-welfare')).toEqual(USUAL_PARTS);
    expect(usual('contact-social-services')).toEqual(['siblings', 'household', 'interpreter']);
    expect(usual('report-unborn-child')).toEqual(['siblings', 'household', 'interpreter']);
    expect(usual('report-to-police')).toEqual([]);
  });
});
