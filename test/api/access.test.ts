import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { AccessEntry, AccessList } from '../../api/contracts/access.js';
import type { CaseAnswer, CaseList } from '../../api/contracts/cases.js';
import { explainAccess, exportAccess } from '../../bin/commands/access.js';
import { RELATIONS, SECTIONS, SIGHTS } from '../../domain/sight.js';
import { instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, given, learner, opened, signIn, todayOf, type SignedIn } from './door.js';

let coordinator: SignedIn;
let curator: SignedIn;
let raiser: SignedIn;
let supervisor: SignedIn;
let app: pg.Pool;

beforeAll(async () => {
  coordinator = await signIn('schoolCoordinator');
  curator = await signIn('curator');
  raiser = await signIn('classTeacher');
  supervisor = await signIn('schoolSupervisor');
  app = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
});
afterAll(() => app.end());

/** All rows of a case, oldest first, as the curator reads them; the row of this reading is in none of its answers. */
async function rowsOf(id: string): Promise<AccessEntry[]> {
  const { body } = await curator.get<AccessList>(`/api/v1/cases/${id}/access-log?limit=200`);
  return body.items.toReversed();
}

/** Who was shown what, shortly. */
function told({ by, kind, via, rights }: AccessEntry): string {
  const what = rights.map(({ relation, sections }) => `${relation}: ${sections.join(' ')}`).join('; ');
  return `${by.role} ${kind} ${via.replace('/api/v1/', '')} ${what}`;
}

const WHOLE = SECTIONS.filter((section) => section !== 'access').join(' ');

