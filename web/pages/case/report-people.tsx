import { useQuery } from '@tanstack/react-query';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { ReportPeople } from '../../../api/contracts/report.js';
import { Button } from '../../components/button.js';
import type { SummaryRow } from '../../components/summary-list.js';
import { identityCodeQuery, reportPeopleQuery } from '../../http/queries.js';
import { isolated } from '../../language/isolated.js';
import { nameOf } from '../commands/use-case-people.js';

/** Shown when somebody asks for it, never by opening the page: who looks is written down. */
function IdentityCode({ caseRef }: { caseRef: string }): ReactElement {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const code = useQuery({ ...identityCodeQuery(caseRef), enabled: asked });
  if (code.data) return <>{code.data.identityCode ?? t('report.noIdentityCode')}</>;
  const ask = () => (asked ? void code.refetch() : setAsked(true));
  return (
    <div className="no-print">
      {code.isError ? <p role="alert">{t('report.identityCodeFailed')}</p> : null}
      <p>
        <Button kind="secondary" small busy={code.isFetching} onClick={ask}>
          {t('report.showIdentityCode')}
        </Button>
      </p>
      <p className="small quiet">{t('report.identityCodeHint')}</p>
    </div>
  );
}

type Reached = Omit<ReportPeople['learner'], 'name' | 'municipality'>;

/** How somebody is reached, a line each; empty when the directory does not know. */
function useReached(): (person: Reached) => string[] {
  const { t } = useTranslation();
  return ({ phone, email, contactProtected }) =>
    contactProtected ? [t('report.contactProtected')] : [phone, email].filter((it) => it !== null);
}

/** Guardians with a part in the case, by name alone: for those who see no more of the family. */
function namesOf(view: CaseAnswer): string {
  const guardians = view.family?.guardians ?? [];
  return guardians
    .filter((one) => one.position === 'guardian' && one.noPart === null)
    .map((one) => nameOf(view, one.personId))
    .filter(Boolean)
    .join('\n');
}

/**
 * Learner and guardians as a report must name them (OHL 20 §), as far as the directory knows: identity code,
 * municipality, contact data. Of guardians without a part nothing is said.
 */
export function useReportPeople(view: CaseAnswer): readonly SummaryRow[] {
  const { t } = useTranslation();
  const reached = useReached();
  const isWhole = view.sections.includes('report') && view.sections.includes('family');
  const { data } = useQuery({ ...reportPeopleQuery(view.ref), enabled: isWhole });
  const guardians = (data?.guardians ?? []).map((it) => [isolated(it.name), ...reached(it)].join('\n'));
  const rows = [
    { key: 'guardians', label: t('report.guardians'), value: data ? guardians.join('\n\n') : namesOf(view) },
  ];
  if (!data) return rows.filter(({ value }) => value !== '');
  const { learner } = data;
  return [
    { key: 'identity', label: t('report.identityCode'), value: <IdentityCode caseRef={view.ref} /> },
    ...[
      { key: 'municipality', label: t('outside.municipality'), value: learner.municipality ?? '' },
      { key: 'contact', label: t('report.contact'), value: reached(learner).join('\n') },
      ...rows,
    ].filter(({ value }) => value !== ''),
  ];
}
