import type { Express, Request, Response } from 'express';
import { PAGE_LANGUAGES, type PageLanguage } from '../../policies/page-texts.js';
import { cookieHeader, readCookie } from '../auth/cookie.js';
import { beginSession, endSession } from '../auth/sessions.js';
import type { Deps } from '../deps.js';
import { isStoreDown } from '../http/failures.js';
import { kindOf, trailOf } from '../http/log.js';
import { HttpProblem } from '../http/problem.js';
import { addressOf } from '../limits/address.js';
import { noStore } from '../web-app.js';
import { keepAttempt, newBrowserSecret, takeAttempt } from './attempts.js';
import { findPerson } from './find-person.js';
import { newSecrets } from './identity-provider.js';
import { localPath } from './local-path.js';
import { SignInProblem } from './problem.js';
import { problemPage } from './problem-page.js';

/** What a sign-in that fails on the way can still say to whom, and where they were going. */
interface Trip {
  language: PageLanguage;
  returnTo: string;
}

/** The language that was asked for, else the browser's first that we have, else Finnish. */
function languageOf(req: Request): PageLanguage {
  const preferred = req.query['lang'] ?? req.acceptsLanguages([...PAGE_LANGUAGES]);
  return PAGE_LANGUAGES.find((language) => language === preferred) ?? 'fi';
}

/**
 * The same page under the name to which the provider answers, for a browser that knows the host by another one
 * (`localhost`): the cookie set here would not be sent there. At most once, for proxies that change the name.
 */
function byThePublicName(req: Request, publicUrl: string): string | null {
  if (req.query['named'] !== undefined || req.get('host') === new URL(publicUrl).host) return null;
  const address = new URL('/auth/sign-in', publicUrl);
  for (const name of ['to', 'lang'] as const) {
    const value = req.query[name];
    if (typeof value === 'string') address.searchParams.set(name, value);
  }
  address.searchParams.set('named', '1');
  return address.href;
}

/** Begins an attempt and sends the browser to the provider. */
async function setOut(deps: Deps, req: Request, res: Response, trip: Trip): Promise<void> {
  const { settings, identity, pool } = deps;
  const detour = byThePublicName(req, settings.publicUrl);
  if (detour !== null) {
    res.redirect(302, detour);
    return;
  }
  trip.returnTo = localPath(req.query['to'], settings.publicUrl);
  const secrets = newSecrets();
  const address = await identity.setOut(secrets, trip.language);
  // One secret for all attempts of a browser: two tabs may both be on their way.
  const browser = readCookie(req, settings, 'sign-in') ?? newBrowserSecret();
  await keepAttempt(pool, browser, { ...secrets, ...trip }, deps.now());
  res.setHeader('Set-Cookie', cookieHeader('sign-in', browser, settings));
  res.redirect(302, address.href);
}

/**
 * Takes the provider's answer.
 *
 * 1. An answer counts once and only in the browser that set out: the attempt is taken before anything else is asked.
 * 2. What the browser was signed in with before ends: a session's id never survives a sign-in.
 * 3. It leads to a path of our own pages, fixed when the attempt began.
 */
async function arrive(deps: Deps, req: Request, res: Response, trip: Trip): Promise<void> {
  const { settings, identity, pool } = deps;
  const now = deps.now();
  const browser = readCookie(req, settings, 'sign-in');
  const { state } = req.query;
  if (browser === null || typeof state !== 'string') throw new SignInProblem('sign-in-expired');
  const attempt = await takeAttempt(pool, state, browser, now);
  if (attempt === null) throw new SignInProblem('sign-in-expired');
  Object.assign(trip, { language: attempt.language, returnTo: attempt.returnTo });
  const told = await identity.arrive(new URL(req.originalUrl, settings.publicUrl), attempt);
  const personId = await findPerson(pool, told, settings.oidc?.subjectClaim, now);
  const before = readCookie(req, settings, 'session');
  if (before !== null) await endSession(pool, before);
  const secret = await beginSession(pool, personId, told, now);
  res.setHeader('Set-Cookie', cookieHeader('session', secret, settings));
  res.redirect(302, attempt.returnTo);
}

/** Signing in is counted before anything is looked up or asked of the provider. */
async function countAttempt({ limits }: Deps, req: Request): Promise<void> {
  const wait = await limits.spend('signIn', addressOf(req));
  if (wait !== null) throw new SignInProblem('too-many-requests', undefined, wait);
}

/** A connection that was refused to the provider is not one that was refused to the store. */
function signInProblemOf(failure: unknown): SignInProblem | null {
  if (failure instanceof SignInProblem) return failure;
  return isStoreDown(failure) ? new SignInProblem('store-down', failure) : null;
}

/** Tells why nobody was signed in: a page for people, a problem document for programs. */
function answerFailure(deps: Deps, req: Request, res: Response, trip: Trip, failure: unknown): void {
  const problem = signInProblemOf(failure);
  if (problem === null) throw failure;
  const { code, status, retryAfter } = problem;
  const trail = trailOf(req);
  trail.code = code;
  if (status === 503 || status === 429) res.setHeader('Retry-After', retryAfter);
  if (status === 503) {
    deps.logger.error({
      requestId: trail.requestId,
      route: trail.route,
      code,
      failure: kindOf(problem.cause),
    });
  }
  if (req.accepts(['html', 'json']) === 'json') throw new HttpProblem(status, code);
  const again = `/auth/sign-in?${new URLSearchParams({ to: trip.returnTo, lang: trip.language })}`;
  res.status(status).type('html').setHeader('Content-Language', trip.language);
  res.send(problemPage(trip.language, code, again));
}

type Step = (deps: Deps, req: Request, res: Response, trip: Trip) => Promise<void>;

/**
 * `GET /auth/sign-in?to=/path&lang=fi` and `GET /auth/callback`: the one way in for people, by the authorization code
 * flow of OpenID Connect with PKCE, state and nonce. Pages for browsers, so they stand beside the API's own routes.
 */
export function mountSignInPages(app: Express, deps: Deps): void {
  const serve = (path: string, step: Step): void => {
    app.get(path, noStore, (req, res, next) => {
      trailOf(req).route = path;
      const trip: Trip = { language: languageOf(req), returnTo: '/' };
      countAttempt(deps, req)
        .then(() => step(deps, req, res, trip))
        .catch((failure: unknown) => answerFailure(deps, req, res, trip, failure))
        .catch(next);
    });
  };
  serve('/auth/sign-in', setOut);
  serve('/auth/callback', arrive);
}
