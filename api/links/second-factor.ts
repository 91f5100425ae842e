import { randomInt } from 'node:crypto';
import { MINUTE } from '../../domain/time/instant.js';
import { consentPolicy } from '../../policies/consent-policy.js';
import { codeText, type MessageLanguage } from '../../policies/consent-messages.js';
import type { Deps } from '../deps.js';
import type { FoundLink } from './find-link.js';
import { isSame, type LinkKeys } from './link-keys.js';

/** Messages go out in the languages that mails have. */
function messageLanguage(code: string): MessageLanguage {
  return code === 'sv' || code === 'en' ? code : 'fi';
}

/**
 * Sends a code to the number that is known, at most one a minute and as many as policy lets a link have. False: not
 * now. The code that was sent last is the one that counts.
 */
export async function sendCode(
  deps: Deps,
  keys: LinkKeys,
  link: FoundLink,
  language: string,
): Promise<boolean> {
  const { pool, sendText } = deps;
  if (sendText === null || link.phone === null) return false;
  const now = deps.now();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const { rowCount } = await pool.query(
    `UPDATE consent_link SET code_hash = $2, code_sent_at = $3, codes_sent = codes_sent + 1
     WHERE id = $1 AND codes_sent < $4 AND (code_sent_at IS NULL OR code_sent_at <= $5)`,
    [
      link.id,
      keys.codeHash(link.id, code),
      new Date(now),
      consentPolicy().codesSent.value,
      new Date(now - MINUTE),
    ],
  );
  if (rowCount === 0) return false;
  return (await sendText({ to: link.phone, text: codeText(messageLanguage(language), code) })) === 'sent';
}

/** What came of a code: right, wrong with so many tries left, or the link is closed by it. */
export type CodeResult =
  | { readonly kind: 'right' }
  | { readonly kind: 'locked' }
  | { readonly kind: 'wrong'; readonly left: number };

/** Tries a code. Every try counts before it is looked at; the last wrong one closes the link. */
export async function tryCode(
  deps: Deps,
  keys: LinkKeys,
  link: FoundLink,
  typed: string,
): Promise<CodeResult> {
  const most = consentPolicy().codeTries.value;
  const { rows } = await deps.pool.query<{ attempts: number; code_hash: string | null }>(
    `UPDATE consent_link SET attempts = attempts + 1 WHERE id = $1 AND attempts < $2 AND state <> 'replaced'
     RETURNING attempts, code_hash`,
    [link.id, most],
  );
  const row = rows[0];
  if (row === undefined) return { kind: 'locked' };
  const code = typed.replaceAll(/\s/g, '');
  if (row.code_hash !== null && isSame(row.code_hash, keys.codeHash(link.id, code))) {
    await deps.pool.query('UPDATE consent_link SET attempts = 0 WHERE id = $1', [link.id]);
    return { kind: 'right' };
  }
  if (row.attempts < most) return { kind: 'wrong', left: most - row.attempts };
  await deps.pool.query(`UPDATE consent_link SET state = 'replaced' WHERE id = $1`, [link.id]);
  return { kind: 'locked' };
}
