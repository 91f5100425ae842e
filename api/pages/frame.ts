import { PAGE_LANGUAGES, type PageLanguage, type PageTexts } from '../../policies/page-texts.js';
import { html, type Html } from './html.js';

/** Where the one page of each language is, and where its style is. */
export const TALK_PATHS = {
  fi: '/haluan-jutella',
  sv: '/jag-vill-prata',
  en: '/i-want-to-talk',
} as const satisfies Record<PageLanguage, string>;
export const STYLE_PATH = '/haluan-jutella/tyyli.css';

const OWN_NAMES: Record<PageLanguage, string> = { fi: 'Suomi', sv: 'Svenska', en: 'English' };

function languageLinks(current: PageLanguage, t: PageTexts): Html {
  const links = PAGE_LANGUAGES.map((language) =>
    language === current
      ? html`<li>
          <a href="${TALK_PATHS[language]}" lang="${language}" hreflang="${language}" aria-current="true"
            >${OWN_NAMES[language]}</a
          >
        </li>`
      : html`<li>
          <a href="${TALK_PATHS[language]}" lang="${language}" hreflang="${language}"
            >${OWN_NAMES[language]}</a
          >
        </li>`,
  );
  return html`<nav aria-label="${t.languages}">
    <ul class="languages">
      ${links}
    </ul>
  </nav>`;
}

/** What to do in danger: on top of every page, whatever else happens. */
function danger(t: PageTexts): Html {
  return html`<section class="note danger" aria-labelledby="danger">
    <h2 id="danger">${t.danger.title}</h2>
    <p>
      <strong><a href="tel:112">${t.danger.call}</a></strong>
    </p>
    <p>${t.danger.talkNow}</p>
  </section>`;
}

/** A whole page. It says nothing of who uses it: not in its title, not in its address. */
export function framed(
  language: PageLanguage,
  t: PageTexts,
  page: { readonly title: string; readonly isError?: boolean; readonly body: Html },
): string {
  const title = `${page.isError === true ? t.errorPrefix : ''}${page.title} – ${t.product}`;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title}</title>
        <link rel="icon" href="data:," />
        <link rel="stylesheet" href="${STYLE_PATH}" />
      </head>
      <body>
        <a class="skip" href="#main">${t.skip}</a>
        <header><span class="brand">${t.product}</span>${languageLinks(language, t)}</header>
        <main id="main">${danger(t)} ${page.body}</main>
      </body>
    </html> `.markup;
}
