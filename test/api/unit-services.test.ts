import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { UnitServicesDetail, UnitServicesList } from '../../api/contracts/unit-services.js';
import type { UnitId } from '../../domain/ids.js';
import { samplePerson } from '../../stack/sample-data.js';
import { SAMPLE_SCHOOLS } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { problemOf, send, signIn, url, type Got, type SignedIn } from './door.js';
import { openSchool } from './own-school.js';
import { openTerminal, type Terminal } from './rinnalla.js';

let admin: SignedIn;

beforeAll(async () => {
  admin = await signIn('administrator');
});

const of = (unit: string) => `/api/v1/units/${unit}/services`;
const ROOM = { fi: 'huone 7', sv: 'rum 7', en: 'room 7' };
const MONDAY = { weekday: 'monday', opens: '09:30', closes: '10:30' };
const NURSE = { service: 'school_nurse', phone: '09 000 0777', hours: [MONDAY], more: ROOM };

function replace(
  unit: UnitId,
  body: unknown,
  { who = admin, key = randomUUID() }: { who?: SignedIn; key?: string } = {},
): Promise<Got<UnitServicesDetail>> {
  return who.post<UnitServicesDetail>(of(unit), { body, headers: { 'idempotency-key': key } });
}

async function newUnit(): Promise<UnitId> {
  return (await openSchool()).id;
}

async function pages(): Promise<string[]> {
  const paths = ['/haluan-jutella', '/jag-vill-prata', '/i-want-to-talk'];
  return Promise.all(paths.map(async (path) => (await fetch(url() + path)).text()));
}

describe('What a unit promises of its services', () => {
  test('an administrator publishes when the nurse is met without an appointment, and the page tells it in three languages', async () => {
    const unit = await newUnit();
    const hours = ['monday', 'tuesday', 'wednesday', 'friday'].map((weekday) => ({ ...MONDAY, weekday }));
    const afternoon = { weekday: 'friday', opens: '12:00', closes: '13:00' };
    const room = randomUUID().slice(0, 8);
    const more = { fi: `huone ${room}`, sv: `rum ${room}`, en: `room ${room}` };
    const services = [{ ...NURSE, hours: [afternoon, ...hours], more }];
    const got = await replace(unit, { revision: 0, services });
    expect([got.status, got.body]).toEqual([
      201,
      expect.objectContaining({ revision: 1, services, publishedBy: samplePerson('administrator').name }),
    ]);
    const [fi, sv, en] = await pages();
    expect(fi).toContain(`ma–ke klo 9.30–10.30; pe klo 9.30–10.30, 12–13, huone ${room}`);
    expect(sv).toContain(`mån–ons kl. 9.30–10.30; fre kl. 9.30–10.30, 12–13, rum ${room}`);
    expect(en).toContain(`Mon–Wed 9.30–10.30; Fri 9.30–10.30, 12–13, room ${room}`);
    expect(fi).toContain('Puhelin: 09 000 0777');
    const empty = await replace(unit, { revision: 1, services: [] });
    expect(empty.status).toBe(201);
    expect((await pages())[0]).not.toContain(room);
  });

  test('what was promised stays readable, with who promised it and since when', async () => {
    const unit = await newUnit();
    await replace(unit, { revision: 0, services: [NURSE] });
    await replace(unit, { revision: 1, services: [{ ...NURSE, phone: null }] });
    const { body } = await admin.get<UnitServicesDetail>(of(unit));
    expect(body.services).toEqual([{ ...NURSE, phone: null }]);
    expect(body.history.map((it) => [it.revision, it.services, it.publishedBy])).toEqual([
      [2, [{ ...NURSE, phone: null }], samplePerson('administrator').name],
      [1, [NURSE], samplePerson('administrator').name],
    ]);
    expect(body.publishedAt).toBe(body.history[0]?.publishedAt);
    const app = new pg.Client({ connectionString: testStack().databaseUrl });
    await app.connect();
    try {
      for (const sql of [
        'UPDATE unit_services SET revision = 9 WHERE unit_id = $1',
        'DELETE FROM unit_services WHERE unit_id = $1',
      ])
        await expect(app.query(sql, [unit])).rejects.toMatchObject({ code: '42501' });
    } finally {
      await app.end();
    }
  });

  test('the list names each unit of the administrator, and what the law asks, with its source', async () => {
    const unit = await newUnit();
    const { body } = await admin.get<UnitServicesList>('/api/v1/unit-services');
    expect(body.withoutAppointment).toMatchObject({
      service: 'school_nurse',
      basis: 'OHL 17 §',
      force: 'law',
    });
    expect(body.items.find((it) => it.unitId === unit)).toMatchObject({
      ...{ revision: 0, services: [], publishedBy: null, publishedAt: null },
    });
    expect(body.items.some((it) => it.municipality === 'Siuntio')).toBe(false);
    const sample = body.items.find((it) => it.services.some(({ more }) => more?.fi === 'huone 104'));
    expect(sample).toMatchObject({ revision: 1, publishedBy: null });
  });
});

