import type { Request } from 'express';
import type { ApiSettings } from '../deps.js';
import { SESSION_ABSOLUTE } from './sessions.js';

const PLAIN = 'rinnalla_session';

function isSecure(settings: ApiSettings): boolean {
  return settings.publicUrl.startsWith('https:');
}

/** With the `__Host-` prefix a browser takes the cookie from nobody but this very host, over https. */
function nameOf(settings: ApiSettings): string {
  return isSecure(settings) ? `__Host-${PLAIN}` : PLAIN;
}

/** The session's secret in a request; null when there is none. */
export function readCookie(req: Request, settings: ApiSettings): string | null {
  const name = nameOf(settings);
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
  }
  return null;
}

/** Header that sets the cookie; an empty secret removes it. */
export function cookieHeader(secret: string, settings: ApiSettings): string {
  const age = secret === '' ? 0 : SESSION_ABSOLUTE / 1000;
  const flags = `Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  return `${nameOf(settings)}=${secret}; ${flags}${isSecure(settings) ? '; Secure' : ''}`;
}
