import { describe, expect, test } from '@jest/globals';
import { line, maybe, pastDay, rows, text, yesNo, yesNoEach } from '../../web/forms/described-fields.js';
import { described, initialOf, type DescribedFields } from '../../web/forms/described-values.js';

/* What a question takes as an answer, and what it says when it is none. */

async function answers(fields: DescribedFields, values: object) {
  const options = { fields: {}, shouldUseNativeValidation: false };
  return described(fields, undefined)({ ...initialOf(fields), ...values }, undefined, options);
}

const items = [
  { value: 'absences', label: 'Absences' },
  { value: 'health', label: 'Health' },
];

describe('A question', () => {
  test('that may be left out is not sent when it is empty', async () => {
    const { values } = await answers({ note: maybe(text('note', 'reader')) }, { note: '  ' });
    expect(values).toEqual({});
  });

  test('that may be left out still says what is wrong with its answer', async () => {
    const fields = { on: maybe(pastDay('acknowledgedOn', '2026-11-23', '')) };
    const { errors } = await answers(fields, { on: '2026-11-24' });
    expect(errors).toMatchObject({ on: { message: 'fieldError.ahead' } });
  });

  test('of yes or no is sent as such, and asks when neither is chosen', async () => {
    const fields = { met: yesNo('criteriaMet', (answer) => answer) };
    expect((await answers(fields, { met: 'no' })).values).toEqual({ met: false });
    expect((await answers(fields, {})).errors).toMatchObject({
      met: { message: 'fields.criteriaMet.missing' },
    });
  });

  test('on each item wants an answer to each, and sends those with a yes', async () => {
    const fields = { items: yesNoEach('agreedItems', items) };
    expect((await answers(fields, { items: { absences: 'yes' } })).errors).toMatchObject({
      items: { message: 'fields.agreedItems.missing' },
    });
    const both = { items: { absences: 'yes', health: 'no' } };
    expect((await answers(fields, both)).values).toEqual({ items: ['absences'] });
  });

  test('in rows says which row lacks what', async () => {
    const said = { title: String, add: 'Add' };
    const fields = { people: maybe(rows('outsideMembers', { name: line('outsideName') }, said)) };
    expect((await answers(fields, {})).values).toEqual({});
    const { errors } = await answers(fields, { people: [{ name: 'Maija' }, { name: '' }] });
    expect(errors).toMatchObject({
      people: [undefined, { name: { message: 'fields.outsideName.missing' } }],
    });
  });
});
