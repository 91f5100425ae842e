import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { BulkAnswer } from '../../../api/contracts/bulk.js';
import { Chip, type Tone } from '../../components/chip.js';

const TONES = {
  running: 'brand',
  paused: 'pause',
  cancelled: 'neutral',
  done: 'ok',
} as const satisfies Record<BulkAnswer['state'], Tone>;

/** Where a roll-out stands. */
export function RolloutChip({ state }: { state: BulkAnswer['state'] }): ReactElement {
  const { t } = useTranslation();
  return <Chip tone={TONES[state]}>{t(`rollout.state.${state}`)}</Chip>;
}
