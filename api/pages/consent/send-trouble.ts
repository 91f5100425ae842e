import type { Request, Response } from 'express';
import type { Deps } from '../../deps.js';
import { isStoreDown } from '../../http/failures.js';
import { kindOf, trailOf } from '../../http/log.js';
import { HttpProblem } from '../../http/problem.js';
import type { PageToken } from '../../links/page-token.js';
import { read, type Body } from './form-body.js';
import { languageOf, sendNotice, sendQuestion, type Asking } from './send-page.js';

/** What goes wrong on the way: refused by the rules, said otherwise before, or the store is away. */
export async function sendTrouble(asking: Asking, req: Request, body: Body, failure: unknown): Promise<void> {
  const { deps, res, language } = asking;
  const { trouble } = language.texts;
  const trail = trailOf(req);
  if (failure instanceof HttpProblem && failure.status < 500) {
    trail.code = failure.code;
    const isSent = failure.code === 'key-reused';
    const [title, text] = isSent
      ? [trouble.sentTitle, trouble.sent]
      : [trouble.refusedTitle, trouble.refused];
    return sendNotice(res, language, 409, { title, text, again: trouble.again });
  }
  trail.code = isStoreDown(failure) ? 'store-down' : 'unexpected';
  const line = { requestId: trail.requestId, route: trail.route, code: trail.code };
  deps.logger.error({ ...line, failure: kindOf(failure) });
  res.setHeader('Retry-After', '5');
  const why = { title: trouble.downTitle, text: trouble.down };
  if (read(body, 'at') !== 'question') return sendNotice(res, language, 503, why);
  // With the store away the page cannot be made again; the browser goes back to what was chosen.
  return sendQuestion(asking, 503, { typed: body, trouble: why }).catch(() =>
    sendNotice(res, language, 503, why),
  );
}

/** Nothing is known of the link while the store is away; nothing was done. */
export function sendStoreDown(deps: Deps, req: Request, res: Response, failure: unknown): void {
  const trail = trailOf(req);
  trail.code = 'store-down';
  const line = { requestId: trail.requestId, route: trail.route, code: trail.code };
  deps.logger.error({ ...line, failure: kindOf(failure) });
  const language = languageOf(req, 'fi');
  const { downTitle: title, down: text, again } = language.texts.trouble;
  res.setHeader('Retry-After', '5');
  sendNotice(res, language, 503, { title, text, again });
}

/** A link that nobody made. */
export function sendUnknown(req: Request, res: Response): void {
  const language = languageOf(req, 'fi');
  sendNotice(res, language, 404, language.texts.gone.unknown);
}

/** Too many were sent: nothing was done, and what was chosen is still there. */
export async function sendBusy(
  asking: Asking,
  req: Request,
  body: Body,
  token: PageToken,
  wait: number,
): Promise<void> {
  const { res, language } = asking;
  const { downTitle: title, down: text, again } = language.texts.trouble;
  trailOf(req).code = 'too-many-requests';
  res.setHeader('Retry-After', String(wait));
  const isQuestion = read(body, 'at') === 'question' && token.level === 'known';
  if (isQuestion) return sendQuestion(asking, 429, { typed: body, trouble: { title, text } });
  sendNotice(res, language, 429, { title, text, again });
}
