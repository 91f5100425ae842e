import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyFault } from '../../../api/contracts/policies.js';
import { RULE_IDS, type RuleId } from '../../../domain/rules.js';
import { tryParseDate } from '../../../domain/time/civil-date.js';
import { Card } from '../../components/card.js';
import { Table } from '../../components/table.js';
import { useFormat } from '../../language/use-format.js';

/** The rule a path leads through, so that a reader need not know its id. */
function ruleIn(path: string): RuleId | undefined {
  const parts = path.split('.');
  return RULE_IDS.find((id) => parts.includes(id));
}

/** Each fault of a version: where it is, and what to correct. */
export function FaultList({ faults }: { faults: readonly PolicyFault[] }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (faults.length === 0) return null;
  const shown = (detail: string) => (tryParseDate(detail) === null ? detail : format.date(detail));
  const place = ({ path }: PolicyFault) => {
    const rule = ruleIn(path);
    return (
      <>
        {rule === undefined ? null : <>{t(`codes.rule.${rule}`)} </>}
        {path === '' ? t('policies.faults.whole') : <code className="path">{path}</code>}
      </>
    );
  };
  return (
    <Card title={t('policies.faults.title', { count: faults.length })}>
      <Table
        caption={t('policies.faults.title', { count: faults.length })}
        hideCaption
        columns={[
          {
            key: 'what',
            label: t('policies.faults.what'),
            cell: ({ code, detail = '' }) => t(`policies.fault.${code}`, { detail: shown(detail) }),
          },
          { key: 'where', label: t('policies.faults.where'), cell: place },
        ]}
        rows={faults}
        keyOf={({ path, code, detail = '' }) => [path, code, detail].join(' ')}
      />
    </Card>
  );
}
