import type { Language } from '../activities/mail/texts.js';
import enCodes from '../web/translations/en/codes.json' with { type: 'json' };
import fiCodes from '../web/translations/fi/codes.json' with { type: 'json' };
import svCodes from '../web/translations/sv/codes.json' with { type: 'json' };
import enRefusals from '../web/translations/en/refusals.json' with { type: 'json' };
import fiRefusals from '../web/translations/fi/refusals.json' with { type: 'json' };
import svRefusals from '../web/translations/sv/refusals.json' with { type: 'json' };
import en from './words/en.json' with { type: 'json' };
import fi from './words/fi.json' with { type: 'json' };
import sv from './words/sv.json' with { type: 'json' };

/** The product's words for its codes. */
export type Codes = typeof fiCodes;
/** The words that only stories need. */
export type StoryWords = typeof fi;

export type StoryName = keyof StoryWords['stories'];

/** Everything a story is told with, in one language. */
export interface Words {
  readonly language: Language;
  readonly codes: Codes;
  readonly refusals: typeof fiRefusals;
  readonly story: StoryWords;
}

const WORDS: Readonly<Record<Language, Words>> = {
  fi: { language: 'fi', codes: fiCodes, refusals: fiRefusals, story: fi },
  sv: { language: 'sv', codes: svCodes, refusals: svRefusals, story: sv },
  en: { language: 'en', codes: enCodes, refusals: enRefusals, story: en },
};

export function wordsIn(language: Language): Words {
  return WORDS[language];
}
