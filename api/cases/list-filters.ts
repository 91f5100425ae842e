import { statusShown } from '../../domain/duty-sight.js';
import type { CaseStatus } from '../../domain/state.js';
import { atLocal } from '../../domain/time/zone.js';
import type { Caller } from '../auth/caller.js';
import type { CaseListQuery } from '../contracts/cases.js';
import { FINLAND } from '../rules/today.js';
import type { SeenCase } from './find-case.js';
import { hasLateness } from './present-duty.js';
import type { Filter } from './related.js';

/* What a list is asked for, twice. Contract:
 *
 * 1. The statement narrows down by what the store has, and never leaves out a case that the caller would find.
 * 2. What is found stays found by what the caller is shown alone: a promise, a name or a state that does not show
 *    makes no row be found, and none be missed.
 */

function personOf(value: string | undefined, caller: Caller): string | undefined {
  // A system is nobody in particular, so nothing waits for it.
  return value === 'me' ? (caller.personId ?? '00000000-0000-0000-0000-000000000000') : value;
}

/** Words as a pattern that finds them anywhere. */
export function like(words: string): string {
  return `%${words.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`;
}

function statusesOf({ status }: Pick<CaseListQuery, 'status'>): readonly CaseStatus[] {
  if (status === undefined) return ['open', 'aftercare'];
  return status === 'all' ? ['open', 'closed', 'aftercare', 'void'] : [status];
}

/** Adds to the statement what of a query the store can answer. */
export function filtersOf(query: CaseListQuery, caller: Caller, { add }: Filter): void {
  if (query.stage) add((p) => `v.stage = ${p}`, query.stage);
  const statuses = statusesOf(query);
  // What still owes something may be shown as closed.
  const stored = statuses.includes('closed') ? [...statuses, 'aftercare'] : statuses;
  add((p) => `v.status = ANY (${p})`, stored);
  if (query.school) add((p) => `v.school_id = ${p}`, query.school);
  const responsible = personOf(query.responsible, caller);
  if (responsible) add((p) => `(v.responsible_school = ${p} OR v.responsible_county = ${p})`, responsible);
  // Only one way: what is late in the store may not show as late.
  if (query.late) add((p) => `v.late = ${p}`, true);
  const waitingFor = personOf(query.waitingFor, caller);
  if (waitingFor) {
    add(
      (p) =>
        `EXISTS (SELECT FROM case_duty d WHERE d.case_id = v.case_id AND d.owner_id = ${p} AND d.status = 'open')`,
      waitingFor,
    );
  }
  if (query.dueBefore) add((p) => `v.next_due_at <= ${p}`, new Date(atLocal(FINLAND, query.dueBefore, 0)));
  if (query.q) {
    add(
      (p) => `(v.ref ILIKE ${p} OR EXISTS (SELECT FROM person s WHERE s.id = v.learner_id
               AND (s.given_name || ' ' || s.family_name) ILIKE ${p}))`,
      like(query.q),
    );
  }
}

/** What is owed, and to be done by whom until when, as far as it shows. */
function staysByDuties(query: CaseListQuery, caller: Caller, { known }: SeenCase): boolean {
  if (query.late !== undefined && hasLateness(known) !== query.late) return false;
  const open = known.duties.filter((duty) => duty.status === 'open');
  const waitingFor = personOf(query.waitingFor, caller);
  if (waitingFor && !open.some((duty) => duty.ownerId === waitingFor)) return false;
  if (query.dueBefore === undefined) return true;
  const before = atLocal(FINLAND, query.dueBefore, 0);
  return open.some((duty) => duty.dueAt !== null && duty.dueAt <= before);
}

/**
 * Whether a case that the statement found is one the caller finds.
 *
 * @param byRef it was found by its reference, and not by the learner's name alone
 */
export function staysFound(query: CaseListQuery, caller: Caller, seen: SeenCase, byRef: boolean): boolean {
  if (query.q !== undefined && !byRef && !seen.sections.has('people')) return false;
  return statusesOf(query).includes(statusShown(seen.known)) && staysByDuties(query, caller, seen);
}
