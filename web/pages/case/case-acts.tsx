import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { isCaseCommand, type CaseCommandType } from '../../forms/command-form.js';

/** Possible in every state of the case, by any duty-holder, without approval (LSL 25 §, SHL 35 §). */
const ALWAYS: readonly CaseCommandType[] = ['contact-social-services', 'report-child-welfare'];

/** Who answers for the case, and what was recorded wrong: seldom needed, so behind a fold. */
const SELDOM: readonly CaseCommandType[] = ['offer-handover', 'reassign', 'correct-fact', 'void-case'];

type Choice = CaseAnswer['commands'][number];

function isOneOf(choice: Choice, types: readonly CaseCommandType[]): boolean {
  return types.some((type) => type === choice.type);
}

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

/** Everything the viewer may record now, and why the rest is not possible. */
export function CaseActs({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const choices = view.commands.filter((choice) => isCaseCommand(choice.type));
  const allowed = choices.filter((choice) => choice.allowed);
  const always = allowed.filter((choice) => isOneOf(choice, ALWAYS));
  const seldom = allowed.filter((choice) => isOneOf(choice, SELDOM));
  const now = allowed.filter((choice) => !always.includes(choice) && !seldom.includes(choice));
  // What one's role does not allow at all is not shown; what the state does not allow is, with the reason.
  const notNow = choices.filter((choice) => !choice.allowed && choice.reason !== 'not-allowed');
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
      {seldom.length === 0 ? null : (
        <details className="card-foot">
          <summary>{t('pages.case.actsMore')}</summary>
          <Acts view={view} choices={seldom} />
        </details>
      )}
      {notNow.length === 0 ? null : (
        <details>
          <summary>{t('pages.case.actsOff')}</summary>
          <NotNow choices={notNow} />
        </details>
      )}
    </Card>
  );
}
