import { ApplicationFailure } from '@temporalio/common';
import type { Pool } from 'pg';
import type { ConsultationEvent, ConsultationState } from '../../domain/consultation/consultation.js';
import { CONSULTATION } from '../../domain/consultation/rules.js';
import type { SlipMail } from '../../domain/slips/mails.js';
import type { SlipRules, SlipState } from '../../domain/slips/slip.js';
import { TALK } from '../../domain/talk/rules.js';
import type { TalkEvent, TalkState } from '../../domain/talk/talk.js';
import { localDate } from '../../domain/time/zone.js';
import { slipRules } from '../../policies/slips.js';
import { LOG_DIVERGED, type SlipActivities, type SlipStoreInput } from '../../workflows/messages.js';
import { raiseAlarm } from '../alarm.js';
import { readRules } from '../log.js';
import { iso } from '../view-rows.js';
import { STORE_SLIP } from './store-sql.js';

/** What storing needs besides the database. */
export interface StoreSlipDeps {
  readonly pool: Pool;
  /** Told of the shards that have mail to send soon; best effort: every postman looks by itself, too. */
  readonly mailsBorn: (shards: readonly number[]) => void;
}

interface SeqMail {
  readonly seq: number;
  readonly mail: SlipMail;
}

/** The mails of these events. The engine sends a kind's own events and state under its name. */
function mailsOf({ kind, state, events }: SlipStoreInput, rules: SlipRules): SeqMail[] {
  const told =
    kind === 'consultation'
      ? (events as readonly ConsultationEvent[]).map((event) => ({
          seq: event.seq,
          mails: CONSULTATION.mailsOf(event, state as ConsultationState, rules),
        }))
      : (events as readonly TalkEvent[]).map((event) => ({
          seq: event.seq,
          mails: TALK.mailsOf(event, state as TalkState, rules),
        }));
  return told.flatMap(({ seq, mails }) => mails.map((mail) => ({ seq, mail })));
}

function mailRow(slipId: string, { seq, mail }: SeqMail, index: number) {
  const { template, to, notBefore, still, data } = mail;
  return {
    // The same event always gives the same row: storing twice is storing once.
    id: `${slipId}/${seq}/${index}/`,
    seq,
    template,
    person: 'personId' in to ? to.personId : null,
    rung: 'rung' in to ? to.rung : null,
    still,
    data,
    not_before: iso(notBefore),
  };
}

/** What these events add to the figures of consultations. */
function countsOf({ kind, state, events }: SlipStoreInput, { rules }: SlipRules) {
  if (kind !== 'consultation') return [];
  const { topic } = state as ConsultationState;
  return (events as readonly ConsultationEvent[]).flatMap(({ type, at }) => {
    const [asked, answered] = [
      type === 'consultation-asked' ? 1 : 0,
      type === 'consultation-answered' ? 1 : 0,
    ];
    if (asked + answered === 0) return [];
    const month = `${localDate(rules.calendar.zone, at).slice(0, 7)}-01`;
    return [{ month, topic, asked, answered }];
  });
}

/** Counts of one statement touch each figure once. */
function summed<T extends { readonly month: string; readonly asked: number; readonly answered: number }>(
  counts: readonly T[],
): T[] {
  const byMonth = new Map<string, T>();
  for (const count of counts) {
    const before = byMonth.get(count.month);
    byMonth.set(count.month, {
      ...count,
      asked: count.asked + (before?.asked ?? 0),
      answered: count.answered + (before?.answered ?? 0),
    });
  }
  return [...byMonth.values()];
}

function rowOf(state: SlipState, nextWake: number | null) {
  return {
    school_id: state.schoolId,
    role: state.role,
    side: state.side,
    asked_by: 'askedBy' in state ? state.askedBy : null,
    status: state.status,
    version: state.version,
    opened_at: iso(state.openedAt),
    due_at: iso(state.dueAt),
    settled_at: iso(state.settledAt),
    next_wake_at: iso(nextWake),
    state,
  };
}

/**
 * Stores what a slip has become.
 *
 * 1. State, mails, figures, outcomes and the erasing of words are one statement: all of it or nothing.
 * 2. The same state already there: done, and nothing is written or counted twice.
 * 3. A newer one there: `LOG_DIVERGED`, an alarm; the run will become what is stored.
 */
export function createStoreSlip({ pool, mailsBorn }: StoreSlipDeps): SlipActivities['storeSlip'] {
  return async (input) => {
    const { slipId, kind, state, events, outcomes, nextWake } = input;
    const known = await readRules(pool, state.rulesId);
    if (!known) throw new Error('the rule set of a slip is missing');
    const rules = slipRules(known);
    const mails = mailsOf(input, rules).map((mail, index) => mailRow(slipId, mail, index));
    const { rows } = await pool.query<{ stored: number; soon: number[] }>({
      name: 'store-slip',
      text: STORE_SLIP,
      values: [
        slipId,
        kind,
        JSON.stringify(rowOf(state, nextWake)),
        JSON.stringify(mails),
        outcomes,
        iso(state.lastAt),
        JSON.stringify(summed(countsOf(input, rules))),
        events.some((event) => 'type' in event && event.type === 'words-erased'),
      ],
    });
    const written = rows[0];
    if (written?.stored !== state.version) {
      const detail = { slip: slipId, known: state.version, stored: written?.stored ?? 0 };
      await raiseAlarm(pool, { kind: 'log-diverged', caseId: null, at: state.lastAt, detail });
      throw ApplicationFailure.nonRetryable(LOG_DIVERGED, LOG_DIVERGED);
    }
    if (written.soon.length > 0) mailsBorn(written.soon);
  };
}
