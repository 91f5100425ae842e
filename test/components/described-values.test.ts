import { describe, expect, test } from '@jest/globals';
import * as z from 'zod/mini';
import { picked, words } from '../../web/forms/checks.js';
import { described, initialOf, type Described } from '../../web/forms/described-values.js';

/*
 * What a form described by its questions sends: only what was asked and answered, and everything that is wrong at once.
 */

function nothing(): never {
  throw new Error('Nothing is drawn here.');
}

const answer: Described<string, string> = {
  field: 'consentAnswer',
  initial: '',
  check: picked('consentAnswer'),
  draw: nothing,
};
const limits: Described<string, string> = {
  field: 'consentLimits',
  initial: '',
  check: words('consentLimits'),
  draw: nothing,
};
const note: Described<string, string | undefined> = {
  field: 'note',
  initial: '',
  check: z.pipe(
    z.string(),
    z.transform((value) => (value === '' ? undefined : value)),
  ),
  draw: nothing,
};
const fields = { answer, limits, note };
const shown = { limits: (values: { answer: string }) => values.answer === 'partly' };
const resolve = described(fields, shown);

function outcome(values: object) {
  const options = { fields: {}, shouldUseNativeValidation: false };
  return resolve({ ...initialOf(fields), ...values }, undefined, options);
}

describe('A form described by its questions', () => {
  test('starts with nothing answered', () => {
    expect(initialOf(fields)).toEqual({ answer: '', limits: '', note: '' });
  });

  test('sends only what was asked and answered', async () => {
    expect(await outcome({ answer: 'given', limits: 'left from before' })).toEqual({
      values: { answer: 'given' },
      errors: {},
    });
  });

  test('asks for what another answer makes needed', async () => {
    expect(await outcome({ answer: 'partly' })).toMatchObject({
      values: {},
      errors: { limits: { message: 'fields.consentLimits.missing' } },
    });
  });

  test('says everything that is wrong at once', async () => {
    const both = described({ answer, limits }, undefined);
    const options = { fields: {}, shouldUseNativeValidation: false };
    const { errors } = await both({ answer: '', limits: '' }, undefined, options);
    expect(Object.keys(errors)).toEqual(['answer', 'limits']);
  });
});
