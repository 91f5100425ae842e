import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { PrintedForm } from '../../../api/contracts/forms.js';
import { Button } from '../../components/button.js';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { statusOf } from '../../http/problem.js';
import { caseQuery, printedFormQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { OutsideFormPaper } from './outside-form-paper.js';

const route = getRouteApi('/staff/asiat/$ref/ilmoitus/$actId/tuloste/$numero');

/** When and by whom it was printed: on the paper as well, so that a copy is never taken for the record of today. */
function Head({ view, print }: { view: CaseAnswer; print: PrintedForm | undefined }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const kind = print?.paper ? t(`outside.kind.${print.paper.kind}`) : null;
  return (
    <PageHead
      title={kind === null ? t('outside.copy') : t('outside.copyOf', { kind })}
      tabTitle={t('outside.copyTab', { ref: view.ref })}
      caption={t('caseTitle', { ref: view.ref })}
    >
      {print === undefined ? null : (
        <p className="lead">
          {[t('outside.printedOn', { date: format.date(print.on) }), nameOf(view, print.by)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      )}
      {kind === null ? null : <p className="quiet no-print">{t('outside.copyHint')}</p>}
    </PageHead>
  );
}

function Copy({ print }: { print: PrintedForm }): ReactElement {
  const { t } = useTranslation();
  if (print.paper === null) return <Notice title={t('outside.copyErased')} />;
  return (
    <>
      <OutsideFormPaper form={print.paper}>
        {print.protectedSince ? (
          <div className="card-foot">
            <Notice tone="warn" title={t('outside.protectedSince')} />
          </div>
        ) : null}
      </OutsideFormPaper>
      <div className="btn-row">
        <Button onClick={() => window.print()}>{t('act.print')}</Button>
      </div>
    </>
  );
}

/** What was printed of an act towards the outside, as it was on the paper: to be read and printed, never changed. */
export function PrintedFormPage(): ReactElement {
  const { t } = useTranslation();
  const { ref, actId, numero } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const print = useQuery(printedFormQuery(view.id, actId, numero));
  if (print.isPending) return <PagePending />;
  const unseen = print.isError && [403, 404].includes(statusOf(print.error) ?? 0);
  return (
    <div className="form">
      <TextLink to="/asiat/$ref/ilmoitus/$actId" params={{ ref, actId }} className="back-link">
        {t('outside.toForm')}
      </TextLink>
      <Head view={view} print={print.data} />
      {print.data ? (
        <Copy print={print.data} />
      ) : unseen ? (
        <Notice tone="warn" title={t('pages.act.unavailable')} />
      ) : (
        <ReadProblem error={print.error} retry={() => print.refetch()} />
      )}
    </div>
  );
}
