import { Link } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { useLiveCase } from '../../http/use-live-case.js';
import { useFormat } from '../../language/use-format.js';

/** The parts of a case that have a page of their own, each only when the viewer may see it. */
function partsOf(view: CaseAnswer) {
  const has = (section: unknown): boolean => section !== undefined;
  return [
    { to: '/asiat/$ref', label: 'parts.overview', shown: true },
    { to: '/asiat/$ref/kertomus', label: 'report.short', shown: has(view.report) },
    { to: '/asiat/$ref/suunnitelmat', label: 'plans.title', shown: has(view.plans) },
    { to: '/asiat/$ref/perhe', label: 'family.short', shown: has(view.family) },
    { to: '/asiat/$ref/luovutukset', label: 'register.short', shown: view.sections.includes('access') },
    { to: '/asiat/$ref/aikajana', label: 'pages.timeline.title', shown: has(view.members) },
  ] as const;
}

/** The links to the parts of a case. Nothing is drawn for somebody who sees only one of them. */
function Parts({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const shown = partsOf(view).filter((part) => part.shown);
  if (shown.length < 2) return null;
  return (
    <nav className="subnav" aria-label={t('parts.label')}>
      <ul>
        {shown.map(({ to, label }) => (
          <li key={to}>
            <Link to={to} params={{ ref: view.ref }} activeOptions={{ exact: true }}>
              {t(label)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The second row of a case: its parts, and word of it when the case changed while somebody was looking. */
export function CaseNav({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const changedAt = useLiveCase(view.ref);
  return (
    <>
      <Parts view={view} />
      <p role="status" className="live-note small quiet">
        {changedAt === null
          ? null
          : t('pages.case.changed', { time: format.timeOf(new Date(changedAt).toISOString()) })}
      </p>
    </>
  );
}
