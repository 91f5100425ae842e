import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import { SIDES } from '../../../domain/people.js';
import { Notice } from '../../components/notice.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';

/** Hand-overs that wait for an answer. Until then the old owner is responsible. */
export function CaseHandovers({ view }: { view: CaseAnswer }): ReactElement | null {
  const { t } = useTranslation();
  const format = useFormat();
  const open = SIDES.flatMap((side) => view.handovers?.[side] ?? []);
  if (open.length === 0) return null;
  return (
    <>
      {open.map((handover) => (
        <Notice
          key={handover.side}
          tone="warn"
          title={`${t('pages.case.handover')}: ${t(`codes.side.${handover.side}`)}`}
        >
          <p>
            {t('pages.case.handoverLine', {
              name: nameOf(view, handover.toId),
              date: format.moment(handover.expiresAt),
            })}
          </p>
        </Notice>
      ))}
    </>
  );
}
