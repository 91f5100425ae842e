import { consentLanguages, type ConsentLanguage } from '../../../policies/consent-texts.js';
import { STYLE_PATH } from '../frame.js';
import { html, type Html } from '../html.js';

export const CONSENT_STYLE_PATH = '/suostumus/tyyli.css';
/** The form of a page: buttons outside it belong to it by this id. */
export const FORM_ID = 'form';

/**
 * How the language is changed: by a link where nothing was typed; by a button of the form where answers must stay, and
 * then the step is named that the enter key takes.
 */
type Switch = 'link' | 'none' | { readonly enter: 'code' | 'answer' };

function tongue(current: ConsentLanguage, { code, texts }: ConsentLanguage, how: Switch): Html {
  const name = texts.ownName;
  if (code === current.code)
    return html`<span lang="${code}" dir="${texts.dir}" aria-current="true">${name}</span>`;
  if (how === 'link')
    return html`<a href="?kieli=${code}" lang="${code}" dir="${texts.dir}" hreflang="${code}">${name}</a>`;
  return html`<button
    type="submit"
    form="${FORM_ID}"
    name="to"
    value="${code}"
    lang="${code}"
    dir="${texts.dir}"
  >
    ${name}
  </button>`;
}

/**
 * The enter key presses the first button of a form, and the buttons of languages come before it: this one, which nobody
 * sees, is before them all.
 */
function enterButton(how: Switch): Html | null {
  if (typeof how === 'string') return null;
  return html`<button
    class="trap"
    type="submit"
    form="${FORM_ID}"
    name="step"
    value="${how.enter}"
    tabindex="-1"
    aria-hidden="true"
  ></button>`;
}

function tongues(current: ConsentLanguage, how: Switch): Html | null {
  if (how === 'none') return null;
  const items = consentLanguages().map((it) => html`<li>${tongue(current, it, how)}</li>`);
  return html`<nav aria-label="${current.texts.language}">
    <ul class="tongues">
      ${items}
    </ul>
  </nav>`;
}

/**
 * A whole page of consent. It says nothing of anybody in its title or address, loads nothing but its two styles, and
 * works without a script.
 */
export function framedConsent(
  language: ConsentLanguage,
  page: { readonly title: string; readonly isError?: boolean; readonly body: Html; readonly tongues: Switch },
): string {
  const { code, texts: t } = language;
  const title = `${page.isError === true ? t.errorPrefix : ''}${page.title} – ${t.product}`;
  return html`<!doctype html>
    <html lang="${code}" dir="${t.dir}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
        <link rel="stylesheet" href="${CONSENT_STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        ${enterButton(page.tongues)}
        <header><span class="brand" dir="ltr">${t.product}</span>${tongues(language, page.tongues)}</header>
        <main id="main">${page.body}</main>
      </body>
    </html> `.markup;
}
