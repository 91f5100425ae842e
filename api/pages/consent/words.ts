import type { ConsentTexts } from '../../../policies/consent-texts.js';
import { html, type Html } from '../html.js';
import { longDate } from '../long-date.js';

/** A text with its slots filled: plain text that is put in is kept apart from the direction of the text around it. */
export function slotted(text: string, slots: Readonly<Record<string, string | Html>>): Html {
  const parts = text.split(/\{(\w+)\}/).map((part, i) => {
    if (i % 2 === 0) return html`${part}`;
    const value = slots[part];
    if (value === undefined) throw new Error(`no value for {${part}}`);
    return typeof value === 'string' ? html`<bdi>${value}</bdi>` : value;
  });
  return html`${parts}`;
}

/** A civil date as the language writes it, with its weekday. */
export function dayText({ locale }: ConsentTexts, date: string): string {
  return longDate(locale, date);
}

/** A minute of the day as a clock shows it. */
export function clockText({ locale }: ConsentTexts, minute: number): string {
  const mark = locale.startsWith('fi') || locale.startsWith('sv') ? '.' : ':';
  return `${Math.floor(minute / 60)}${mark}${String(minute % 60).padStart(2, '0')}`;
}
