import i18next, { type TFunction } from 'i18next';
import { html, type Html } from '../../api/pages/html.js';
import { copyTexts, type CopyTexts } from '../../policies/copy-texts.js';
import { filled } from '../../policies/page-texts.js';
import { formatOf, type Format } from '../../web/language/format-of.js';
import { loadCatalogue, type Language } from '../../web/translations/catalogue.js';
import type { CaseCopy } from './make-copy.js';

/** With what a copy is printed: its words, those of the product, and who is who. */
export interface Printing {
  readonly copy: CaseCopy;
  readonly words: CopyTexts;
  readonly t: TFunction;
  readonly format: Format;
  /** `Aino Virtanen, kuraattori`; empty for nobody. */
  readonly who: (id: string | null | undefined) => string;
}

/** Prepares the words of one language. */
export async function printingOf(copy: CaseCopy, language: Language): Promise<Printing> {
  const own = i18next.createInstance();
  await own.init({
    lng: language,
    fallbackLng: false,
    resources: { [language]: { translation: await loadCatalogue(language) } },
    // Every string is escaped where it is put into the page.
    interpolation: { escapeValue: false },
  });
  const { t } = own;
  const who = (id: string | null | undefined): string => {
    const person = id ? copy.people[id] : undefined;
    return person ? `${person.name}, ${t(`codes.role.${person.role}`)}` : '';
  };
  return { copy, words: copyTexts(language), t, format: formatOf(language, t), who };
}

/** What is not empty, in a row. */
export function line(...parts: readonly (string | null | undefined)[]): string {
  return parts.filter((part) => typeof part === 'string' && part !== '').join(' · ');
}

/** A section with its rows; one that has none says so. */
export function section(title: string, { none }: CopyTexts, rows: readonly Html[], lead?: string): Html {
  const body =
    rows.length === 0
      ? html`<p>${none}</p>`
      : html`<ol>
          ${rows}
        </ol>`;
  return html`<section>
    <h2>${title}</h2>
    ${lead === undefined ? null : html`<p>${lead}</p>`}${body}
  </section>`;
}

/** A row: what, when and by whom, and what was written. */
export function row(what: string, small: string, lines: readonly (string | undefined)[] = []): Html {
  const said = lines
    .filter((it) => it !== undefined && it !== '')
    .map((it) => html`<p class="said">${it ?? ''}</p>`);
  return html`<li>
    <p><strong>${what}</strong></p>
    ${small === '' ? null : html`<p class="small">${small}</p>`}${said}
  </li>`;
}

/** Pairs of a name and a value; those without a value are left out. */
export function facts(pairs: readonly (readonly [string, string | undefined])[]): Html {
  const told = pairs.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl>
    ${told.map(
      ([name, value]) =>
        html`<dt>${name}</dt>
          <dd>${value ?? ''}</dd>`,
    )}
  </dl>`;
}

/** A sentence with its slots filled. */
export const sentence = filled;
