import type { NextFunction, Request, Response } from 'express';

/** Where Temporal's UI asks for payloads to be decrypted, below the API. */
export const CODEC_PATH = '/api/v1/codec';

/**
 * True for a question of Temporal's UI, which sends no header of ours: a browser says where the page comes from, and
 * lets no page say it comes from elsewhere. Only for the codec, and only from the one configured origin.
 */
export function isFromTemporalUi(req: Request, uiOrigin: string | undefined): boolean {
  return uiOrigin !== undefined && req.path.startsWith(`${CODEC_PATH}/`) && req.get('origin') === uiOrigin;
}

/** Lets the one configured origin ask, with the person's cookie; any other origin gets no such header. */
export function codecCors(uiOrigin: string) {
  return (req: Request, res: Response, next: NextFunction): void => {
    res.vary('Origin');
    if (req.get('origin') === uiOrigin) {
      res.set('Access-Control-Allow-Origin', uiOrigin);
      res.set('Access-Control-Allow-Credentials', 'true');
    }
    if (req.method !== 'OPTIONS') return next();
    res.set('Access-Control-Allow-Methods', 'POST');
    res.set('Access-Control-Allow-Headers', 'Content-Type, X-Namespace');
    res.set('Access-Control-Max-Age', '600');
    res.status(204).end();
  };
}
