import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { ConsentState } from '../../../domain/state.js';
import { Card } from '../../components/card.js';
import { Chip, type Tone } from '../../components/chip.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { spokenWords } from './spoken-words.js';

const TONES: Record<ConsentState, Tone> = {
  proposed: 'neutral',
  requested: 'pause',
  given: 'ok',
  partly: 'warn',
  refused: 'neutral',
  conflict: 'warn',
  withdrawn: 'neutral',
  expired: 'neutral',
};

/** Guardians whose answer is not waited for, and why. */
function GoneOnWithout({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const { goneOnWithout = [] } = view;
  if (goneOnWithout.length === 0) return null;
  return (
    <ul className="rows card-foot">
      {goneOnWithout.map(({ guardianId, reason, on }) => (
        <li key={guardianId} className="row-line">
          <div>
            <p>{nameOf(view, guardianId)}</p>
            <p className="small quiet">{t('family.notWaitedFor', { date: format.date(on) })}</p>
            <p className="small quiet">{t(`codes.unreachedReason.${reason}`)}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}

/** What may be told to a member of whom it was asked item by item: that, and no more. */
function AgreedItems({
  member: { consent, agreedItems },
}: {
  member: NonNullable<CaseAnswer['members']>[number];
}): ReactElement | null {
  const { t } = useTranslation();
  if (agreedItems === undefined || (consent !== 'given' && consent !== 'partly')) return null;
  const items = agreedItems.map((item) => t(`codes.consentItem.${item}`)).join(', ');
  return <p className="small">{t('pages.case.mayBeTold', { items })}</p>;
}

/** Who is involved, by what right, and where their consent stands. */
export function CasePeople({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (view.members === undefined) return null;
  return (
    <Card title={t('pages.case.people')}>
      {view.members.length === 0 ? <p>{t('pages.case.noMembers')}</p> : null}
      <ul className="rows">
        {view.members.map((member) => (
          <li key={member.id} className="row-line">
            <div>
              <p>{nameOf(view, member.personId)}</p>
              <p className="small quiet">
                {t(`codes.role.${member.role}`)} ·{' '}
                {member.external
                  ? t(`codes.organisation.${member.external.organisation}`)
                  : t(`codes.side.${member.side}`)}
              </p>
              {member.consentOn === null ? null : (
                <p className="small quiet">{format.date(member.consentOn)}</p>
              )}
              <AgreedItems member={member} />
              {member.answers
                .filter((given) => spokenWords(t, given) !== '')
                .map((given) => (
                  <p key={`${given.by} ${given.on} ${given.answer}`} className="small quiet">
                    {[t(`codes.role.${given.byRole}`), spokenWords(t, given)].join(': ')}
                  </p>
                ))}
            </div>
            <Chip tone={TONES[member.consent]}>{t(`codes.consent.${member.consent}`)}</Chip>
          </li>
        ))}
      </ul>
      <GoneOnWithout view={view} />
    </Card>
  );
}
