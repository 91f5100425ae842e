import type { TFunction } from 'i18next';
import type { AccessEntry } from '../../../api/contracts/access.js';

/** The route that shows a personal identity code: a look of its own. */
const IDENTITY_CODE = 'GET /api/v1/cases/{id}/report/identity-code';

/** In what way somebody looked, in words. */
export function lookWords(t: TFunction, { kind, via }: Pick<AccessEntry, 'kind' | 'via'>): string {
  return via === IDENTITY_CODE ? t('register.access.identityCode') : t(`register.access.kind.${kind}`);
}
