import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { LinkButton } from '../../components/link-button.js';
import { TextLink } from '../../components/text-link.js';
import type { CaseCommandType } from '../../forms/command-form.js';
import { hasSubject } from './case-acts-groups.js';

/** Whether the viewer may give this command now. */
export function isAllowed(view: CaseAnswer, type: CaseCommandType): boolean {
  return view.commands.some((choice) => choice.type === type && choice.allowed);
}

interface CommandLinkProps {
  readonly view: CaseAnswer;
  readonly type: CaseCommandType;
  /** The thing inside the case the form is opened for. */
  readonly target?: string;
  /** Words of the link where the command's own are too long for its place. */
  readonly label?: string;
  /** What is read aloud after the words, to tell apart links of the same words. */
  readonly about?: string;
}

/** A link to the form of a command; nothing when the viewer may not give it now. */
export function CommandLink({ view, type, target, label, about }: CommandLinkProps): ReactElement | null {
  const { t } = useTranslation();
  if (!isAllowed(view, type)) return null;
  return (
    <TextLink
      to="/asiat/$ref/$komento"
      params={{ ref: view.ref, komento: type }}
      search={target === undefined ? {} : { kohde: target }}
      className="no-print"
    >
      {label ?? t(`codes.command.${type}`)}
      {about === undefined ? null : <span className="vh">: {about}</span>}
    </TextLink>
  );
}

/** The commands of a part as a list of links in a card; nothing when none is possible now. */
export function CommandCard({
  view,
  types,
}: {
  view: CaseAnswer;
  types: readonly CaseCommandType[];
}): ReactElement | null {
  const { t } = useTranslation();
  const allowed = types.filter((type) => isAllowed(view, type) && hasSubject(view, type));
  if (allowed.length === 0) return null;
  return (
    <div className="no-print">
      <Card title={t('pages.case.acts')}>
        <ul className="act-list act-columns">
          {allowed.map((type) => (
            <li key={type}>
              <CommandLink view={view} type={type} />
            </li>
          ))}
        </ul>
      </Card>
    </div>
  );
}

/** The commands of a part as buttons, those that are possible now; nothing when none is. */
export function CommandButtons({
  view,
  types,
}: {
  view: CaseAnswer;
  types: readonly CaseCommandType[];
}): ReactElement | null {
  const { t } = useTranslation();
  const allowed = types.filter((type) => isAllowed(view, type) && hasSubject(view, type));
  if (allowed.length === 0) return null;
  return (
    <div className="btn-row no-print">
      {allowed.map((type) => (
        <LinkButton
          key={type}
          to="/asiat/$ref/$komento"
          params={{ ref: view.ref, komento: type }}
          kind="secondary"
        >
          {t(`codes.command.${type}`)}
        </LinkButton>
      ))}
    </div>
  );
}
