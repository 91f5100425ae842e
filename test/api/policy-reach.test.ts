import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { beginSession } from '../../api/auth/sessions.js';
import { createToken, type TokenOptions } from '../../api/auth/tokens.js';
import type {
  PolicyListAnswer,
  PolicyVersionDetailAnswer,
  PolicyVersionListAnswer,
} from '../../api/contracts/policies.js';
import { addDays, dayNumber, parseDate, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { calendarFiles } from '../../policies/registry.js';
import { samplePerson } from '../../stack/sample-data.js';
import { SAMPLE_CONTROLLERS, SAMPLE_COUNTY, SAMPLE_PROVIDER } from '../../stack/sample-people.js';
import { testStack } from '../support/test-stack.js';
import { concern, opened, problemOf, send, signIn, SignedIn, url } from './door.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from './own-school.js';
import { draft, publish } from './publishing.js';

const pool = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
afterAll(() => pool.end());

let admin: SignedIn;
let today: CivilDate;
let school: OwnSchool;

beforeAll(async () => {
  admin = await signIn('administrator');
  today = parseDate((await admin.get<{ today: string }>('/api/v1/me')).body.today);
  school = await openSchool();
  await publish(admin, 'policies', school.name, policyFile(school.name));
  await publish(admin, 'calendars', school.name, calendarFile(school.name, today));
});

/** A system that administers, of one employer. */
async function administratorOf(
  options: Omit<TokenOptions, 'name' | 'role'>,
): Promise<Record<string, string>> {
  const token = await createToken(
    pool,
    { role: 'administrator', name: 'reach', ...options },
    instant(Date.now()),
  );
  return { authorization: `Bearer ${token}` };
}

async function asOwner<T>(act: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: testStack().ownerUrl });
  await owner.connect();
  return act(owner).finally(() => owner.end());
}

/** Somebody who administers one school. */
function administratorAt(schoolId: string): Promise<SignedIn> {
  return asOwner(async (owner) => {
    const id = randomUUID();
    await owner.query(
      `INSERT INTO person (id, kind, given_name, family_name, email) VALUES ($1, 'staff', 'Vieno', 'Aalto', $2)`,
      [id, `vieno.aalto.${id.slice(0, 8)}@example.invalid`],
    );
    await owner.query(
      `INSERT INTO staff_role (person_id, role, side, controller_id, unit_id, valid_from)
       VALUES ($1, 'administrator', 'school', $2, $3, '2024-08-01')`,
      [id, SAMPLE_PROVIDER.id, schoolId],
    );
    const secret = await beginSession(pool, id, { acr: null, amr: [] }, instant(Date.now()));
    return new SignedIn(`rinnalla_session=${secret}`, url());
  });
}

async function versionsOf(kind: 'policies' | 'calendars', name: string): Promise<number> {
  const got = await admin.get<PolicyVersionListAnswer>(`/api/v1/${kind}/${name}/versions`);
  return got.body.items.length;
}

/** The next day after today that is neither Saturday nor Sunday. */
function nextWeekday(): CivilDate {
  let day = addDays(today, 1);
  while (weekdayOf(dayNumber(day)) > 5) day = addDays(day, 1);
  return day;
}

function post(path: string, headers: Record<string, string>, body: object = {}) {
  const key = { 'idempotency-key': randomUUID() };
  return send('POST', path, { body, headers: { ...headers, ...key } });
}

