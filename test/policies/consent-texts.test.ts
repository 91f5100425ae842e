import { describe, expect, test } from '@jest/globals';
import { consentPolicy } from '../../policies/consent-policy.js';
import { consentByHand, consentMail, consentText } from '../../policies/consent-messages.js';
import { consentLanguage, consentLanguages } from '../../policies/consent-texts.js';
import { STAFF_ROLES } from '../../domain/people.js';
import { CONSENT_ITEMS, EXTERNAL_ORGANISATIONS } from '../../domain/codes.js';

function flat(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  return Object.entries(value as object).flatMap(([key, inner]) => flat(inner, `${path}.${key}`));
}

/** What a file says of itself, and not to a reader. */
function words({
  dir: _dir,
  locale: _locale,
  translationOf: _of,
  checked: _checked,
  ...texts
}: object & Record<string, unknown>) {
  return flat(texts);
}

function slots(text: string): string[] {
  return [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? '').toSorted();
}

const codes = consentLanguages().map(({ code }) => code);

test('the pages of consent are there in the languages of the country and in one from right to left', () => {
  expect(codes.slice(0, 3)).toEqual(['fi', 'sv', 'en']);
  expect(consentLanguages().some(({ texts }) => texts.dir === 'rtl')).toBe(true);
  expect(consentLanguage('xx').code).toBe('fi');
});

describe.each(codes)('The words of the pages of consent in %s', (code) => {
  const own = words(consentLanguage(code).texts);

  test('have the same keys and slots as the Finnish, and leave nothing empty', () => {
    const master = words(consentLanguage('fi').texts);
    expect(own.map(([key, text]) => [key, slots(text)])).toEqual(
      master.map(([key, text]) => [key, slots(text)]),
    );
    for (const [key, text] of own) expect(`${key}: ${text.trim()}`).not.toBe(`${key}: `);
  });

  test('name every role, item and organisation, and shout at nobody', () => {
    const { role, item, organisation } = consentLanguage(code).texts;
    expect(Object.keys(role).toSorted()).toEqual([...STAFF_ROLES].toSorted());
    expect(Object.keys(item).toSorted()).toEqual([...CONSENT_ITEMS].toSorted());
    expect(Object.keys(organisation).toSorted()).toEqual([...EXTERNAL_ORGANISATIONS].toSorted());
    for (const [, text] of own) expect(text).not.toContain('!');
  });
});

test('a translation that nobody has checked says so, and every version of the words has a name', () => {
  expect(consentLanguage('ar').texts.checked).toBeNull();
  expect(consentLanguage('ar').texts.translationOf).toBe('fi');
  const versions = consentLanguages().map(({ version }) => version);
  expect(new Set(versions).size).toBe(versions.length);
});

test.each(['fi', 'sv', 'en'] as const)(
  'messages in %s carry the day and the link, and no hole',
  (language) => {
    const url = 'https://rinnalla.example/suostumus/x';
    const mail = [
      consentMail(language, 'pe 11.12.', url).paragraphs.join('\n'),
      consentText(language, 'pe 11.12.', url),
    ];
    for (const text of mail) {
      expect(text).toContain(url);
      expect(text).toContain('pe 11.12.');
      expect(text).not.toMatch(/[{}]/);
    }
    expect(consentByHand(language, 'pe 11.12.').paragraphs.join('\n')).not.toMatch(/[{}]|http/);
  },
);

test('what is decided locally about links names its source and says that it is local', () => {
  const { linkDays, codeTries, secondFactor } = consentPolicy();
  expect(linkDays).toMatchObject({ unit: 'day', force: 'local', source: 'SAMPLE' });
  expect(codeTries).toMatchObject({ unit: 'times', force: 'local', source: 'SAMPLE' });
  expect(secondFactor).toMatchObject({ outsiders: 'code', force: 'local', source: 'SAMPLE' });
});
