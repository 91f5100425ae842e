import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { AccessEntry } from '../../../api/contracts/access.js';
import { Button } from '../../components/button.js';
import { Card } from '../../components/card.js';
import { SummaryList } from '../../components/summary-list.js';
import { accessQuery } from '../../http/queries.js';
import { isolated } from '../../language/isolated.js';
import { useFormat } from '../../language/use-format.js';
import { PagePending } from '../page-pending.js';
import { ReadProblem } from '../read-problem.js';
import { lookWords } from './look-words.js';

function Entry({ entry }: { entry: AccessEntry }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const { by, at, rights, givenTo } = entry;
  const name =
    by.personId === null ? `${t('register.access.system')} ${isolated(by.name)}` : isolated(by.name);
  const who = [name, by.role === null ? '' : t(`codes.role.${by.role}`)].filter(Boolean).join(', ');
  const sections = [...new Set(rights.flatMap((right) => right.sections))];
  const words = rights.map(
    ({ relation, source }) => `${t(`register.access.relation.${relation}`)} (${source})`,
  );
  return (
    <li className="entry">
      <h3>{who}</h3>
      <p className="small quiet">
        <time dateTime={at}>{format.moment(at)}</time> · {lookWords(t, entry)}
      </p>
      <SummaryList
        rows={[
          {
            key: 'what',
            label: t('register.access.what'),
            value: sections.map((section) => t(`register.access.section.${section}`)).join(', '),
          },
          { key: 'right', label: t('register.access.right'), value: words.join(', ') },
          ...(givenTo
            ? [{ key: 'givenTo', label: t('register.access.givenTo'), value: isolated(givenTo.name) }]
            : []),
        ]}
      />
    </li>
  );
}

/** Who was shown what of the case, when and by which right, newest first. */
export function AccessLog({ caseRef }: { caseRef: string }): ReactElement {
  const { t } = useTranslation();
  const list = useInfiniteQuery(accessQuery(caseRef));
  if (list.isPending) return <PagePending />;
  if (list.isError) return <ReadProblem error={list.error} retry={() => list.refetch()} />;
  const entries = list.data.pages.flatMap((page) => page.items);
  return (
    <Card title={t('register.access.title')}>
      <p>{t('register.access.lead')}</p>
      <ol className="rows">
        {entries.map((entry) => (
          <Entry key={entry.seq} entry={entry} />
        ))}
      </ol>
      {list.hasNextPage ? (
        <p className="no-print">
          <Button kind="secondary" busy={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
            {t('register.access.more')}
          </Button>
        </p>
      ) : null}
    </Card>
  );
}
