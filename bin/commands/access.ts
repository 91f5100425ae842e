import { writeFile } from 'node:fs/promises';
import type pg from 'pg';
import { createAccessLog, shownOf } from '../../api/cases/access-log.js';
import { CASE_COLUMNS, seenFor, type CaseRowData } from '../../api/cases/find-case.js';
import { readAccessLog } from '../../api/cases/read-access.js';
import { rolesFrom } from '../../api/auth/authenticate.js';
import { TOKEN_SCOPES, type Caller } from '../../api/auth/caller.js';
import type { AccessEntry } from '../../api/contracts/access.js';
import { todayInFinland } from '../../api/rules/today.js';
import { asId, isUuid, type PersonId } from '../../domain/ids.js';
import { SECTIONS, SIGHTS, RELATIONS } from '../../domain/sight.js';
import { instant, type Instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { readArguments, table, wrongUse, type OperatorCommand } from './command-line.js';
import { openStore } from './surroundings.js';

/** A case as an operator's command finds it. */
export interface FoundCase extends CaseRowData {
  case_id: string;
  ref: string;
}

/** The case of an id or a reference, for an operator's command. Throws StackProblem when there is none. */
export async function findCase(pool: pg.Pool, idOrRef: string): Promise<FoundCase> {
  const { rows } = await pool.query<FoundCase>(
    `SELECT v.case_id, v.ref, ${CASE_COLUMNS} FROM case_view v JOIN unit u ON u.id = v.school_id
     WHERE v.case_id::text = $1 OR v.ref = $1`,
    [idOrRef],
  );
  const row = rows[0];
  if (!row)
    throw new StackProblem(`There is no case ${idOrRef}.`, 'give its id or its reference (R-2026-000001).');
  return row;
}

/** A person as a caller, with the roles that hold today. */
async function findPerson(pool: pg.Pool, id: string, now: Instant): Promise<Caller> {
  const { rows } = await pool.query<{ name: string; roles: unknown }>(
    `SELECT p.given_name || ' ' || p.family_name AS name,
       (SELECT coalesce(json_agg(json_build_object('role', r.role, 'side', r.side, 'unitId', r.unit_id,
          'controllerId', r.controller_id) ORDER BY r.role, r.unit_id), '[]')
        FROM staff_role r WHERE r.person_id = p.id AND r.valid_from <= $2 AND (r.valid_to IS NULL OR r.valid_to >= $2)) AS roles
     FROM person p WHERE p.id = $1`,
    [id, todayInFinland(now)],
  );
  const row = rows[0];
  if (!row) throw new StackProblem('There is no such person.', 'give the id of a person of the directory.');
  const personId = asId<PersonId>(id);
  return {
    kind: 'person',
    key: `person:${id}`,
    personId,
    name: row.name,
    language: 'fi',
    roles: rolesFrom(row.roles),
    scopes: TOKEN_SCOPES,
    level: null,
  };
}

/** Why a person sees a case, or not: every relation, whether it holds, what it gives and its source. */
export async function explainAccess(pool: pg.Pool, personId: string, idOrRef: string, now: Instant) {
  const [row, caller] = await Promise.all([findCase(pool, idOrRef), findPerson(pool, personId, now)]);
  const { rights } = seenFor(caller, row);
  const relations = RELATIONS.map((relation) => {
    const held = rights.some((right) => right.relation === relation);
    return { relation, holds: held, source: SIGHTS[relation].source, sections: SIGHTS[relation].sections };
  });
  const sections = SECTIONS.filter((section) => rights.some((right) => right.sections.includes(section)));
  return { ref: row.ref, status: row.state.status, personId, sees: sections, relations };
}

async function explain(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('access', args, { person: text, case: text, json: { type: 'boolean' } });
  const { person = '', case: ref = '' } = values;
  if (!isUuid(person)) throw wrongUse('access', '--person takes the id of a person');
  if (ref === '') throw wrongUse('access', '--case takes an id or a reference');
  const { pool, close } = await openStore();
  try {
    const found = await explainAccess(pool, person, ref, instant(Date.now()));
    if (values.json) console.log(JSON.stringify(found));
    else {
      const shown =
        found.sees.length === 0 ? 'nothing: to this person the case does not exist' : found.sees.join(', ');
      console.log(`${found.ref} (${found.status}) shows: ${shown}.\n`);
      const lines = found.relations.map((it) => [
        it.relation,
        it.holds ? 'yes' : 'no',
        it.source,
        it.sections.join(', '),
      ]);
      console.log(table(['relation', 'holds', 'source', 'gives'], lines));
    }
    return 0;
  } finally {
    await close();
  }
}

/** A copy of the access log for the data subject. The export is itself a row of it, and the last one of the copy. */
export interface AccessExport {
  readonly ref: string;
  readonly caseId: string;
  readonly at: string;
  readonly rows: readonly AccessEntry[];
}

/** All rows of the access log of a case, oldest first. */
export async function wholeAccessLog(pool: pg.Pool, row: Pick<CaseRowData, 'state'>): Promise<AccessEntry[]> {
  const rows: AccessEntry[] = [];
  for (let before: number | undefined; ;) {
    // Each page tells where the next one begins.
    const page = await readAccessLog(pool, row, { limit: 1000, ...(before === undefined ? {} : { before }) });
    rows.push(...page.items);
    if (page.next === undefined) return rows.toReversed();
    before = Number(page.next);
  }
}

/** The whole access log of a case, oldest first, with the row of this very export. */
export async function exportAccess(pool: pg.Pool, idOrRef: string, now: Instant): Promise<AccessExport> {
  const row = await findCase(pool, idOrRef);
  const operator = { personId: null, key: 'operator' };
  const right = { relation: 'data-subject', source: 'GDPR 15, TiHL 17 §', sections: ['access'] } as const;
  const how = { kind: 'export', via: 'rinnalla access export', rights: [right], at: now } as const;
  await createAccessLog(pool).write([
    shownOf(operator, { state: row.state, controllerId: row.controller_id }, how),
  ]);
  const rows = await wholeAccessLog(pool, row);
  return { ref: row.ref, caseId: row.case_id, at: new Date(now).toISOString(), rows };
}

async function giveExport(args: readonly string[]): Promise<number> {
  const text = { type: 'string' } as const;
  const { values } = readArguments('access', args, { case: text, out: text });
  if (!values.case) throw wrongUse('access', '--case takes an id or a reference');
  const { pool, close } = await openStore();
  try {
    const found = await exportAccess(pool, values.case, instant(Date.now()));
    const json = `${JSON.stringify(found, null, 2)}\n`;
    if (values.out === undefined) process.stdout.write(json);
    else {
      await writeFile(values.out, json, { mode: 0o600 });
      console.log(`${found.rows.length} rows of ${found.ref} are in ${values.out}.`);
    }
    return 0;
  } finally {
    await close();
  }
}

const ACTS: Readonly<Record<string, (args: readonly string[]) => Promise<number>>> = {
  explain,
  export: giveExport,
};

export const accessCommand: OperatorCommand = {
  summary: 'tell why a person sees a case, and give out its access log',
  help: `rinnalla access explain --person ID --case ID|REFERENCE [--json]
rinnalla access export --case ID|REFERENCE [--out FILE]

explain  every relation of docs/access.md: whether it holds between this person and this case today, and what it gives
export   the access log as JSON, for the data subject who asks for it: who looked, when, at what and by which right.
         The export is itself written down, as the last row of it`,
  run: async ([act = '', ...args]) => {
    const run = ACTS[act];
    if (!run) throw wrongUse('access', act === '' ? 'access needs a word more' : `What is "access ${act}"?`);
    return run(args);
  },
};
