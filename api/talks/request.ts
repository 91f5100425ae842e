import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { asId, type CommandId, type UnitId } from '../../domain/ids.js';
import { talkDue } from '../../domain/talk/rules.js';
import type { TalkCommand, TalkRole } from '../../domain/talk/talk.js';
import type { CivilDate } from '../../domain/time/civil-date.js';
import { HOUR, instant, type Instant } from '../../domain/time/instant.js';
import { localDate } from '../../domain/time/zone.js';
import { bodyHash } from '../commands/canonical.js';
import { createSealer } from '../commands/sealing.js';
import type { Deps } from '../deps.js';
import { currentRules } from '../rules/current-rules.js';
import { giveSlipCommand } from '../slips/give.js';
import { findKeptSlip } from '../slips/inbox.js';
import { packWords } from './sealed-words.js';

/** A request as somebody without an account has made it, checked. */
export interface TalkRequest {
  readonly schoolId: UnitId;
  readonly name: string;
  readonly className: string;
  readonly role: TalkRole;
  readonly urgent: boolean;
  readonly words: string;
}

/** What the page is told: taken, with the day by which a time is offered; or not. */
export type Requested =
  | { readonly kind: 'taken'; readonly dueOn: CivilDate }
  | { readonly kind: 'too-many'; readonly seconds: number }
  | { readonly kind: 'unknown-school' };

const CALLER = 'page:talk';

/** Seconds after which a school that has been sent too much is asked again. */
const SCHOOL_WAIT = 600;

/** Urgent requests stand outside the budget: they use nothing of it up. */
async function countRecent(pool: pg.Pool, schoolId: string, now: Instant): Promise<number> {
  const { rows } = await pool.query<{ n: number }>({
    name: 'recent-talks',
    text: `SELECT count(*)::integer AS n FROM slip_command
           WHERE kind = 'talk' AND school_id = $1 AND received_at > $2 AND caller = $3
             AND body -> 'data' ->> 'urgent' = 'false'`,
    values: [schoolId, new Date(now - HOUR), CALLER],
  });
  return rows[0]?.n ?? 0;
}

/**
 * The seconds to wait before a school takes another request from an address; null: now. What is urgent waits for nothing
 * but the budget of the address itself: no stranger can use up what a learner in need has. Of the others, one address
 * may use a part of what a school takes.
 */
async function waitOf(
  { pool, settings, limits }: Deps,
  { schoolId, urgent }: TalkRequest,
  from: string,
  now: Instant,
): Promise<number | null> {
  if (urgent) return null;
  if ((await countRecent(pool, schoolId, now)) >= settings.talkLimit) return SCHOOL_WAIT;
  return limits.spend('talkSchool', `${from} ${schoolId}`);
}

/**
 * Keeps a learner's request: the clock starts at this moment, whatever the engine does.
 *
 * 1. `key` comes from the form: sent twice it is one request. Sent again with other answers, or without a key, it is
 *    a new one.
 * 2. Nobody is looked up: who exists is confirmed to nobody.
 * 3. PostgreSQL down throws; nothing was done.
 *
 * `from`: the address it comes from, as budgets count.
 */
export async function requestTalk(
  deps: Deps,
  key: CommandId | null,
  request: TalkRequest,
  from: string,
): Promise<Requested> {
  const { schoolId, role, urgent, name, className, words } = request;
  const { pool } = deps;
  const now = deps.now();
  const hash = bodyHash('talk', request);
  const rules = await currentRules(pool, schoolId, now);
  if (rules === null) return { kind: 'unknown-school' };
  const dueFrom = (at: number) => talkDue(rules, urgent, localDate(rules.calendar.zone, instant(at))).dueOn;
  const kept = key === null ? null : await findKeptSlip(pool, CALLER, key);
  if (kept !== null && deps.vault.isFingerprint(kept.bodyHash, hash))
    return { kind: 'taken', dueOn: dueFrom(kept.receivedAt.getTime()) };
  const seconds = await waitOf(deps, request, from, now);
  if (seconds !== null) return { kind: 'too-many', seconds };
  const sealer = createSealer();
  const command: TalkCommand = {
    v: 1,
    id: asId<CommandId>(randomUUID()),
    slipId: randomUUID(),
    receivedAt: now,
    actor: { personId: null, roles: [], kind: 'system' },
    type: 'request',
    data: { schoolId, role, urgent, words: sealer.seal(packWords({ name, className, words })) },
  };
  await giveSlipCommand(deps, {
    kind: 'talk',
    command,
    caller: CALLER,
    key: kept === null && key !== null ? key : randomUUID(),
    bodyHash: hash,
    schoolId,
    controllerId: await countyOf(pool),
    texts: sealer.sealed,
  });
  return { kind: 'taken', dueOn: dueFrom(now) };
}

async function countyOf(pool: pg.Pool): Promise<string> {
  const { rows } = await pool.query<{ id: string }>(
    `SELECT id FROM controller WHERE kind = 'county' LIMIT 1`,
  );
  if (rows[0] === undefined) throw new Error('there is no county to ask for a talk');
  return rows[0].id;
}
