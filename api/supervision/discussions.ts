import { discussionFigures, type Asked, type AskedEnd, type AskedOffer } from '../../domain/figures.js';
import type { CaseStatus, Offer } from '../../domain/state.js';
import { parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import type { Caller } from '../auth/caller.js';
import type { SupervisionSummary } from '../contracts/supervision.js';
import type { Deps } from '../deps.js';
import { DUTIES, ownDuties, RECORDED_ON, recordingBy, type Period } from './period.js';

/** What the log tells of when something was said to have happened, and when that was recorded. */
interface Entry {
  readonly type: string;
  readonly offerId: string | null;
  readonly happenedOn: string;
  readonly recordedOn: string;
}

interface AskedRow {
  readonly due_on: string | null;
  readonly status: CaseStatus;
  readonly is_declined: boolean;
  readonly is_closed: boolean;
  readonly offers: readonly Offer[];
  readonly entries: readonly Entry[];
  readonly school_id: string;
}

const OFFERED = 'discussion-offered';
const RECORDED = 'discussion-recorded';
const ENDED_BY = {
  voided: 'case-voided',
  declined: 'discussion-declined',
  closed: 'case-closed',
} as const satisfies Record<AskedEnd['as'], string>;

function lastOf(entries: readonly Entry[], type: string, offerId?: string): Entry | undefined {
  return entries.findLast((it) => it.type === type && (offerId === undefined || it.offerId === offerId));
}

/** A request ends once: one that was declined or closed before its case was voided ended then. */
function endOf({ status, is_declined, is_closed, entries }: AskedRow): AskedEnd | null {
  if (status === 'open' && !is_declined) return null;
  const first = is_declined ? 'declined' : is_closed ? 'closed' : 'voided';
  const entry = lastOf(entries, ENDED_BY[first]);
  if (entry === undefined) return null;
  const as = status === 'void' ? 'voided' : first;
  return { as, happenedOn: parseDate(entry.happenedOn), recordedOn: parseDate(entry.recordedOn) };
}

function offerOf({ id, on, offeredOn, outcome, outcomeOn }: Offer, entries: readonly Entry[]): AskedOffer {
  const [made, ended] = [lastOf(entries, OFFERED, id), lastOf(entries, RECORDED, id)];
  return {
    ...{ on, offeredOn, outcome, outcomeOn },
    recordedOn: made === undefined ? offeredOn : parseDate(made.recordedOn),
    outcomeRecordedOn: ended === undefined ? outcomeOn : parseDate(ended.recordedOn),
  };
}

function askedOf(row: AskedRow): Asked {
  return {
    promise: { dueOn: row.due_on === null ? null : parseDate(row.due_on) },
    offers: row.offers.map((offer) => offerOf(offer, row.entries)),
    end: endOf(row),
  };
}

/** Opportunities to talk that were asked for in the period. */
export async function readDiscussions(
  deps: Deps,
  caller: Caller,
  period: Period,
  today: CivilDate,
): Promise<SupervisionSummary['discussions']> {
  const { conditions, values, bind } = ownDuties(caller, period);
  const types = bind([OFFERED, RECORDED, ...Object.values(ENDED_BY)]);
  const { rows } = await deps.pool.query<AskedRow>(
    `SELECT DISTINCT ON (d.case_id) d.due_on::text, v.status, v.school_id::text,
            v.state -> 'marks' @> '[{"stage": "discussion", "state": "skipped"}]' AS is_declined,
            v.state ->> 'closing' IS NOT NULL AS is_closed, v.state -> 'offers' AS offers,
            (SELECT coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'happenedOn', e.happened_on,
               'recordedOn', ${RECORDED_ON}, 'offerId', e.body::jsonb #> '{data,offerId}') ORDER BY e.seq), '[]')
             FROM case_event e WHERE e.case_id = d.case_id AND e.type = ANY (${types})) AS entries
     FROM ${DUTIES} WHERE ${conditions} AND d.kind = 'discussion'
     ORDER BY d.case_id, d.started_on`,
    values,
  );
  return discussionFigures(rows.map(askedOf), today, await recordingBy(deps, rows[0]?.school_id));
}
