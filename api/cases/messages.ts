import type pg from 'pg';
import type { MailTemplate, Still } from '../../domain/mails.js';
import type { Section } from '../../domain/sight.js';
import type { MessageAnswer } from '../contracts/messages.js';
import type { SeenCase } from './find-case.js';

interface MailRow {
  id: string;
  seq: number;
  template: MailTemplate;
  still: Still;
  recipient_id: string | null;
  recipient: string | null;
  kind: string | null;
  not_before: Date;
  state: MessageAnswer['state'];
  sent_at: Date | null;
  note: string | null;
}

/** What a mail tells of besides that it went out: that the case was opened in an emergency. */
const TOLD_BY: { readonly [T in MailTemplate]?: Section } = { 'glass-broken': 'access' };

/** A mail about a promise shows as that promise does: that somebody is reminded tells what of. */
function isShown({ template, still }: MailRow, { known, sections }: SeenCase): boolean {
  const section = TOLD_BY[template];
  if (section !== undefined && !sections.has(section)) return false;
  return still.kind !== 'duty' || known.duties.some((it) => it.id === still.dutyId);
}

/** The mail ledger of a case, as far as the viewer may know what a mail is about. Names of the family only for those who may see people. */
export async function readMessages(pool: pg.Pool, seen: SeenCase): Promise<{ items: MessageAnswer[] }> {
  const { state, sections } = seen;
  const { rows } = await pool.query<MailRow>({
    name: 'read-messages',
    text: `SELECT m.id, m.seq, m.template, m.still, m.recipient_id, p.given_name || ' ' || p.family_name AS recipient, p.kind,
                  m.not_before, m.state, m.sent_at, m.note
           FROM mail m LEFT JOIN person p ON p.id = m.recipient_id
           WHERE m.case_id = $1 ORDER BY m.seq, m.not_before, m.id LIMIT 2000`,
    values: [state.caseId],
  });
  const shown = rows.filter((row) => isShown(row, seen));
  const items = shown.map((row): MessageAnswer => {
    const named = row.recipient !== null && (row.kind === 'staff' || sections.has('people'));
    return {
      id: row.id,
      seq: row.seq,
      template: row.template,
      recipientId: row.recipient_id,
      ...(named && row.recipient !== null ? { recipientName: row.recipient } : {}),
      notBefore: row.not_before.toISOString(),
      state: row.state,
      sentAt: row.sent_at?.toISOString() ?? null,
      note: row.note,
    };
  });
  return { items };
}
