import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';

export const MAIN_ID = 'sisalto';

/** First stop of the keyboard: past the header. */
export function SkipLink(): ReactElement {
  const { t } = useTranslation();
  return (
    <a className="skip-link" href={`#${MAIN_ID}`}>
      {t('skip')}
    </a>
  );
}
