import { html, type Html } from '../../api/pages/html.js';
import type { Language } from '../../web/translations/catalogue.js';
import type { CaseCopy } from './make-copy.js';
import { printedParts } from './printed-parts.js';
import { facts, printingOf, sentence, type Printing } from './printing.js';

/** The file is opened from a disk: it loads nothing, and runs nothing. */
const STYLE = `
  body { font: 11pt/1.45 sans-serif; color: #000; background: #fff; max-width: 46em; margin: 2em auto; padding: 0 1em; }
  h1 { font-size: 1.5em; } h2 { font-size: 1.2em; border-bottom: 1px solid #000; margin-top: 2em; }
  ol { list-style: none; padding: 0; } li { margin: 0 0 1em; break-inside: avoid; } p { margin: 0.2em 0; }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.2em 1em; } dt { font-weight: bold; } dd { margin: 0; }
  .small { color: #333; } .said { white-space: pre-line; }
  @page { margin: 2cm; } @media print { body { margin: 0; max-width: none; } h2 { break-after: avoid; } }`;
const POLICY = "default-src 'none'; style-src 'unsafe-inline'";

function head({ copy, words, format }: Printing): Html {
  const { controller, receiver, erasedAt } = copy;
  const erased = erasedAt === null ? null : sentence(words.erased, { date: format.moment(erasedAt) });
  const told = facts([
    [words.ref, copy.ref],
    [words.controller, controller.name],
    [words.made, format.moment(copy.madeAt)],
    [words.right, `${words.as[receiver.as]} (${receiver.source})`],
  ]);
  return html`<h1>${words.title}</h1>
    ${told}
    <p>${words.lead} ${words.pieces}</p>
    ${erased === null ? null : html`<p><strong>${erased}</strong></p>`}`;
}

function withheld({ copy, words }: Printing): Html {
  const items = copy.withheld.map(({ what, ground }) => html`<li>${words.withheld[what]} (${ground})</li>`);
  return html`<section>
    <h2>${words.withheldTitle}</h2>
    <p>${words.withheldLead}</p>
    <ol>
      ${items}
    </ol>
  </section>`;
}

function rights({ words }: Printing): Html {
  return html`<section>
    <h2>${words.rightsTitle}</h2>
    <ol>
      ${words.rights.map((it) => html`<li>${it}</li>`)}
    </ol>
  </section>`;
}

/** A copy as a page to print, in the language of its receiver. Its title names nobody. */
export async function printCopy(copy: CaseCopy, language: Language): Promise<string> {
  const printing = await printingOf(copy, language);
  const { words } = printing;
  return html`<!doctype html>
    <html lang="${language}">
      <head>
        <meta charset="utf-8" />
        <meta http-equiv="Content-Security-Policy" content="${POLICY}" />
        <title>${words.title}</title>
        <style>
          ${{ markup: STYLE }}
        </style>
      </head>
      <body>
        <main>${head(printing)}${withheld(printing)}${printedParts(printing)}${rights(printing)}</main>
      </body>
    </html> `.markup;
}
