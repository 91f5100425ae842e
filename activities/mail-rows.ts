import { createHash } from 'node:crypto';
import type { CaseEvent } from '../domain/events.js';
import { evolve } from '../domain/evolve.js';
import { mailsOf, type MailIntent } from '../domain/mails.js';
import type { Rules } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';

/** A row of the mail ledger before it has found its receiver. */
export interface MailRow {
  readonly id: string;
  readonly seq: number;
  readonly template: string;
  readonly person: string | null;
  readonly rung: string | null;
  readonly side: string | null;
  readonly still: MailIntent['still'];
  readonly data: MailIntent['data'];
  /** Epoch milliseconds. */
  readonly not_before: number;
}

/** An id that the same event always gives to the same mail: storing twice is storing once. */
export function mailId(caseId: string, seq: number, index: number): string {
  const hex = createHash('sha256').update(`${caseId}/${seq}/${index}`).digest('hex');
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) % 4) + 8).toString(16);
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function rowOf(caseId: string, seq: number, mail: MailIntent, index: number): MailRow {
  const { template, to, still, data } = mail;
  const person = 'personId' in to ? to.personId : null;
  const [rung, side] = 'rung' in to ? [to.rung, to.side] : [null, null];
  return {
    id: mailId(caseId, seq, index),
    seq,
    template,
    person,
    rung,
    side,
    still,
    data,
    not_before: mail.notBefore,
  };
}

/** The state after these events, and the mails they cause on the way. */
export function foldWithMails(
  before: CaseState | null,
  events: readonly CaseEvent[],
  caseId: CaseState['caseId'],
  rules: Rules,
): { readonly state: CaseState | null; readonly mails: readonly MailRow[] } {
  let state = before;
  const mails: MailRow[] = [];
  for (const event of events) {
    const met = state;
    state = evolve(met, event, caseId);
    if (state)
      mails.push(...mailsOf(event, met, state, rules).map((mail, i) => rowOf(caseId, event.seq, mail, i)));
  }
  return { state, mails };
}