describe('A version is made by who administers every school under its name', () => {
  test.each(['policies', 'calendars'] as const)(
    'another employer’s %s are not for drafting',
    async (kind) => {
      const before = await versionsOf(kind, 'helsinki-sample');
      const content = calendarFiles().find((it) => it.name === 'helsinki-sample') ?? {};
      const got = await admin.post(`/api/v1/${kind}/helsinki-sample/versions`, {
        body: { content },
        headers: { 'idempotency-key': randomUUID() },
      });
      expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
      expect(await versionsOf(kind, 'helsinki-sample')).toBe(before);
    },
  );

  test('what another employer has drafted is neither validated nor published, and stays as it is', async () => {
    const content = calendarFile(school.name, today, { off: [nextWeekday()] });
    const id = await draft(admin, 'calendars', school.name, content);
    const stranger = SAMPLE_CONTROLLERS.find((it) => it.name.startsWith('Helsingin'));
    const headers = await administratorOf({ controllerId: stranger?.id ?? '' });
    const path = `/api/v1/calendars/${school.name}/versions/${id}`;
    for (const step of ['validate', 'publish']) {
      const got = await post(`${path}/${step}`, headers);
      expect([step, got.status, problemOf(got).code]).toEqual([step, 403, 'not-allowed']);
    }
    expect((await admin.get<PolicyVersionDetailAnswer>(path)).body).toMatchObject({
      ...{ state: 'draft', mayPublish: true },
    });
    const shown = await send<PolicyVersionDetailAnswer>('GET', path, { headers });
    expect(shown.body.mayPublish).toBe(false);
    // The county works at every school.
    const county = await administratorOf({ controllerId: SAMPLE_COUNTY.id });
    expect((await post(`${path}/validate`, county)).status).toBe(200);
  });

  test('the administrator of one school drafts for that school, and not for two that share a name', async () => {
    const principal = await administratorAt(school.id);
    const content = policyFile(school.name);
    await draft(principal, 'policies', school.name, content);
    const beside = await openSchool();
    await asOwner((owner) =>
      owner.query('UPDATE unit SET policy = $2 WHERE id = $1', [beside.id, school.name]),
    );
    const got = await principal.post(`/api/v1/policies/${school.name}/versions`, {
      body: { content },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
    await draft(principal, 'calendars', school.name, calendarFile(school.name, today));
    await draft(admin, 'policies', school.name, content);
    await asOwner((owner) => owner.query('UPDATE unit SET policy = calendar WHERE id = $1', [beside.id]));
  });

  test('a name that no school is under is for operators', async () => {
    const got = await admin.post(`/api/v1/calendars/nobody-${randomUUID().slice(0, 8)}/versions`, {
      body: { content: {} },
      headers: { 'idempotency-key': randomUUID() },
    });
    expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
    const { items } = (await admin.get<PolicyListAnswer>('/api/v1/calendars')).body;
    expect(items.filter((it) => it.name.startsWith('nobody-'))).toEqual([]);
  });
});

describe('How many cases a version is for', () => {
  const openCases = async (headers?: Record<string, string>) => {
    const path = `/api/v1/policies/${school.name}/versions`;
    const id = (await admin.get<PolicyVersionListAnswer>(path)).body.items[0]?.id;
    const got = headers
      ? await send<PolicyVersionDetailAnswer>('GET', `${path}/${id}`, { headers })
      : await admin.get<PolicyVersionDetailAnswer>(`${path}/${id}`);
    return got.body.affects;
  };
  const county = { county: samplePerson('psychologist').id };

  test('counts for the school’s administrator no request that is secret from the school', async () => {
    const { learnerId } = school;
    const responsible = { school: samplePerson('schoolCoordinator').id, ...county };
    await opened(await signIn('schoolCoordinator'), concern({ learnerId, responsible }));
    expect(await openCases()).toEqual({ schools: 1, openCases: 1 });
    await opened(
      await signIn('psychologist'),
      concern({ learnerId, source: 'learner', topic: 'wellbeing', responsible: county }),
    );
    expect(await openCases()).toEqual({ schools: 1, openCases: 1 });
    const headers = await administratorOf({ controllerId: SAMPLE_COUNTY.id });
    expect(await openCases(headers)).toEqual({ schools: 1, openCases: 2 });
  });

  test('counts for another employer’s administrator none', async () => {
    const stranger = SAMPLE_CONTROLLERS.find((it) => it.name.startsWith('Helsingin'));
    const headers = await administratorOf({ controllerId: stranger?.id ?? '' });
    expect(await openCases(headers)).toEqual({ schools: 1, openCases: 0 });
  });
});
