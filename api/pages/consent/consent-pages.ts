import { readFileSync } from 'node:fs';
import type { Express, NextFunction, Request, Response } from 'express';
import { localDate, localMinute } from '../../../domain/time/zone.js';
import { consentLanguage } from '../../../policies/consent-texts.js';
import { finlandZone } from '../../../policies/published.js';
import type { Deps } from '../../deps.js';
import { isStoreDown } from '../../http/failures.js';
import { kindOf, trailOf } from '../../http/log.js';
import { HttpProblem } from '../../http/problem.js';
import { giveAnswers, wishToTalk, type Answer } from '../../links/answers.js';
import { standingOf, withLink, type FoundLink } from '../../links/find-link.js';
import { CONSENT_PATH, linkKeys } from '../../links/link-keys.js';
import { readToken, type PageToken } from '../../links/page-token.js';
import { sendCode, tryCode } from '../../links/second-factor.js';
import { readForm } from '../read-form.js';
import { questionOf } from './asked.js';
import { checkAnswers } from './consent-form.js';
import { CONSENT_STYLE_PATH } from './consent-frame.js';
import {
  languageOf,
  sendCodePage,
  sendGone,
  sendLanding,
  sendNotice,
  sendPage,
  sendQuestion,
  type Asking,
} from './send-page.js';
import { receiptPage, talkPage } from './step-views.js';
import { clockText, dayText } from './words.js';

/** What logs call these pages: the secret is in no log. */
const ROUTE = `${CONSENT_PATH}/{secret}`;

type Body = Readonly<Record<string, unknown>>;

function bodyOf(req: Request): Body {
  const given: unknown = req.body;
  return typeof given === 'object' && given !== null ? { ...given } : {};
}

function read(body: Body, name: string): string {
  const value = body[name];
  return typeof value === 'string' ? value : '';
}

async function afterOpening(asking: Asking): Promise<void> {
  const { deps, link, language } = asking;
  if (link.secondFactor === 'none') return sendQuestion(asking, 200);
  if (link.secondFactor === 'text-code')
    await sendCode(deps, linkKeys(deps.settings.sessionSecret), link, language.code);
  sendCodePage(asking, null);
}

async function afterCode(asking: Asking, typed: string): Promise<void> {
  const { deps, res, link, language } = asking;
  const result = await tryCode(deps, linkKeys(deps.settings.sessionSecret), link, typed);
  if (result.kind === 'right') return sendQuestion(asking, 200);
  if (result.kind === 'locked') return sendGone(res, link, language, 'locked');
  sendCodePage(asking, language.texts.code.wrong.replace('{left}', String(result.left)));
}

async function afterResend(asking: Asking): Promise<void> {
  const { deps, link, language } = asking;
  const isSent = await sendCode(deps, linkKeys(deps.settings.sessionSecret), link, language.code);
  sendCodePage(asking, isSent ? null : language.texts.code.tooMany);
}

async function sendReceipt(asking: Asking, answers: readonly Answer[]): Promise<void> {
  const { deps, res, link, language } = asking;
  const { texts: t } = language;
  const now = deps.now();
  const { members } = await questionOf(deps, link, link.secondFactor !== 'none');
  const body = receiptPage(t, {
    ...{ members, answers, due: dayText(t, link.expiresOn) },
    on: dayText(t, localDate(finlandZone, now)),
    time: clockText(t, localMinute(finlandZone, now)),
  });
  sendPage(res, language, 200, { title: t.receipt.title, body, tongues: 'none' });
}

async function afterAnswer(asking: Asking, body: Body, { nonce }: PageToken): Promise<void> {
  const { deps, link, language } = asking;
  const { members } = await questionOf(deps, link, link.secondFactor !== 'none');
  const refusesAll = read(body, 'step') === 'refuse';
  const { answers, missing } = refusesAll
    ? { answers: members.map((it): Answer => ({ memberId: it.id, answer: 'refused' })), missing: [] }
    : checkAnswers(body, members);
  if (missing.length > 0) return sendQuestion(asking, 422, { typed: body, missing });
  await giveAnswers(deps, link, answers, { language: language.code, nonce });
  await sendReceipt(asking, answers);
}

async function afterTalk(asking: Asking, { nonce }: PageToken): Promise<void> {
  const { deps, res, link, language } = asking;
  await wishToTalk(deps, link, { language: language.code, nonce });
  const body = talkPage(language.texts, dayText(language.texts, link.expiresOn));
  sendPage(res, language, 200, { title: language.texts.talk.title, body, tongues: 'none' });
}

/** The same page in another language: what was chosen stays. */
async function inOtherLanguage(asking: Asking, body: Body, token: PageToken): Promise<void> {
  const at = read(body, 'at');
  if (at === 'question' && token.level === 'known') return sendQuestion(asking, 200, { typed: body });
  if (at === 'code') return sendCodePage(asking, null);
  sendLanding(asking);
}

