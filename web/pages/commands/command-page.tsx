import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import type { CaseCommandType } from '../../forms/command-form.js';
import { caseQuery } from '../../http/queries.js';
import { NotFoundPage } from '../not-found-page.js';
import { COMMAND_FORMS, isCaseCommand } from './command-forms.js';

const route = getRouteApi('/staff/asiat/$ref/$komento');

function NotNow({ type, view }: { type: CaseCommandType; view: CaseAnswer }): ReactElement {
  const { t } = useTranslation();
  const choice = view.commands.find((one) => one.type === type);
  return (
    <div className="form">
      <TextLink to="/asiat/$ref" params={{ ref: view.ref }} className="back-link">
        {t('act.back')}
      </TextLink>
      <PageHead title={t(`forms.${type}.title`)} caption={t('caseTitle', { ref: view.ref })} />
      <Notice tone="warn" title={t('forms.shared.cannot')}>
        <p>{t(`refusals.${choice?.reason ?? 'not-allowed'}`)}</p>
        {choice?.source === undefined ? null : <p>{t('problem.basis', { source: choice.source })}</p>}
      </Notice>
    </div>
  );
}

/**
 * The form of one command on one case. The case is the one the form was opened with: a refresh in the background
 * must not change the questions under a person's hands, and the server decides anyway.
 */
export function CommandPage(): ReactElement {
  const { ref, komento } = route.useParams();
  const { kohde } = route.useSearch();
  const { data } = useSuspenseQuery(caseQuery(ref));
  const [view] = useState(data);
  if (!isCaseCommand(komento)) return <NotFoundPage />;
  if (!view.commands.some((choice) => choice.type === komento && choice.allowed)) {
    return <NotNow type={komento} view={view} />;
  }
  const Form = COMMAND_FORMS[komento];
  return <Form key={komento} view={view} target={kohde} />;
}
