import { statusShown } from '../../domain/duty-sight.js';
import { nextStep } from '../../domain/next-step.js';
import { tryParseDate } from '../../domain/time/civil-date.js';
import { ANY_CONTROLLER, type Caller } from '../auth/caller.js';
import type { CaseList, CaseListQuery, CaseRow } from '../contracts/cases.js';
import { HttpProblem } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import type { Deps } from '../deps.js';
import { listed } from './access-log.js';
import { dueShown } from './due-order.js';
import { CASE_COLUMNS, lookAt, type CaseRowData, type CaseSource, type SeenCase } from './find-case.js';
import { filtersOf, like, staysFound } from './list-filters.js';
import { readPeople, type KnownPerson } from './people.js';
import { presentStep } from './present-case.js';
import { hasLateness, iso } from './present-duty.js';
import { mayConcern } from './related.js';

interface ListedRow extends CaseRowData {
  case_id: string;
  updated_at: Date;
  sort_key: string;
  by_ref: boolean;
}

/** By what a list is ordered; `none`: where a case without it stands. */
const SORTS = {
  due: { of: 'due', none: 'infinity', down: false },
  opened: { of: 'opened_at', down: false },
  updated: { of: 'updated_at', down: false },
  '-due': { of: 'due', none: '-infinity', down: true },
  '-opened': { of: 'opened_at', down: true },
  '-updated': { of: 'updated_at', down: true },
} as const;

/** Where a page ends: the sort key and id of its last row. */
interface Cursor {
  readonly key: string;
  readonly id: string;
}

function writeCursor(cursor: Cursor): string {
  return Buffer.from(JSON.stringify([cursor.key, cursor.id])).toString('base64url');
}

/** An instant as PostgreSQL writes it, or the end of time. */
const SORT_KEY = /^(-?infinity|\d{4}-\d\d-\d\d \d\d:\d\d:\d\d(\.\d{1,6})?[+-]\d\d(:\d\d)?)$/;
const ROW_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

function isInstant(key: string): boolean {
  if (!SORT_KEY.test(key)) return false;
  if (key.endsWith('infinity')) return true;
  const isDay = tryParseDate(key.slice(0, 10)) !== null;
  return isDay && !Number.isNaN(Date.parse(key.replace(/([+-]\d\d)$/, '$1:00')));
}

/** Throws 422 for a cursor that none of our pages gave. */
function readCursor(text: string): Cursor {
  try {
    const [key, id]: unknown[] = JSON.parse(Buffer.from(text, 'base64url').toString());
    const isOurs = typeof key === 'string' && typeof id === 'string' && isInstant(key) && ROW_ID.test(id);
    if (isOurs) return { key, id };
  } catch {
    // Not ours: answered below.
  }
  throw new HttpProblem(422, 'invalid-fields', { errors: [{ path: 'query.cursor', code: 'invalid' }] });
}

/** The statement for one batch of rows after a cursor. */
function statement(
  query: CaseListQuery,
  caller: Caller,
  today: string,
  cursor: Cursor | null,
  batch: number,
) {
  const sort = SORTS[query.sort];
  const values: unknown[] = [];
  const bind = (value: unknown) => `$${values.push(value)}`;
  const by = sort.of === 'due' ? `coalesce(${dueShown(caller, bind)}, '${sort.none}')` : `v.${sort.of}`;
  const conditions = [
    mayConcern(caller, today, bind),
    'NOT EXISTS (SELECT FROM case_erasure x WHERE x.case_id = v.case_id)',
  ];
  filtersOf(query, caller, { add: (write, value) => conditions.push(write(bind(value))) });
  if (cursor) {
    const sign = sort.down ? '<' : '>';
    conditions.push(
      `(${by}, v.case_id) ${sign} (${bind(cursor.key)}::timestamptz, ${bind(cursor.id)}::uuid)`,
    );
  }
  const byRef = query.q === undefined ? 'false' : `v.ref ILIKE ${bind(like(query.q))}`;
  const direction = sort.down ? 'DESC' : 'ASC';
  const text = `SELECT v.case_id, v.updated_at, ${CASE_COLUMNS}, (${by})::text AS sort_key, ${byRef} AS by_ref
    FROM case_view v JOIN unit u ON u.id = v.school_id
    WHERE ${conditions.join(' AND ')}
    ORDER BY ${by} ${direction}, v.case_id ${direction} LIMIT ${batch}`;
  return { text, values };
}

