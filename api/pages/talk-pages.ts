import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Express, NextFunction, Request, Response } from 'express';
import { pageTexts, PAGE_LANGUAGES, type PageLanguage } from '../../policies/page-texts.js';
import type { Deps } from '../deps.js';
import { isStoreDown } from '../http/failures.js';
import { kindOf, trailOf } from '../http/log.js';
import { addressOf } from '../limits/address.js';
import { spendOrRefuse } from '../limits/limits.js';
import { requestTalk } from '../talks/request.js';
import { framed, STYLE_PATH, TALK_PATHS } from './frame.js';
import type { Html } from './html.js';
import { longDate } from './long-date.js';
import { createOffers, type Offers } from './offers.js';
import { readForm } from './read-form.js';
import { checkForm, typedOf, UNTYPED, type FormError, type Typed } from './talk-form.js';
import { formPage, receiptPage, unreadablePage, type FormView } from './talk-view.js';

const LOCALE: Record<PageLanguage, string> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

function sendPage(
  res: Response,
  language: PageLanguage,
  status: number,
  page: { readonly title: string; readonly isError?: boolean; readonly body: Html },
): void {
  res.status(status).type('html').setHeader('Cache-Control', 'no-store');
  res.setHeader('Content-Language', language);
  res.send(framed(language, pageTexts(language), page));
}

/** The form again, with what was typed and what is to be put right. */
function sendForm(
  res: Response,
  language: PageLanguage,
  status: number,
  offers: Offers,
  state: {
    readonly typed: Typed;
    readonly errors?: readonly FormError[];
    readonly trouble?: FormView['trouble'];
  },
): void {
  const t = pageTexts(language);
  const { typed, errors = [], trouble = null } = state;
  const { schools, nurses } = offers;
  const body = formPage({ language, t, typed, errors, schools, nurses, trouble });
  sendPage(res, language, status, { title: t.title, isError: status >= 400, body });
}

async function answerPost(
  deps: Deps,
  res: Response,
  language: PageLanguage,
  offers: Offers,
  req: Request,
  wait: number | null,
): Promise<void> {
  const t = pageTexts(language);
  const typed = typedOf(req.body);
  const checked = checkForm(typed);
  if (!checked.ok) {
    sendForm(res, language, 422, offers, { typed, errors: checked.errors });
    return;
  }
  const { request } = checked;
  const service = offers.serviceOf(request.schoolId, request.role);
  const sendBusy = (seconds: number) => {
    res.setHeader('Retry-After', String(seconds));
    const trouble = { title: t.trouble.busyTitle, text: t.trouble.busy, phone: service?.phone ?? null };
    sendForm(res, language, 429, offers, { typed, trouble });
  };
  if (wait !== null) return sendBusy(wait);
  const requested = await requestTalk(deps, checked.key, request, addressOf(req));
  switch (requested.kind) {
    case 'unknown-school':
      sendForm(res, language, 422, offers, { typed, errors: [{ field: 'schoolId', error: 'schoolId' }] });
      return;
    case 'too-many':
      return sendBusy(requested.seconds);
    case 'taken': {
      const due = longDate(LOCALE[language], requested.dueOn);
      const body = receiptPage(t, { due, role: request.role, service });
      sendPage(res, language, 200, { title: t.receipt.title, body });
    }
  }
}

async function handlePost(
  deps: Deps,
  offersFor: (language: PageLanguage) => Promise<Offers>,
  language: PageLanguage,
  req: Request,
  res: Response,
): Promise<void> {
  const t = pageTexts(language);
  const read = await readForm(req, res);
  const wait = await deps.limits.spend('talk', addressOf(req));
  if (read !== 'read') {
    const isLarge = read === 'too-large';
    const title = isLarge ? t.trouble.largeTitle : t.trouble.badTitle;
    const body = unreadablePage(language, t, { title, text: isLarge ? t.trouble.large : t.trouble.bad });
    // A body that was not read would be taken for the next request.
    res.setHeader('Connection', 'close');
    sendPage(res, language, isLarge ? 413 : 400, { title, isError: true, body });
    return;
  }
  const offers = await offersFor(language);
  try {
    await answerPost(deps, res, language, offers, req, wait);
  } catch (failure) {
    const isDown = isStoreDown(failure);
    const trail = trailOf(req);
    trail.code = isDown ? 'store-down' : 'unexpected';
    deps.logger.error({
      requestId: trail.requestId,
      route: trail.route,
      code: trail.code,
      failure: kindOf(failure),
    });
    const typed = typedOf(req.body);
    const service = offers.nurses.length === 0 ? null : (offers.nurses[0]?.phone ?? null);
    if (isDown) res.setHeader('Retry-After', '5');
    sendForm(res, language, isDown ? 503 : 500, offers, {
      typed,
      trouble: { title: t.trouble.downTitle, text: t.trouble.down, phone: service },
    });
  }
}

/**
 * The public page *Haluan jutella*: plain HTML for people without an account, in three languages, one address each.
 *
 * 1. GET changes nothing; what to do in danger is on top of every answer, also of those that go wrong.
 * 2. What was typed is never lost: every answer but the receipt holds it, or says where it is.
 * 3. Nothing of it stands in an address, a title, a log or a cookie; there is no cookie.
 */
export function mountTalkPages(app: Express, deps: Deps): void {
  const offersFor = createOffers(deps.pool);
  const style = readFileSync(new URL('page.css', import.meta.url), 'utf8');
  app.get(STYLE_PATH, (req, res) => {
    trailOf(req).route = STYLE_PATH;
    res.type('css').setHeader('Cache-Control', 'public, max-age=3600');
    res.send(style);
  });
  for (const language of PAGE_LANGUAGES) {
    const path = TALK_PATHS[language];
    app.get(path, (req: Request, res: Response, next: NextFunction) => {
      trailOf(req).route = path;
      // A school may link to the page with itself chosen.
      const school = typeof req.query['koulu'] === 'string' ? req.query['koulu'] : '';
      const typed = { ...UNTYPED, schoolId: school, key: randomUUID() };
      spendOrRefuse(deps.limits, 'pages', addressOf(req))
        .then(() => offersFor(language))
        .then((offers) => sendForm(res, language, 200, offers, { typed }))
        .catch(next);
    });
    app.post(path, (req: Request, res: Response, next: NextFunction) => {
      trailOf(req).route = path;
      handlePost(deps, offersFor, language, req, res).catch(next);
    });
  }
}
