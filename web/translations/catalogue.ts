import type { fi } from './fi.js';

/** The shape of every language: the Finnish texts are the master. */
export type Catalogue = typeof fi;

export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export function isLanguage(value: unknown): value is Language {
  return LANGUAGES.some((language) => language === value);
}

const loaders: Record<Language, () => Promise<Catalogue>> = {
  fi: async () => (await import('./fi.js')).fi,
  sv: async () => (await import('./sv.js')).sv,
  en: async () => (await import('./en.js')).en,
};

/** The texts of one language; each language is its own file of the build. */
export function loadCatalogue(language: Language): Promise<Catalogue> {
  return loaders[language]();
}
