import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from '@jest/globals';
import { send } from './door.js';
import { setScene, type Person, type Scene } from './matrix/people.js';
import { rowsFor, type Row, type Verdict } from './matrix/routes.js';

let scene: Scene;
let rows: Row[];

beforeAll(async () => {
  scene = await setScene();
  rows = rowsFor(scene);
});

/** What the door says to one person; a request that would be let in and change something is not sent. */
async function ask(row: Row, person: Person): Promise<Verdict | number | 'not sent'> {
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
  return got.status === 200 ? 'in' : got.status;
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
