import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { SummaryList } from '../../components/summary-list.js';
import { useFormat } from '../../language/use-format.js';

function Offers({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (!view.offers || view.offers.length === 0) return null;
  return (
    <ul className="rows">
      {view.offers.map((offer) => (
        <li key={offer.id}>
          <p>
            {format.date(offer.on)} {format.time(offer.minute)}
          </p>
          <p className="facts">
            <Chip tone={offer.inTime ? 'ok' : 'warn'}>
              {t(offer.inTime ? 'pages.case.inTime' : 'pages.case.notInTime')}
            </Chip>
            <span>
              {offer.outcome === null
                ? t('pages.case.offerOpen')
                : offer.outcome === 'replaced'
                  ? t('pages.case.offerReplaced')
                  : t(`codes.discussionOutcome.${offer.outcome}`)}
            </span>
          </p>
        </li>
      ))}
    </ul>
  );
}

/** What the concern was, as it was told, and what became of the discussion. */
export function CaseConcern({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (view.topic === undefined && view.source === undefined) return null;
  const agreedOn = view.offers?.findLast((offer) => offer.agreedOn !== undefined)?.agreedOn;
  const rows = [
    { key: 'topic', label: t('pages.case.topic'), value: view.topic && t(`codes.topic.${view.topic}`) },
    {
      key: 'source',
      label: t('pages.case.source'),
      value: view.source && t(`codes.requestSource.${view.source}`),
    },
    {
      key: 'on',
      label: t('pages.case.requestedOn'),
      value: view.requestedOn && format.date(view.requestedOn),
    },
    {
      key: 'agreed',
      label: t('pages.case.agreedOn'),
      value: agreedOn && format.date(agreedOn),
    },
    { key: 'text', label: t('pages.case.description'), value: view.description },
  ];
  const discussed = view.offers !== undefined && view.offers.length > 0;
  return (
    <Card title={t('pages.case.concern')}>
      <SummaryList rows={rows.flatMap((row) => (row.value ? [{ ...row, value: row.value }] : []))} />
      {discussed ? (
        <div className="card-foot">
          <h3>{t('pages.case.discussion')}</h3>
          <Offers view={view} />
        </div>
      ) : null}
    </Card>
  );
}
