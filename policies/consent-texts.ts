import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import type master from './pages/consent/fi.json';

/**
 * Words of the pages on which the family is asked for consent. The Finnish ones are the master; every file of the folder
 * is a language, and one more file is one language more. `checked` null: nobody who reads the language has checked it.
 */
export type ConsentTexts = Omit<typeof master, 'dir' | 'translationOf' | 'checked'> & {
  readonly dir: 'ltr' | 'rtl';
  readonly translationOf: string | null;
  readonly checked: { readonly by: string; readonly on: string } | null;
};

export interface ConsentLanguage {
  /** As `lang` says it. */
  readonly code: string;
  readonly texts: ConsentTexts;
  /** What a log names the words by: language, day, and the first digits of the file's SHA-256. */
  readonly version: string;
}

const FOLDER = new URL('pages/consent/', import.meta.url);
const FIRST = ['fi', 'sv', 'en'];

function load(file: string): ConsentLanguage {
  const body = readFileSync(new URL(file, FOLDER), 'utf8');
  // The files are compared key by key by their test.
  const texts = JSON.parse(body) as ConsentTexts;
  const code = file.replace('.json', '');
  const digest = createHash('sha256').update(body).digest('hex').slice(0, 12);
  return { code, texts, version: `${code}/${texts.version}/${digest}` };
}

function place({ code }: ConsentLanguage): number {
  const at = FIRST.indexOf(code);
  return at === -1 ? FIRST.length : at;
}

const languages = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .toSorted()
  .map(load)
  .toSorted((a, b) => place(a) - place(b));

/** Every language there is: those of the country first. */
export function consentLanguages(): readonly ConsentLanguage[] {
  return languages;
}

/** The words in a language; in Finnish where there is no such language. */
export function consentLanguage(code: string): ConsentLanguage {
  const found = languages.find((it) => it.code === code) ?? languages.find((it) => it.code === 'fi');
  if (found === undefined) throw new Error('the pages of consent have no words');
  return found;
}