describe('The record of knowing', () => {
  test('after a journey it holds exactly what was read, by whom, and by which right', async () => {
    const id = await opened(raiser, {
      responsible: { school: samplePerson('homeroomTeacher').id, county: samplePerson('curator').id },
    });
    await curator.get(`/api/v1/cases/${id}`);
    await raiser.get(`/api/v1/cases/${id}`);
    await supervisor.get(`/api/v1/cases/${id}/duties`);
    await curator.get(`/api/v1/cases/${id}/events`);
    await curator.get(`/api/v1/cases/${id}/messages`);
    await curator.get(`/api/v1/cases/${id}/disclosures`);
    await given(curator, id, {
      type: 'offer-discussion',
      withId: samplePerson('curator').id,
      on: await todayOf(curator),
      minute: 600,
      told: 'phone',
    });
    // Refused and unknown: nothing is shown, so nothing is written.
    expect((await supervisor.get(`/api/v1/cases/${id}/events`)).status).toBe(403);
    expect((await raiser.get(`/api/v1/cases/${id}/access-log`)).status).toBe(403);
    expect((await (await signIn('nurse')).get(`/api/v1/cases/${id}`)).status).toBe(404);
    const rows = await rowsOf(id);
    expect(rows.map(told)).toEqual([
      'class_teacher answer POST cases/{id}/commands raiser: head',
      `curator read GET cases/{id} responsible: ${WHOLE}; owner: head duties meetings`,
      'class_teacher read GET cases/{id} raiser: head',
      'supervisor read GET cases/{id}/duties post: duties',
      expect.stringMatching(/^curator read GET cases\/\{id\}\/events responsible: timeline .*texts/),
      'curator read GET cases/{id}/messages responsible: timeline people',
      'curator read GET cases/{id}/disclosures responsible: disclosures texts',
      `curator answer POST cases/{id}/commands responsible: ${WHOLE}; owner: head duties meetings`,
    ]);
    expect(rows[1]?.by).toMatchObject({ personId: samplePerson('curator').id });
    expect(rows[1]?.rights[0]?.source).toBe('R5, OHL 20 §');
    expect(rows.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    // Looking at the record is itself on it.
    expect((await rowsOf(id)).map(told).at(-1)).toBe(
      'curator read GET cases/{id}/access-log responsible: access',
    );
  });

  test('an answer to a command that is given again is written again, and nothing of a case that is not shown', async () => {
    const key = randomUUID();
    const first = await raiser.raise(concern(), key);
    await raiser.raise(concern(), key);
    await raiser.get(`/api/v1/commands/${key}`);
    const rows = await rowsOf(first.body.id);
    expect(rows.map(({ kind }) => kind)).toEqual(['answer', 'answer', 'answer']);
    const other = await opened(coordinator);
    expect((await rowsOf(other)).map(({ by }) => by.personId)).not.toContain(samplePerson('curator').id);
  });

  test('a list is one row a day for a case and a caller, however often it is looked at', async () => {
    const id = await opened(coordinator);
    for (let times = 0; times < 3; times += 1) {
      const list = await curator.get<CaseList>('/api/v1/cases?sort=-opened&limit=5');
      expect(list.body.items.map((row) => row.id)).toContain(id);
      await curator.get('/api/v1/tasks');
    }
    const lists = (await rowsOf(id)).filter(({ kind }) => kind === 'list');
    expect(lists.map(told)).toEqual([
      'curator list GET cases responsible: head people duties; owner: head duties',
      'curator list GET tasks responsible: head people duties; owner: head duties',
    ]);
  });

  test('who looks at the same time is on it all the same, each once, in one chain', async () => {
    const id = await opened(coordinator);
    const before = (await rowsOf(id)).length + 1;
    await Promise.all(Array.from({ length: 40 }, () => curator.get(`/api/v1/cases/${id}`)));
    const rows = await rowsOf(id);
    expect(rows.length).toBe(before + 40);
    expect(rows.map(({ seq }) => seq)).toEqual(rows.map((_row, i) => i + 1));
  });

  test('it is for the responsible persons and for the post over the case, page by page', async () => {
    const id = await opened(coordinator);
    await curator.get(`/api/v1/cases/${id}`);
    const newest = await supervisor.get<AccessList>(`/api/v1/cases/${id}/access-log?limit=1`);
    expect(newest.body.items).toHaveLength(1);
    const rest = await supervisor.get<AccessList>(
      `/api/v1/cases/${id}/access-log?limit=10&before=${newest.body.next}`,
    );
    expect(rest.body.items.every(({ seq }) => seq < Number(newest.body.next))).toBe(true);
    const view = await supervisor.get<CaseAnswer>(`/api/v1/cases/${id}`);
    expect(view.body.sections).toEqual(['head', 'people', 'duties', 'access']);
  });

  test('the data subject gets it as a copy, which is the last row of it', async () => {
    const id = await opened(coordinator);
    await curator.get(`/api/v1/cases/${id}`);
    const copy = await exportAccess(app, id, instant(Date.now()));
    expect(copy.rows.map(({ kind }) => kind)).toEqual(['answer', 'read', 'export']);
    expect(copy.rows[1]?.by.name).toBe(samplePerson('curator').name);
    expect(copy.rows[2]?.rights[0]?.relation).toBe('data-subject');
    expect((await rowsOf(id)).at(-1)?.kind).toBe('export');
  });
});

test('why a person sees a case is explained, relation by relation', async () => {
  const id = await opened(coordinator, { learnerId: learner(1).id });
  const now = instant(Date.now());
  const explained = await explainAccess(app, samplePerson('curator').id, id, now);
  expect(explained.relations.map(({ relation }) => relation)).toEqual([...RELATIONS]);
  expect(explained.relations.filter((it) => it.holds).map(({ relation }) => relation)).toEqual([
    'responsible',
    'owner',
  ]);
  expect(explained.sees).toEqual([...SECTIONS]);
  const stranger = await explainAccess(app, samplePerson('nurse').id, id, now);
  expect(stranger.sees).toEqual([]);
  const post = await explainAccess(app, samplePerson('schoolSupervisor').id, id, now);
  expect(post.sees).toEqual([...SIGHTS.post.sections]);
});

test.each([
  'UPDATE case_access SET kind = kind',
  'DELETE FROM case_access',
  'UPDATE case_access_head SET seq = 0',
  'DELETE FROM case_access_head',
  `INSERT INTO case_access_head VALUES (gen_random_uuid(), 0, '')`,
])('the application may not: %s', async (sql) => {
  await expect(app.query(sql)).rejects.toThrow(/permission denied/);
});
