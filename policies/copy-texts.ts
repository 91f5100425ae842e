import { readFileSync } from 'node:fs';
import type master from './copy/fi.json';
import type { PageLanguage } from './page-texts.js';

/** Words of a copy for the data subject. The Finnish ones are the master; the others have the same keys. */
export type CopyTexts = typeof master;

/** The words of one language. */
export function copyTexts(language: PageLanguage): CopyTexts {
  const path = new URL(`copy/${language}.json`, import.meta.url);
  // The files are compared key by key by their test.
  return JSON.parse(readFileSync(path, 'utf8')) as CopyTexts;
}
