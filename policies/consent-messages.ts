import { readFileSync } from 'node:fs';
import type master from './mails/fi.json';

/** Languages in which messages go out. */
export type MessageLanguage = 'fi' | 'sv' | 'en';

/** A question as it goes out: no name and no matter in it. */
export interface ConsentMessage {
  readonly subject: string;
  readonly paragraphs: readonly string[];
}

type Texts = (typeof master)['consent-request'];

function load(language: MessageLanguage): Texts {
  const path = new URL(`mails/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(path, 'utf8')) as typeof master;
  return texts['consent-request'];
}

const texts: Readonly<Record<MessageLanguage, Texts>> = { fi: load('fi'), sv: load('sv'), en: load('en') };

function filled(text: string, slots: { readonly due: string; readonly url?: string }): string {
  return text.replace('{due}', slots.due).replace('{url}', slots.url ?? '');
}

/** The mail with a link. */
export function consentMail(language: MessageLanguage, due: string, url: string): ConsentMessage {
  const { subject, line, link, until, otherWays } = texts[language];
  return {
    subject,
    paragraphs: [filled(line, { due }), filled(link, { due, url }), filled(until, { due }), otherWays],
  };
}

/** The text message with a link. */
export function consentText(language: MessageLanguage, due: string, url: string): string {
  return filled(texts[language].text, { due, url });
}

/** What staff copy into Wilma or a letter, or say on the phone: a question waits, and how to answer. */
export function consentByHand(language: MessageLanguage, due: string): ConsentMessage {
  const { subject, byHand, otherWays } = texts[language];
  return { subject, paragraphs: [filled(byHand, { due }), otherWays] };
}

/** The text message with a code. */
export function codeText(language: MessageLanguage, code: string): string {
  return texts[language].code.replace('{code}', code);
}
