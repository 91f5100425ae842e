import type pg from 'pg';
import { isDeepStrictEqual } from 'node:util';
import { groupByCase } from './group-by-case.js';
import type { ChainHead, ChainRow } from './chain-faults.js';

/** Events that are gone and known to be, as the log itself records it (`gap-recorded`). */
export interface Gap {
  /** Number of the event that records it: the lost ones had this number and those after it. */
  readonly seq: number;
  readonly missing: number;
  readonly at: number;
}

/** Both logs of a case as they lie in PostgreSQL, with their heads. */
export interface StoredChains {
  readonly caseId: string;
  /** For people; the id when no row knows the reference. */
  readonly ref: string;
  readonly events: readonly ChainRow[];
  readonly eventsHead: ChainHead | null;
  readonly access: readonly ChainRow[];
  readonly accessHead: ChainHead | null;
  readonly gaps: readonly Gap[];
}

interface EventRow extends Omit<ChainRow, 'wrongColumns'> {
  case_id: string;
  type: string;
  at: Date;
  happened_on: string;
  command_id: string | null;
  controller_id: string;
  record_class: string;
}

interface AccessRow extends Omit<ChainRow, 'wrongColumns'> {
  case_id: string;
  at: Date;
  person_id: string | null;
  system: string | null;
  kind: string;
  once: string | null;
  controller_id: string;
  record_class: string;
}

interface HeadRow {
  case_id: string;
  ref: string | null;
  controller_id: string | null;
  version: number | null;
  head_hash: string | null;
  seq: number | null;
  hash: string | null;
}

const BATCH = 50;

// A case is one that any of the tables knows.
const IDS = `
  SELECT case_id::text AS case_id FROM (
    SELECT case_id FROM case_event UNION SELECT case_id FROM case_view
    UNION SELECT case_id FROM case_access UNION SELECT case_id FROM case_access_head) c
  WHERE $1::text IS NULL OR case_id::text = $1 OR case_id = (SELECT case_id FROM case_view WHERE ref = $1)
    OR case_id = (SELECT case_id FROM command WHERE ref = $1 LIMIT 1)
  ORDER BY case_id`;

const EVENTS = `
  SELECT case_id, seq, type, at, happened_on::text AS happened_on, command_id, controller_id, record_class, body, prev_hash, hash
  FROM case_event WHERE case_id = ANY ($1::uuid[]) ORDER BY seq`;

const ACCESS = `
  SELECT case_id, seq, at, person_id, system, kind, once, controller_id, record_class, body, prev_hash, hash
  FROM case_access WHERE case_id = ANY ($1::uuid[]) ORDER BY seq`;

const HEADS = `
  SELECT c.id AS case_id, coalesce(v.ref, (SELECT ref FROM command WHERE case_id = c.id LIMIT 1)) AS ref, v.controller_id,
    v.version, v.head_hash, h.seq, h.hash
  FROM unnest($1::uuid[]) AS c(id) LEFT JOIN case_view v ON v.case_id = c.id LEFT JOIN case_access_head h ON h.case_id = c.id`;

function parsed(body: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(body);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}

/** Names of the columns that do not say what they ought to. */
function wrong(columns: Readonly<Record<string, readonly [unknown, unknown]>>): string[] {
  return Object.entries(columns)
    .filter(([, [stands, ought]]) => !isDeepStrictEqual(stands ?? null, ought ?? null))
    .map(([name]) => name);
}

function eventOf(row: EventRow, owner: string | null): ChainRow {
  const body = parsed(row.body);
  const wrongColumns = wrong({
    seq: [row.seq, body['seq']],
    type: [row.type, body['type']],
    at: [row.at.getTime(), body['at']],
    happened_on: [row.happened_on, body['happenedOn']],
    command_id: [row.command_id, body['commandId']],
    controller_id: [row.controller_id, owner ?? row.controller_id],
    record_class: [row.record_class, 'case-log'],
  });
  return { seq: row.seq, body: row.body, prev_hash: row.prev_hash, hash: row.hash, wrongColumns };
}

function accessOf(row: AccessRow, owner: string | null): ChainRow {
  const body = parsed(row.body);
  const by = parsed(JSON.stringify(body['by'] ?? null));
  const wrongColumns = wrong({
    at: [row.at.toISOString(), body['at']],
    person_id: [row.person_id, by['person']],
    system: [row.system, by['system']],
    kind: [row.kind, body['kind']],
    once: [row.once, body['once']],
    controller_id: [row.controller_id, owner ?? row.controller_id],
    record_class: [row.record_class, 'access-log'],
  });
  return { seq: row.seq, body: row.body, prev_hash: row.prev_hash, hash: row.hash, wrongColumns };
}

function gapsOf(events: readonly EventRow[]): Gap[] {
  return events.flatMap(({ seq, type, body, at }) => {
    if (type !== 'gap-recorded') return [];
    const data = parsed(JSON.stringify(parsed(body)['data'] ?? null));
    return [{ seq, missing: Number(data['missing'] ?? 0), at: at.getTime() }];
  });
}

/** Logs and heads of some cases at one instant. */
async function readBatch(pool: pg.Pool, ids: readonly string[]) {
  const client = await pool.connect();
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const events = await client.query<EventRow>(EVENTS, [ids]);
    const access = await client.query<AccessRow>(ACCESS, [ids]);
    const heads = await client.query<HeadRow>(HEADS, [ids]);
    await client.query('COMMIT');
    return { events: events.rows, access: access.rows, heads: heads.rows };
  } finally {
    client.release();
  }
}

function assemble(head: HeadRow, events: readonly EventRow[], access: readonly AccessRow[]): StoredChains {
  const { case_id: caseId, ref, controller_id: owner, version, head_hash: viewHash, seq, hash } = head;
  return {
    caseId,
    ref: ref ?? caseId,
    events: events.map((row) => eventOf(row, owner)),
    eventsHead: version === null || viewHash === null ? null : { seq: version, hash: viewHash },
    access: access.map((row) => accessOf(row, owner)),
    accessHead: seq === null || hash === null ? null : { seq, hash },
    gaps: gapsOf(events),
  };
}

/** Both logs of every case, or of one (`only`: id or reference); no more than a batch is in memory. */
export async function* storedChains(pool: pg.Pool, only?: string): AsyncGenerator<StoredChains> {
  const { rows } = await pool.query<{ case_id: string }>(IDS, [only ?? null]);
  for (let from = 0; from < rows.length; from += BATCH) {
    const ids = rows.slice(from, from + BATCH).map((row) => row.case_id);
    const batch = await readBatch(pool, ids);
    const [events, access] = [groupByCase(batch.events), groupByCase(batch.access)];
    for (const head of batch.heads)
      yield assemble(head, events.get(head.case_id) ?? [], access.get(head.case_id) ?? []);
  }
}
