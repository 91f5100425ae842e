import type pg from 'pg';
import { createAccessLog, shownOf } from '../../api/cases/access-log.js';
import type { SeenCase } from '../../api/cases/find-case.js';
import { familyFacts } from '../../api/directory/family-facts.js';
import { rulesById } from '../../api/rules/current-rules.js';
import { todayInFinland } from '../../api/rules/today.js';
import type { TextVault } from '../../api/vault/text-vault.js';
import { copyPart, givenState, givesEvent, type CopyPart } from '../../domain/copy-part.js';
import { copyFor, WITHHELD, type CopyRight, type Withheld } from '../../domain/data-subject.js';
import type { CaseEvent } from '../../domain/events.js';
import { asId, type PersonId } from '../../domain/ids.js';
import { SECTIONS } from '../../domain/sight.js';
import type { Instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { findCase, type FoundCase } from '../commands/access.js';
import { findTwo } from '../erasures/find-staff.js';
import { readParts, type CopyParts } from './read-parts.js';

/** Who asks for a copy, and which two people of the controller answer for it. Ids or addresses of the directory. */
export interface CopyRequest {
  /** Id or reference. */
  readonly caseRef: string;
  readonly forWhom: string;
  readonly by: string;
  readonly second: string;
}

export interface CopyMeans {
  /** As the application's role. */
  readonly pool: pg.Pool;
  readonly vault: TextVault;
  readonly now: Instant;
}

/** The employer whose record a case is. */
export interface Controller {
  readonly id: string;
  readonly kind: string;
  readonly name: string;
}

/** A copy of a case for one person, as it is given out. */
export interface CaseCopy extends CopyParts {
  readonly format: 'rinnalla-case-copy/1';
  readonly madeAt: string;
  readonly ref: string;
  readonly controller: Controller;
  /** For whom, in what position, and by which right. */
  readonly receiver: { readonly as: CopyRight['as']; readonly source: string };
  readonly withheld: readonly { readonly what: Withheld; readonly ground: string }[];
  /** When the words of the case were erased; null: they are there. */
  readonly erasedAt: string | null;
}

/** A copy, and the language in which its receiver is written to. */
export interface MadeCopy {
  readonly copy: CaseCopy;
  readonly language: 'fi' | 'sv' | 'en';
}

interface ReceiverRow {
  id: string;
  language: 'fi' | 'sv' | 'en';
}

async function findReceiver(pool: pg.Pool, given: string): Promise<ReceiverRow> {
  const { rows } = await pool.query<ReceiverRow>(
    'SELECT id, language FROM person WHERE id::text = $1 OR lower(email) = lower($1)',
    [given],
  );
  const [row] = rows;
  if (row && rows.length === 1) return row;
  throw new StackProblem('The directory knows no such person.', 'name one by id or address with --for.');
}

async function readAround(pool: pg.Pool, row: FoundCase) {
  const [controllers, erasures, log] = await Promise.all([
    pool.query<Controller>('SELECT id, kind, name FROM controller WHERE id = $1', [row.controller_id]),
    pool.query<{ at: Date }>('SELECT erased_at AS at FROM case_erasure WHERE case_id = $1', [row.case_id]),
    pool.query<{ body: string }>('SELECT body FROM case_event WHERE case_id = $1 ORDER BY seq', [
      row.case_id,
    ]),
  ]);
  return {
    controller: controllers.rows[0] ?? { id: row.controller_id, kind: '', name: '' },
    erasedAt: erasures.rows[0]?.at.toISOString() ?? null,
    // The log holds what the core made, to the byte.
    log: log.rows.map(({ body }) => JSON.parse(body) as CaseEvent),
  };
}

/** By which right somebody gets a copy today. Throws StackProblem when they get none, with the ground. */
async function rightOf(pool: pg.Pool, row: FoundCase, personId: PersonId, now: Instant): Promise<CopyRight> {
  const on = todayInFinland(now);
  const right = copyFor(row.state, personId, {
    family: await familyFacts(pool, row.state.learnerId, on),
    on,
  });
  if (right.ok) return right;
  throw new StackProblem(
    `No copy of ${row.ref} for this person: ${right.code} (${right.source}).`,
    'docs/runbook.md, "A request of the data subject", says what to answer.',
  );
}

/** The case as the presenters take it: what is given, for nobody who may do anything with it. */
async function seenFor(pool: pg.Pool, row: FoundCase, part: CopyPart): Promise<SeenCase> {
  const state = givenState(part, row.state);
  return {
    state,
    known: state,
    rules: await rulesById(pool, row.state.rulesId),
    school: { id: row.state.schoolId, controllerId: row.school_controller, name: row.school_name },
    controllerId: row.controller_id,
    actor: { personId: null, roles: [], kind: 'person' },
    // Family is what the directory says of others; who looked has a list of its own.
    sections: new Set(SECTIONS.filter((section) => section !== 'family' && section !== 'access')),
    rights: [],
    // Numbered anew by what the copy gives (`numbersOf`).
    names: { nameOf: (dutyId) => dutyId, idOf: (name) => name },
  };
}

/**
 * Makes a copy of a case for the data subject, or for a guardian who acts for them.
 *
 * 1. Two different people of the controller answer for it, one of them in charge of its records.
 * 2. Who may get what is `copyFor` and `copy-part.ts`; nothing is decided here.
 * 3. That it was given, to whom and by whom, is durable in the access log before anything is read for it, and is the
 *    last row of the copy.
 */
export async function makeCopy({ pool, vault, now }: CopyMeans, request: CopyRequest): Promise<MadeCopy> {
  const row = await findCase(pool, request.caseRef);
  const answering = { controllerId: row.controller_id, on: new Date(now), act: 'Giving a copy' };
  const { by, second } = await findTwo(pool, request, answering);
  const receiver = await findReceiver(pool, request.forWhom);
  const right = await rightOf(pool, row, asId<PersonId>(receiver.id), now);
  const { log, controller, erasedAt } = await readAround(pool, row);
  const part = copyPart(right, log);
  const how = {
    ...({ kind: 'export', via: 'rinnalla export', at: now } as const),
    rights: [{ relation: 'data-subject', source: right.source, sections: SECTIONS }] as const,
    to: { person: receiver.id, second },
  };
  const giver = { personId: asId<PersonId>(by), key: `person:${by}` };
  const shown = shownOf(giver, { state: row.state, controllerId: row.controller_id }, how);
  await createAccessLog(pool).write([shown]);
  const given = log.filter((event) => givesEvent(part, event, row.state));
  const seen = await seenFor(pool, row, part);
  const parts = await readParts({ pool, vault, now: () => now }, { part, seen, given, state: row.state });
  const copy: CaseCopy = {
    ...{ format: 'rinnalla-case-copy/1', madeAt: new Date(now).toISOString(), ref: row.ref, controller },
    receiver: { as: right.as, source: right.source },
    withheld: right.withheld.map((what) => ({ what, ground: WITHHELD[what] })),
    ...{ erasedAt, ...parts },
  };
  return { copy, language: receiver.language };
}
