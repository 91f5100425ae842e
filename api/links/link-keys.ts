import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

/** What is done with the key of links. The key is the one that signs sessions and links (`SESSION_SECRET`). */
export interface LinkKeys {
  /** The secret of a link, 32 bytes: it stands in the message and nowhere else. */
  secretOf(linkId: string): string;
  /** The code that staff tell by another way: six digits, the same as often as it is asked for. */
  staffCodeOf(linkId: string): string;
  /** What is kept of a code. */
  codeHash(linkId: string, code: string): string;
  /** Signs what a page carries from one step to the next. */
  sign(payload: string): string;
}

/** What is kept of a secret, and looked for. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether two strings are the same, in a time that tells nothing of where they differ. */
export function isSame(one: string, other: string): boolean {
  const [a, b] = [hashOf(one), hashOf(other)];
  return timingSafeEqual(Buffer.from(a, 'hex'), Buffer.from(b, 'hex'));
}

/**
 * Secrets follow from the link's random id and the key: they need not be stored to be sent later, or again, and who has
 * the database alone has none of them.
 */
export function linkKeys(sessionSecret: string | undefined): LinkKeys {
  if (sessionSecret === undefined) throw new Error('links need SESSION_SECRET');
  const key = createHmac('sha256', Buffer.from(sessionSecret, 'base64')).update('consent-link').digest();
  const of = (purpose: string, text: string): Buffer =>
    createHmac('sha256', key).update(`${purpose}/${text}`).digest();
  return {
    secretOf: (linkId) => of('secret', linkId).toString('base64url'),
    staffCodeOf: (linkId) => String(of('code', linkId).readUInt32BE(0) % 1_000_000).padStart(6, '0'),
    codeHash: (linkId, code) => of('code-hash', `${linkId}/${code}`).toString('hex'),
    sign: (payload) => of('page', payload).toString('base64url'),
  };
}

/** Where a link leads. */
export const CONSENT_PATH = '/suostumus';

/** The address that a message carries. */
export function linkUrl(publicUrl: string, keys: LinkKeys, linkId: string): string {
  return `${publicUrl}${CONSENT_PATH}/${keys.secretOf(linkId)}`;
}
