import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { OutsideForm, PrintedForm } from '../../api/contracts/forms.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { given, learner, opened, signIn, todayOf, type SignedIn } from './door.js';

const curator = samplePerson('curator');
const of = learner(7);

let by: SignedIn;
let coordinator: SignedIn;
let id: string;
let today: string;
let first: OutsideForm;

function formOf(who: SignedIn) {
  return who.get<OutsideForm>(`/api/v1/cases/${id}/acts/x1/form`);
}

function copyOf(who: SignedIn, number: number | string, actId = 'x1') {
  return who.get<PrintedForm>(`/api/v1/cases/${id}/acts/${actId}/prints/${number}`);
}

async function print(): Promise<OutsideForm> {
  const { body } = await formOf(by);
  await given(by, id, { type: 'print-form', actId: 'x1', shown: body.shown });
  return body;
}

function tell(measuresTried: string) {
  return given(by, id, { type: 'complete-outside-act', actId: 'x1', details: { measuresTried } });
}

beforeAll(async () => {
  [by, coordinator] = await Promise.all([signIn('curator'), signIn('schoolCoordinator')]);
  today = await todayOf(by);
  id = await opened(coordinator, { learnerId: of.id, discussedWith: ['learner', 'guardian'] });
  await given(by, id, {
    type: 'report-child-welfare',
    addressee: 'Lastensuojelu',
    channel: 'form',
    reason: 'Huoli nuoren turvallisuudesta.',
    told: 'both',
    details: { measuresTried: 'Kevennetty lukujärjestys.' },
  });
  first = await print();
});

describe('A frozen copy of what was printed', () => {
  test('opens exactly as it was on the paper, whatever was recorded or printed later', async () => {
    const { printed: _printed, shown: _shown, ...paper } = first;
    const copy = { number: 1, on: today, by: curator.id, paper, protectedSince: false };
    expect((await copyOf(by, 1)).body).toEqual(copy);
    await tell('Pienryhmä aloitettu.');
    await print();
    expect((await formOf(by)).body.printed).toEqual([
      { number: 1, on: today, by: curator.id },
      { number: 2, on: today, by: curator.id },
    ]);
    expect((await copyOf(by, 1)).body).toEqual(copy);
    expect(paper.measuresTried).toBe('Kevennetty lukujärjestys.');
    expect((await copyOf(by, 2)).body.paper?.measuresTried).toBe('Pienryhmä aloitettu.');
  });

  test('is for whoever may see the form; what was never printed is not found, and every look is written down', async () => {
    expect((await copyOf(await signIn('countySupervisor'), 1)).status).toBe(403);
    expect((await copyOf(await signIn('classTeacher'), 1)).status).toBe(404);
    for (const number of [9, 0, -1, 'x', '1e0', '01']) expect((await copyOf(by, number)).status).toBe(404);
    expect((await copyOf(by, 1, 'x9')).status).toBe(404);
    type Looks = { items: { via: string; kind: string }[] };
    const { items } = (await coordinator.get<Looks>(`/api/v1/cases/${id}/access-log`)).body;
    const looks = items.filter((it) => it.via === 'GET /api/v1/cases/{id}/acts/{actId}/prints/{number}');
    expect(looks.map((it) => it.kind)).toContain('print');
  });
});

describe('A copy that names somebody whose address is protected by now', () => {
  let directory: pg.Client;
  beforeAll(async () => {
    directory = new pg.Client({ connectionString: testStack().ownerUrl });
    await directory.connect();
  });
  afterAll(() => directory.end());

  test.each([
    ['the learner', of.id],
    ['a guardian', of.guardians[0]?.id ?? ''],
  ])('says so and stays as it was: %s', async (_who, personId) => {
    const before = (await copyOf(by, 1)).body;
    const protect = (on: boolean) =>
      directory.query('UPDATE person SET address_protected = $2 WHERE id = $1', [personId, on]);
    await protect(true);
    try {
      expect((await copyOf(by, 1)).body).toEqual({ ...before, protectedSince: true });
    } finally {
      await protect(false);
    }
  });
});
