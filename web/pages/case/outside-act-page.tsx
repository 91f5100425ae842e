import { useQuery, useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../../components/notice.js';
import { PageHead } from '../../components/page-head.js';
import { TextLink } from '../../components/text-link.js';
import { statusOf } from '../../http/problem.js';
import { caseQuery, outsideFormQuery } from '../../http/queries.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { OutsideFormLacking, OutsideFormPaper } from './outside-form-paper.js';
import { OutsideFormPrint } from './outside-form-print.js';

const route = getRouteApi('/staff/asiat/$ref/ilmoitus/$actId');

/** The form of an act that a person makes outside Rinnalla, from what is recorded; printing it keeps a copy. */
export function OutsideActPage(): ReactElement {
  const { t } = useTranslation();
  const { ref, actId } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const form = useQuery(outsideFormQuery(view.id, actId));
  if (form.isPending) return <PagePending />;
  const unseen = form.isError && [403, 404].includes(statusOf(form.error) ?? 0);
  return (
    <div className="form">
      <TextLink to="/asiat/$ref" params={{ ref }} className="back-link">
        {t('act.back')}
      </TextLink>
      <PageHead
        title={form.data ? t(`outside.kind.${form.data.kind}`) : t('pages.act.title')}
        tabTitle={t('outside.tab', { ref })}
        caption={t('caseTitle', { ref })}
      >
        <p className="lead no-print">{t('pages.act.intro')}</p>
      </PageHead>
      {form.data ? (
        <>
          <OutsideFormPaper form={form.data}>
            <OutsideFormLacking form={form.data} />
          </OutsideFormPaper>
          <OutsideFormPrint view={view} form={form.data} />
        </>
      ) : unseen ? (
        <Notice tone="warn" title={t('pages.act.unavailable')} />
      ) : (
        <ReadProblem error={form.error} retry={() => form.refetch()} />
      )}
    </div>
  );
}
