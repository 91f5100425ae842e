import type { Request } from 'express';
import { MINUTE } from '../../domain/time/instant.js';
import type { ApiSettings } from '../deps.js';
import { SESSION_ABSOLUTE } from './sessions.js';

/** A person has this long to sign in at the provider. */
export const ATTEMPT_LASTS = 15 * MINUTE;

/** The cookies there are: who is signed in, and who is about to. Each lasts so many milliseconds. */
const COOKIES = {
  session: { name: 'rinnalla_session', lasts: SESSION_ABSOLUTE },
  'sign-in': { name: 'rinnalla_sign_in', lasts: ATTEMPT_LASTS },
} as const;
export type Cookie = keyof typeof COOKIES;

type Settings = Pick<ApiSettings, 'publicUrl'>;

function isSecure(settings: Settings): boolean {
  return settings.publicUrl.startsWith('https:');
}

/** With the `__Host-` prefix a browser takes the cookie from nobody but this very host, over https. */
function nameOf(cookie: Cookie, settings: Settings): string {
  const { name } = COOKIES[cookie];
  return isSecure(settings) ? `__Host-${name}` : name;
}

/** The secret of a cookie in a request; null when there is none. */
export function readCookie(req: Request, settings: Settings, cookie: Cookie): string | null {
  const name = nameOf(cookie, settings);
  for (const part of (req.headers.cookie ?? '').split(';')) {
    const at = part.indexOf('=');
    if (part.slice(0, at).trim() !== name) continue;
    const value = part.slice(at + 1).trim();
    return /^[A-Za-z0-9_-]{43}$/.test(value) ? value : null;
  }
  return null;
}

/**
 * Header that sets a cookie; an empty secret removes it. `Lax`: the provider's answer and a link in a mail come from
 * other sites and are GETs, which change nothing by themselves.
 */
export function cookieHeader(cookie: Cookie, secret: string, settings: Settings): string {
  const age = secret === '' ? 0 : COOKIES[cookie].lasts / 1000;
  const flags = `Path=/; Max-Age=${age}; HttpOnly; SameSite=Lax`;
  return `${nameOf(cookie, settings)}=${secret}; ${flags}${isSecure(settings) ? '; Secure' : ''}`;
}
