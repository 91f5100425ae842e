import { describe, expect, test } from '@jest/globals';
import { filled, PAGE_LANGUAGES, pageTexts } from '../../policies/page-texts.js';
import { slipNumbers } from '../../policies/slips.js';

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
}

function slots(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '');
}

describe.each(PAGE_LANGUAGES)('The words of the public page in %s', (language) => {
  test('have the same keys and slots as the Finnish, and leave nothing empty', () => {
    const [master, own] = [flat(pageTexts('fi')), flat(pageTexts(language))];
    expect(own.map(([key, text]) => [key, slots(text)])).toEqual(
      master.map(([key, text]) => [key, slots(text)]),
    );
    for (const [key, text] of own) expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
  });

  test('shout at nobody', () => {
    for (const [, text] of flat(pageTexts(language))) expect(text).not.toContain('!');
  });
});

test('a slot without a value is a defect, not a hole in a page', () => {
  expect(filled('{due}', { due: 'ma 1.2.' })).toBe('ma 1.2.');
  expect(() => filled('{due}', {})).toThrow('no value for {due}');
});

test('the numbers of slips name their source and say that they are local', () => {
  const { keepWords, longestWait } = slipNumbers();
  expect(keepWords).toMatchObject({ value: 30, unit: 'day', force: 'local', source: 'SAMPLE' });
  expect(longestWait).toMatchObject({ unit: 'day', force: 'local', source: 'SAMPLE' });
});
