import { expect, test } from '@jest/globals';
import { addresseesOf } from '../../policies/addressees.js';
import { numbers } from '../../policies/numbers.js';
import { SAMPLE_SCHOOLS } from '../../stack/sample-people.js';

test('every municipality of the samples has its addressees, marked as samples, with a way out of hours', () => {
  for (const { municipality } of SAMPLE_SCHOOLS) {
    const found = addresseesOf(municipality);
    expect(found).toMatchObject({ municipality, source: 'SAMPLE', emergency: '112' });
    expect(found?.outOfHours.phone).toBeTruthy();
  }
});

test('a municipality nobody has written down has no addressee: the act is made all the same', () => {
  expect(addresseesOf('Kaukokunta')).toBeNull();
});

test('numbers that belong to no duty carry their source; what nobody has checked says so', () => {
  expect(numbers().ageOfMajority).toMatchObject({ value: 18, force: 'law', unverified: true });
  expect(numbers().recordedLateAfter).toMatchObject({ value: 2, unit: 'weekday', force: 'local' });
});
