import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { isCaseCommand, type CaseCommandType } from '../../forms/command-form.js';
import { ALWAYS, GROUP_NAMES, GROUPS, hasSubject, SELDOM } from './case-acts-groups.js';

type Choice = CaseAnswer['commands'][number] & { readonly type: CaseCommandType };

/** What has no fold of its own: the road itself. */
const FOLDED: ReadonlySet<CaseCommandType> = new Set([...SELDOM, ...Object.values(GROUPS).flat()]);

function Acts({ view, choices }: { view: CaseAnswer; choices: readonly Choice[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className="act-list">
      {choices.map((choice) => (
        <li key={choice.type}>
          <TextLink to="/asiat/$ref/$komento" params={{ ref: view.ref, komento: choice.type }}>
            {t(`codes.command.${choice.type}`)}
          </TextLink>
        </li>
      ))}
    </ul>
  );
}

interface FoldProps {
  readonly view: CaseAnswer;
  readonly title: string;
  readonly allowed: readonly Choice[];
  readonly types: readonly CaseCommandType[];
}

function Fold({ view, title, allowed, types }: FoldProps): ReactElement | null {
  const choices = types.flatMap((type) => allowed.find((choice) => choice.type === type) ?? []);
  if (choices.length === 0) return null;
  return (
    <details>
      <summary>{title}</summary>
      <Acts view={view} choices={choices} />
    </details>
  );
}

function NotNow({ choices }: { choices: readonly Choice[] }): ReactElement {
  const { t } = useTranslation();
  return (
    <ul className="rows">
      {choices.map((choice) => (
        <li key={choice.type}>
          <p className="act-off">{t(`codes.command.${choice.type}`)}</p>
          <p className="small quiet">{t(`refusals.${choice.reason ?? 'not-allowed'}`)}</p>
        </li>
      ))}
    </ul>
  );
}

/** Everything the viewer may record now, and why the steps of the road that are not possible are not. */
export function CaseActs({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const choices = view.commands.filter((choice): choice is Choice => isCaseCommand(choice.type));
  const allowed = choices.filter((choice) => choice.allowed && hasSubject(view, choice.type));
  const always = allowed.filter((choice) => ALWAYS.includes(choice.type));
  const now = allowed.filter((choice) => !ALWAYS.includes(choice.type) && !FOLDED.has(choice.type));
  // What one's role does not allow at all is not shown; what the state does not allow is, with the reason.
  const notNow = choices.filter(
    ({ type, allowed: may, reason }) =>
      !may && reason !== 'not-allowed' && !FOLDED.has(type) && hasSubject(view, type),
  );
  if (allowed.length === 0) return null;
  return (
    <Card title={t('pages.case.acts')}>
      <Acts view={view} choices={now} />
      {always.length === 0 ? null : (
        <div className="card-foot">
          <h3>{t('pages.case.actsAlways')}</h3>
          <Acts view={view} choices={always} />
        </div>
      )}
      <div className="card-foot">
        {GROUP_NAMES.map((group) => (
          <Fold
            key={group}
            view={view}
            title={t(`parts.acts.${group}`)}
            allowed={allowed}
            types={GROUPS[group]}
          />
        ))}
        <Fold view={view} title={t('pages.case.actsMore')} allowed={allowed} types={SELDOM} />
        {notNow.length === 0 ? null : (
          <details>
            <summary>{t('pages.case.actsOff')}</summary>
            <NotNow choices={notNow} />
          </details>
        )}
      </div>
    </Card>
  );
}
