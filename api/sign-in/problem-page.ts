import { filled, type PageLanguage } from '../../policies/page-texts.js';
import { signInTexts } from '../../policies/sign-in-texts.js';
import { STYLE_PATH } from '../pages/frame.js';
import { html } from '../pages/html.js';
import type { SignInCode } from './problem.js';

/** Why nobody was signed in, and the way on: plain HTML, in the language the person set out with. */
export function problemPage(language: PageLanguage, code: SignInCode, again: string): string {
  const t = signInTexts(language);
  const { title, text } = t.problems[code];
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${t.errorPrefix}${title} – ${t.product}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        <header><a class="brand" href="/">${t.product}</a></header>
        <main id="main">
          <h1>${title}</h1>
          <p>${text}</p>
          <p><a class="button" href="${again}">${t.again}</a></p>
          <p class="hint">${filled(t.code, { code })}</p>
        </main>
      </body>
    </html> `.markup;
}
