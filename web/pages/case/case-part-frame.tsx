import type { ReactElement, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Breadcrumbs } from '../../components/breadcrumbs.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { JustDone } from '../just-done.js';
import { CaseNav } from './case-nav.js';

interface CasePartFrameProps {
  readonly view: CaseAnswer;
  readonly title: string;
  /** Words of the browser tab: the case's reference, never a name. */
  readonly tabTitle: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A page of one part of a case: where one is, the other parts, and the part itself. */
export function CasePartFrame({ view, title, tabTitle, lead, children }: CasePartFrameProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <Breadcrumbs here={title}>
        <li>
          <TextLink to="/asiat">{t('nav.cases')}</TextLink>
        </li>
        <li>
          <TextLink to="/asiat/$ref" params={{ ref: view.ref }}>
            {view.ref}
          </TextLink>
        </li>
      </Breadcrumbs>
      <PageHead title={title} tabTitle={tabTitle} caption={t('caseTitle', { ref: view.ref })}>
        {lead === undefined ? null : <p className="lead no-print">{lead}</p>}
      </PageHead>
      <JustDone />
      <CaseNav view={view} />
      <div className="stack">{children}</div>
    </>
  );
}
