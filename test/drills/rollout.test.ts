import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import type { BulkAnswer, BulkItemsAnswer, WhatIfAnswer } from '../../api/contracts/bulk.js';
import type { PolicyVersionDetailAnswer } from '../../api/contracts/policies.js';
import { addDays, parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-people.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from '../api/own-school.js';
import { PatientClient } from './support/client.js';
import { settled } from './support/facts.js';
import { House, until } from './support/house.js';

const CASES = 30;

let house: House;
let admin: PatientClient;
beforeAll(async () => {
  house = await House.open();
  admin = await PatientClient.signIn(house, 'administrator');
});
afterAll(() => house?.close());

async function got<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await admin.send(method, path, body, method === 'POST' ? randomUUID() : undefined);
  if (answer.status >= 300 || answer.status === 0)
    throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body as T;
}

async function publish(kind: 'policies' | 'calendars', name: string, content: unknown): Promise<string> {
  const path = `/api/v1/${kind}/${name}/versions`;
  const { id } = await got<PolicyVersionDetailAnswer>('POST', path, { content });
  for (const step of ['validate', 'publish']) await got('POST', `${path}/${id}/${step}`);
  return id;
}

/** The policy of a school, and from today one that gives the next step a day and tells the coordinator daily. */
function stricter(name: string, today: CivilDate) {
  return policyFile(name, (file) => {
    const [version] = file.versions;
    if (version === undefined) return;
    const next = structuredClone(version);
    version.validUntil = addDays(today, -1);
    next.validFrom = today;
    for (const id of ['L-NEXT', 'L-CONSENT', 'L-CONVENE'] as const) {
      const rule = next.rules[id];
      if (rule) rule.limit.value = 1;
    }
    file.versions = [version, next];
  });
}

async function openCases(school: OwnSchool): Promise<string[]> {
  const coordinator = await PatientClient.signIn(house, 'schoolCoordinator');
  const psychologist = await PatientClient.signIn(house, 'psychologist');
  const [school_, county] = [samplePerson('schoolCoordinator').id, samplePerson('psychologist').id];
  const ids: string[] = [];
  for (let n = 0; n < CASES; n += 1) {
    const { id } = await coordinator.raise({
      learnerId: school.learnerId,
      responsible: { school: school_, county },
    });
    ids.push(id);
    // Every other one has been talked about, and owes a next step.
    if (n % 2 === 0) continue;
    const offer = {
      type: 'offer-discussion',
      withId: county,
      on: todayIn(),
      minute: 600,
      told: 'phone',
    } as const;
    await psychologist.command(id, offer);
    await psychologist.command(id, { type: 'record-discussion', outcome: 'held' });
  }
  return ids;
}

function todayIn(): CivilDate {
  return parseDate(new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Helsinki' }).format(Date.now()));
}

async function bulkOf(id: string): Promise<BulkAnswer | null> {
  const answer = await admin.send('GET', `/api/v1/bulk/${id}`);
  return answer.status === 200 ? (answer.body as BulkAnswer) : null;
}

function moved(bulk: BulkAnswer | null): number {
  return bulk?.counts.done ?? 0;
}

test('a roll-out that is held, loses its worker and goes on moves every case once, as was foreseen', async () => {
  const today = todayIn();
  const school = await openSchool(house.stack.ownerUrl);
  await publish('policies', school.name, policyFile(school.name));
  await publish('calendars', school.name, calendarFile(school.name, today));
  const cases = await openCases(school);
  const versionId = await publish('policies', school.name, stricter(school.name, today));
  const asked = { kind: 'policy', versionId, mode: 'recompute' } as const;
  const foreseen = await got<WhatIfAnswer>('POST', '/api/v1/what-if', asked);
  expect(foreseen.counts).toMatchObject({ cases: CASES, unchanged: 0 });
  expect(foreseen.counts.moved).toBe(CASES / 2);

  const { id } = await got<BulkAnswer>('POST', '/api/v1/bulk', { ...asked, pace: 5 });
  await until('some cases moved', async () => (moved(await bulkOf(id)) >= 5 ? true : null));
  await got('POST', `/api/v1/bulk/${id}/pause`);
  await settled(house);
  const held = await until('the counters to stand', async () => {
    const before = moved(await bulkOf(id));
    await house.pool.query('SELECT pg_sleep(1.5)');
    const after = moved(await bulkOf(id));
    return before === after ? after : null;
  });
  expect(held).toBeLessThan(CASES);

  await got('POST', `/api/v1/bulk/${id}/resume`);
  await until('some more moved', async () => (moved(await bulkOf(id)) >= held + 3 ? true : null));
  await house.app.worker.kill9();
  const done = await until('the end of the roll-out', async () => {
    const bulk = await bulkOf(id);
    return bulk?.state === 'done' ? bulk : null;
  });
  await settled(house);

  expect(done.counts).toMatchObject({ total: CASES, done: CASES, pending: 0, refused: 0, unchanged: 0 });
  const { items } = await got<BulkItemsAnswer>('GET', `/api/v1/bulk/${id}/items?limit=200`);
  expect(items.map((item) => item.caseId).toSorted()).toEqual(cases.toSorted());
  for (const row of foreseen.items) {
    const { outcome: _outcome, code: _code, ...became } = items.find((it) => it.caseId === row.caseId) ?? {};
    expect(became).toEqual(row);
  }
  expect(items.filter((item) => item.moved.length > 0)).toHaveLength(foreseen.items.length);

  const { rows: adopted } = await house.pool.query<{ case_id: string; n: number }>(
    `SELECT case_id, count(*)::integer AS n FROM case_event WHERE type = 'rules-adopted' GROUP BY case_id`,
  );
  expect(adopted.map((row) => row.case_id).toSorted()).toEqual(cases.toSorted());
  expect(adopted.filter((row) => row.n !== 1)).toEqual([]);
  expect(await house.rinnalla('audit')).toMatchObject({ code: 0, out: expect.stringContaining('0 faults') });
}, 300_000);
