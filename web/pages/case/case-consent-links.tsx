import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { ConsentLinkAnswer } from '../../../api/contracts/consent-links.js';
import { Card } from '../../components/card.js';
import { Chip, type Tone } from '../../components/chip.js';
import { consentLinksQuery } from '../../http/consent-links.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

const TONES: Record<ConsentLinkAnswer['state'], Tone> = {
  open: 'pause',
  answered: 'ok',
  unready: 'neutral',
  expired: 'neutral',
  replaced: 'neutral',
  locked: 'warn',
  withdrawn: 'neutral',
};

/** Questions that went out by link: to whom, until when, what became of each, and the code to tell. */
export function CaseConsentLinks({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const isAsked = view.members?.some((member) => member.consent !== 'proposed') === true;
  const { data: links = [] } = useQuery({ ...consentLinksQuery(view.id), enabled: isAsked });
  if (links.length === 0) return null;
  return (
    <Card title={t('consents.title')}>
      <ul className="rows">
        {links.map((link) => (
          <li key={link.id} className="row-line">
            <div>
              <p>{nameOf(view, link.personId)}</p>
              <p className="small quiet">
                {t(`codes.contactChannel.${link.channel}`)} ·{' '}
                {t('consents.answerBy', { date: format.date(link.answerBy) })}
              </p>
              {link.code === undefined ? null : (
                <p className="small">{t('consents.code', { code: link.code })}</p>
              )}
            </div>
            <Chip tone={TONES[link.state]}>{t(`consents.state.${link.state}`)}</Chip>
          </li>
        ))}
      </ul>
    </Card>
  );
}
