import { randomUUID } from 'node:crypto';
import { MINUTE, type Instant } from '../../domain/time/instant.js';
import { consentPolicy } from '../../policies/consent-policy.js';
import { isSame, type LinkKeys } from './link-keys.js';

/** What a page has proved so far: it was opened by link, or the code was right (or none is needed). */
export type Level = 'opened' | 'known';

/** What a page carries to the next step, signed: no other site and no guess can make one. */
export interface PageToken {
  readonly level: Level;
  /** The same for one page, however often it is sent: what it causes happens once. */
  readonly nonce: string;
}

export function makeToken(keys: LinkKeys, linkId: string, level: Level, now: Instant): string {
  const until = now + consentPolicy().pageMinutes.value * MINUTE;
  const payload = `${level}.${randomUUID()}.${until}`;
  return `${payload}.${keys.sign(`${linkId}.${payload}`)}`;
}

/** What a token says; null when it is forged, of another link, or too old. */
export function readToken(keys: LinkKeys, linkId: string, token: string, now: Instant): PageToken | null {
  const [level, nonce, until, mark, ...more] = token.split('.');
  if (level !== 'opened' && level !== 'known') return null;
  if (nonce === undefined || until === undefined || mark === undefined || more.length > 0) return null;
  if (!isSame(mark, keys.sign(`${linkId}.${level}.${nonce}.${until}`))) return null;
  return Number(until) > now ? { level, nonce } : null;
}
