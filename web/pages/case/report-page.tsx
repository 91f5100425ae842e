import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { Notice } from '../../components/notice.js';
import { caseQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { CasePartFrame } from './case-part-frame.js';
import { CommandButtons } from './command-link.js';
import { ReportEntry } from './report-entry.js';
import { ReportFacts } from './report-facts.js';

const route = getRouteApi('/staff/asiat/$ref/kertomus');

function Missing({ report }: { report: ReportAnswer }): ReactElement | null {
  const { t } = useTranslation();
  if (report.missing.length === 0) {
    return report.entries.length === 0 ? null : <Notice tone="ok" title={t('report.complete')} />;
  }
  return (
    <Notice tone="warn" title={t('report.missing')}>
      <ul className="bullets">
        {report.missing.map((part) => (
          <li key={part}>{t(`codes.reportPart.${part}`)}</li>
        ))}
      </ul>
      <p className="small">{t('report.missingBasis')}</p>
    </Notice>
  );
}

function Entries({ view, report }: { view: CaseAnswer; report: ReportAnswer }): ReactElement {
  const { t } = useTranslation();
  return (
    <Card title={t('report.entries')}>
      {report.entries.length === 0 ? <p>{t('report.empty')}</p> : null}
      <ol className="rows">
        {report.entries.map((entry) => (
          <ReportEntry key={entry.id} view={view} entry={entry} entries={report.entries} />
        ))}
      </ol>
      <CommandButtons view={view} types={['write-entry', 'publish-entries']} />
    </Card>
  );
}

/** The student welfare report (OHL 20 §): entries in the order of time, and what the law still asks for. */
export function ReportPage(): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const { report } = view;
  return (
    <CasePartFrame
      view={view}
      title={t('report.title')}
      tabTitle={t('report.tab', { ref })}
      lead={t(report?.home === 'wilma' ? 'report.homeWilma' : 'report.lead')}
    >
      {report === undefined ? (
        <Notice title={t('report.unavailable')} />
      ) : (
        <>
          <div className="no-print">
            <Missing report={report} />
          </div>
          <p className="print-only">{t('pages.act.secretBasis')}</p>
          <ReportFacts view={view} />
          <Entries view={view} report={report} />
          <p className="print-only">{t('report.printed', { date: format.date(view.today) })}</p>
          <p className="print-only print-foot">{t('pages.act.secret')}</p>
          <div className="btn-row no-print">
            <Button kind="secondary" onClick={() => window.print()}>
              {t('act.print')}
            </Button>
          </div>
        </>
      )}
    </CasePartFrame>
  );
}
