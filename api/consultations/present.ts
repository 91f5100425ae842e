import type pg from 'pg';
import { relationTo, type ConsultationState } from '../../domain/consultation/consultation.js';
import { maySettle } from '../../domain/slips/slip.js';
import { addDays } from '../../domain/time/civil-date.js';
import type { Caller } from '../auth/caller.js';
import type { ConsultationAnswer, ConsultationList } from '../contracts/consultations.js';
import type { Deps } from '../deps.js';
import { notFound } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import { findSlip, listSlips, type FoundSlip } from '../slips/find.js';
import { readSlipWords } from '../slips/words.js';
import { instant, type Instant } from '../../domain/time/instant.js';

export type FoundConsultation = FoundSlip<ConsultationState>;

function iso(at: Instant): string {
  return new Date(at).toISOString();
}

/** What is said of a consultation without its words; null for somebody without a relation to it. */
function headOf({ state, school, actor }: FoundConsultation, now: Instant): ConsultationAnswer | null {
  const relation = relationTo(actor, state);
  if (relation === null || state.status === 'erased') return null;
  const isOpen = state.status === 'open';
  return {
    id: state.id,
    schoolId: school.id,
    schoolName: school.name,
    topic: state.topic,
    role: state.role,
    relation,
    status: state.status,
    mayAnswer: isOpen && relation !== 'asker' && maySettle(actor, state),
    late: isOpen && state.dueAt <= now,
    askedAt: iso(state.openedAt),
    answerBy: state.dueOn,
    answeredAt: state.settledAt === null ? null : iso(state.settledAt),
    // The words go as this day ends.
    keptUntil: state.eraseAt === null ? null : addDays(todayInFinland(instant(state.eraseAt)), -1),
  };
}

/** A consultation that the caller may see; 404 for anything else, in the same form. */
export async function findConsultation(deps: Deps, caller: Caller, id: string): Promise<FoundConsultation> {
  const found = await findSlip<ConsultationState>(deps.pool, 'consultation', caller, id);
  if (found === null || headOf(found, deps.now()) === null) throw notFound();
  return found;
}

async function namesOf(pool: pg.Pool, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
  const { rows } = await pool.query<{ id: string; name: string }>({
    name: 'names-of-staff',
    text: `SELECT id, given_name || ' ' || family_name AS name FROM person WHERE id = ANY ($1::uuid[])`,
    values: [ids.filter((id) => id !== null)],
  });
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** One consultation, with its words for those who read them. */
export async function presentConsultation(deps: Deps, found: FoundConsultation): Promise<ConsultationAnswer> {
  const { state } = found;
  const head = headOf(found, deps.now());
  if (head === null) throw notFound();
  const names = await namesOf(deps.pool, [state.askedBy, state.settledBy]);
  const [asker, answerer] = [names.get(state.askedBy ?? ''), names.get(state.settledBy ?? '')];
  const people = {
    ...(asker === undefined ? {} : { askedBy: asker }),
    ...(answerer === undefined ? {} : { answeredBy: answerer }),
  };
  if (head.relation === 'supervisor') return { ...head, ...people };
  const refs = [state.question, state.answer].flatMap((ref) => ref?.textId ?? []);
  const words = await readSlipWords(deps, refs);
  const [question, answer] = [words.get(state.question?.textId ?? ''), words.get(state.answer?.textId ?? '')];
  return {
    ...head,
    ...people,
    ...(question === undefined ? {} : { question }),
    ...(answer === undefined ? {} : { answer }),
  };
}

/** Consultations the caller asked, may answer, or looks after. */
export async function listConsultations(deps: Deps, caller: Caller): Promise<ConsultationList> {
  const found = await listSlips<ConsultationState>(deps.pool, 'consultation', caller);
  return { items: found.flatMap((it) => headOf(it, deps.now()) ?? []) };
}
