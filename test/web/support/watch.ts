import { expect, type ConsoleMessage, type Page, type Request } from '@playwright/test';

/** The first question of every page is who is signed in, and "nobody" is a fair answer that browsers call an error. */
function isNobodySignedIn(message: ConsoleMessage): boolean {
  return message.location().url.endsWith('/api/v1/me') && message.text().includes('401');
}

/** Signing in is the one way out: to the identity provider, whose page asks itself for its own style. */
function isSignIn(request: Request, asked: string): boolean {
  const issuer = process.env['OIDC_ISSUER'];
  if (issuer === undefined || asked !== new URL(issuer).origin) return false;
  return request.isNavigationRequest() || request.frame().url().startsWith(issuer);
}

/**
 * Watches a page from now on: no request may leave the origin but to sign in, nothing may be complained of in the
 * console.
 */
export function watch(page: Page, origin: string): { expectQuiet(): void } {
  const outside: string[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => {
    const { protocol, origin: asked } = new URL(request.url());
    if (protocol === 'data:' || protocol === 'blob:' || asked === origin || isSignIn(request, asked)) return;
    outside.push(asked);
  });
  page.on('console', (message) => {
    if (message.type() === 'error' && !isNobodySignedIn(message)) complaints.push(message.text());
  });
  page.on('pageerror', (error) => complaints.push(error.message));
  return {
    expectQuiet() {
      expect(outside, 'requests that left the origin').toEqual([]);
      expect(complaints, 'errors in the console').toEqual([]);
    },
  };
}
