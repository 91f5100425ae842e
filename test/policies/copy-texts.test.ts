import { describe, expect, test } from '@jest/globals';
import { WITHHELD } from '../../domain/data-subject.js';
import { copyTexts } from '../../policies/copy-texts.js';
import { PAGE_LANGUAGES } from '../../policies/page-texts.js';

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
}

describe.each(PAGE_LANGUAGES)('The words of a copy for the data subject, in %s', (language) => {
  const own = flat(copyTexts(language));

  test('have the same keys and slots as the Finnish, and leave nothing empty', () => {
    const slots = (text: string) => (text.match(/\{\w+\}/g) ?? []).toSorted();
    const shape = (texts: [string, string][]) => texts.map(([key, text]) => [key, ...slots(text)]);
    expect(shape(own)).toEqual(shape(flat(copyTexts('fi'))));
    for (const [key, text] of own) expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
  });

  test('have a sentence for everything that may be withheld', () => {
    expect(Object.keys(copyTexts(language).withheld)).toEqual(Object.keys(WITHHELD));
  });
});
