import { useSuspenseQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { FamilyAnswer } from '../../../api/contracts/annex.js';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Card } from '../../components/card.js';
import { Chip } from '../../components/chip.js';
import { Notice } from '../../components/notice.js';
import { caseQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { authorWords } from './author-words.js';
import { CasePartFrame } from './case-part-frame.js';
import { CommandButtons, CommandCard, CommandLink } from './command-link.js';

const route = getRouteApi('/staff/asiat/$ref/perhe');

interface FamilyProps {
  readonly view: CaseAnswer;
  readonly family: FamilyAnswer;
}

function Deciding({ view, family }: FamilyProps): ReactElement {
  const { t } = useTranslation();
  const format = useFormat();
  const ahead = !family.isAdult && family.adultOn !== null;
  return (
    <Card title={t('family.decides')}>
      <div className="stack-tight">
        <p>
          {family.isAdult
            ? t('family.adult')
            : family.prePrimary
              ? t('family.prePrimary')
              : family.capacity === null
                ? t('family.notNoted')
                : t(`codes.capacity.${family.capacity}`)}
        </p>
        {ahead && family.adultOn !== null ? (
          <p className="small quiet">{t('family.adultOn', { date: format.date(family.adultOn) })}</p>
        ) : null}
      </div>
      <CommandButtons view={view} types={['note-capacity']} />
    </Card>
  );
}

function Guardians({ view, family }: FamilyProps): ReactElement | null {
  const { t } = useTranslation();
  if (family.guardians.length === 0) return null;
  return (
    <Card title={t('family.guardians')}>
      <ul className="rows">
        {family.guardians.map((one) => (
          <li key={one.personId} className="row-line">
            <div>
              <p>{nameOf(view, one.personId)}</p>
              <p className="small quiet">{t(`family.position.${one.position}`)}</p>
              {one.livesApart ? <p className="small">{t('family.livesApart')}</p> : null}
              {one.noPart === null ? null : <p className="small">{t(`family.why.${one.noPart}`)}</p>}
            </div>
            <p className="facts">
              {one.addressProtected ? (
                <Chip tone="danger" icon="lock">
                  {t('family.protectedShort')}
                </Chip>
              ) : null}
              {one.noPart === null ? (
                <Chip tone="ok">{t('family.hasPart')}</Chip>
              ) : (
                <Chip tone="neutral">{t('family.noPart')}</Chip>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function Prohibitions({ view, family }: FamilyProps): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  if (family.prohibitions.length === 0) return null;
  return (
    <Card title={t('family.prohibitions')}>
      <ul className="rows">
        {family.prohibitions.map((one) => (
          <li key={one.id} className="row-line">
            <div>
              <p>{nameOf(view, one.guardianId)}</p>
              <p>{t(`codes.prohibitionScope.${one.scope}`)}</p>
              <p className="small quiet">
                {t('family.prohibitedBy', { who: authorWords(t, view, one.by), date: format.date(one.on) })}
              </p>
              {one.liftedOn === null ? (
                <p className="facts">
                  <CommandLink view={view} type="confirm-prohibition" target={one.id} />
                  <CommandLink view={view} type="lift-prohibition" target={one.id} />
                </p>
              ) : null}
            </div>
            {one.liftedOn === null ? (
              <Chip tone="danger">{t('family.inForce')}</Chip>
            ) : (
              <Chip tone="neutral">{t('family.lifted', { date: format.shortDate(one.liftedOn) })}</Chip>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}

/** Who decides, whom the learner has forbidden, and which guardian has no part in the case and why. */
export function FamilyPage(): ReactElement {
  const { t } = useTranslation();
  const { ref } = route.useParams();
  const { data: view } = useSuspenseQuery(caseQuery(ref));
  const { family } = view;
  return (
    <CasePartFrame view={view} title={t('family.title')} tabTitle={t('family.tab', { ref })}>
      {family === undefined ? (
        <Notice title={t('family.unavailable')} />
      ) : (
        <>
          {family.byHand ? <Notice tone="danger" title={t('family.protected')} /> : null}
          <Deciding view={view} family={family} />
          <Guardians view={view} family={family} />
          <Prohibitions view={view} family={family} />
          <CommandCard
            view={view}
            types={[
              'tell-guardian',
              'agree-contact-ways',
              'withdraw-consent',
              'go-on-without-guardian',
              'prohibit-guardian',
            ]}
          />
        </>
      )}
    </CasePartFrame>
  );
}
