import { readFileSync } from 'node:fs';
import type { Express, NextFunction, Request, Response } from 'express';
import { localDate, localMinute } from '../../../domain/time/zone.js';
import { consentLanguage } from '../../../policies/consent-texts.js';
import { finlandZone } from '../../../policies/published.js';
import type { Deps } from '../../deps.js';
import { isStoreDown } from '../../http/failures.js';
import { trailOf } from '../../http/log.js';
import { addressOf } from '../../limits/address.js';
import { spendOrRefuse } from '../../limits/limits.js';
import { giveAnswers, wishToTalk, type Answer } from '../../links/answers.js';
import { standingOf, withLink, type FoundLink } from '../../links/find-link.js';
import { CONSENT_PATH, linkKeys } from '../../links/link-keys.js';
import { readToken, type PageToken } from '../../links/page-token.js';
import { sendCode, tryCode } from '../../links/second-factor.js';
import { readForm } from '../read-form.js';
import { questionOf } from './asked.js';
import { checkAnswers } from './consent-form.js';
import { CONSENT_STYLE_PATH } from './consent-frame.js';
import { bodyOf, read, type Body } from './form-body.js';
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
import { sendBusy, sendStoreDown, sendTrouble, sendUnknown } from './send-trouble.js';
import { receiptPage, talkPage } from './step-views.js';
import { clockText, dayText } from './words.js';

/** What logs call these pages: the secret is in no log. */
const ROUTE = `${CONSENT_PATH}/{secret}`;

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

async function answerGet(deps: Deps, req: Request, res: Response, link: FoundLink | null): Promise<void> {
  if (link === null) return sendUnknown(req, res);
  const language = languageOf(req, link.language);
  const standing = standingOf(link, deps.now());
  if (standing !== 'open') return sendGone(res, link, language, standing);
  sendLanding({ deps, res, link, language });
}

/** Takes one from the budgets of the address and of the link; the seconds to wait when either is used up. */
async function waitOf({ limits }: Deps, req: Request): Promise<number | null> {
  const ofAddress = await limits.spend('consent', addressOf(req));
  return ofAddress ?? limits.spend('link', String(req.params['secret']));
}

async function answerPost(deps: Deps, req: Request, res: Response, link: FoundLink | null): Promise<void> {
  const isRead = await readForm(req, res);
  const wait = await waitOf(deps, req);
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
  await answerForm({ deps, res, link, language }, req, { body, wait });
}

async function answerForm(
  asking: Asking,
  req: Request,
  { body, wait }: { readonly body: Body; readonly wait: number | null },
): Promise<void> {
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
  if (wait !== null) return sendBusy(asking, req, body, token, wait);
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
    const counted = spendOrRefuse(deps.limits, 'pages', addressOf(req));
    counted
      .then(() => withLink(deps.pool, String(req.params['secret']), given))
      .catch((failure: unknown) => {
        if (isStoreDown(failure)) sendStoreDown(deps, req, res, failure);
        else next(failure);
      });
  };
  app.get(`${CONSENT_PATH}/:secret`, answering(answerGet));
  app.post(`${CONSENT_PATH}/:secret`, answering(answerPost));
}
