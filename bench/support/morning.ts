import { randomUUID } from 'node:crypto';
import { Client, Connection } from '@temporalio/client';
import type pg from 'pg';
import { MAIL_SIGNAL, POSTMAN_SHARDS, postmanWorkflowId } from '../../workflows/messages.js';
import { report } from './figure.js';
import type { Product } from './product.js';

/** Writes so many reminders for as many receivers, prepared ahead for one minute of the morning. */
async function prepare(pool: pg.Pool, caseId: string, count: number, notBefore: number): Promise<void> {
  const people = Array.from({ length: count }, () => randomUUID());
  await pool.query(
    `INSERT INTO person (id, kind, given_name, family_name, email, language)
     SELECT id, 'staff', 'Bench', 'Receiver', id || '@example.invalid', 'fi' FROM unnest($1::uuid[]) AS id`,
    [people],
  );
  await pool.query(
    `INSERT INTO mail (id, case_id, seq, ref, controller_id, recipient_id, shard, template, still, data, not_before)
     SELECT gen_random_uuid(), v.case_id, v.version, v.ref, v.controller_id, p.id,
            ('x' || substr(md5(p.id::text), 1, 4))::bit(16)::integer % 4, 'reminder', '{"kind": "case"}', '{"dueOn": "2026-12-01"}',
            to_timestamp($3 / 1000.0)
     FROM case_view v, unnest($2::uuid[]) AS p(id) WHERE v.case_id = $1`,
    [caseId, people, notBefore],
  );
}

async function wake(address: string): Promise<void> {
  const connection = await Connection.connect({ address });
  const client = new Client({ connection });
  for (let shard = 0; shard < POSTMAN_SHARDS; shard += 1) {
    await client.workflow.getHandle(postmanWorkflowId(shard)).signal(MAIL_SIGNAL);
  }
  await connection.close();
}

async function waiting(pool: pg.Pool, caseId: string): Promise<number> {
  const { rows } = await pool.query<{ n: number }>(
    "SELECT count(*)::integer AS n FROM mail WHERE case_id = $1 AND data ->> 'dueOn' = '2026-12-01' AND state <> 'sent'",
    [caseId],
  );
  return rows[0]?.n ?? 0;
}

/** How long after the mail hour the last of the reminders that were prepared for it is in the sink. */
export async function measureMorning(product: Product, pool: pg.Pool, count: number): Promise<void> {
  const caseId = await product.raise();
  const morning = Date.now() + 10_000;
  await prepare(pool, caseId, count, morning);
  await wake(product.stack.temporalAddress);
  while ((await waiting(pool, caseId)) > 0 && Date.now() < morning + 120_000) {
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const value = (Date.now() - morning) / 1000;
  report({
    name: 'morning-mail',
    value,
    unit: 's',
    budget: '<= 10',
    within: value <= 10,
    note: `${count} reminders, a receiver each`,
  });
}
