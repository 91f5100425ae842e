import { createHash } from 'node:crypto';
import type { DueMail } from './due-mail.js';
import type { Template } from './texts.js';

/** Rows that go out as one mail. */
export interface Bundle {
  readonly messageId: string;
  readonly mails: readonly DueMail[];
  /** Lower rungs of a ladder that an outage let pass: only the highest goes. */
  readonly overtaken: readonly DueMail[];
}

/** Rungs of one ladder, lowest first. */
const HEIGHT: Partial<Record<Template, number>> = {
  task: 0,
  reminder: 1,
  'urgent-task': 2,
  'overdue-own': 3,
  'slip-task': 0,
  'slip-reminder': 1,
  'slip-urgent': 2,
};

/** Invitations are answered one by one; what asks for work is joined into one mail. */
function groupOf(mail: DueMail): string {
  const alone =
    mail.template.startsWith('meeting') ||
    mail.template.startsWith('handover') ||
    mail.template === 'consent-request';
  return mail.messageId ?? (alone ? mail.id : mail.recipientId);
}

function dutyOf(mail: DueMail): string | null {
  if (mail.still.kind === 'slip') return `slip/${mail.slipId}/${mail.still.status}`;
  return mail.still.kind === 'duty' ? `${mail.caseId}/${mail.still.dutyId}` : null;
}

function highest(mails: readonly DueMail[]): { kept: DueMail[]; overtaken: DueMail[] } {
  const top = new Map<string, DueMail>();
  for (const mail of mails) {
    const duty = dutyOf(mail);
    const held = duty === null ? undefined : top.get(duty);
    if (duty !== null && (!held || (HEIGHT[mail.template] ?? 4) >= (HEIGHT[held.template] ?? 4)))
      top.set(duty, mail);
  }
  const kept = mails.filter((mail) => dutyOf(mail) === null || top.get(dutyOf(mail) ?? '') === mail);
  return { kept, overtaken: mails.filter((mail) => !kept.includes(mail)) };
}

function idOf(mails: readonly DueMail[]): string {
  const ids = mails
    .map((mail) => mail.id)
    .toSorted()
    .join('/');
  return `<${createHash('sha256').update(ids).digest('hex').slice(0, 32)}@rinnalla>`;
}

/**
 * Joins due rows into mails. A mail that an earlier delivery began keeps its Message-ID and its rows, so that a
 * repeat is recognisable; new rows never join it.
 */
export function bundle(due: readonly DueMail[]): Bundle[] {
  const groups = groupBy(due, groupOf);
  return [...groups.values()].map((mails) => {
    const begun = mails[0]?.messageId;
    if (begun) return { messageId: begun, mails, overtaken: [] };
    const { kept, overtaken } = highest(mails);
    return { messageId: idOf(kept), mails: kept, overtaken };
  });
}

/** Node 20 has no `Map.groupBy`. */
function groupBy<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(key(item));
    if (group) group.push(item);
    else groups.set(key(item), [item]);
  }
  return groups;
}