async function takeStep(asking: Asking, body: Body, token: PageToken): Promise<void> {
  if (read(body, 'to') !== '') return inOtherLanguage(asking, body, token);
  const { texts: t } = asking.language;
  const isKnown = token.level === 'known';
  switch (read(body, 'step')) {
    case 'open':
      return afterOpening(asking);
    case 'code':
      return afterCode(asking, read(body, 'code'));
    case 'resend':
      return afterResend(asking);
    case 'answer':
    case 'refuse':
      if (isKnown) return afterAnswer(asking, body, token);
      break;
    case 'talk':
      if (isKnown) return afterTalk(asking, token);
      break;
    default:
      break;
  }
  const why = { title: t.trouble.formTitle, text: t.trouble.form, again: t.trouble.again };
  sendNotice(asking.res, asking.language, 403, why);
}

/** What goes wrong on the way: refused by the rules, said otherwise before, or the store is away. */
async function sendTrouble(asking: Asking, req: Request, body: Body, failure: unknown): Promise<void> {
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
function sendStoreDown(deps: Deps, req: Request, res: Response, failure: unknown): void {
  const trail = trailOf(req);
  trail.code = 'store-down';
  const line = { requestId: trail.requestId, route: trail.route, code: trail.code };
  deps.logger.error({ ...line, failure: kindOf(failure) });
  const language = languageOf(req, 'fi');
  const { downTitle: title, down: text, again } = language.texts.trouble;
  res.setHeader('Retry-After', '5');
  sendNotice(res, language, 503, { title, text, again });
}

function sendUnknown(req: Request, res: Response): void {
  const language = languageOf(req, 'fi');
  sendNotice(res, language, 404, language.texts.gone.unknown);
}

async function answerGet(deps: Deps, req: Request, res: Response, link: FoundLink | null): Promise<void> {
  if (link === null) return sendUnknown(req, res);
  const language = languageOf(req, link.language);
  const standing = standingOf(link, deps.now());
  if (standing !== 'open') return sendGone(res, link, language, standing);
  sendLanding({ deps, res, link, language });
}

async function answerPost(deps: Deps, req: Request, res: Response, link: FoundLink | null): Promise<void> {
  const isRead = await readForm(req, res);
  if (link === null) return sendUnknown(req, res);
  const body = isRead === 'read' ? bodyOf(req) : {};
  const language = consentLanguage(read(body, 'to') || read(body, 'language') || link.language);
  const { trouble } = language.texts;
  if (isRead !== 'read') {
    // A body that was not read would be taken for the next request.
    res.setHeader('Connection', 'close');
    const why = { title: trouble.formTitle, text: trouble.form, again: trouble.again };
    return sendNotice(res, language, isRead === 'too-large' ? 413 : 400, why);
  }
  await answerForm({ deps, res, link, language }, req, body);
}

async function answerForm(asking: Asking, req: Request, body: Body): Promise<void> {
  const { deps, res, link, language } = asking;
  const standing = standingOf(link, deps.now());
  if (standing !== 'open') return sendGone(res, link, language, standing);
  const keys = linkKeys(deps.settings.sessionSecret);
  const token = readToken(keys, link.id, read(body, 'token'), deps.now());
  const { trouble } = language.texts;
  if (token === null) {
    trailOf(req).code = 'forged-request';
    const why = { title: trouble.formTitle, text: trouble.form, again: trouble.again };
    return sendNotice(res, language, 403, why);
  }
  await takeStep(asking, body, token).catch((failure: unknown) => sendTrouble(asking, req, body, failure));
}

/**
 * The pages on which a learner or guardian answers by link, without an account and without a script.
 *
 * 1. GET and HEAD change nothing and show nothing of anybody: scanners open links.
 * 2. POST carries a signed form token; what one page sends, however often, happens once.
 * 3. Names are told only behind a code, where policy or the sender asks for one.
 * 4. The secret is in no log, no title and no referrer.
 */
export function mountConsentPages(app: Express, deps: Deps): void {
  const style = readFileSync(new URL('consent.css', import.meta.url), 'utf8');
  app.get(CONSENT_STYLE_PATH, (req, res) => {
    trailOf(req).route = CONSENT_STYLE_PATH;
    res.type('css').setHeader('Cache-Control', 'public, max-age=3600');
    res.send(style);
  });
  const answering = (answer: typeof answerGet) => (req: Request, res: Response, next: NextFunction) => {
    trailOf(req).route = ROUTE;
    const given = (link: FoundLink | null) => answer(deps, req, res, link);
    withLink(deps.pool, String(req.params['secret']), given).catch((failure: unknown) => {
      if (isStoreDown(failure)) sendStoreDown(deps, req, res, failure);
      else next(failure);
    });
  };
  app.get(`${CONSENT_PATH}/:secret`, answering(answerGet));
  app.post(`${CONSENT_PATH}/:secret`, answering(answerPost));
}
