import i18next, { type TFunction } from 'i18next';
import { DOOR_REFUSALS, type DoorRefusal } from '../../api/contracts/door-refusals.js';
import type { RefusalCode } from '../../domain/refusals.js';
import { ConnectionLost, Refused } from '../http/problem.js';

/** True when a problem's code is one the core refuses with: every such code has its words in `refusals`. */
export function isRefusalCode(code: string): code is RefusalCode {
  return i18next.exists(`refusals.${code}`);
}

function isDoorRefusal(code: string): code is DoorRefusal {
  return DOOR_REFUSALS.some((known) => known === code);
}

function ofStatus(
  status: number,
): 'not-signed-in' | 'forbidden' | 'not-found' | 'invalid' | 'busy' | 'unexpected' {
  if (status === 401) return 'not-signed-in';
  if (status === 403) return 'forbidden';
  if (status === 404 || status === 410) return 'not-found';
  if (status === 400 || status === 413 || status === 422) return 'invalid';
  return status === 429 || status === 503 ? 'busy' : 'unexpected';
}

/** What went wrong, in words of the page's language. */
export function problemText(t: TFunction, error: unknown): string {
  if (error instanceof ConnectionLost) return t('problem.connection');
  if (!(error instanceof Refused)) return t('problem.unexpected');
  const { code, status } = error.problem;
  if (isRefusalCode(code)) return t(`refusals.${code}`);
  if (isDoorRefusal(code)) return t(`problem.${code}`);
  if (code === 'key-reused') return t('problem.key-reused');
  return t(`problem.${ofStatus(status)}`);
}
