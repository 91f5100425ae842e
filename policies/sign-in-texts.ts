import { readFileSync } from 'node:fs';
import type { PageLanguage } from './page-texts.js';
import type master from './sign-in/fi.json';

/** Words of the pages around signing in. The Finnish ones are the master; the others have the same keys. */
export type SignInTexts = typeof master;

function load(language: PageLanguage): SignInTexts {
  const path = new URL(`sign-in/${language}.json`, import.meta.url);
  // The files are compared key by key by their test.
  return JSON.parse(readFileSync(path, 'utf8')) as SignInTexts;
}

const texts: Readonly<Record<PageLanguage, SignInTexts>> = {
  fi: load('fi'),
  sv: load('sv'),
  en: load('en'),
};

export function signInTexts(language: PageLanguage): SignInTexts {
  return texts[language];
}
