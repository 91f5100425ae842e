import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useEffect, type ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Card } from '../../components/card.js';
import { LinkButton } from '../../components/link-button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { Ribbon } from '../../components/ribbon.js';
import { Refused } from '../../http/problem.js';
import { caseQuery, commandQuery, dutiesQuery } from '../../http/queries.js';
import { forgetWhatChanged } from '../../http/use-send-command.js';
import { problemText } from '../../language/problem-text.js';
import { useFormat } from '../../language/use-format.js';

const route = getRouteApi('/staff/aloita/$kohta');

function Deadline({ reference }: { reference: string }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const view = useQuery(caseQuery(reference));
  const duties = useQuery(dutiesQuery(reference));
  const duty = (duties.data ?? view.data?.duties)?.find((one) => one.kind === 'discussion');
  if (!view.data || !duty || duty.dueOn === null) return null;
  return (
    <Card title={t('codes.duty.discussion')}>
      <p>
        <strong>{t('start.done.due', { date: format.date(duty.dueOn) })}</strong>
      </p>
      {duty.trace ? <Ribbon trace={duty.trace} unit={duty.unit} today={view.data.today} /> : null}
      <p className="deadline-law">{duty.basis}</p>
    </Card>
  );
}

function Opened({ reference }: { reference: string }): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('start.done.title')} />
      <div className="stack">
        <Notice tone="ok">
          <p>{t('start.done.ref')}</p>
          <p className="tile-figure">{reference}</p>
        </Notice>
        <Deadline reference={reference} />
        <Card title={t('forms.shared.nextNow')}>
          <ul className="bullets">
            <li>{t('start.done.next1')}</li>
            <li>{t('start.done.next2')}</li>
          </ul>
        </Card>
      </div>
      <div className="btn-row">
        <LinkButton to="/asiat/$ref" params={{ ref: reference }}>
          {t('act.toCase')}
        </LinkButton>
        <LinkButton to="/aloita/$kohta" params={{ kohta: 'ennen' }} kind="secondary">
          {t('start.done.another')}
        </LinkButton>
      </div>
    </>
  );
}

function Pending({ commandKey }: { commandKey: string }): ReactElement {
  const { t } = useTranslation();
  const queryClient = useQueryClient();
  const navigate = route.useNavigate();
  const { data } = useQuery(commandQuery(commandKey));
  useEffect(() => {
    if (data?.status !== 'done') return;
    const { ref } = data.answer;
    void forgetWhatChanged(queryClient).then(() => navigate({ search: { asia: ref }, replace: true }));
  }, [data, navigate, queryClient]);
  return (
    <>
      <PageHead title={t('forms.shared.pendingTitle')} />
      {data?.status === 'refused' ? (
        <Notice tone="danger" live title={t('forms.shared.pendingRefused')}>
          <p>{problemText(t, new Refused(data.problem, null))}</p>
        </Notice>
      ) : (
        <Notice live>
          <p>{t('forms.shared.pendingBody')}</p>
        </Notice>
      )}
    </>
  );
}

/** The case is open: its number, its first limit, and what happens next. */
export function DonePage(): ReactElement | null {
  const { asia, avain } = route.useSearch();
  if (asia !== undefined)
    return (
      <div className="form">
        <Opened reference={asia} />
      </div>
    );
  return avain === undefined ? null : (
    <div className="form">
      <Pending commandKey={avain} />
    </div>
  );
}
