import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { isolated } from '../../language/isolated.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { JustDone } from '../just-done.js';
import { StatusChips } from '../status-chips.js';

function Fact({ label, value }: { label: string; value: string }): ReactElement | null {
  if (value === '') return null;
  return (
    <span>
      {label}: <strong>{value}</strong>
    </span>
  );
}

/** Which case this is and where it stands. The name of the learner is on the page, never in the tab. */
export function CaseHead({ view }: { view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { learner, responsible } = view;
  const title = t('caseTitle', { ref: view.ref });
  return (
    <>
      <Breadcrumbs here={view.ref}>
        <li>
          <TextLink to="/asiat">{t('nav.cases')}</TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={title}>
        <p className="facts">
          <StatusChips status={view.status} urgent={view.urgent} late={view.late} />
          <Fact
            label={t('pages.case.learner')}
            value={[isolated(learner?.name ?? learner?.initials ?? ''), learner?.class]
              .filter(Boolean)
              .join(', ')}
          />
          <Fact label={t('pages.case.school')} value={view.schoolName ?? ''} />
          <Fact label={t('pages.case.responsibleCounty')} value={nameOf(view, responsible.county)} />
          <Fact label={t('pages.case.responsibleSchool')} value={nameOf(view, responsible.school)} />
          <Fact label={t('pages.case.opened')} value={format.date(format.dayOf(view.openedAt))} />
        </p>
      </PageHead>
      <JustDone />
    </>
  );
}
