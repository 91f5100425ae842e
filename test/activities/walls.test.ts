import { randomBytes, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { ANY_CONTROLLER, TOKEN_SCOPES, type Caller, type EmployedRole } from '../../api/auth/caller.js';
import { createAccessLog } from '../../api/cases/access-log.js';
import { CASE_COLUMNS, seenFor, type CaseRowData } from '../../api/cases/find-case.js';
import { listCases } from '../../api/cases/list-cases.js';
import { createSealer } from '../../api/commands/sealing.js';
import { caseListQuery } from '../../api/contracts/cases.js';
import type { Deps } from '../../api/deps.js';
import { seeingAs, sightOfCaller, type Sight } from '../../api/sight/sight.js';
import { createWalledPool } from '../../api/sight/walled-pool.js';
import { masterKeys, TextVault } from '../../api/vault/text-vault.js';
import { keyOldCases } from '../../bin/key-old-cases.js';
import { asId, type PersonId } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { postOf, type Directory, type Name } from '../../stories/stage/directory.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

/** Tables with rows about a case. */
const TABLES = [
  ...['case_view', 'case_event', 'case_duty', 'mail', 'sealed_text', 'vault.case_key', 'case_access'],
  ...['case_access_head', 'case_erasure', 'case_hold', 'consent_link', 'bulk_item', 'alarm', 'command'],
] as const;

let desk: Desk;
let api: pg.Pool;
let cases: readonly Draft[];
let people: Directory;
let elsewhere: Directory;

beforeAll(async () => {
  desk = openDesk();
  api = createWalledPool({ connectionString: testStack().apiUrl, max: 4 });
  const [grouped, parted, gone] = [await group(), await leftGroup(), await voided()];
  people = grouped.people;
  const other = await Draft.at(desk, '2027-08-16 09:00');
  await other.raise();
  await other.store();
  elsewhere = other.people;
  cases = [grouped, parted, gone, other];
  for (const { caseId, people: own } of cases) await fill(caseId, own.providerId);
});
afterAll(async () => {
  await api.end();
  // Words in clear are what a product from before there was a vault has: another test seals all that it finds.
  await desk.owner.query(`DELETE FROM sealed_text WHERE body = 'x'`);
  await desk.close();
});

function post(name: Name) {
  return { personId: people.person(name), ...postOf(name) };
}

/** A concern, the discussion held, and the nurse and the psychologist in the group by consent. */
async function group(around?: Directory): Promise<Draft> {
  const draft = await Draft.at(desk, '2027-08-16 09:00', around);
  people = draft.people;
  await draft.raise();
  await draft.give('curator', 'offer-discussion', {
    ...{ withId: people.person('curator'), on: parseDate('2027-08-16'), minute: 600, told: 'in-person' },
  });
  await draft.give('curator', 'record-discussion', { outcome: 'held' });
  await draft.give('curator', 'propose-group', { members: [post('nurse'), post('colleague')] });
  const memberIds = ['m1', 'm2'];
  const askedOf = [people.learnerId];
  await draft.give('curator', 'request-consent', { memberIds, askedOf, told: 'in-person' });
  for (const memberId of memberIds) {
    const by = { by: people.learnerId, byRole: 'learner', way: 'signed' } as const;
    await draft.give('curator', 'record-consent', { memberId, answer: 'given', ...by });
  }
  await draft.store();
  return draft;
}

/** The same around the same people; the psychologist's consent was taken back. */
async function leftGroup(): Promise<Draft> {
  const draft = await group(people);
  await draft.give('curator', 'withdraw-consent', {
    ...{ memberIds: ['m2'], by: people.learnerId, byRole: 'learner', way: 'signed' },
  });
  await draft.store();
  return draft;
}

async function voided(): Promise<Draft> {
  const draft = await group(people);
  const sealer = createSealer();
  const note = sealer.seal('Jatkuu oikean oppijan asiassa.');
  await draft.give('curator', 'void-case', { reason: 'wrong-learner', note }, sealer.sealed);
  await draft.store();
  return draft;
}

/** A row in every table, also in those that a short life leaves empty. */
async function fill(caseId: string, controllerId: string): Promise<void> {
  const [id, commandId] = [randomUUID(), randomUUID()];
  const { app, owner } = desk;
  await owner.query(
    `INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at, outcome)
     VALUES ($2, 'somebody', $2, '', $1, 'R', $3, '{}', now(), 'done')`,
    [caseId, commandId, controllerId],
  );
  await owner.query(
    `INSERT INTO sealed_text (id, case_id, command_id, controller_id, salt, body, written_at) VALUES ($2, $1, $3, $4, '', 'x', now())`,
    [caseId, id, commandId, controllerId],
  );
  await owner.query(
    `INSERT INTO vault.case_key (id, case_id, controller_id, wrapped, master_id, made_at) VALUES ($2, $1, $3, '', 'x', now())`,
    [caseId, id, controllerId],
  );
  await owner.query(
    `INSERT INTO case_erasure (case_id, ref, controller_id, erased_at, line) VALUES ($1, 'R', $2, now(), '')`,
    [caseId, controllerId],
  );
  await owner.query(
    `INSERT INTO case_hold (id, case_id, controller_id, reason, placed_by, placed_at) VALUES ($2, $1, $3, 'x', $2, now())`,
    [caseId, id, controllerId],
  );
  await owner.query(
    `INSERT INTO consent_link (id, secret_hash, case_id, command_id, controller_id, person_id, member_ids, items, text_version, language,
       channel, made_at, expires_on, expires_at, second_factor)
     VALUES ($2::uuid, $2::text, $1, $4, $3, $2::uuid, '{}', '{}', '1', 'fi', 'e-mail', now(), '2027-09-01', now(), 'none')`,
    [caseId, id, controllerId, commandId],
  );
  await owner.query(
    `INSERT INTO alarm (at, kind, case_id, detail) VALUES (now(), 'no-recipient', $1, '{}')`,
    [caseId],
  );
  await owner.query(
    `WITH v AS (SELECT id FROM policy_version LIMIT 1), b AS (
       INSERT INTO bulk (id, kind, version_id, mode, school_ids, pace, state, started_at, changed_at, ended_at, caller, key, body_hash)
       SELECT $2, 'policy', v.id, 'keep', '{}', 1, 'done', now(), now(), now(), 'test', $2, '' FROM v)
     INSERT INTO bulk_item (bulk_id, case_id, ref, controller_id, school_id, command_id) VALUES ($2, $1, 'R', $3, $3, $2)`,
    [caseId, id, controllerId],
  );
  const by = { personId: null, key: 'test' };
  await createAccessLog(app).write([
    { caseId, controllerId, at: instant(0), by, kind: 'read', via: 'test', rights: [] },
  ]);
}

function callerOf(personId: PersonId | null, roles: readonly EmployedRole[]): Caller {
  const key = personId === null ? 'token:test' : `person:${personId}`;
  return {
    kind: 'person',
    key,
    personId,
    name: '',
    language: 'fi',
    roles,
    scopes: TOKEN_SCOPES,
    level: null,
  };
}

/** Somebody of a story, with their role at its school. */
function at({ person, schoolId, providerId }: Directory, name: Name): Caller {
  return callerOf(person(name), [{ ...postOf(name), unitId: schoolId, controllerId: providerId }]);
}

function everywhere(role: 'supervisor' | 'administrator', side: 'school' | 'county', controllerId: string) {
  return callerOf(asId<PersonId>(randomUUID()), [{ role, side, unitId: null, controllerId }]);
}

const VIEWERS: readonly (readonly [string, () => Caller])[] = [
  ['the responsible person', () => at(people, 'curator')],
  ['a member', () => at(people, 'nurse')],
  ['a former member of one of the cases', () => at(people, 'colleague')],
  ['who brought the concern', () => at(people, 'teacher')],
  ['a coordinator of the school', () => at(people, 'schoolCoordinator')],
  ['a supervisor of the county at the school', () => at(people, 'countySupervisor')],
  ['a coordinator at another school', () => at(elsewhere, 'schoolCoordinator')],
  ['a responsible person at another school', () => at(elsewhere, 'curator')],
  ['a supervisor of the education provider', () => everywhere('supervisor', 'school', people.providerId)],
  ['a supervisor of another education provider', () => everywhere('supervisor', 'school', randomUUID())],
  ['a supervisor of the whole county', () => everywhere('supervisor', 'county', randomUUID())],
  ['an administrator', () => everywhere('administrator', 'county', randomUUID())],
  ['a system that supervises everywhere', () => everywhere('supervisor', 'school', ANY_CONTROLLER)],
  ['a stranger', () => callerOf(asId<PersonId>(randomUUID()), [])],
];

/** The cases of this test of which a query without any filter shows rows. */
async function shownIn(table: string, sight: Sight | null): Promise<string[]> {
  const ask = () => api.query<{ case_id: string | null }>(`SELECT * FROM ${table}`);
  const { rows } = await (sight === null ? ask() : seeingAs(sight, ask));
  const ours = new Set<string>(cases.map(({ caseId }) => caseId));
  return [
    ...new Set(rows.flatMap(({ case_id: id }) => (id !== null && ours.has(id) ? [id] : []))),
  ].toSorted();
}

/** The cases of this test of which the core shows the caller something. */
async function seenBy(caller: Caller): Promise<string[]> {
  const { rows } = await desk.app.query<CaseRowData & { case_id: string }>(
    `SELECT v.case_id, ${CASE_COLUMNS} FROM case_view v JOIN unit u ON u.id = v.school_id WHERE v.case_id = ANY ($1::uuid[])`,
    [cases.map(({ caseId }) => caseId)],
  );
  return rows
    .filter((row) => seenFor(caller, row).rights.length > 0)
    .map((row) => row.case_id)
    .toSorted();
}

describe('A query without any filter', () => {
  test.each(VIEWERS)('shows %s the rows of exactly the cases that the core shows', async (_who, viewer) => {
    const caller = viewer();
    const expected = await seenBy(caller);
    for (const table of TABLES)
      expect([table, await shownIn(table, sightOfCaller(caller))]).toEqual([table, expected]);
  });

  test('has cases to show and cases to hide for most of them', async () => {
    const seen = await Promise.all(VIEWERS.map(async ([, viewer]) => (await seenBy(viewer())).length));
    expect(seen).toEqual([2, 2, 1, 2, 3, 3, 1, 1, 3, 0, 4, 0, 4, 0]);
  });

  test('shows nothing to a connection that says nothing, nor to one that was taken out by hand', async () => {
    for (const table of TABLES) expect([table, await shownIn(table, null)]).toEqual([table, []]);
    const client = await api.connect();
    try {
      const { rows } = await seeingAs(sightOfCaller(at(people, 'curator')), () =>
        client.query('SELECT FROM case_view'),
      );
      expect(rows).toEqual([]);
    } finally {
      client.release();
    }
  });

  test('says for whom it is asked for one transaction only', async () => {
    const one = createWalledPool({ connectionString: testStack().apiUrl, max: 1 });
    const ask = async () =>
      (await one.query('SELECT FROM case_view WHERE case_id = $1', [cases[0]?.caseId])).rows.length;
    try {
      expect(await seeingAs(sightOfCaller(at(people, 'curator')), ask)).toBe(1);
      expect(await ask()).toBe(0);
    } finally {
      await one.end();
    }
  });
});

test('a list whose filter was forgotten reads no case of others', async () => {
  const read: string[] = [];
  // The product's own statement, but for its filter.
  const forgetful: pg.Pool = Object.create(api, {
    query: {
      value: async (asked: string | pg.QueryConfig, values: unknown[] = []) => {
        const config = typeof asked === 'string' ? { text: asked, values } : asked;
        const text = config.text.replace(/(u\.id = v\.school_id\s+)WHERE /, '$1WHERE true OR ');
        const found = await api.query<{ case_id?: string }>({ ...config, text });
        read.push(...found.rows.flatMap((row) => row.case_id ?? []));
        return found;
      },
    },
  });
  const deps: Pick<Deps, 'pool' | 'vault' | 'access' | 'now'> = {
    pool: forgetful,
    vault: new TextVault(masterKeys(randomBytes(32).toString('base64'), [])),
    access: { write: () => Promise.resolve() },
    now: () => instant(Date.now()),
  };
  const caller = at(elsewhere, 'curator');
  await seeingAs(sightOfCaller(caller), () =>
    listCases(deps, caller, caseListQuery.parse({ status: 'all' })),
  );
  expect(read.length).toBeGreaterThan(0);
  expect([...new Set(read)]).toEqual(await seenBy(caller));
});

test('nothing is changed or deleted either where nothing is seen', async () => {
  const change = `UPDATE case_view SET urgent = urgent RETURNING case_id`;
  const { rows } = await seeingAs(sightOfCaller(everywhere('administrator', 'county', randomUUID())), () =>
    api.query(change),
  );
  expect(rows).toEqual([]);
  const gone = await api.query('DELETE FROM sealed_text');
  expect(gone.rowCount).toBe(0);
});

test('words of a command of one’s own are found until it has an outcome, so that a refusal takes them along', async () => {
  const [id, caller] = [randomUUID(), `person:${randomUUID()}`];
  await desk.owner.query(
    `WITH c AS (
       INSERT INTO command (id, caller, key, body_hash, case_id, ref, controller_id, body, received_at)
       VALUES ($1, $2, $1, '', $1, 'R', $1, '{}', now()))
     INSERT INTO sealed_text (id, case_id, command_id, controller_id, salt, body, written_at) VALUES ($1, $1, $1, $1, '', 'x', now())`,
    [id, caller],
  );
  const found = async () =>
    (await seeingAs({ keys: [], caller }, () => api.query('SELECT FROM sealed_text WHERE id = $1', [id])))
      .rows.length;
  expect(await found()).toBe(1);
  await desk.owner.query(`UPDATE command SET outcome = 'done' WHERE id = $1`, [id]);
  expect(await found()).toBe(0);
});

test('cases of before the wall are given their keys, and whoever sees them finds them again', async () => {
  const [first] = cases;
  const caseId = first?.caseId ?? '';
  await desk.owner.query(`UPDATE case_view SET keys = '{}' WHERE case_id = $1`, [caseId]);
  const sight = sightOfCaller(at(people, 'curator'));
  expect(await shownIn('case_event', sight)).not.toContain(caseId);
  expect(await keyOldCases(testStack().ownerUrl)).toBeGreaterThanOrEqual(1);
  expect(await shownIn('case_event', sight)).toContain(caseId);
  expect(await keyOldCases(testStack().ownerUrl)).toBe(0);
});

test('a list finds its cases by an index', async () => {
  const { rows } = await desk.owner.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN SELECT * FROM case_view WHERE sight && ARRAY['person:x']`,
  );
  // With a handful of rows the planner reads them all; told not to, it must have an index to take.
  const client = await desk.owner.connect();
  try {
    await client.query('BEGIN');
    await client.query('SET LOCAL enable_seqscan = off');
    const plan = await client.query<{ 'QUERY PLAN': string }>(
      `EXPLAIN SELECT * FROM case_view WHERE sight && (SELECT rinnalla_keys())`,
    );
    expect(plan.rows.map((row) => row['QUERY PLAN']).join('\n')).toContain('case_view_sight');
  } finally {
    await client.query('ROLLBACK');
    client.release();
  }
  expect(rows.length).toBeGreaterThan(0);
});

/** Tables with a case or a slip in them that have no wall, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  slip: 'words of slips are sealed and live days; who may see one, the core decides per slip (domain/slips)',
  slip_command: 'ids and codes of slips, no words',
  slip_text: 'sealed under the key of its slip, gone with it',
  'vault.slip_key': 'goes with its slip',
};

test('every table that names a case or a slip stands behind the wall, or says why not', async () => {
  const { rows } = await desk.owner.query<{ name: string; walled: boolean }>(
    `SELECT CASE n.nspname WHEN 'public' THEN '' ELSE n.nspname || '.' END || c.relname AS name,
       c.relrowsecurity AND c.relforcerowsecurity AND EXISTS (
         SELECT FROM pg_policy p WHERE p.polrelid = c.oid AND NOT p.polpermissive AND p.polcmd = 'r'
           AND p.polroles = ARRAY[(SELECT oid FROM pg_roles WHERE rolname = 'rinnalla_api')]) AS walled
     FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE c.relkind IN ('r', 'p') AND n.nspname NOT IN ('pg_catalog', 'information_schema')
       AND (c.relname = 'slip' OR EXISTS (SELECT FROM pg_attribute a
         WHERE a.attrelid = c.oid AND a.attname IN ('case_id', 'slip_id') AND NOT a.attisdropped))
     ORDER BY 1`,
  );
  const without = rows.filter(({ walled }) => !walled).map(({ name }) => name);
  expect(without.toSorted()).toEqual(Object.keys(WITHOUT).toSorted());
  expect(
    rows
      .filter(({ walled }) => walled)
      .map(({ name }) => name)
      .toSorted(),
  ).toEqual([...TABLES].toSorted());
});

test('the roles of API, worker and eraser are three, and none of them gets around a policy', async () => {
  const { rows } = await desk.owner.query<{ name: string; free: boolean }>(
    `SELECT rolname AS name, rolsuper OR rolbypassrls AS free FROM pg_roles WHERE rolname LIKE 'rinnalla_%' ORDER BY 1`,
  );
  expect(rows.filter(({ free }) => free)).toEqual([]);
  expect(rows.map(({ name }) => name)).toEqual(
    expect.arrayContaining(['rinnalla_api', 'rinnalla_app', 'rinnalla_eraser', 'rinnalla_owner']),
  );
  await expect(api.query('SET ROLE rinnalla_app')).rejects.toMatchObject({ code: '42501' });
});
