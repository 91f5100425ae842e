import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import { send } from './door.js';
import { CASE_LEARNER, setScene, type Person, type Scene } from './matrix/people.js';
import { ELSEWHERE, rowsFor, type Row } from './matrix/routes.js';

let scene: Scene;
let rows: Row[];

beforeAll(async () => {
  scene = await setScene();
  rows = rowsFor(scene);
});

/** What the door says to one person; a request that would be let in and change something is not sent. */
async function ask(row: Row, person: Person): Promise<number | 'in' | 'not sent'> {
  const changes = row.body !== undefined;
  if (changes && row.verdict(person) === 'in') return 'not sent';
  const headers = {
    ...(person.who ? { cookie: person.who.cookie } : {}),
    ...(changes ? { 'x-requested-with': 'rinnalla', 'idempotency-key': randomUUID() } : {}),
  };
  const got = await send(changes ? 'POST' : 'GET', row.path, {
    headers,
    ...(changes ? { body: row.body } : {}),
  });
  // 409: let in, and refused by the state of the case.
  return got.status === 200 || got.status === 409 ? 'in' : got.status;
}

test('every route, to everybody, is open exactly where the tables of sight and permission say so', async () => {
  const surprises: string[] = [];
  let cells = 0;
  for (const row of rows) {
    const said = await Promise.all(scene.people.map((person) => ask(row, person)));
    for (const [at, person] of scene.people.entries()) {
      const [expected, found] = [row.verdict(person), said[at]];
      if (found === 'not sent') continue;
      cells += 1;
      if (found !== expected) {
        surprises.push(`${row.route} ${row.what ?? ''} to ${person.name}: ${found}, not ${expected}`);
      }
    }
  }
  expect(surprises).toEqual([]);
  expect(cells).toBeGreaterThan(1_000);
});

test('no route is missing from the matrix', async () => {
  const { body } = await send<{ paths: Record<string, Record<string, unknown>> }>(
    'GET',
    '/api/v1/openapi.json',
  );
  const served = Object.entries(body.paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
  );
  const shown = new Set([...rows.map(({ route }) => route), ...Object.keys(ELSEWHERE)]);
  expect(served.filter((route) => !shown.has(route))).toEqual([]);
  expect([...shown].filter((route) => !served.includes(route))).toEqual([]);
});

test('lists, counts and searches hold the case for those who see it, and for nobody else', async () => {
  const inLists = async (person: Person): Promise<boolean[]> => {
    const read = async (path: string) => JSON.stringify((await person.who?.get(path))?.body ?? {});
    const texts = await Promise.all(
      [
        '/api/v1/cases?status=all&sort=-opened&limit=200',
        `/api/v1/learners/${scene.learnerId}/open-cases`,
        `/api/v1/cases?q=${encodeURIComponent(CASE_LEARNER.family)}&sort=-opened&limit=200`,
      ].map(read),
    );
    return texts.map((text) => text.includes(scene.caseId));
  };
  for (const person of scene.people) {
    const { known, relations } = person;
    const sees = known && relations.length > 0;
    const found = await inLists(person);
    // Who raised it or owes something is not told whose case it is: no learner, no search by name.
    const named = relations.some((it) => ['responsible', 'member', 'receiver', 'post'].includes(it));
    expect([person.name, found[0], found[2]]).toEqual([person.name, sees, sees && named]);
    expect([person.name, found[1] && !sees]).toEqual([person.name, false]);
  }
});
