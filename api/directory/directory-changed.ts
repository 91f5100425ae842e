import { createHash, randomUUID } from 'node:crypto';
import type { Client } from '@temporalio/client';
import type pg from 'pg';
import type { CommandData } from '../../domain/commands.js';
import type { Command } from '../../domain/commands.js';
import { asId, type CaseId, type CommandId, type PersonId } from '../../domain/ids.js';
import { SIDES, type Side } from '../../domain/people.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import { canonical } from '../commands/canonical.js';
import { keepCommand, markRefused } from '../commands/inbox.js';
import { sendCommand } from '../commands/send-command.js';
import { todayInFinland } from '../rules/today.js';
import { NO_TEXTS } from '../vault/text-vault.js';
import { ageOfMajority, factsFrom, type FactsRow } from './family-facts.js';
import { surroundingsFrom, type SurroundingsRow } from './surroundings-facts.js';

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

export interface DirectoryReport {
  /** Facts that cases knew otherwise than the directory; a case may know two. */
  readonly changed: number;
  readonly decided: number;
  /** Kept and not decided yet: the sweeper sends them again. */
  readonly waiting: number;
  readonly refused: number;
  /** Given for the same facts before: nothing was sent. */
  readonly known: number;
}

interface LivingRow {
  case_id: string;
  ref: string;
  controller_id: string;
  version: number;
  school_id: string;
  family: FactsRow;
  around: SurroundingsRow;
  family_differs: boolean;
  around_differs: boolean;
}

// The state keeps the facts as JSON too, so the store compares them by value. `materialized`: the functions are called
// once a case and not once for each comparison. A case that was told nothing of its surroundings yet is told when they
// are no longer those it was opened in: its school, its staff, or a row that was changed since.
const CHANGED = `
  WITH living AS MATERIALIZED (
    SELECT v.case_id, v.ref, v.controller_id, v.version, v.school_id,
           v.state #> '{annex,family}' AS known_family, family_facts(v.learner_id, $1, $2) AS family,
           v.state #> '{annex,surroundings}' AS known_around, surroundings(v.case_id, $1) AS around,
           v.opened_at, v.learner_id
    FROM case_view v
    WHERE v.status IN ('open', 'aftercare') AND v.case_id > $3 AND ($4::uuid IS NULL OR v.learner_id = $4)
    ORDER BY v.case_id LIMIT $5
  )
  SELECT case_id, ref, controller_id, version, school_id, family, around,
         known_family IS DISTINCT FROM family AS family_differs,
         CASE WHEN known_around IS NOT NULL THEN known_around IS DISTINCT FROM around
              ELSE around ->> 'schoolId' <> school_id::text OR around ->> 'enrolledUntil' IS NOT NULL
                OR around -> 'gone' <> '[]' OR EXISTS (
                  SELECT FROM learner l WHERE l.person_id = c.learner_id AND l.changed_at > c.opened_at) OR EXISTS (
                  SELECT FROM jsonb_array_elements(around -> 'languages') s
                  JOIN person p ON p.id = (s ->> 'personId')::uuid WHERE p.changed_at > c.opened_at)
         END AS around_differs
  FROM living c WHERE family IS NOT NULL AND around IS NOT NULL ORDER BY case_id`;

/** What a case is told, by the type of the command that tells it. */
type Told = 'update-family' | 'update-surroundings';

/** The same case, version and facts are the same command, however often it is found. */
function keyOf(row: LivingRow, facts: unknown): CommandId {
  const hex = createHash('sha256')
    .update(`${row.case_id} ${row.version} ${canonical(facts)}`)
    .digest('hex');
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`];
  return asId<CommandId>([...parts, hex.slice(20, 32)].join('-'));
}

type Named = Readonly<Record<string, readonly Side[]>>;

function commandFor<T extends Told>(
  row: LivingRow,
  type: T,
  data: CommandData[T],
  given: { readonly on: CivilDate; readonly now: Instant; readonly named: Named },
): Command<T> {
  return {
    v: 1,
    id: asId<CommandId>(randomUUID()),
    caseId: asId<CaseId>(row.case_id),
    type,
    receivedAt: given.now,
    happenedOn: given.on,
    actor: { personId: null, roles: [], kind: 'system' },
    named: given.named,
    data,
  };
}

/** Who at each employer can name somebody else for those who are gone. */
async function holdersFor(
  pool: pg.Pool,
  { school_id: schoolId, around }: LivingRow,
  on: CivilDate,
): Promise<Partial<Record<Side, PersonId>>> {
  const holders: Partial<Record<Side, PersonId>> = {};
  for (const side of SIDES) {
    if (!around.gone.some((it) => it.side === side)) continue;
    const { rows } = await pool.query<{ holder: string | null }>({
      name: 'coordinator-of',
      text: `SELECT rung_holder('coordinator', $1, $2, $3) AS holder`,
      values: [side, schoolId, on],
    });
    const holder = rows[0]?.holder;
    if (holder) holders[side] = asId<PersonId>(holder);
  }
  return holders;
}

function namedBy(holders: Partial<Record<Side, PersonId>>): Named {
  const named: Record<string, Side[]> = {};
  for (const side of SIDES) {
    const id = holders[side];
    if (id) named[id] = [...(named[id] ?? []), side];
  }
  return named;
}

type Fate = Exclude<keyof DirectoryReport, 'changed'>;

/** Tells one case what the directory says, by the same contract as any command: kept first, decided exactly once. */
async function tell(
  options: DirectoryOptions,
  row: LivingRow,
  command: Command<'update-family'> | Command<'update-surroundings'>,
  facts: unknown,
): Promise<Fate> {
  const { pool, now } = options;
  const key = keyOf(row, facts);
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

async function tellFamily(options: DirectoryOptions, row: LivingRow, on: CivilDate): Promise<Fate> {
  const family = factsFrom(row.family);
  const given = { on, now: options.now(), named: {} };
  return tell(options, row, commandFor(row, 'update-family', { family }, given), family);
}

async function tellSurroundings(options: DirectoryOptions, row: LivingRow, on: CivilDate): Promise<Fate> {
  const surroundings = surroundingsFrom(row.around);
  const holders = await holdersFor(options.pool, row, on);
  const given = { on, now: options.now(), named: namedBy(holders) };
  const command = commandFor(row, 'update-surroundings', { surroundings, holders }, given);
  return tell(options, row, command, surroundings);
}

/**
 * Compares what living cases know of family, school and staff with what the directory says today, and tells each that
 * knows something else. `learnerId`: the cases of one learner only. Whatever changes the directory calls this; the
 * worker calls it in any case (`directory-watch.ts`).
 */
export async function directoryChanged(
  options: DirectoryOptions,
  { learnerId = null }: { readonly learnerId?: string | null } = {},
): Promise<DirectoryReport> {
  const report = { changed: 0, decided: 0, waiting: 0, refused: 0, known: 0 };
  const count = (fate: Fate): void => {
    report.changed += 1;
    report[fate] += 1;
  };
  let after = '00000000-0000-0000-0000-000000000000';
  for (;;) {
    const on = todayInFinland(options.now());
    // Each page begins where the one before it ended.
    const { rows } = await options.pool.query<LivingRow>({
      name: 'directory-changed',
      text: CHANGED,
      values: [on, ageOfMajority(), after, learnerId, PAGE],
    });
    for (const row of rows) {
      if (row.family_differs) count(await tellFamily(options, row, on));
      if (row.around_differs) count(await tellSurroundings(options, row, on));
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < PAGE) return report;
    after = last.case_id;
  }
}
