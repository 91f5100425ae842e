import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { LinkButton } from '../../components/link-button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import type { CaseCommandType } from '../../forms/command-form.js';
import { Refused } from '../../http/problem.js';
import { commandQuery } from '../../http/queries.js';
import { forgetWhatChanged } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { useAfterCommand } from './command-frame.js';

interface CommandPendingProps {
  readonly commandKey: string;
  readonly type: CaseCommandType;
  readonly view: CaseAnswer;
}

/** The command is kept and will be done (202): the page asks until it is. */
export function CommandPending({ commandKey, type, view }: CommandPendingProps): ReactElement {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const after = useAfterCommand(type);
  const { data } = useQuery(commandQuery(commandKey));
  useEffect(() => {
    if (data?.status !== 'done') return;
    void forgetWhatChanged(queryClient).then(() => after(data.answer));
    // The answer comes once; `after` is made anew at each drawing.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
  return (
    <div className="form">
      <PageHead title={t('forms.shared.pendingTitle')} caption={t('caseTitle', { ref: view.ref })} />
      {data?.status === 'refused' ? (
        <Notice tone="danger" live title={t('forms.shared.pendingRefused')}>
          <p>{problemText(t, new Refused(data.problem, null))}</p>
        </Notice>
      ) : (
        <Notice live title={t(`forms.${type}.title`)}>
          <p>{t('forms.shared.pendingBody')}</p>
        </Notice>
      )}
      <div className="btn-row">
        <LinkButton to="/asiat/$ref" params={{ ref: view.ref }} kind="secondary">
          {t('act.toCase')}
        </LinkButton>
      </div>
    </div>
  );
}
