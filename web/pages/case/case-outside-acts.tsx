import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

type Act = NonNullable<CaseAnswer['acts']>[number];
const PARTS = ['measuresTried', 'homeCooperation', 'acknowledgedOn', 'followUpOn'] as const;

function ActRow({ view, act }: { view: CaseAnswer; act: Act }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const missing = PARTS.filter((part) => act.has[part] === false || act.has[part] === null);
  return (
    <li>
      <p>
        {t(act.kind === 'report-child-welfare' ? 'pages.case.outsideReport' : 'pages.case.outsideContact')}
      </p>
      <p className="small quiet">{[format.date(act.on), nameOf(view, act.by)].filter(Boolean).join(' · ')}</p>
      {missing.length === 0 ? null : (
        <p className="small">
          {t('pages.case.missing', {
            what: format.list(missing.map((part) => t(`pages.case.part.${part}`))),
          })}
        </p>
      )}
      <p>
        <TextLink to="/asiat/$ref/ilmoitus/$actId" params={{ ref: view.ref, actId: act.id }}>
          {t('pages.case.printAct')}
        </TextLink>
      </p>
    </li>
  );
}

/** Contacts and reports that were made outside Rinnalla and recorded here. */
export function CaseOutsideActs({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  if (!view.acts || view.acts.length === 0) return null;
  return (
    <Card title={t('pages.case.outside')}>
      <ul className="rows">
        {view.acts.map((act) => (
          <ActRow key={act.id} view={view} act={act} />
        ))}
      </ul>
    </Card>
  );
}
