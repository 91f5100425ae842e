import { describe, expect, test } from '@jest/globals';
import { replaceServices, type UnitService } from '../../api/contracts/unit-services.js';
import {
  controlId,
  draftOf,
  faultsByControl,
  nextHours,
  servicesOf,
  type Draft,
} from '../../web/pages/admin/services-draft.js';

/*
 * What an administrator writes of a school's services: sent as the contract has it, and every fault at its field.
 */

const NURSE: UnitService = {
  service: 'school_nurse',
  phone: '09 000 0104',
  hours: [{ weekday: 'monday', opens: '09:30', closes: '10:30' }],
  more: { fi: 'huone 104', sv: 'rum 104', en: 'room 104' },
};

function changed(change: Partial<Draft['school_nurse']>): Draft {
  const draft = draftOf([NURSE]);
  return { ...draft, school_nurse: { ...draft.school_nurse, ...change } };
}

describe('The promises of a school', () => {
  test('sent as they were read are the same promises', () => {
    expect(servicesOf(draftOf([NURSE]))).toEqual([NURSE]);
    expect(servicesOf(draftOf([]))).toEqual([]);
  });

  test('take a time as people write it', () => {
    for (const [opens, closes] of [
      ['9.30', '10'],
      ['9:30', '10:00'],
      ['0930', '1000'],
    ] as const) {
      const sent = servicesOf(changed({ hours: [{ weekday: 'friday', opens, closes }] }));
      expect(sent).toMatchObject([{ hours: [{ weekday: 'friday', opens: '09:30', closes: '10:00' }] }]);
    }
  });

  test('suggest the next day at the same hours', () => {
    const hours = { weekday: 'monday', opens: '9.30', closes: '10.30' };
    expect(nextHours([hours])).toEqual({ ...hours, weekday: 'tuesday' });
    expect(nextHours([{ ...hours, weekday: 'sunday' }])).toEqual(hours);
    expect(nextHours([])).toEqual({ weekday: 'monday', opens: '', closes: '' });
  });

  test('that are refused say so at the field that is wrong', () => {
    const draft = changed({
      phone: 'kanslia',
      hours: [
        { weekday: 'monday', opens: 'aamu', closes: '10' },
        { weekday: 'tuesday', opens: '9', closes: '11' },
        { weekday: 'tuesday', opens: '10', closes: '12' },
      ],
      more: { fi: 'huone', sv: '', en: 'room' },
    });
    const errors =
      replaceServices.safeParse({ revision: 0, services: servicesOf(draft) }).error?.issues ?? [];
    const found = faultsByControl(
      draft,
      errors.map(({ path, message }) => ({ path: path.join('.'), code: message })),
    );
    expect(Object.fromEntries(found)).toEqual({
      [controlId('school_nurse', 'phone')]: 'not-a-phone',
      [controlId('school_nurse', 'hours', 0, 'opens')]: 'not-a-time',
      [controlId('school_nurse', 'hours', 2, 'opens')]: 'hours-overlap',
      [controlId('school_nurse', 'more', 'sv')]: 'empty',
    });
  });
});
