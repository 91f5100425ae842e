import { readFileSync } from 'node:fs';
import type master from './pages/fi.json';

/** Words of the pages for people without an account. The Finnish ones are the master; the others have the same keys. */
export type PageTexts = typeof master;

export const PAGE_LANGUAGES = ['fi', 'sv', 'en'] as const;
export type PageLanguage = (typeof PAGE_LANGUAGES)[number];

function load(language: PageLanguage): PageTexts {
  const path = new URL(`pages/${language}.json`, import.meta.url);
  // The files are compared key by key by their test.
  return JSON.parse(readFileSync(path, 'utf8')) as PageTexts;
}

const texts: Readonly<Record<PageLanguage, PageTexts>> = { fi: load('fi'), sv: load('sv'), en: load('en') };

export function pageTexts(language: PageLanguage): PageTexts {
  return texts[language];
}

/** Fills the slots of a text. An unknown slot is a defect and throws. */
export function filled(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
}
