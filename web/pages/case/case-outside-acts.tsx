import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExpectationAnswer, OutsideActAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { TextLink } from '../../components/text-link.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { CommandLink } from './command-link.js';

const PARTS = ['measuresTried', 'homeCooperation', 'acknowledgedOn', 'followUpOn'] as const;

/** What the other side owes, as something to ask about: it never makes us late, and has no colour of lateness. */
function Expectation({ view, one }: { view: CaseAnswer; one: ExpectationAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const what = t(`codes.duty.${one.kind}`);
  if (one.status === 'cancelled') return null;
  if (one.response !== null) {
    return <li>{t('outside.answer', { what, answer: t(`codes.response.${one.response}`) })}</li>;
  }
  const date = one.expectedOn === null ? null : format.date(one.expectedOn);
  return (
    <li>
      {date === null
        ? t('outside.expectedOpen', { what })
        : t(one.passed ? 'outside.expectedPast' : 'outside.expected', { what, date })}{' '}
      <CommandLink view={view} type="record-response" target={one.dutyId} about={what} />
    </li>
  );
}

function ActRow({ view, act }: { view: CaseAnswer; act: OutsideActAnswer }): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  // Of a report to the police nothing of this is asked.
  const asked = act.kind === 'report-to-police' ? [] : PARTS;
  const missing = [
    ...(act.groundOpen ? (['ground'] as const) : []),
    ...asked.filter((part) => act.has[part] === false || act.has[part] === null),
  ];
  return (
    <li>
      <p>{t(`outside.kind.${act.kind}`)}</p>
      <p className="small quiet">
        {[format.date(act.on), [act.by, ...(act.togetherWith ?? [])].map((id) => nameOf(view, id)).join(', ')]
          .filter(Boolean)
          .join(' · ')}
      </p>
      {missing.length === 0 ? null : (
        <p className="small">
          {t('pages.case.missing', {
            what: format.list(missing.map((part) => t(`pages.case.part.${part}`))),
          })}
        </p>
      )}
      {act.expectations.length === 0 ? null : (
        <ul className="small bullets">
          {act.expectations.map((one) => (
            <Expectation key={one.dutyId} view={view} one={one} />
          ))}
        </ul>
      )}
      <p>
        <TextLink to="/asiat/$ref/ilmoitus/$actId" params={{ ref: view.ref, actId: act.id }}>
          {t('pages.case.printAct')}
        </TextLink>
      </p>
    </li>
  );
}

/** Contacts and reports that were made outside Rinnalla and recorded here, and what is expected after them. */
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
