import type pg from 'pg';
import type { MessageAnswer } from '../contracts/messages.js';
import type { SeenCase } from './find-case.js';

interface MailRow {
  id: string;
  seq: number;
  template: string;
  recipient_id: string | null;
  recipient: string | null;
  kind: string | null;
  not_before: Date;
  state: MessageAnswer['state'];
  sent_at: Date | null;
  note: string | null;
}

/** The mail ledger of a case. Names of the family only for those who may see people. */
export async function readMessages(
  pool: pg.Pool,
  { state, sections }: SeenCase,
): Promise<{ items: MessageAnswer[] }> {
  const { rows } = await pool.query<MailRow>({
    name: 'read-messages',
    text: `SELECT m.id, m.seq, m.template, m.recipient_id, p.given_name || ' ' || p.family_name AS recipient, p.kind,
                  m.not_before, m.state, m.sent_at, m.note
           FROM mail m LEFT JOIN person p ON p.id = m.recipient_id
           WHERE m.case_id = $1 ORDER BY m.seq, m.not_before, m.id LIMIT 2000`,
    values: [state.caseId],
  });
  const items = rows.map((row): MessageAnswer => {
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
