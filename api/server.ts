import express, { type Express } from 'express';
import type { Deps } from './deps.js';
import { answerFailures } from './http/failures.js';
import { requestLog, trailOf } from './http/log.js';
import { notFound } from './http/problem.js';
import { mountRoutes } from './http/route.js';
import { CODEC_PATH, codecCors } from './http/temporal-ui.js';
import { admit, limitAddresses, warnOfUnknownProxy } from './limits/admit.js';
import { mountConsentPages } from './pages/consent/consent-pages.js';
import { mountConsentPreview } from './pages/consent/consent-preview.js';
import { mountTalkPages } from './pages/talk-pages.js';
import { allRoutes } from './routes/all-routes.js';
import { mountSignInPages } from './sign-in/pages.js';
import { noStore, securityHeaders, serveWebApp } from './web-app.js';

/** The door: the API and the built web app at one origin. */
export function createServer(deps: Deps): Express {
  const { settings, logger } = deps;
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.set('query parser', 'simple');
  if (settings.trustedProxies) app.set('trust proxy', [...settings.trustedProxies]);
  app.use(requestLog(logger));
  app.use(warnOfUnknownProxy(logger, settings.trustedProxies));
  app.use(securityHeaders(settings.publicUrl.startsWith('https:')));
  app.use('/api', noStore);
  app.use('/health', noStore);
  app.use(['/api', '/health', '/auth'], limitAddresses(deps.limits));
  if (settings.temporalUiOrigin) app.use(CODEC_PATH, codecCors(settings.temporalUiOrigin));
  mountRoutes(app, allRoutes(deps), (req, demand) => admit(deps, req, demand));
  app.use('/api', (req) => {
    trailOf(req).route = '/api/*';
    throw notFound();
  });
  mountSignInPages(app, deps);
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
