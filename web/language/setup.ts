import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { isLanguage, LANGUAGES, loadCatalogue, type Language } from '../translations/catalogue.js';

/** The only thing Rinnalla keeps in the browser: the code of the language. */
const STORED = 'rinnalla.language';

function stored(): Language | null {
  try {
    const value = globalThis.localStorage.getItem(STORED);
    return isLanguage(value) ? value : null;
  } catch {
    return null; // storage is forbidden in this browser: the language is asked for again next time
  }
}

function remember(language: Language): void {
  try {
    globalThis.localStorage.setItem(STORED, language);
  } catch {
    // storage is forbidden in this browser; the choice holds until the page is closed
  }
}

/** The language chosen earlier, else the browser's first that we have, else Finnish. */
export function firstLanguage(preferred: readonly string[]): Language {
  const own = stored();
  if (own !== null) return own;
  for (const tag of preferred) {
    const language = LANGUAGES.find((candidate) => tag.toLowerCase().startsWith(candidate));
    if (language !== undefined) return language;
  }
  return 'fi';
}

/** True when this browser has a language of its own choosing, so that the person's profile does not override it. */
export function hasChosenLanguage(): boolean {
  return stored() !== null;
}

/** Starts the translations; the page is drawn after this. */
export async function startLanguage(language: Language): Promise<void> {
  const catalogue = await loadCatalogue(language);
  await i18next.use(initReactI18next).init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: catalogue } },
    interpolation: { escapeValue: false },
    react: { useSuspense: false },
  });
  document.documentElement.lang = language;
}

/** Changes the language at once; `keep` remembers it in this browser. */
export async function changeLanguage(language: Language, keep: boolean): Promise<void> {
  if (keep) remember(language);
  if (!i18next.hasResourceBundle(language, 'translation')) {
    i18next.addResourceBundle(language, 'translation', await loadCatalogue(language));
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
