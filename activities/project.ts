import { ApplicationFailure } from '@temporalio/common';
import type { Pool } from 'pg';
import type { CaseEvent } from '../domain/events.js';
import { asId, type CaseId } from '../domain/ids.js';
import type { Rules } from '../domain/rules.js';
import type { CaseState } from '../domain/state.js';
import { LOG_DIVERGED, type CaseActivities, type ProjectInput } from '../workflows/messages.js';
import { raiseAlarm } from './alarm.js';
import { chain, CHAIN_START } from './chain.js';
import { readLog, readRules } from './log.js';
import { foldWithMails, type MailRow } from './mail-rows.js';
import { OUTCOME_WORD, PROJECT } from './project-sql.js';
import { dutyRows, iso, viewOf } from './view-rows.js';

/** The stored head of a case. */
interface Head {
  readonly version: number;
  readonly hash: string;
  readonly state: CaseState | null;
}

async function readHead(pool: Pool, caseId: string): Promise<Head> {
  const { rows } = await pool.query<{ version: number; head_hash: string; state: CaseState }>({
    name: 'read-head',
    text: 'SELECT version, head_hash, state FROM case_view WHERE case_id = $1',
    values: [caseId],
  });
  const row = rows[0];
  return row
    ? { version: row.version, hash: row.head_hash, state: row.state }
    : { version: 0, hash: CHAIN_START, state: null };
}

/** The events that are not stored yet; null when what is stored is something else. */
async function missing(pool: Pool, input: ProjectInput, head: Head): Promise<readonly CaseEvent[] | null> {
  if (head.version === input.head) return input.events;
  if (head.version < input.head) return null;
  const stored = await readLog(pool, input.caseId, input.head + 1);
  const same = stored.every((event, i) => JSON.stringify(event) === JSON.stringify(input.events[i]));
  return same ? input.events.slice(stored.length) : null;
}

async function rulesOf(pool: Pool, events: readonly CaseEvent[], state: CaseState | null): Promise<Rules> {
  const first = events[0];
  const id = first?.type === 'concern-raised' ? first.data.rulesId : state?.rulesId;
  const rules = id ? await readRules(pool, id) : null;
  if (!rules) throw new Error('the rule set of a case is missing');
  return rules;
}

function mailJson(mails: readonly MailRow[]): string {
  return JSON.stringify(mails.map((mail) => ({ ...mail, not_before: iso(mail.not_before) })));
}

/** Writes events, view, duties, mails and outcomes in one statement; null when the head has moved meanwhile. */
async function append(
  pool: Pool,
  input: ProjectInput,
  events: readonly CaseEvent[],
  head: Head,
): Promise<{ readonly head: Head; readonly soon: readonly number[] } | null> {
  const caseId = asId<CaseId>(input.caseId);
  const rules = await rulesOf(pool, events, head.state);
  const { state, mails } = foldWithMails(head.state, events, caseId, rules);
  if (!state) throw new Error('a log that does not begin with a concern');
  const links = chain(events, head.hash);
  const rows = links.map(({ event, body, prevHash, hash: own }) => ({
    ...{
      seq: event.seq,
      type: event.type,
      at: iso(event.at),
      happened_on: event.happenedOn,
      command_id: event.commandId,
    },
    ...{ body, prev_hash: prevHash, hash: own },
  }));
  const hash = links.at(-1)?.hash ?? head.hash;
  const view = viewOf(state, input.nextWake, hash);
  const { rows: result } = await pool.query<{ appended: number; soon: number[] }>({
    name: 'project',
    text: PROJECT,
    values: [
      input.caseId,
      head.version,
      JSON.stringify(view),
      JSON.stringify(rows),
      JSON.stringify(dutyRows(state, events)),
      mailJson(mails),
      JSON.stringify(input.outcomes.map(({ id, answer }) => ({ id, result: answer }))),
      iso(state.lastAt),
      head.hash,
    ],
  });
  const written = result[0];
  return written?.appended === 1
    ? { head: { version: state.version, hash, state }, soon: written.soon }
    : null;
}

/** Heads of the cases stored last. One that is out of date costs a look at the store: the statement compares the hash. */
class KnownHeads {
  private readonly heads = new Map<string, Head>();

  /** The head on which these events follow, if it is known; it is handed out once. */
  take({ caseId, head }: ProjectInput): Head | null {
    const known = this.heads.get(caseId);
    this.heads.delete(caseId);
    return known?.version === head ? known : null;
  }

  keep(caseId: string, head: Head): void {
    this.heads.set(caseId, head);
    const oldest = this.heads.size > KNOWN_HEADS ? this.heads.keys().next().value : undefined;
    if (oldest !== undefined) this.heads.delete(oldest);
  }
}

/** About 10 KB each. */
const KNOWN_HEADS = 500;

/** What the projection needs besides the database. */
export interface ProjectDeps {
  readonly pool: Pool;
  /** Told of the shards that have mail to send soon; best effort: every postman looks by itself, too. */
  readonly mailsBorn: (shards: readonly number[]) => void;
}

/**
 * Stores what a case has decided.
 *
 * 1. It appends only after the head it knows, in one statement: all of it or nothing.
 * 2. The same events already there: done, and nothing is written twice.
 * 3. Anything else there: `LOG_DIVERGED`, an alarm; the run will load itself from the log.
 */
export function createProject({ pool, mailsBorn }: ProjectDeps): CaseActivities['project'] {
  const known = new KnownHeads();
  return async (input) => {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const head = known.take(input) ?? (await readHead(pool, input.caseId));
      const events = await missing(pool, input, head);
      if (events === null) return diverged(pool, input, head);
      if (events.length === 0) return confirm(pool, input);
      const stored = await append(pool, input, events, head);
      if (!stored) continue;
      known.keep(input.caseId, stored.head);
      if (stored.soon.length > 0) mailsBorn(stored.soon);
      return;
    }
    throw new Error('the head of the log keeps moving');
  };
}

/** The events were there already: their outcomes may still be missing when a store was restored. */
async function confirm(pool: Pool, input: ProjectInput): Promise<void> {
  for (const { id, answer } of input.outcomes) {
    await pool.query(
      `WITH told AS (UPDATE command SET outcome = 'done', result = $2, decided_at = coalesce(decided_at, received_at)
       WHERE id = $1 AND outcome IS NULL RETURNING id, result) SELECT pg_notify('command_done', ${OUTCOME_WORD}) FROM told`,
      [id, JSON.stringify(answer)],
    );
  }
}

async function diverged(pool: Pool, input: ProjectInput, head: Head): Promise<never> {
  const at = input.events.at(-1)?.at ?? 0;
  const detail = { known: input.head, stored: head.version };
  await raiseAlarm(pool, { kind: 'log-diverged', caseId: input.caseId, at, detail });
  throw ApplicationFailure.nonRetryable(LOG_DIVERGED, LOG_DIVERGED);
}
