import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { PageHead } from '../components/page-head.js';
import { query } from '../http/request.js';
import { useLanguage } from '../language/use-language.js';

const route = getRouteApi('/kirjaudu');

/** The way in: a link that leaves the app for the employer's own sign-in and comes back to where one was going. */
export function SignInPage(): ReactElement {
  const { t } = useTranslation();
  const language = useLanguage();
  const { takaisin } = route.useSearch();
  const to = takaisin ?? '/tehtavat';
  return (
    <>
      <PageHead title={t('pages.signIn.title')} lead={t('pages.signIn.lead')} />
      <p>
        <a className="btn btn-primary" href={`/auth/sign-in${query({ to, lang: language })}`}>
          {t('pages.signIn.button')}
        </a>
      </p>
      {takaisin === undefined ? null : <p className="quiet">{t('pages.signIn.after')}</p>}
    </>
  );
}
