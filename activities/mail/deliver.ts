import { heartbeat } from '@temporalio/activity';
import type { Transporter } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { Pool } from 'pg';
import { consentText } from '../../policies/consent-messages.js';
import type { Delivered, MailActivities } from '../../workflows/messages.js';
import { raiseAlarm } from '../alarm.js';
import { bundle, type Bundle } from './bundle.js';
import { compose } from './compose.js';
import { nextDueAt, readDue, sortOut, type DueMail } from './due-mail.js';
import { fateOf, type Fate } from './fate.js';
import type { SendText } from './send-text.js';
import { dateText } from './texts.js';

/** What delivery needs. */
export interface DeliverDeps {
  readonly pool: Pool;
  readonly transport: Transporter;
  readonly from: string;
  /** Where people sign in; without a trailing slash. */
  readonly publicUrl: string;
  /** The address of a question that goes out with a link of its own. */
  readonly linkUrl: (linkId: string) => string;
  /** The gateway for text messages; null: this installation has none. */
  readonly sendText: SendText | null;
}

/** How many mails are on their way at once, and how long a silent mail server is left alone. */
const IN_FLIGHT = 8;
const PAUSE = 10_000;

async function mark(
  pool: Pool,
  mails: readonly DueMail[],
  state: 'dropped' | 'failed',
  note: string,
): Promise<void> {
  if (mails.length === 0) return;
  await pool.query(
    `UPDATE mail SET state = $2, note = $3 WHERE id = ANY($1::uuid[]) AND state IN ('planned', 'sending')`,
    [mails.map((mail) => mail.id), state, note],
  );
}

async function begin(pool: Pool, bundles: readonly Bundle[]): Promise<void> {
  const rows = bundles.flatMap(({ messageId, mails }) =>
    mails.map(({ id }) => ({ id, message_id: messageId })),
  );
  await pool.query(
    `UPDATE mail m SET state = 'sending', message_id = x.message_id, attempts = m.attempts + 1
     FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, message_id text) WHERE m.id = x.id`,
    [JSON.stringify(rows)],
  );
}

/**
 * Gives rows back to the ledger: the server has certainly not taken them. Rows that an earlier delivery began stay
 * as they are, because that one may have arrived: their Message-ID goes again.
 */
async function giveBack(pool: Pool, mails: readonly DueMail[], note: string): Promise<void> {
  const fresh = mails.filter((mail) => mail.messageId === null).map((mail) => mail.id);
  if (fresh.length === 0) return;
  await pool.query(
    `UPDATE mail SET state = 'planned', message_id = NULL, note = $2 WHERE id = ANY($1::uuid[]) AND state = 'sending'`,
    [fresh, note],
  );
}

/** One address that is put off must not hold up the others: it is tried again after a minute, two, four ... an hour. */
async function putOff(pool: Pool, mails: readonly DueMail[], now: number): Promise<void> {
  await pool.query(
    `UPDATE mail SET not_before = to_timestamp($2 / 1000.0) + least(interval '1 hour', interval '1 minute' * power(2, attempts - 1))
     WHERE id = ANY($1::uuid[])`,
    [mails.map((mail) => mail.id), now],
  );
}

async function markSent(pool: Pool, mails: readonly DueMail[], now: number): Promise<void> {
  await pool.query(
    `UPDATE mail SET state = 'sent', sent_at = to_timestamp($2 / 1000.0), note = NULL WHERE id = ANY($1::uuid[])`,
    [mails.map((mail) => mail.id), now],
  );
}

/** A question goes as a text message. Without a number or a gateway it never will. */
async function sendAsText(
  { sendText, linkUrl }: DeliverDeps,
  { phone, language, data }: DueMail,
): Promise<Fate> {
  if (sendText === null || phone === null || data.linkId === undefined) return 'never';
  const text = consentText(language, dateText(language, data.dueOn ?? ''), linkUrl(data.linkId));
  return sendText({ to: phone, text });
}

