import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { formatOf, type Format } from './format-of.js';
import { useLanguage } from './use-language.js';

export type { Format } from './format-of.js';

/** Dates, times and figures in the language of the page. */
export function useFormat(): Format {
  const language = useLanguage();
  const { t } = useTranslation();
  return useMemo(() => formatOf(language, t), [language, t]);
}
