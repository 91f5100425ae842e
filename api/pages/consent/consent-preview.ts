import type { Express, NextFunction, Request, Response } from 'express';
import { consentLanguage } from '../../../policies/consent-texts.js';
import type { Caller } from '../../auth/caller.js';
import { consentPreviewQuery } from '../../contracts/consent-links.js';
import type { Deps } from '../../deps.js';
import { trailOf } from '../../http/log.js';
import { parseWith } from '../../http/parse.js';
import { admit } from '../../limits/admit.js';
import { previewFor } from '../../links/preview.js';
import { html } from '../html.js';
import { seeingAs, sightOfCaller } from '../../sight/sight.js';
import { questionOf } from './asked.js';
import { questionPage } from './question-view.js';
import { sendPage } from './send-page.js';

const PATH = '/esikatselu/suostumus';

async function answer(deps: Deps, req: Request, res: Response): Promise<void> {
  const caller = await admit(deps, req, { scope: 'read', budget: 'reads' });
  await seeingAs(sightOfCaller(caller), () => preview(deps, caller, req, res));
}

async function preview(deps: Deps, caller: Caller, req: Request, res: Response): Promise<void> {
  const query = parseWith(consentPreviewQuery, req.query, 'query');
  const asked = { idOrRef: String(req.params['ref']), query, via: `GET ${PATH}/{ref}` };
  const { link, question } = await previewFor(deps, caller, asked, async ({ link: previewed }) => ({
    link: previewed,
    question: await questionOf(deps, previewed, previewed.secondFactor !== 'none'),
  }));
  const language = consentLanguage(link.language);
  const { texts: t } = language;
  const body = questionPage({
    ...{ t, question, typed: {}, missing: [], trouble: null, hidden: html``, isPreview: true },
  });
  sendPage(res, language, 200, { title: `${t.preview.title}: ${t.question.title}`, body, tongues: 'none' });
}

/** The page of the question as the receiver will see it, made by the same functions, for whoever may ask. */
export function mountConsentPreview(app: Express, deps: Deps): void {
  app.get(`${PATH}/:ref`, (req: Request, res: Response, next: NextFunction) => {
    trailOf(req).route = `${PATH}/{ref}`;
    answer(deps, req, res).catch(next);
  });
}