async function send(deps: DeliverDeps, { messageId, mails }: Bundle, now: number): Promise<Fate> {
  const { pool, transport, from, publicUrl, linkUrl } = deps;
  const first = mails[0];
  if (first?.data.by === 'text') {
    const fate = await sendAsText(deps, first);
    if (fate === 'sent') await markSent(pool, mails, now);
    return fate;
  }
  if (!first?.email) return 'never';
  const items = mails.map(({ data, ...mail }) => ({
    ...mail,
    data: { ...data, ...(data.linkId === undefined ? {} : { url: linkUrl(data.linkId) }) },
  }));
  const { subject, text, html } = compose(first.language, items, publicUrl);
  const headers = {
    'Auto-Submitted': 'auto-generated',
    'Content-Language': first.language,
    'X-Entity-Ref-ID': messageId.slice(1, 33),
  };
  try {
    const mail = { from, to: first.email, subject, text, html, messageId, headers };
    // In one piece: sent as it is made, a mail is a dozen small writes to the server.
    const raw = await new MailComposer(mail).compile().build();
    await transport.sendMail({ envelope: { from, to: first.email }, raw });
  } catch (failure) {
    return fateOf(failure);
  }
  await markSent(pool, mails, now);
  return 'sent';
}

async function settle(deps: DeliverDeps, { mails }: Bundle, fate: Fate, now: number): Promise<void> {
  if (fate === 'later') await giveBack(deps.pool, mails, 'the mail server takes no mail at the moment');
  if (fate === 'deferred') {
    await giveBack(deps.pool, mails, 'the mail server put this address off');
    await putOff(deps.pool, mails, now);
  }
  if (fate !== 'never') return;
  await mark(deps.pool, mails, 'failed', 'the mail server refused it, or there is no address');
  const caseId = mails[0]?.caseId ?? null;
  await raiseAlarm(deps.pool, { kind: 'mail-rejected', caseId, at: now, detail: { rows: mails.length } });
}

/** Sends until the server takes no more; what is left is given back. */
async function sendAll(
  deps: DeliverDeps,
  bundles: readonly Bundle[],
  now: number,
  beat: () => void,
): Promise<{ readonly troubled: boolean; readonly sent: Delivered['sent'] }> {
  const queue = [...bundles];
  const sent: Record<string, string[]> = {};
  let troubled = false;
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const fate = troubled ? 'later' : await send(deps, item, now);
      troubled ||= fate === 'later' || fate === 'unknown';
      if (fate === 'sent') sent[item.messageId] = item.mails.map((mail) => mail.id);
      await settle(deps, item, fate, now);
      beat();
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return { troubled, sent };
}

/**
 * Delivers what is due for a shard at `now`, at most a batch: a call that is short is never taken for dead.
 *
 * 1. What is no longer true is dropped, and the ledger says so.
 * 2. Before a mail leaves, its rows carry its Message-ID: at least once, never silently lost, a repeat recognisable.
 * 3. A server that cannot be reached costs time only; one that refuses an address raises an alarm; one address that
 *    is put off holds up no other.
 * 4. The answer names what left and what was dropped: the engine's history keeps it, outside the backup.
 *
 * @param beat tells the engine that delivery goes on
 */
export async function deliverDue(
  deps: DeliverDeps,
  { shard, now }: { readonly shard: number; readonly now: number },
  beat: () => void = () => undefined,
): Promise<Delivered> {
  const due = await readDue(deps.pool, shard, now);
  if (due.length === 0) return { again: await nextDueAt(deps.pool, shard), sent: {}, dropped: [] };
  const { alive, stale } = await sortOut(deps.pool, due, now);
  await mark(deps.pool, stale, 'dropped', 'no longer true');
  const bundles = bundle(alive);
  const overtaken = bundles.flatMap((b) => b.overtaken);
  await mark(deps.pool, overtaken, 'dropped', 'a later reminder goes instead');
  await begin(deps.pool, bundles);
  beat();
  const { troubled, sent } = await sendAll(deps, bundles, now, beat);
  const again = troubled ? now + PAUSE : await nextDueAt(deps.pool, shard);
  return { again, sent, dropped: [...stale, ...overtaken].map((mail) => mail.id) };
}

export function createDeliver(deps: DeliverDeps): MailActivities['deliver'] {
  return (input) => deliverDue(deps, input, heartbeat);
}
