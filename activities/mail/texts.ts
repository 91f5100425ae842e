import { readFileSync } from 'node:fs';
import { MAIL_TEMPLATES, type MailTemplate } from '../../domain/mails.js';
import { CALENDAR_TEMPLATES, type CalendarTemplate } from './calendar-tasks.js';
import { SLIP_TEMPLATES, type SlipTemplate } from '../../domain/slips/mails.js';

export const LANGUAGES = ['fi', 'sv', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

interface TemplateText {
  readonly subject: string;
  readonly subjectDue?: string;
  readonly subjectOne?: string;
  readonly line: string;
  readonly lineNoDue?: string;
}

/** Said to a post instead of what it is about, when that does not show: what is owed may not be forgotten all the same. */
export const UNSHOWN = 'ask-responsible';

/** Every text of staff and families. */
export type Template = MailTemplate | SlipTemplate | CalendarTemplate | typeof UNSHOWN;

/** The words of every mail in one language; slots in braces hold dates, numbers, the case's reference and a link only. */
export type MailTexts = Readonly<Record<Template, TemplateText>> & {
  readonly digest: { readonly subject: string };
  readonly open: string;
  readonly untilDone: string;
  readonly noData: string;
  readonly noReply: string;
};

function load(language: Language): MailTexts {
  const path = new URL(`../../policies/mails/${language}.json`, import.meta.url);
  const texts = JSON.parse(readFileSync(path, 'utf8')) as MailTexts;
  for (const template of [...MAIL_TEMPLATES, ...SLIP_TEMPLATES, ...CALENDAR_TEMPLATES, UNSHOWN] as const) {
    if (!texts[template]?.line) throw new Error(`the mail ${template} has no text in ${language}`);
  }
  return texts;
}

const texts: Readonly<Record<Language, MailTexts>> = { fi: load('fi'), sv: load('sv'), en: load('en') };

export function mailTexts(language: Language): MailTexts {
  return texts[language];
}

const LOCALE: Readonly<Record<Language, string>> = { fi: 'fi-FI', sv: 'sv-FI', en: 'en-GB' };

function formatOf(language: Language): Intl.DateTimeFormat {
  return new Intl.DateTimeFormat(LOCALE[language], {
    ...{ weekday: 'short', day: 'numeric', month: 'numeric', year: 'numeric' },
    timeZone: 'UTC',
  });
}

// Made once: making one costs a third of a millisecond, and a morning has thousands of mails.
const formats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  fi: formatOf('fi'),
  sv: formatOf('sv'),
  en: formatOf('en'),
};

/** A civil date with its weekday, as it is written in the language ("pe 27.11.2026"). */
export function dateText(language: Language, date: string): string {
  return formats[language].format(Date.parse(`${date}T12:00:00Z`));
}

/** A minute of the day as a time ("9.00", in English "9:00"). */
export function timeText(language: Language, minute: number): string {
  const mm = String(minute % 60).padStart(2, '0');
  return `${Math.floor(minute / 60)}${language === 'en' ? ':' : '.'}${mm}`;
}

/** Fills the slots of a text. An unknown slot is a defect and throws. */
export function fill(text: string, slots: Readonly<Record<string, string>>): string {
  return text.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = slots[name];
    if (value === undefined) throw new Error(`no value for {${name}}`);
    return value;
  });
}
