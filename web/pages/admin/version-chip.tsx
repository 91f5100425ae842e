import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { PolicyVersionAnswer } from '../../../api/contracts/policies.js';
import { Chip } from '../../components/chip.js';

type Shown = Pick<PolicyVersionAnswer, 'state' | 'inForce' | 'validFrom'>;

/** Where a version stands: draft, checked, published; of the published ones, whether it holds today. */
export function VersionChip({ version, today }: { version: Shown; today: string }): ReactElement {
  const { t } = useTranslation();
  if (version.state !== 'published')
    return (
      <Chip tone={version.state === 'draft' ? 'neutral' : 'brand'}>
        {t(`policies.state.${version.state}`)}
      </Chip>
    );
  if (version.inForce) return <Chip tone="ok">{t('policies.inForce')}</Chip>;
  const coming = version.validFrom !== null && version.validFrom > today;
  return <Chip tone="neutral">{t(coming ? 'policies.coming' : 'policies.past')}</Chip>;
}