type Listed = { readonly row: ListedRow; readonly seen: SeenCase };

/**
 * Collects a page. The statement narrows down to cases that may concern the caller; whether a case is seen, `sees`
 * alone decides, so batches are read until the page is full.
 */
async function collect(store: CaseSource, query: CaseListQuery, caller: Caller, today: string) {
  const found: Listed[] = [];
  const batch = Math.max(100, query.limit + 1);
  let cursor = query.cursor === undefined || query.cursor === '' ? null : readCursor(query.cursor);
  for (;;) {
    // Each batch begins where the one before it ended.
    const { rows } = await store.pool.query<ListedRow>(statement(query, caller, today, cursor, batch));
    for (const row of rows) {
      const seen = await lookAt(store, caller, row);
      if (seen === null) continue;
      if (staysFound(query, caller, seen, row.by_ref)) found.push({ row, seen });
      if (found.length > query.limit) return found;
    }
    const last = rows.at(-1);
    if (last === undefined || rows.length < batch) return found;
    cursor = { key: last.sort_key, id: last.case_id };
  }
}

/** What falls due first of what this viewer may know of. */
function firstDue({ known }: SeenCase): Pick<CaseRow, 'nextDueAt' | 'nextDueOn'> {
  const open = known.duties.filter((duty) => duty.status === 'open');
  const days = open.flatMap(({ dueOn }) => (dueOn === null ? [] : [dueOn]));
  const instants = open.flatMap(({ dueAt }) => (dueAt === null ? [] : [dueAt]));
  const at = instants.toSorted((a, b) => a - b)[0];
  return { nextDueAt: at === undefined ? null : iso(at), nextDueOn: days.toSorted()[0] ?? null };
}

/** Of what a row tells something: where the case stands, initials, the next step. */
const IN_A_ROW = ['head', 'people', 'duties'] as const;

function presentRow({ row, seen }: Listed, people: ReadonlyMap<string, KnownPerson>): CaseRow {
  const { state, known, sections, school } = seen;
  const { school: ofSchool, county } = state.responsible;
  const nameOf = (id: string | undefined) => (id === undefined ? undefined : people.get(id)?.entry.name);
  const [schoolName, countyName] = [nameOf(ofSchool), nameOf(county)];
  const learner = people.get(state.learnerId);
  return {
    id: state.caseId,
    ref: state.ref,
    version: state.version,
    stage: state.stage,
    status: statusShown(known),
    urgent: state.urgent,
    late: hasLateness(known),
    schoolId: state.schoolId,
    schoolName: school.name,
    openedAt: iso(state.openedAt),
    updatedAt: row.updated_at.toISOString(),
    responsible: { ...(ofSchool ? { school: ofSchool } : {}), ...(county ? { county } : {}) },
    responsibleNames: {
      ...(schoolName ? { school: schoolName } : {}),
      ...(countyName ? { county: countyName } : {}),
    },
    ...firstDue(seen),
    ...(sections.has('duties') ? { nextStep: presentStep(seen, nextStep(known)) } : {}),
    ...(sections.has('people') && learner
      ? {
          learner: {
            id: state.learnerId,
            initials: learner.initials,
            ...(learner.class ? { class: learner.class } : {}),
          },
        }
      : {}),
  };
}

/** A page of the cases the caller may see. */
export async function listCases(
  deps: CaseSource & Pick<Deps, 'access' | 'now'>,
  caller: Caller,
  query: CaseListQuery,
): Promise<CaseList> {
  const today = todayInFinland(deps.now());
  const found = await collect(deps, query, caller, today);
  const page = found.slice(0, query.limit);
  const ids = page.flatMap(({ seen: { state } }) => [
    state.learnerId,
    state.responsible.school,
    state.responsible.county,
  ]);
  const schoolId = page[0]?.seen.state.schoolId ?? ANY_CONTROLLER;
  const known = ids.filter((id) => id !== undefined);
  const how = { via: 'GET /api/v1/cases', at: deps.now() };
  const [people] = await Promise.all([
    readPeople(deps.pool, known, { schoolId, on: today }),
    deps.access.write(page.map(({ seen }) => listed(caller, seen, IN_A_ROW, how))),
  ]);
  const last = page.at(-1)?.row;
  return {
    items: page.map((one) => presentRow(one, people)),
    ...(found.length > page.length && last
      ? { next: writeCursor({ key: last.sort_key, id: last.case_id }) }
      : {}),
  };
}
