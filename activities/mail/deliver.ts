import { heartbeat } from '@temporalio/activity';
import type { Transporter } from 'nodemailer';
import type { Pool } from 'pg';
import type { MailActivities } from '../../workflows/messages.js';
import { raiseAlarm } from '../alarm.js';
import { bundle, type Bundle } from './bundle.js';
import { compose } from './compose.js';
import { nextDueAt, readDue, sortOut, type DueMail } from './due-mail.js';

/** What delivery needs. */
export interface DeliverDeps {
  readonly pool: Pool;
  readonly transport: Transporter;
  readonly from: string;
  /** Where people sign in; without a trailing slash. */
  readonly publicUrl: string;
}

/** How many mails are on their way at once, and how long a silent mail server is left alone. */
const IN_FLIGHT = 8;
const PAUSE = 10_000;

async function mark(pool: Pool, mails: readonly DueMail[], state: 'dropped' | 'failed' | 'planned', note: string): Promise<void> {
  if (mails.length === 0) return;
  await pool.query(
    `UPDATE mail SET state = $2, note = $3, message_id = CASE WHEN $2 = 'planned' THEN NULL ELSE message_id END
     WHERE id = ANY($1::uuid[]) AND state IN ('planned', 'sending')`,
    [mails.map((mail) => mail.id), state, note],
  );
}

async function begin(pool: Pool, bundles: readonly Bundle[]): Promise<void> {
  const rows = bundles.flatMap(({ messageId, mails }) => mails.map(({ id }) => ({ id, message_id: messageId })));
  await pool.query(
    `UPDATE mail m SET state = 'sending', message_id = x.message_id, attempts = m.attempts + 1
     FROM jsonb_to_recordset($1::jsonb) AS x(id uuid, message_id text) WHERE m.id = x.id`,
    [JSON.stringify(rows)],
  );
}

/** The server has not taken the mail: it was never reached, or said so. Anything else may have arrived. */
function fate(error: unknown): 'later' | 'never' | 'unknown' {
  const { code, responseCode } = Object(error) as { code?: unknown; responseCode?: unknown };
  if (typeof responseCode === 'number') return responseCode >= 500 ? 'never' : 'later';
  const unreached = code === 'ECONNECTION' || code === 'ESOCKET' || code === 'EDNS' || code === 'ETIMEDOUT';
  return unreached ? 'later' : 'unknown';
}

type Result = 'sent' | 'later' | 'never' | 'unknown';

async function send({ pool, transport, from, publicUrl }: DeliverDeps, { messageId, mails }: Bundle, now: number): Promise<Result> {
  const first = mails[0];
  if (!first?.email) return 'never';
  const { subject, text, html } = compose(first.language, mails, publicUrl);
  const headers = { 'Auto-Submitted': 'auto-generated', 'Content-Language': first.language, 'X-Entity-Ref-ID': messageId.slice(1, 33) };
  try {
    await transport.sendMail({ from, to: first.email, subject, text, html, messageId, headers });
  } catch (error) {
    return fate(error);
  }
  await pool.query(`UPDATE mail SET state = 'sent', sent_at = to_timestamp($2 / 1000.0), note = NULL WHERE id = ANY($1::uuid[])`, [
    mails.map((mail) => mail.id),
    now,
  ]);
  return 'sent';
}

async function settle(deps: DeliverDeps, item: Bundle, result: Result, now: number): Promise<void> {
  if (result === 'later') await mark(deps.pool, item.mails, 'planned', 'the mail server did not take it yet');
  if (result !== 'never') return;
  await mark(deps.pool, item.mails, 'failed', 'the mail server refused it, or there is no address');
  const caseId = item.mails[0]?.caseId ?? null;
  await raiseAlarm(deps.pool, { kind: 'mail-rejected', caseId, at: now, detail: { rows: item.mails.length } });
}

async function sendAll(deps: DeliverDeps, bundles: readonly Bundle[], now: number): Promise<boolean> {
  const queue = [...bundles];
  let troubled = false;
  const worker = async (): Promise<void> => {
    for (let item = queue.shift(); item; item = queue.shift()) {
      const result = troubled ? 'later' : await send(deps, item, now);
      troubled ||= result === 'later' || result === 'unknown';
      await settle(deps, item, result, now);
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker));
  return troubled;
}

/**
 * Delivers what is due for a shard at `now`.
 *
 * 1. What is no longer true is dropped, and the ledger says so.
 * 2. Before a mail leaves, its rows carry its Message-ID: at least once, never silently lost, a repeat recognisable.
 * 3. A server that cannot be reached costs time only; one that refuses an address raises an alarm.
 *
 * @param beat tells the engine that delivery goes on
 */
export async function deliverDue(
  deps: DeliverDeps,
  { shard, now }: { readonly shard: number; readonly now: number },
  beat: () => void = () => undefined,
): Promise<{ readonly again: number | null }> {
  for (;;) {
    const due = await readDue(deps.pool, shard, now);
    if (due.length === 0) return { again: await nextDueAt(deps.pool, shard) };
    const { alive, stale } = await sortOut(deps.pool, due);
    await mark(deps.pool, stale, 'dropped', 'no longer true');
    const bundles = bundle(alive);
    await mark(deps.pool, bundles.flatMap((b) => b.overtaken), 'dropped', 'a later reminder goes instead');
    await begin(deps.pool, bundles);
    beat();
    if (await sendAll(deps, bundles, now)) return { again: now + PAUSE };
  }
}

export function createDeliver(deps: DeliverDeps): MailActivities['deliver'] {
  return (input) => deliverDue(deps, input, heartbeat);
}
