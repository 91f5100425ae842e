import { createHash, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { FamilyFacts } from '../../domain/branch-commands.js';
import type { Command } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId } from '../../domain/ids.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { canonical } from '../commands/canonical.js';
import { keepCommand, markRefused } from '../commands/inbox.js';
import { sendCommand } from '../commands/send-command.js';
import { todayInFinland } from '../rules/today.js';
import { ageOfMajority, factsFrom, type FactsRow } from './family-facts.js';
import { NO_TEXTS } from '../vault/text-vault.js';

/** The service itself, as the inbox names who gave a command. */
const CALLER = 'system:directory';
/** Cases looked at in one statement, and how long the engine may take over one of them. */
const PAGE = 200;
const DEADLINE_MS = 10_000;

export interface DirectoryOptions {
  readonly pool: pg.Pool;
  readonly temporal: Client;
  readonly taskQueue: string;
  readonly now: () => Instant;
}

export interface FamilyReport {
  /** Cases that knew other facts than the directory. */
  readonly changed: number;
  readonly decided: number;
  /** Kept and not decided yet: the sweeper sends them again. */
  readonly waiting: number;
  readonly refused: number;
  /** Given for the same facts before: nothing was sent. */
  readonly known: number;
}

interface ChangedRow {
  case_id: string;
  ref: string;
  controller_id: string;
  version: number;
  facts: FactsRow;
}

// The state keeps the facts as JSON too, so the store compares them by value. `materialized`: the function is called
// once a learner and not once for each comparison.
const CHANGED = `
  WITH living AS MATERIALIZED (
    SELECT v.case_id, v.ref, v.controller_id, v.version, v.state #> '{annex,family}' AS known,
           family_facts(v.learner_id, $1, $2) AS facts
    FROM case_view v
    WHERE v.status IN ('open', 'aftercare') AND v.case_id > $3 AND ($4::uuid IS NULL OR v.learner_id = $4)
    ORDER BY v.case_id LIMIT $5
  )
  SELECT case_id, ref, controller_id, version, facts, known IS DISTINCT FROM facts AS differs
  FROM living WHERE facts IS NOT NULL ORDER BY case_id`;

/** The same case, version and facts are the same command, however often it is found. */
function keyOf(row: ChangedRow, facts: FamilyFacts): CommandId {
  const hex = createHash('sha256')
    .update(`${row.case_id} ${row.version} ${canonical(facts)}`)
    .digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return asId<CommandId>([...parts, hex.slice(20, 32)].join('-'));
}

function commandFor(row: ChangedRow, family: FamilyFacts, on: CivilDate, now: Instant) {
  const command: Command<'update-family'> = {
    v: 1,
    id: asId<CommandId>(randomUUID()),
    caseId: asId<CaseId>(row.case_id),
    type: 'update-family',
    receivedAt: now,
    happenedOn: on,
    actor: { personId: null, roles: [], kind: 'system' },
    named: {},
    data: { family },
  };
  return command;
}

type Fate = Exclude<keyof FamilyReport, 'changed'>;

/** Tells one case what the directory says, by the same contract as any command: kept first, decided exactly once. */
async function tell(options: DirectoryOptions, row: ChangedRow): Promise<Fate> {
  const { pool, now } = options;
  const facts = factsFrom(row.facts);
  const key = keyOf(row, facts);
  const command = commandFor(row, facts, todayInFinland(now()), now());
  const kept = await keepCommand(pool, {
    caller: CALLER,
    key,
    bodyHash: key,
    ref: row.ref,
    controllerId: row.controller_id,
    command,
    texts: NO_TEXTS,
    receivedAt: now(),
  });
  if (!kept) return 'known';
  const sent = await sendCommand(options, command, { running: false, deadlineMs: DEADLINE_MS });
  if (sent.kind === 'unknown') return 'waiting';
  if (sent.kind === 'decided') return 'decided';
  await markRefused(pool, command.id, sent.refusal, now());
  return 'refused';
}

/**
 * Compares what living cases know of their learner's family with what the directory says today, and tells each that
 * knows something else. `learnerId`: the cases of one learner only. Whatever changes the directory calls this; the
 * worker calls it in any case (`directory-watch.ts`).
 */
export async function familyChanged(
  options: DirectoryOptions,
  { learnerId = null }: { readonly learnerId?: string | null } = {},
): Promise<FamilyReport> {
  const report = { changed: 0, decided: 0, waiting: 0, refused: 0, known: 0 };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const on = todayInFinland(options.now());
    // Each page begins where the one before it ended.
    const { rows } = await options.pool.query<ChangedRow & { differs: boolean }>({
      name: 'family-changed',
      text: CHANGED,
      values: [on, ageOfMajority(), after, learnerId, PAGE],
    });
    for (const row of rows) {
      if (!row.differs) continue;
      report.changed += 1;
      report[await tell(options, row)] += 1;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return report;
    after = last.case_id;
  }
}
