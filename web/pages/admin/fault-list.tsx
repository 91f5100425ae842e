import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyFault } from '../../../api/contracts/policies.js';
import { RULE_IDS, type RuleId } from '../../../domain/rules.js';
import { tryParseDate } from '../../../domain/time/civil-date.js';
import { Card } from '../../components/card.js';
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
  const what = ({ code, detail = '' }: PolicyFault) => t(`policies.fault.${code}`, { detail: shown(detail) });
  return (
    <Card title={t('policies.faults.title', { count: faults.length })}>
      <ul className="rows">
        {faults.map((fault) => {
          const { path, code, detail = '' } = fault;
          const rule = ruleIn(path);
          return (
            <li key={[path, code, detail].join(' ')}>
              {rule === undefined ? null : <p>{t(`codes.rule.${rule}`)}</p>}
              <p>
                <strong>{what(fault)}</strong>
              </p>
              <p className="small quiet">
                {path === '' ? t('policies.faults.whole') : <code className="path">{path}</code>}
              </p>
            </li>
          );
        })}
      </ul>
    </Card>
  );
}
