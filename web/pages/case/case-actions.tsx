import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

/** What was agreed: what, who, by when, and who follows it up. */
export function CaseActions({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (!view.actions || view.actions.length === 0) return null;
  return (
    <Card title={t('pages.case.actions')}>
      <ul className="rows">
        {view.actions.map((action) => (
          <li key={action.id} className="row-line">
            <div>
              <p>{action.what ?? t('pages.case.actionHidden')}</p>
              <p className="small quiet">
                {[
                  nameOf(view, action.ownerId),
                  t('due', { date: format.date(action.dueOn) }),
                  action.monitorId && t('pages.case.actionMonitor', { name: nameOf(view, action.monitorId) }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </p>
            </div>
            {action.mayComplete ? (
              <TextLink
                to="/asiat/$ref/$komento"
                params={{ ref: view.ref, komento: 'complete-action' }}
                search={{ kohde: action.id }}
              >
                {t('codes.command.complete-action')}
              </TextLink>
            ) : null}
            {action.doneOn === null ? null : (
              <Chip tone="ok">{t('remaining.done', { date: format.shortDate(action.doneOn) })}</Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
