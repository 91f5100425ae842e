import { describe, expect, test } from '@jest/globals';
import {
  hashOfBook,
  isSample,
  judgeAddressees,
  knowAddressees,
  routeIn,
  sampleAddressees,
  type PublishedDay,
} from '../../policies/addressees.js';
import { numbers } from '../../policies/numbers.js';
import { SAMPLE_SCHOOLS } from '../../stack/sample-people.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { withChange } from './files.js';

const TODAY = parseDate('2026-12-01');
const ROUTE = {
  source: 'luvn.fi, read on the day it was checked',
  checkedOn: '2026-11-30',
  socialServices: { name: 'Lastensuojelun yhteydenotot', phone: '09 816 1', address: 'Katu 1, 00000 Espoo' },
  police: { name: 'Poliisilaitos', phone: '0295 419 800', address: null },
  outOfHours: { name: 'Sosiaalipäivystys', phone: '+358 9 816 2' },
  emergency: '112',
};
const BOOK = {
  validFrom: '2026-12-01',
  county: ROUTE,
  municipalities: [{ municipality: 'Kauniainen', ...structuredClone(ROUTE) }],
};

function faultsOf(content: unknown, published: readonly PublishedDay[] = []): string[] {
  const found = judgeAddressees(content, published, TODAY);
  return found.ok ? [] : found.faults.map(({ path, code }) => `${path}: ${code}`);
}

describe('The addressees of the samples', () => {
  test('are there for every municipality of the sample schools, marked as samples, with a way out of hours', () => {
    for (const { municipality } of SAMPLE_SCHOOLS) {
      const { route, of } = routeIn(sampleAddressees(), municipality);
      expect([of, isSample(route), route.emergency]).toEqual(['municipality', true, '112']);
      expect(route.outOfHours.phone).toBeTruthy();
    }
  });

  test.each(['Vantaa', 'Kauniainen', 'Lohja', null])(
    'a child who lives in %s, which has no row, gets the route of the county: never none',
    (lives) => {
      const { route, of } = routeIn(sampleAddressees(), lives);
      expect([of, isSample(route)]).toEqual(['county', true]);
      expect(route.socialServices.phone).toBeTruthy();
      expect(route.outOfHours.phone).toBeTruthy();
    },
  );
});

describe('A book of addressees', () => {
  test('has a row for some municipalities and the county for all others', () => {
    expect(faultsOf(BOOK)).toEqual([]);
    const book = knowAddressees(BOOK);
    expect(routeIn(book, 'Kauniainen').of).toBe('municipality');
    expect(routeIn(book, 'Espoo')).toMatchObject({ of: 'county', route: { source: ROUTE.source } });
  });

  test.each([
    ['no county', 'county', undefined, 'county: wrong-form'],
    ['an unknown field', 'county.fax', '1', 'county.fax: unknown-key'],
    ['a day that is none', 'validFrom', '2026-02-30', 'validFrom: not-a-day'],
    [
      'an e-mail to report to',
      'county.socialServices.address',
      'a@b.fi',
      'county.socialServices.address: mail-address',
    ],
    ['no number out of hours', 'county.outOfHours.phone', '', 'county.outOfHours.phone: not-a-phone'],
    ['words for a number', 'county.police.phone', 'keskus', 'county.police.phone: not-a-phone'],
    ['an emergency number that is none', 'county.emergency', '1122', 'county.emergency: not-a-phone'],
    [
      'the invented numbers of the samples',
      'municipalities.0.source',
      'SAMPLE',
      'municipalities.0.source: sample-published',
    ],
    [
      'a check that is still to come',
      'county.checkedOn',
      '2026-12-02',
      'county.checkedOn: checked-in-the-future',
    ],
  ])('with %s is refused, with the path of the fault', (_what, path, value, fault) => {
    expect(faultsOf(withChange(BOOK, path, value))).toEqual([fault]);
  });

  test('with a municipality twice is refused, and every fault of it is named', () => {
    const [row] = BOOK.municipalities;
    const twice = { ...BOOK, county: { ...ROUTE, source: 'SAMPLE' }, municipalities: [row, row] };
    expect(faultsOf(twice)).toEqual([
      'county.source: sample-published',
      'municipalities.1.municipality: listed-twice',
    ]);
  });

  test('that says nothing new, or would never hold, is refused; a correction of the same day is not', () => {
    const published = [{ validFrom: parseDate('2026-12-01'), hash: hashOfBook(knowAddressees(BOOK)) }];
    expect(faultsOf(BOOK, published)).toEqual([': nothing-new']);
    expect(faultsOf({ ...BOOK, municipalities: [] }, published)).toEqual([]);
    expect(faultsOf({ ...BOOK, validFrom: '2026-11-01' }, published)).toEqual([
      'validFrom: overlap-with-published',
    ]);
    const ahead = [{ validFrom: parseDate('2027-01-01'), hash: '' }];
    expect(faultsOf(BOOK, ahead)).toEqual([]);
  });
});

test('numbers that belong to no duty carry their source; what nobody has checked says so', () => {
  expect(numbers().ageOfMajority).toMatchObject({ value: 18, force: 'law', unverified: true });
  expect(numbers().recordedLateAfter).toMatchObject({ value: 2, unit: 'weekday', force: 'local' });
});
