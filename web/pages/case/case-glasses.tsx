import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { Notice } from '../../components/notice.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

/** Every time somebody opened the case in an emergency: who, why, until when, and whether it was reviewed. */
export function CaseGlasses({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const glasses = view.glasses ?? [];
  if (glasses.length === 0) return null;
  return (
    <Notice tone="warn" title={t('pages.case.glassTitle')}>
      {glasses.map((glass) => (
        <p key={glass.id}>
          {t('pages.case.glassLine', {
            name: nameOf(view, glass.personId),
            from: format.moment(glass.from),
            until: format.moment(glass.until),
          })}{' '}
          {t(`codes.glassReason.${glass.reason}`)}. {glass.words}{' '}
          {glass.reviewedOn === null
            ? t('pages.case.glassUnreviewed')
            : t('pages.case.glassReviewed', { date: format.date(glass.reviewedOn) })}
        </p>
      ))}
    </Notice>
  );
}
