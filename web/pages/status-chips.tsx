import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseStatus } from '../../domain/state.js';
import { Chip, type Tone } from '../components/chip.js';

const TONES: Record<CaseStatus, Tone> = {
  open: 'brand',
  closed: 'neutral',
  aftercare: 'pause',
  void: 'neutral',
};

interface StatusChipsProps {
  readonly status?: CaseStatus;
  readonly urgent?: boolean;
  readonly late?: boolean;
}

/** State of a case in a word or two. */
export function StatusChips({ status, urgent = false, late = false }: StatusChipsProps): ReactElement {
  const { t } = useTranslation();
  return (
    <>
      {status === undefined ? null : <Chip tone={TONES[status]}>{t(`codes.status.${status}`)}</Chip>}
      {urgent ? <Chip tone="danger">{t('urgent')}</Chip> : null}
      {late ? <Chip tone="danger">{t('remaining.lateNow')}</Chip> : null}
    </>
  );
}
