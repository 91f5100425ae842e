import { useQuery } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import { lazy, Suspense, useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { Me } from '../../api/contracts/me.js';
import { Mark } from '../components/mark.js';
import { Shell } from '../components/shell.js';
import { meQuery, tasksQuery } from '../http/queries.js';
import { useSignOut } from '../http/use-sign-out.js';
import { changeLanguage, hasChosenLanguage } from '../language/setup.js';
import { useLanguage } from '../language/use-language.js';
import { LANGUAGES, type Language } from '../translations/catalogue.js';

/** The menu brings React Aria; the page need not wait for it. */
const OwnMenu = lazy(async () => ({ default: (await import('../components/own-menu.js')).OwnMenu }));

const OWN_NAMES: Record<Language, { short: string; long: string }> = {
  fi: { short: 'FI', long: 'Suomi' },
  sv: { short: 'SV', long: 'Svenska' },
  en: { short: 'EN', long: 'English' },
};

function LanguageSwitch(): ReactElement {
  const { t } = useTranslation();
  const current = useLanguage();
  return (
    <div className="languages" role="group" aria-label={t('nav.languages')}>
      {LANGUAGES.map((language) => (
        <button
          key={language}
          type="button"
          className="language"
          lang={language}
          aria-pressed={language === current}
          onClick={() => void changeLanguage(language, true)}
        >
          <span aria-hidden="true">{OWN_NAMES[language].short}</span>
          <span className="vh">{OWN_NAMES[language].long}</span>
        </button>
      ))}
    </div>
  );
}

function TaskCount(): ReactElement | null {
  const { t } = useTranslation();
  const { data } = useQuery(tasksQuery);
  if (!data || data.counts.all === 0) return null;
  const late = data.counts.late > 0;
  return (
    <>
      <span className={`count${late ? ' count-late' : ''}`}>{data.counts.all}</span>
      {late ? <span className="vh">, {t('nav.lateTasks', { count: data.counts.late })}</span> : null}
    </>
  );
}

function MainNavigation({ me }: { me: Me }): ReactElement {
  const { t } = useTranslation();
  return (
    <nav className="main-nav" aria-label={t('nav.label')}>
      <ul className="nav-list">
        <li>
          <Link to="/tehtavat" className="nav-link">
            {t('nav.tasks')}
            <TaskCount />
          </Link>
        </li>
        <li>
          <Link to="/asiat" className="nav-link" activeOptions={{ includeSearch: false }}>
            {t('nav.cases')}
          </Link>
        </li>
        {me.can.raiseConcern ? (
          <li>
            <Link to="/aloita" className="nav-link">
              {t('nav.start')}
            </Link>
          </li>
        ) : null}
        <li>
          <Link to="/neuvot" className="nav-link">
            {t('slips.nav')}
          </Link>
        </li>
        {me.can.supervise ? (
          <li>
            <Link to="/seuranta" className="nav-link" activeOptions={{ includeSearch: false }}>
              {t('nav.supervision')}
            </Link>
          </li>
        ) : null}
        {me.roles.some((held) => held.role === 'administrator') ? (
          <li>
            <Link to="/asetukset" className="nav-link">
              {t('policies.nav')}
            </Link>
          </li>
        ) : null}
      </ul>
    </nav>
  );
}

function FooterLinks(): ReactElement {
  const { t } = useTranslation();
  return (
    <nav aria-label={t('nav.footer')}>
      <ul className="foot-list">
        <li>
          <Link to="/saavutettavuus">{t('nav.accessibility')}</Link>
        </li>
        <li>
          <Link to="/tietosuoja">{t('nav.privacy')}</Link>
        </li>
      </ul>
    </nav>
  );
}

function Tools({ me }: { me: Me | null }): ReactElement {
  const { t } = useTranslation();
  const signOut = useSignOut();
  const roles =
    me?.roles.map((held) => [t(`codes.role.${held.role}`), held.unitName ?? held.employer].join(', ')) ?? [];
  return (
    <>
      <LanguageSwitch />
      {me ? (
        <Suspense fallback={<span className="btn btn-secondary btn-small">{me.name}</span>}>
          <OwnMenu name={me.name} roles={roles} onSignOut={signOut} />
        </Suspense>
      ) : null}
    </>
  );
}

/** Header, page and footer; the language of the person's profile until another is chosen here. */
export function Frame(): ReactElement {
  const { t } = useTranslation();
  const { data: me = null } = useQuery(meQuery);
  const language = me?.language;
  useEffect(() => {
    if (language !== undefined && !hasChosenLanguage()) void changeLanguage(language, false);
  }, [language]);
  return (
    <Shell
      brand={
        <Link to="/" className="brand">
          <Mark />
          {t('product')}
        </Link>
      }
      navigation={me ? <MainNavigation me={me} /> : undefined}
      tools={<Tools me={me} />}
      footer={<FooterLinks />}
    >
      <Outlet />
    </Shell>
  );
}
