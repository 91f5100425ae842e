import { consentMail } from '../../policies/consent-messages.js';
import {
  dateText,
  fill,
  mailTexts,
  timeText,
  type Language,
  type MailTexts,
  type Template,
} from './texts.js';

/** One thing to say to one receiver. */
export interface Item {
  readonly template: Template;
  readonly ref: string;
  readonly data: {
    readonly dueOn?: string;
    readonly on?: string;
    readonly minute?: number;
    /** Where a question opens, when it goes out with a link of its own. */
    readonly url?: string;
  };
}

/** A mail ready to go: plain text is the master, HTML says the same. */
export interface Composed {
  readonly subject: string;
  readonly text: string;
  readonly html: string;
}

const FAMILY: ReadonlySet<Item['template']> = new Set([
  'meeting-family',
  'meeting-cancelled-family',
  'meeting-ended-family',
]);
const PERSISTENT: ReadonlySet<Item['template']> = new Set([
  'task',
  'urgent-task',
  'reminder',
  'overdue-own',
  'slip-task',
  'slip-urgent',
  'slip-reminder',
]);

function slotsOf(language: Language, item: Item, count: number): Record<string, string> {
  const { dueOn, on, minute } = item.data;
  return {
    ref: item.ref,
    count: String(count),
    ...(dueOn ? { due: dateText(language, dueOn) } : {}),
    ...(on ? { on: dateText(language, on) } : {}),
    ...(minute === undefined ? {} : { time: timeText(language, minute) }),
  };
}

function subjectOf(texts: MailTexts, language: Language, items: readonly Item[]): string {
  const first = items[0];
  if (!first) throw new Error('a mail without content');
  const alike = items.every((item) => item.template === first.template);
  if (items.length > 1 && !(alike && first.template === 'overdue')) {
    return fill(texts.digest.subject, { count: String(items.length) });
  }
  const text = texts[first.template];
  const one = items.length === 1 && text.subjectOne ? text.subjectOne : text.subject;
  const subject = first.data.dueOn && text.subjectDue ? text.subjectDue : one;
  return fill(subject, slotsOf(language, first, items.length));
}

function linesOf(texts: MailTexts, language: Language, items: readonly Item[]): string[] {
  const lines = items.map((item) => {
    const { line, lineNoDue } = texts[item.template];
    return fill(item.data.dueOn || !lineNoDue ? line : lineNoDue, slotsOf(language, item, items.length));
  });
  return [...new Set(lines)];
}

function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function htmlOf(language: Language, subject: string, paragraphs: readonly string[]): string {
  const body = paragraphs.map((p) => `<p style="margin:0 0 16px">${linked(p)}</p>`).join('\n');
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;background:#f4f6f8">
<table role="presentation" width="100%" cellspacing="0" cellpadding="0"><tr><td align="center">
<table role="presentation" cellspacing="0" cellpadding="0" style="max-width:560px;width:100%;background:#ffffff;border:1px solid #d5dce2">
<tr><td style="padding:24px;font:16px/1.5 Arial,sans-serif;color:#16202b">
${body}
</td></tr></table></td></tr></table></body></html>`;
}

function linked(text: string): string {
  return escapeHtml(text).replace(
    /https?:\/\/[^\s<]+/,
    (url) => `<a href="${url}" style="color:#0b4f8a">${url}</a>`,
  );
}

/** A question with a link of its own goes alone: nothing else is in its mail. */
function questionOf(language: Language, { data }: Item, { noReply }: MailTexts): Composed {
  const { subject, paragraphs } = consentMail(language, dateText(language, data.dueOn ?? ''), data.url ?? '');
  const all = [...paragraphs, noReply];
  return { subject, text: `${all.join('\n\n')}\n`, html: htmlOf(language, subject, all) };
}

/**
 * One mail of everything that one receiver should hear this morning. It says no name and no matter: a reference,
 * a date, a link that asks to sign in. Families, who have no account, get no reference and no link.
 */
export function compose(language: Language, items: readonly Item[], publicUrl: string): Composed {
  const texts = mailTexts(language);
  const question = items.find((item) => item.template === 'consent-request');
  if (question) return questionOf(language, question, texts);
  const subject = subjectOf(texts, language, items);
  const family = items.some((item) => FAMILY.has(item.template));
  const supervising = items.every((item) => item.template === 'overdue');
  const url = `${publicUrl}${supervising ? '/seuranta' : '/tehtavat'}`;
  const persistent = items.some((item) => PERSISTENT.has(item.template));
  const paragraphs = [
    ...linesOf(texts, language, items),
    ...(family ? [] : [fill(texts.open, { url })]),
    ...(persistent ? [texts.untilDone] : []),
    family ? texts.noReply : texts.noData,
  ];
  return { subject, text: `${paragraphs.join('\n\n')}\n`, html: htmlOf(language, subject, paragraphs) };
}
