import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { PAGE_LANGUAGES } from '../../policies/page-texts.js';
import { signInTexts } from '../../policies/sign-in-texts.js';

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
}

describe.each(PAGE_LANGUAGES)('The words of the pages around signing in, in %s', (language) => {
  test('have the same keys as the Finnish, and leave nothing empty', () => {
    const own = flat(signInTexts(language));
    expect(own.map(([key]) => key)).toEqual(flat(signInTexts('fi')).map(([key]) => key));
    for (const [key, text] of own) expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
  });

  test('call the roles what every other page calls them', () => {
    const file = new URL(`../../web/translations/${language}/codes.json`, import.meta.url);
    const { role } = JSON.parse(readFileSync(file, 'utf8')) as { role: Record<string, string> };
    for (const [key, { name }] of Object.entries(signInTexts(language).people.roles)) {
      expect([key, name]).toEqual([key, role[key]]);
    }
  });
});
