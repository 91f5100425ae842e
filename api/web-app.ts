import { existsSync } from 'node:fs';
import { join } from 'node:path';
import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import helmet from 'helmet';
import { trailOf } from './http/log.js';

/** What a page of ours may load: only what this very server gives, and nothing inline. */
const SOURCES = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  manifestSrc: ["'self'"],
  baseUri: ["'none'"],
  formAction: ["'self'"],
  frameAncestors: ["'none'"],
};

/** Security headers of every answer. */
export function securityHeaders(isSecure: boolean) {
  return helmet({
    contentSecurityPolicy: { useDefaults: false, directives: SOURCES },
    // Over plain http on loopback the header would lock a browser out of the host's other ports.
    strictTransportSecurity: isSecure ? { maxAge: 31_536_000, includeSubDomains: true } : false,
    crossOriginEmbedderPolicy: true,
    referrerPolicy: { policy: 'no-referrer' },
  });
}

/** Answers of the API are for their caller alone and nobody keeps them. */
export function noStore(_req: Request, res: Response, next: NextFunction): void {
  res.setHeader('Cache-Control', 'no-store');
  next();
}

function isPage(req: Request): boolean {
  if (req.method !== 'GET' && req.method !== 'HEAD') return false;
  return !req.path.startsWith('/api/') && !req.path.startsWith('/health/') && !req.path.includes('.');
}

/**
 * Serves the built web app at the same origin: hashed assets for a year, the page itself never kept. Every path of
 * the app is the same page. Without a build there is no app, and its paths are not found.
 */
export function serveWebApp(app: Express, folder: string | undefined): void {
  if (folder === undefined) return;
  const page = join(folder, 'index.html');
  const name = (pattern: string) => (req: Request, _res: Response, next: NextFunction) => {
    trailOf(req).route = pattern;
    next();
  };
  app.use(
    '/assets',
    name('/assets/*'),
    express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }),
  );
  app.use(express.static(folder, { index: false, maxAge: '1h' }));
  app.use((req: Request, res: Response, next: NextFunction) => {
    if (!isPage(req) || !existsSync(page)) {
      next();
      return;
    }
    trailOf(req).route = '/*';
    res.setHeader('Cache-Control', 'no-cache');
    res.sendFile(page, { dotfiles: 'allow' });
  });
}
