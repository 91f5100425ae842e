import type { Pool } from 'pg';
import { POST, seesDuty } from '../../domain/duty-sight.js';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import { stillTrue, type Still } from '../../domain/mails.js';
import { slipStillTrue, type SlipStill } from '../../domain/slips/mails.js';
import type { SlipStatus } from '../../domain/slips/slip.js';
import { sees } from '../../domain/sight.js';
import type { CaseState } from '../../domain/state.js';
import { instant } from '../../domain/time/instant.js';
import { stillToDo } from './calendar-mails.js';
import { isCalendarStill, type CalendarStill } from './calendar-tasks.js';
import { UNSHOWN, type Language, type Template } from './texts.js';

/** A row of the ledger whose time has come. */
export interface DueMail {
  readonly id: string;
  /** The case it is about; null when it is about a slip or a calendar. */
  readonly caseId: string | null;
  readonly slipId: string | null;
  /** Empty for what has no reference. */
  readonly ref: string;
  readonly template: Template;
  readonly still: Still | SlipStill | CalendarStill;
  readonly data: {
    readonly dueOn?: string;
    readonly on?: string;
    readonly minute?: number;
    readonly linkId?: string;
    readonly by?: 'text';
  };
  readonly recipientId: string;
  readonly email: string | null;
  readonly phone: string | null;
  readonly language: Language;
  /** Set when an earlier delivery began: the outcome is unknown, and the same Message-ID goes again. */
  readonly messageId: string | null;
}

/** Rows that one delivery takes at the most. */
const BATCH = 1000;

/** The due rows of a shard at `now`, oldest first, whole receivers together; also those whose receiver nobody knows. */
export async function readDue(pool: Pool, shard: number, now: number): Promise<DueMail[]> {
  const { rows } = await pool.query<DueMail>(
    `SELECT m.id, m.case_id AS "caseId", m.slip_id AS "slipId", m.ref, m.template, m.still, m.data, m.recipient_id AS "recipientId",
            p.email, p.phone, coalesce(p.language, 'fi') AS language, m.message_id AS "messageId"
     FROM mail m LEFT JOIN person p ON p.id = m.recipient_id
     WHERE m.shard = $1 AND m.state IN ('planned', 'sending') AND m.not_before <= to_timestamp($2 / 1000.0)
     ORDER BY m.recipient_id, m.not_before, m.id LIMIT $3`,
    [shard, now, BATCH],
  );
  if (rows.length < BATCH) return rows;
  const last = rows.at(-1)?.recipientId;
  const whole = rows.filter((mail) => mail.recipientId !== last);
  return whole.length > 0 ? whole : rows;
}

/** Splits due rows into those whose condition still holds at `now` and those that came too late. */
export async function sortOut(
  pool: Pool,
  due: readonly DueMail[],
  now: number,
): Promise<{ alive: DueMail[]; stale: DueMail[] }> {
  const ids = [...new Set(due.flatMap((mail) => mail.caseId ?? []))];
  const { rows } = await pool.query<{ case_id: string; state: CaseState }>(
    'SELECT case_id, state FROM case_view WHERE case_id = ANY($1::uuid[])',
    [ids],
  );
  const states = new Map(rows.map((row) => [row.case_id, row.state]));
  const slips = await slipStates(pool, due);
  const tasks = await stillToDo(
    pool,
    due.flatMap((mail) => {
      const { still, recipientId } = mail;
      return isCalendarStill(still) ? [{ id: mail.id, still, recipientId }] : [];
    }),
    instant(now),
  );
  const toDo = new Set([...tasks].map((mail) => mail.id));
  const alive: DueMail[] = [];
  const stale: DueMail[] = [];
  for (const mail of due) {
    const { still } = mail;
    const state = states.get(mail.caseId ?? '');
    const slip = slips.get(mail.slipId ?? '');
    const holds = isCalendarStill(still)
      ? toDo.has(mail.id)
      : still.kind === 'slip'
        ? slip && slipStillTrue(still, slip)
        : state && stillTrue(still, state);
    (holds ? alive : stale).push(state ? asShown(mail, state) : mail);
  }
  return { alive, stale };
}

/**
 * A rung that reaches a post is heard there also of what the post is not shown, and then says nothing of it: neither
 * that it is urgent, nor its day.
 */
function asShown(mail: DueMail, state: CaseState): DueMail {
  const { still } = mail;
  if (still.kind !== 'duty' || still.ownerId !== null) return mail;
  const personId = asId<PersonId>(mail.recipientId);
  const own = sees({ personId, roles: [], kind: 'person' }, state) ?? [];
  const viewer = { personId, sections: new Set([...POST.sections, ...own]) };
  const duty = state.duties.find((it) => it.id === still.dutyId);
  const shows = duty !== undefined && seesDuty(viewer, duty, state.duties);
  return shows ? mail : { ...mail, template: UNSHOWN, data: {} };
}

interface SlipNow {
  readonly status: SlipStatus;
  readonly schoolId: UnitId;
}

async function slipStates(pool: Pool, due: readonly DueMail[]): Promise<ReadonlyMap<string, SlipNow>> {
  const ids = [...new Set(due.flatMap((mail) => mail.slipId ?? []))];
  if (ids.length === 0) return new Map();
  const { rows } = await pool.query<SlipNow & { readonly id: string }>(
    'SELECT id, status, school_id AS "schoolId" FROM slip WHERE id = ANY($1::uuid[])',
    [ids],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** When the next row of a shard is due (epoch ms), or null. */
export async function nextDueAt(pool: Pool, shard: number): Promise<number | null> {
  const { rows } = await pool.query<{ at: number | null }>(
    `SELECT (extract(epoch FROM min(not_before)) * 1000)::float8 AS at
     FROM mail WHERE shard = $1 AND state IN ('planned', 'sending')`,
    [shard],
  );
  return rows[0]?.at ?? null;
}
