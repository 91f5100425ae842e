import type { TFunction } from 'i18next';
import type { DutyAnswer } from '../../api/contracts/duties.js';

/** Where a limit comes from: the section of the law, or that it was decided locally. */
export function basisText(t: TFunction, { basis, force }: Pick<DutyAnswer, 'basis' | 'force'>): string {
  return force === 'law' ? basis : t('codes.force.local');
}
