import express, { type Express } from 'express';
import { guard } from './auth/authenticate.js';
import type { Deps } from './deps.js';
import { answerFailures } from './http/failures.js';
import { requestLog, trailOf } from './http/log.js';
import { notFound } from './http/problem.js';
import { mountRoutes } from './http/route.js';
import { CODEC_PATH, codecCors } from './http/temporal-ui.js';
import { mountConsentPages } from './pages/consent/consent-pages.js';
import { mountConsentPreview } from './pages/consent/consent-preview.js';
import { mountTalkPages } from './pages/talk-pages.js';
import { allRoutes } from './routes/all-routes.js';
import { noStore, securityHeaders, serveWebApp } from './web-app.js';

/** Settings that would let anybody in: the server is not built with them. */
export class UnsafeSettings extends Error {
  override readonly name = 'UnsafeSettings';
}

/**
 * The door: the API and the built web app at one origin.
 *
 * Throws `UnsafeSettings` when sign-in by choosing a person is on in production.
 */
export function createServer(deps: Deps): Express {
  const { settings, logger } = deps;
  if (
    settings.devSignIn &&
    (settings.environment === 'production' || process.env['NODE_ENV'] === 'production')
  ) {
    throw new UnsafeSettings('Development sign-in lets anybody in as anybody and is not for production.');
  }
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  app.use(requestLog(logger));
  app.use(securityHeaders(settings.publicUrl.startsWith('https:')));
  app.use('/api', noStore);
  app.use('/health', noStore);
  if (settings.temporalUiOrigin) app.use(CODEC_PATH, codecCors(settings.temporalUiOrigin));
  mountRoutes(app, allRoutes(deps), (req) => guard(deps, req));
  app.use('/api', (req) => {
    trailOf(req).route = '/api/*';
    throw notFound();
  });
  mountTalkPages(app, deps);
  mountConsentPages(app, deps);
  mountConsentPreview(app, deps);
  serveWebApp(app, settings.webFolder);
  app.use(() => {
    throw notFound();
  });
  app.use(answerFailures(logger));
  return app;
}
