import { afterAll, beforeAll, expect, test } from '@jest/globals';
import pg from 'pg';
import type { AddresseeBookAnswer } from '../../api/contracts/addressees.js';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { EventList } from '../../api/contracts/events.js';
import type { OutsideForm } from '../../api/contracts/forms.js';
import { testStack } from '../support/test-stack.js';
import {
  dayAfter,
  given,
  learner,
  opened,
  problemOf,
  refusedWith,
  signIn,
  todayOf,
  type SignedIn,
} from './door.js';
import { openTerminal, type Terminal } from './rinnalla.js';

/* Whom a report addresses: as the installation has published it, without a release, and never nobody. */

let by: SignedIn;
let admin: SignedIn;
let owner: pg.Client;
let terminal: Terminal;
let today: string;
let id: string;
const child = learner(7);

beforeAll(async () => {
  [by, admin, terminal] = await Promise.all([signIn('curator'), signIn('administrator'), openTerminal()]);
  today = await todayOf(by);
  owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  id = await opened(await signIn('schoolCoordinator'), {
    learnerId: child.id,
    discussedWith: ['learner', 'guardian'],
  });
  await given(by, id, {
    ...{ type: 'report-child-welfare', addressee: 'Lastensuojelu', channel: 'phone' },
    ...{ reason: 'Huoli nuoren turvallisuudesta.', told: 'both' },
  });
});
afterAll(async () => {
  // What was published holds for every test: the others know the samples.
  await owner.query('TRUNCATE addressees_version');
  await livesIn(child.municipality);
  await Promise.all([owner.end(), terminal.leave()]);
});

async function livesIn(municipality: string): Promise<void> {
  await owner.query('UPDATE learner SET municipality = $2 WHERE person_id = $1', [child.id, municipality]);
}

async function suggested(): Promise<CaseAnswer['addressees']> {
  return (await by.get<CaseAnswer>(`/api/v1/cases/${id}`)).body.addressees;
}

async function paper(): Promise<OutsideForm> {
  return (await by.get<OutsideForm>(`/api/v1/cases/${id}/acts/x1/form`)).body;
}

function route(office: string) {
  return {
    source: 'luvn.fi',
    checkedOn: today,
    socialServices: { name: office, phone: '09 816 1', address: null },
    police: { name: 'Poliisilaitos', phone: '0295 419 800', address: null },
    outOfHours: { name: 'Sosiaalipäivystys', phone: '09 816 2' },
    emergency: '112',
  };
}

function book(office: string, changes: object = {}) {
  const municipalities = [{ municipality: 'Vantaa', ...route(office) }];
  return { validFrom: today, county: route('Alueen yhteinen'), municipalities, ...changes };
}

test('as long as nothing is published samples stand in, and say so; where there is no row, the county does', async () => {
  await livesIn('Espoo');
  expect(await suggested()).toMatchObject({ route: 'municipality', sample: true, emergency: '112' });
  await livesIn('Lohja');
  expect(await suggested()).toMatchObject({ route: 'county', sample: true, emergency: '112' });
  expect((await suggested())?.outOfHours.phone).toBeTruthy();
  expect((await paper()).addressee).toMatchObject({ route: 'county', sample: true });
  const { body } = await admin.get<AddresseeBookAnswer>('/api/v1/addressees');
  expect([body.versions, body.county.sample]).toEqual([[], true]);
  expect((await terminal.run('addressees', 'list')).out).toContain(
    'Nothing is published: these are samples.',
  );
});

test('a file is refused as a whole, with each fault by its path, and nothing changes', async () => {
  const wrong = await terminal.file(
    book('Vantaan lastensuojelu', { county: { ...route('x'), source: 'SAMPLE' } }),
  );
  for (const act of ['validate', 'publish']) {
    const { code, out } = await terminal.run('addressees', act, wrong);
    expect([code, out]).toEqual([
      1,
      expect.stringMatching(/^county\.source: .*\n1 fault: nothing was changed\.\n$/),
    ]);
  }
  expect((await admin.get<AddresseeBookAnswer>('/api/v1/addressees')).body.versions).toEqual([]);
});

test('what is published takes the place of the samples at once, and what was printed stays as it was', async () => {
  await livesIn('Vantaa');
  const before = await paper();
  await given(by, id, { type: 'print-form', actId: 'x1', shown: before.shown });

  const file = await terminal.file(book('Vantaan lastensuojelu'));
  expect(await terminal.run('addressees', 'validate', file)).toEqual({ code: 0, out: 'No fault.\n' });
  expect((await terminal.run('addressees', 'publish', file)).code).toBe(0);
  expect(await suggested()).toMatchObject({
    socialServices: { name: 'Vantaan lastensuojelu' },
    ...{ route: 'municipality', sample: false },
  });
  await livesIn('Espoo');
  expect(await suggested()).toMatchObject({
    socialServices: { name: 'Alueen yhteinen', phone: '09 816 1' },
    ...{ route: 'county', sample: false, outOfHours: { phone: '09 816 2' } },
  });

  expect(await refusedWith(by, id, { type: 'print-form', actId: 'x1', shown: before.shown })).toMatchObject({
    errors: [{ path: 'shown', code: 'not-what-was-shown' }],
  });
  const log = (await by.get<EventList>(`/api/v1/cases/${id}/events?limit=500`)).body;
  const printed = log.items.find((it) => it.type === 'form-printed');
  const { textId } = (printed?.data['copy'] ?? {}) as { textId?: string };
  const { printed: _printed, shown: _shown, ...kept } = before;
  expect(JSON.parse(log.texts?.[textId ?? ''] ?? '')).toEqual(kept);
  expect(kept.addressee.sample).toBe(true);
});

test('a version holds from its day on; one that would never hold, or says nothing new, is refused', async () => {
  const publish = async (content: object) =>
    terminal.run('addressees', 'publish', await terminal.file(content));
  await livesIn('Vantaa');
  expect((await publish(book('Uusi toimisto', { validFrom: dayAfter(today, 30) }))).code).toBe(0);
  expect((await suggested())?.socialServices.name).toBe('Vantaan lastensuojelu');
  expect((await publish(book('Vantaan lastensuojelu'))).out).toContain('nothing in it is new');
  expect((await publish(book('Vanha', { validFrom: dayAfter(today, -1) }))).out).toContain(
    'validFrom: overlap',
  );
  expect((await publish(book('Korjattu toimisto'))).code).toBe(0);
  expect((await suggested())?.socialServices.name).toBe('Korjattu toimisto');

  const { body } = await admin.get<AddresseeBookAnswer>('/api/v1/addressees');
  expect(body.versions.map((it) => [it.validFrom, it.inForce, it.publishedBy])).toEqual([
    [today, true, 'operator'],
    [dayAfter(today, 30), false, 'operator'],
    [today, false, 'operator'],
  ]);
  expect(body.municipalities).toMatchObject([{ municipality: 'Vantaa', sample: false, source: 'luvn.fi' }]);
  const got = await by.get('/api/v1/addressees');
  expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
  expect((await terminal.run('addressees', 'list')).out).toMatch(/Vantaa +Korjattu toimisto 09 816 1/);
});

test('nobody changes what was published', async () => {
  const app = new pg.Client({ connectionString: testStack().databaseUrl });
  await app.connect();
  try {
    for (const sql of ['UPDATE addressees_version SET content = content', 'DELETE FROM addressees_version'])
      await expect(app.query(sql)).rejects.toMatchObject({ code: '42501' });
  } finally {
    await app.end();
  }
  await expect(owner.query('DELETE FROM addressees_version')).rejects.toThrow('publish a new version');
});
