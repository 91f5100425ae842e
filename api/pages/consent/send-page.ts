import type { Request, Response } from 'express';
import { consentLanguage, type ConsentLanguage } from '../../../policies/consent-texts.js';
import type { Deps } from '../../deps.js';
import type { FoundLink, LinkStanding } from '../../links/find-link.js';
import { makeToken, type Level } from '../../links/page-token.js';
import { linkKeys } from '../../links/link-keys.js';
import { html, type Html } from '../html.js';
import { questionOf } from './asked.js';
import { framedConsent } from './consent-frame.js';
import type { Missing } from './consent-form.js';
import { questionPage, type QuestionView } from './question-view.js';
import { codePage, gonePage, landingPage } from './step-views.js';
import { dayText } from './words.js';

/** One request for a page of a link, and what is needed to answer it. */
export interface Asking {
  readonly deps: Deps;
  readonly res: Response;
  readonly link: FoundLink;
  readonly language: ConsentLanguage;
}

export type PageName = 'landing' | 'code' | 'question';

/** What is sent is for this one reader and for nobody who keeps it, finds it, or is told where it was read. */
export function sendPage(
  res: Response,
  language: ConsentLanguage,
  status: number,
  page: Parameters<typeof framedConsent>[1],
): void {
  res.status(status).type('html');
  res.setHeader('Cache-Control', 'no-store');
  res.setHeader('Referrer-Policy', 'no-referrer');
  res.setHeader('X-Robots-Tag', 'noindex, nofollow');
  res.setHeader('Content-Language', language.code);
  res.send(framedConsent(language, page));
}

/** What every form carries: the language, which page it is, and what was proved so far. */
export function hiddenFields({ deps, link, language }: Asking, at: PageName, level: Level): Html {
  const token = makeToken(linkKeys(deps.settings.sessionSecret), link.id, level, deps.now());
  return html`<input type="hidden" name="language" value="${language.code}" />
    <input type="hidden" name="at" value="${at}" />
    <input type="hidden" name="token" value="${token}" />`;
}

/** The page that GET shows: nothing of anybody, and nothing spent. */
export function sendLanding(asking: Asking): void {
  const { res, link, language } = asking;
  const { texts: t } = language;
  const { answeredAt, school, expiresOn } = link;
  const answered = answeredAt === null ? null : dayText(t, answeredAt.toISOString().slice(0, 10));
  const hidden = hiddenFields(asking, 'landing', 'opened');
  const body = landingPage(t, { school, due: dayText(t, expiresOn), answered, hidden });
  sendPage(res, language, 200, { title: t.landing.title, body, tongues: 'link' });
}

export function sendCodePage(asking: Asking, error: string | null): void {
  const { res, link, language } = asking;
  const { texts: t } = language;
  const tail = link.secondFactor === 'text-code' ? (link.phone ?? '').slice(-3) : null;
  const body = codePage(t, { hidden: hiddenFields(asking, 'code', 'opened'), tail, error });
  const isError = error !== null;
  sendPage(res, language, isError ? 422 : 200, {
    title: t.code.title,
    isError,
    body,
    tongues: { enter: 'code' },
  });
}

/** The question, with what was chosen so far. */
export async function sendQuestion(
  asking: Asking,
  status: number,
  shown: {
    readonly typed?: Readonly<Record<string, unknown>>;
    readonly missing?: readonly Missing[];
    readonly trouble?: QuestionView['trouble'];
  } = {},
): Promise<void> {
  const { deps, res, link, language } = asking;
  const { texts: t } = language;
  const { typed = {}, missing = [], trouble = null } = shown;
  const question = await questionOf(deps, link, link.secondFactor !== 'none');
  const hidden = hiddenFields(asking, 'question', 'known');
  const body = questionPage({ t, question, typed, missing, trouble, hidden, isPreview: false });
  sendPage(res, language, status, {
    ...{ title: t.question.title, isError: status >= 400, body, tongues: { enter: 'answer' } },
  });
}

/** The page of a link that takes no answer: 410, or 503 for one that is not stored yet. */
export function sendGone(
  res: Response,
  link: FoundLink,
  language: ConsentLanguage,
  standing: Exclude<LinkStanding, 'open'>,
): void {
  const { texts: t } = language;
  const due = dayText(t, link.expiresOn);
  if (standing === 'unready') {
    res.setHeader('Retry-After', '5');
    const why = { title: t.trouble.downTitle, text: t.trouble.down };
    const body = gonePage(why, due);
    sendPage(res, language, 503, { title: why.title, isError: true, body, tongues: 'link' });
    return;
  }
  const why = t.gone[standing];
  const body = gonePage(why, due);
  sendPage(res, language, 410, { title: why.title, isError: true, body, tongues: 'link' });
}

/** A page that only says something: an unknown link, a form that cannot be taken. */
export function sendNotice(
  res: Response,
  language: ConsentLanguage,
  status: number,
  why: { readonly title: string; readonly text: string; readonly again?: string },
): void {
  const again = why.again === undefined ? null : html`<p><a class="button" href="">${why.again}</a></p>`;
  const body = html`${gonePage(why, '')} ${again}`;
  sendPage(res, language, status, { title: why.title, isError: true, body, tongues: 'link' });
}

/** The language asked for in the address, else the one given. */
export function languageOf(req: Request, fallback: string): ConsentLanguage {
  const wanted = req.query['kieli'];
  return consentLanguage(typeof wanted === 'string' ? wanted : fallback);
}