describe('Who may publish', () => {
  test('an administrator of the unit: nobody else reads or writes it, and an unknown unit is not there', async () => {
    const unit = await newUnit();
    const elsewhere = SAMPLE_SCHOOLS.find((it) => it.municipality === 'Siuntio')?.id ?? '';
    const nurse = await signIn('nurse');
    const body = { revision: 0, services: [NURSE] };
    expect((await send('GET', of(unit))).status).toBe(401);
    for (const got of [
      await nurse.get(of(unit)),
      await nurse.get('/api/v1/unit-services'),
      await replace(unit, body, { who: nurse }),
      await admin.get(of(elsewhere)),
      await replace(elsewhere as UnitId, body),
    ])
      expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
    expect((await admin.get(of(randomUUID()))).status).toBe(404);
    expect((await replace(randomUUID() as UnitId, body)).status).toBe(404);
  });

  test('the same key twice is one revision, and another content under it is refused', async () => {
    const [unit, key] = [await newUnit(), randomUUID()];
    const body = { revision: 0, services: [NURSE] };
    const twice = [await replace(unit, body, { key }), await replace(unit, body, { key })];
    expect(twice.map((it) => [it.status, it.body.revision])).toEqual([
      [201, 1],
      [200, 1],
    ]);
    const other = await replace(unit, { revision: 0, services: [] }, { key });
    expect([other.status, problemOf(other).code]).toEqual([422, 'key-reused']);
  });

  test('of two who change the same revision the second is told, and nothing is overwritten', async () => {
    const unit = await newUnit();
    const both = await Promise.all([
      replace(unit, { revision: 0, services: [NURSE] }),
      replace(unit, { revision: 0, services: [] }),
    ]);
    expect(both.map((it) => it.status).toSorted((a, b) => a - b)).toEqual([201, 409]);
    const late = both.find((it) => it.status === 409);
    expect(late && problemOf(late).code).toBe('changed-since');
    expect((await admin.get<UnitServicesDetail>(of(unit))).body.history).toHaveLength(1);
  });
});

describe('Promises are refused as a whole, with each fault by its path', () => {
  const span = (change: object) => [{ ...NURSE, hours: [{ ...MONDAY, ...change }] }];
  test.each([
    [
      'opening after closing',
      span({ opens: '11:00' }),
      'services.0.hours.0.closes',
      'closes-before-it-opens',
    ],
    [
      'no time at all between',
      span({ opens: '10:30' }),
      'services.0.hours.0.closes',
      'closes-before-it-opens',
    ],
    ['a day that is none', span({ weekday: 'someday' }), 'services.0.hours.0.weekday', 'unknown-weekday'],
    ['a time that is none', span({ opens: '9.30' }), 'services.0.hours.0.opens', 'not-a-time'],
    [
      'hours that overlap',
      [{ ...NURSE, hours: [MONDAY, { ...MONDAY, opens: '10:00', closes: '11:00' }] }],
      ...['services.0.hours.1', 'hours-overlap'],
    ],
    ['an unknown service', [{ ...NURSE, service: 'dentist' }], 'services.0.service', 'unknown-service'],
    ['a service twice', [NURSE, NURSE], 'services.1.service', 'twice'],
    ['a promise of nothing', [{ service: 'school_nurse' }], 'services.0', 'promises-nothing'],
    ['a number nobody can call', [{ ...NURSE, phone: 'kanslia' }], 'services.0.phone', 'not-a-phone'],
    ['a language left out', [{ ...NURSE, more: { fi: 'a', sv: 'b' } }], 'services.0.more.en', 'missing'],
    ['an unknown field', [{ ...NURSE, fax: '1' }], 'services.0.fax', 'unknown-field'],
  ] as [string, unknown, string, string][])('%s', async (_what, services, path, code) => {
    const unit = await newUnit();
    const got = await replace(unit, { revision: 0, services });
    expect(got.status).toBe(422);
    expect(problemOf(got)).toMatchObject({ code: 'invalid-fields', errors: [{ path, code }] });
    expect((await admin.get<UnitServicesDetail>(of(unit))).body.revision).toBe(0);
  });

  test('all of them at once', async () => {
    const hours = [
      { ...MONDAY, weekday: 'x' },
      { ...MONDAY, opens: '11:00' },
    ];
    const got = await replace(await newUnit(), { revision: 0, services: [{ ...NURSE, phone: '', hours }] });
    expect(problemOf(got).errors?.map((it) => it.path)).toEqual([
      'services.0.phone',
      'services.0.hours.0.weekday',
      'services.0.hours.1.closes',
    ]);
  });
});

describe('An operator', () => {
  let terminal: Terminal;
  beforeAll(async () => {
    terminal = await openTerminal();
  });
  afterAll(() => terminal.leave());
  const services = (...args: string[]) => terminal.run('services', ...args);

  test('checks a file, publishes it for a unit, and is told when somebody was faster', async () => {
    const unit = await newUnit();
    const wrong = await terminal.file({ services: [{ ...NURSE, hours: [{ ...MONDAY, closes: '09:00' }] }] });
    for (const args of [
      ['check', wrong],
      ['publish', unit, wrong],
    ]) {
      expect(await services(...args)).toEqual({
        code: 1,
        out: 'services.0.hours.0.closes: closes before it opens\n1 fault: nothing was changed.\n',
      });
    }
    const right = await terminal.file({ services: [NURSE] });
    expect(await services('check', right)).toEqual({ code: 0, out: 'No fault.\n' });
    expect(await services('publish', unit, right)).toEqual({
      code: 0,
      out: 'Oma koulu: revision 1 holds from now on.\n',
    });
    expect((await services('publish', unit, right, '--revision', '7')).out).toContain('since');
    expect((await services('list')).out).toMatch(
      new RegExp(`${unit} .* Mon 9.30–10.30, room 7 +09 000 0777`),
    );
    expect((await admin.get<UnitServicesDetail>(of(unit))).body).toMatchObject({
      ...{ revision: 1, services: [NURSE], publishedBy: 'operator' },
    });
    expect((await services('publish', randomUUID(), right)).code).toBe(1);
  });
});
