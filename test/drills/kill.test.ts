import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { offerDiscussion, PatientClient, recordDiscussion } from './support/client.js';
import { arrived, sentIds, settled } from './support/facts.js';
import { House } from './support/house.js';

const CASES = 200;
const CLIENTS = 10;

let house: House;
beforeAll(async () => {
  house = await House.open();
});
afterAll(() => house?.close());

/** What is killed when so many cases have been raised. Everything comes back by itself. */
const kills: readonly {
  readonly after: number;
  readonly part: string;
  readonly kill: () => Promise<unknown> | undefined;
}[] = [
  { after: 40, part: 'worker', kill: () => house.app.worker.kill9() },
  { after: 80, part: 'api', kill: () => house.app.api.kill9() },
  { after: 120, part: 'temporal', kill: () => house.stack.temporal?.kill9() },
  { after: 150, part: 'postgres', kill: () => house.stack.postgres?.kill9() },
  { after: 175, part: 'everything at once', kill: powerCut },
];

function powerCut(): Promise<unknown> {
  const { worker, api } = house.app;
  const { temporal, postgres } = house.stack;
  return Promise.all([worker.kill9(), api.kill9(), temporal?.kill9(), postgres?.kill9()]);
}

/** Raises so many cases from several clients at once, takes them on, and kills a part now and then. */
async function load(coordinator: PatientClient, curator: PatientClient): Promise<string[]> {
  const ids: string[] = [];
  const killed: string[] = [];
  let next = 0;
  const client = async (): Promise<void> => {
    for (let i = next++; i < CASES; i = next++) {
      const kill = kills.find(({ after }) => after === i);
      if (kill) {
        await kill.kill();
        killed.push(kill.part);
      }
      // Every third is urgent, mails its owner at once, whatever the hour, and stays as it is.
      const urgent = i % 3 === 0;
      const { id } = await coordinator.raise({ urgent });
      ids.push(id);
      if (urgent) continue;
      await curator.command(id, offerDiscussion());
      await curator.command(id, recordDiscussion());
    }
  };
  await Promise.all(Array.from({ length: CLIENTS }, client));
  expect(killed.toSorted()).toEqual(kills.map(({ part }) => part).toSorted());
  return ids;
}

test('kill -9 of every part under a load of 200 cases loses nothing and does nothing twice', async () => {
  const coordinator = await PatientClient.signIn(house, 'schoolCoordinator');
  const curator = await PatientClient.signIn(house, 'curator');
  const ids = await load(coordinator, curator);
  await settled(house);

  const keys = [...coordinator.keys, ...curator.keys];
  const { rows: outcomes } = await house.pool.query<{ key: string; outcome: string }>(
    'SELECT key, outcome FROM command',
  );
  expect(outcomes.map((row) => row.key).toSorted()).toEqual(keys.toSorted());
  expect(outcomes.filter((row) => row.outcome !== 'done')).toEqual([]);

  const { rows: cases } = await house.pool.query<{ id: string }>('SELECT case_id AS id FROM case_view');
  expect(cases.map((row) => row.id).toSorted()).toEqual(ids.toSorted());
  const { rows: decisions } = await house.pool.query(
    `SELECT command_id FROM case_event WHERE command_id IS NOT NULL GROUP BY command_id
     HAVING count(*) FILTER (WHERE type IN ('concern-raised', 'discussion-offered', 'discussion-recorded')) <> 1`,
  );
  expect(decisions).toEqual([]);
  const { rows: ownerless } = await house.pool.query(
    `SELECT case_id, duty_id FROM case_duty d WHERE status = 'open' AND NOT EXISTS (SELECT FROM staff_role r WHERE r.person_id = d.owner_id)`,
  );
  expect(ownerless).toEqual([]);

  const mails = await arrived(house.stack.mailbox);
  expect(new Set(mails.keys())).toEqual(await sentIds(house));
  expect(mails.size).toBeGreaterThan(0);
  const { rows: unsent } = await house.pool.query(
    `SELECT id, state, note FROM mail WHERE not_before <= now() AND state <> 'sent' AND (state, note) <> ('dropped', 'no longer true')`,
  );
  expect(unsent).toEqual([]);

  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
  const repeated = [...mails.values()].filter((same) => same.length > 1).length;
  console.log(
    `${keys.length} commands, ${coordinator.repeats + curator.repeats} sent again; ${mails.size} mails, ${repeated} twice.`,
  );
}, 300_000);
