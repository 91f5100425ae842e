/** Markup that may stand in a page as it is. Nothing else may: plain strings are escaped where they are put in. */
export interface Html {
  readonly markup: string;
}

type Part = Html | string | null | readonly (Html | string)[];

const SIGNS: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (sign) => SIGNS[sign] ?? sign);
}

function isList(part: Part): part is readonly (Html | string)[] {
  return Array.isArray(part);
}

function markupOf(part: Part): string {
  if (part === null) return '';
  if (isList(part)) return part.map(markupOf).join('');
  return typeof part === 'string' ? escaped(part) : part.markup;
}

/** Markup with values in it: every string is escaped, `null` is nothing, a list is its parts one after the other. */
export function html(strings: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { markup: strings.map((text, i) => text + markupOf(parts[i] ?? null)).join('') };
}
