import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type {
  BulkAnswer,
  BulkCandidatesAnswer,
  BulkItemsAnswer,
  BulkListAnswer,
  StartBulkInput,
  WhatIfAnswer,
} from '../../api/contracts/bulk.js';
import type { EventList } from '../../api/contracts/events.js';
import type { EndingCalendarsAnswer } from '../../api/contracts/policies.js';
import { addDays, dayNumber, parseDate, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, given, problemOf, send, signIn, type Got, type SignedIn } from './door.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from './own-school.js';
import { draft, publish } from './publishing.js';

let admin: SignedIn;
let coordinator: SignedIn;
let psychologist: SignedIn;
let today: CivilDate;

beforeAll(async () => {
  admin = await signIn('administrator');
  coordinator = await signIn('schoolCoordinator');
  psychologist = await signIn('psychologist');
  today = parseDate((await admin.get<{ today: string }>('/api/v1/me')).body.today);
});

const keyed = (key: string = randomUUID()) => ({ headers: { 'idempotency-key': key } });

async function openOwnSchool(): Promise<OwnSchool & { readonly calendarId: string }> {
  const school = await openSchool();
  await publish(admin, 'policies', school.name, policyFile(school.name));
  const calendarId = await publish(admin, 'calendars', school.name, calendarFile(school.name, today));
  return { ...school, calendarId };
}

/** Weekdays after today: the promise of a request of today counts them. */
function weekdaysAhead(count: number): CivilDate[] {
  const days: CivilDate[] = [];
  for (let day = addDays(today, 1); days.length < count; day = addDays(day, 1)) {
    if (weekdayOf(dayNumber(day)) <= 5) days.push(day);
  }
  return days;
}

/** A concern at a school of its own: the county's psychologist and the provider's coordinator take it. */
async function raise(school: OwnSchool, source: 'staff' | 'learner' = 'staff'): Promise<string> {
  const county = samplePerson('psychologist').id;
  const body = concern({
    ...{ learnerId: school.learnerId, source },
    responsible: source === 'learner' ? { county } : { school: samplePerson('schoolCoordinator').id, county },
  });
  const by = source === 'learner' ? psychologist : coordinator;
  const got = await by.raise(body);
  expect([got.status, got.text]).toEqual([201, got.text]);
  return got.body.id;
}

function start(body: StartBulkInput, key?: string, by = admin): Promise<Got<BulkAnswer>> {
  return by.post<BulkAnswer>('/api/v1/bulk', { body, ...keyed(key) });
}

async function read(id: string): Promise<BulkAnswer> {
  return (await admin.get<BulkAnswer>(`/api/v1/bulk/${id}`)).body;
}

async function over(id: string): Promise<BulkAnswer> {
  for (let tries = 0; tries < 300; tries += 1) {
    const bulk = await read(id);
    if (bulk.state === 'done' || bulk.state === 'cancelled') return bulk;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('the roll-out does not come to an end');
}

async function items(id: string, query = 'limit=200'): Promise<BulkItemsAnswer> {
  return (await admin.get<BulkItemsAnswer>(`/api/v1/bulk/${id}/items?${query}`)).body;
}

/** Cases of a roll-out in the order it takes them up. */
async function listedOrder(bulkId: string): Promise<string[]> {
  const pool = new pg.Pool({ connectionString: testStack().ownerUrl });
  try {
    const { rows } = await pool.query<{ case_id: string }>(
      'SELECT case_id FROM bulk_item WHERE bulk_id = $1 ORDER BY place',
      [bulkId],
    );
    return rows.map((row) => row.case_id);
  } finally {
    await pool.end();
  }
}

describe('A roll-out is an administrator’s', () => {
  const some = randomUUID();
  const body = { kind: 'policy', versionId: some, mode: 'keep' } as const;

  test('401 for nobody, 403 for others, whatever they ask', async () => {
    const reads = [
      '/api/v1/bulk',
      '/api/v1/bulk/candidates',
      `/api/v1/bulk/${some}`,
      `/api/v1/bulk/${some}/items`,
    ];
    for (const path of reads) {
      expect((await send('GET', path)).status).toBe(401);
      const got = await coordinator.get(path);
      expect([path, got.status, problemOf(got).code]).toEqual([path, 403, 'not-allowed']);
    }
    expect((await start(body, undefined, psychologist)).status).toBe(403);
    for (const steer of ['pause', 'resume', 'cancel'])
      expect((await coordinator.post(`/api/v1/bulk/${some}/${steer}`)).status).toBe(403);
    expect((await coordinator.post('/api/v1/what-if', { body })).status).toBe(403);
  });

  test('what is not there is 404, for reading and for steering', async () => {
    for (const path of [`/api/v1/bulk/${some}`, `/api/v1/bulk/${some}/items`, '/api/v1/bulk/nobody'])
      expect((await admin.get(path)).status).toBe(404);
    expect((await admin.post(`/api/v1/bulk/${some}/pause`)).status).toBe(404);
  });
});

describe('What cannot be rolled out is refused, and nothing has begun', () => {
  let school: OwnSchool & { readonly calendarId: string };
  beforeAll(async () => {
    school = await openOwnSchool();
  });

  test.each([
    ['a mode that is none', { mode: 'sometimes' }, 'mode'],
    ['a kind that is none', { kind: 'ladder' }, 'kind'],
    ['a pace of nothing', { pace: 0 }, 'pace'],
    ['no school at all', { schools: [] }, 'schools'],
    ['an unknown field', { dryRun: true }, 'dryRun'],
    ['a version nobody has', { versionId: randomUUID() }, 'versionId'],
    ['a school under another calendar', { schools: [randomUUID()] }, 'schools'],
  ])('%s: 422 with the field', async (_what, change, path) => {
    const body = { kind: 'calendar', versionId: school.calendarId, mode: 'recompute', ...change };
    const got = await start(body as StartBulkInput);
    expect([got.status, problemOf(got).errors?.map((it) => it.path)]).toEqual([422, [path]]);
  });

  test('a calendar that is asked for as a policy: 422', async () => {
    const got = await start({ kind: 'policy', versionId: school.calendarId, mode: 'keep' });
    expect([got.status, problemOf(got).errors]).toEqual([
      422,
      [{ path: 'versionId', code: 'unknown-version' }],
    ]);
  });

  test('a draft, or a version that is not in force: 409', async () => {
    const later = { ...calendarFile(school.name, today), validFrom: addDays(today, 60) };
    const id = await draft(admin, 'calendars', school.name, later);
    const got = await start({ kind: 'calendar', versionId: id, mode: 'recompute' });
    expect([got.status, problemOf(got).code]).toEqual([409, 'not-in-force']);
  });

  test('a cursor that no page gave: 422', async () => {
    const { body } = await start({ kind: 'calendar', versionId: school.calendarId, mode: 'keep' });
    const got = await admin.get(`/api/v1/bulk/${body.id}/items?cursor=nonsense`);
    expect([got.status, problemOf(got).errors?.[0]?.path]).toEqual([422, 'query.cursor']);
    await over(body.id);
  });
});

describe('A calendar corrected after a storm', () => {
  let school: OwnSchool & { readonly calendarId: string };
  let cases: string[];
  let secret: string;
  let versionId: string;
  beforeAll(async () => {
    school = await openOwnSchool();
    cases = [await raise(school), await raise(school), await raise(school)];
    secret = await raise(school, 'learner');
    const corrected = calendarFile(school.name, today, { off: weekdaysAhead(2) });
    versionId = await publish(admin, 'calendars', school.name, corrected);
  });

  test('changes nothing by itself, and is named first among what running cases are behind', async () => {
    const { body } = await admin.get<BulkCandidatesAnswer>('/api/v1/bulk/candidates');
    const own = body.items.filter((item) => item.version.name === school.name);
    expect(own).toEqual([
      expect.objectContaining({ kind: 'calendar', behind: 3, cases: 3 }),
      expect.objectContaining({ kind: 'policy', behind: 0, cases: 3 }),
    ]);
  });

  /** The task of the administrator: versions of the school that open cases wait for. */
  const toDo = async () => {
    const { body } = await admin.get<EndingCalendarsAnswer>('/api/v1/calendars/ending');
    return body.behind.filter((it) => it.version.name === school.name);
  };

  test('is tried out first, and then does to each case what was foreseen', async () => {
    expect(await toDo()).toEqual([
      {
        kind: 'calendar',
        version: { id: versionId, name: school.name, validFrom: today },
        behind: 3,
        cases: 3,
      },
    ]);
    const asked = { kind: 'calendar', versionId, mode: 'recompute' } as const;
    const before = await storedRules();
    const { body: foreseen } = await admin.post<WhatIfAnswer>('/api/v1/what-if', { body: asked });
    expect(foreseen.counts).toEqual({ cases: 3, moved: 3, unchanged: 0, newlyLate: 0 });
    expect(await storedRules()).toEqual(before);

    const key = randomUUID();
    const started = await start(asked, key);
    expect([started.status, started.body.version.id]).toEqual([201, versionId]);
    const again = await start(asked, key);
    expect([again.status, again.body.id]).toEqual([200, started.body.id]);
    const other = await start({ ...asked, mode: 'keep' }, key);
    expect([other.status, problemOf(other).code]).toEqual([422, 'key-reused']);

    const bulk = await over(started.body.id);
    expect(bulk).toMatchObject({
      ...{ state: 'done', startedBy: samplePerson('administrator').name, currentPace: null },
      counts: { total: 3, pending: 0, done: 3, unchanged: 0, refused: 0, moved: 3, newlyLate: 0 },
    });
    expect(await toDo()).toEqual([]);
    // Nothing happened in these cases since they began: who works with a case sees its new dates first.
    expect(await listedOrder(bulk.id)).toEqual([secret, ...cases.toReversed()]);
    const { items: found } = await items(bulk.id);
    expect(found.map((item) => item.caseId).toSorted()).toEqual(cases.toSorted());
    for (const row of foreseen.items) {
      const { outcome, code, ...became } = found.find((item) => item.caseId === row.caseId) ?? {};
      expect([outcome, code]).toEqual(['done', null]);
      expect(became).toEqual(row);
      expect(String(row.newDueOn) > String(row.oldDueOn)).toBe(true);
    }
  });

  test('is in the log of each case once, the old day and the new one', async () => {
    for (const id of cases) {
      const { body } = await coordinator.get<EventList>(`/api/v1/cases/${id}/events`);
      const adopted = body.items.filter((event) => event.type === 'rules-adopted');
      expect(adopted).toHaveLength(1);
    }
  });

  test('moves the case too that is secret from the school, and tells its administrator nothing of it', async () => {
    const { body } = await psychologist.get<EventList>(`/api/v1/cases/${secret}/events`);
    expect(body.items.filter((event) => event.type === 'rules-adopted')).toHaveLength(1);
    const { body: list } = await admin.get<BulkListAnswer>('/api/v1/bulk');
    const bulk = list.items.find((it) => it.version.id === versionId);
    expect(bulk?.counts.total).toBe(3);
    expect((await items(bulk?.id ?? '')).items.map((item) => item.caseId)).not.toContain(secret);
  });

  test('rolled out once more, finds every case under it', async () => {
    const { body } = await start({ kind: 'calendar', versionId, mode: 'recompute' });
    expect((await over(body.id)).counts).toMatchObject({ total: 3, done: 0, unchanged: 3 });
    expect((await admin.post(`/api/v1/bulk/${body.id}/resume`)).status).toBe(409);
    const got = await admin.post(`/api/v1/bulk/${body.id}/cancel`);
    expect([got.status, problemOf(got).code]).toEqual([409, 'bulk-over']);
  });
});

describe('A new version of a policy', () => {
  let school: OwnSchool & { readonly calendarId: string };
  let versionId: string;
  beforeAll(async () => {
    school = await openOwnSchool();
    for (let n = 0; n < 4; n += 1) await raise(school);
    const later = policyFile(school.name, (file) => {
      const [version] = file.versions;
      if (version === undefined) return;
      version.validUntil = addDays(today, -1);
      file.versions.push({ ...structuredClone(version), validFrom: today, validUntil: null });
      const ladder = file.versions[1]?.ladders['standard'];
      if (ladder) ladder.repeat.everyDays = 1;
    });
    versionId = await publish(admin, 'policies', school.name, later);
  });

  test('tells of extra reminders by worker while no day moves', async () => {
    const { body } = await admin.post<WhatIfAnswer>('/api/v1/what-if', {
      body: { kind: 'policy', versionId, mode: 'recompute' },
    });
    expect(body.counts).toMatchObject({ cases: 4, moved: 0, newlyLate: 0 });
    expect(body.reminders.days).toBe(14);
    expect(body.reminders.workers.every((worker) => worker.side === 'school')).toBe(true);
  });

  test('is held, goes on and can be ended; two at a time over one school are refused', async () => {
    const { body: first } = await start({ kind: 'policy', versionId, mode: 'keep', pace: 1 });
    const paused = await admin.post<BulkAnswer>(`/api/v1/bulk/${first.id}/pause`);
    expect([paused.status, paused.body.state, paused.body.currentPace]).toEqual([200, 'paused', null]);
    const second = await start({ kind: 'calendar', versionId: school.calendarId, mode: 'keep' });
    expect([second.status, problemOf(second).code]).toEqual([409, 'bulk-running']);
    const resumed = await admin.post<BulkAnswer>(`/api/v1/bulk/${first.id}/resume`);
    expect([resumed.status, resumed.body.state]).toEqual([200, 'running']);
    const cancelled = await admin.post<BulkAnswer>(`/api/v1/bulk/${first.id}/cancel`);
    expect([cancelled.status, cancelled.body.state]).toEqual([200, 'cancelled']);
    const third = await start({ kind: 'policy', versionId, mode: 'keep', schools: [school.id] });
    expect(third.status).toBe(201);
    const { counts } = await over(third.body.id);
    expect(counts).toMatchObject({ total: 4, pending: 0, refused: 0 });
    const pages = [await items(third.body.id, 'limit=3')];
    pages.push(await items(third.body.id, `limit=3&cursor=${pages[0]?.next}`));
    expect(pages.map((page) => page.items.length)).toEqual([3, 1]);
    expect(pages[1]?.next).toBeUndefined();
  });
});

describe('A longer limit for what a report still lacks', () => {
  test('moves its day, and tells the administrator the day alone', async () => {
    const school = await openOwnSchool();
    const id = await raise(school);
    await given(psychologist, id, {
      type: 'report-child-welfare',
      ...{ addressee: 'Lastensuojelu', channel: 'phone', reason: 'Huoli.', told: 'both' },
    });
    const longer = policyFile(school.name, (file) => {
      const [version] = file.versions;
      if (version === undefined) return;
      version.validUntil = addDays(today, -1);
      file.versions.push({ ...structuredClone(version), validFrom: today, validUntil: null });
      for (const rule of ['L-OUT-ACK', 'L-NEXT'] as const) {
        const limit = file.versions[1]?.rules[rule]?.limit;
        if (limit) limit.value = (limit.value ?? 0) + 1;
      }
    });
    const versionId = await publish(admin, 'policies', school.name, longer);
    const asked = { kind: 'policy', versionId, mode: 'recompute' } as const;
    const { body: foreseen } = await admin.post<WhatIfAnswer>('/api/v1/what-if', { body: asked });
    const { body: bulk } = await start(asked);
    await over(bulk.id);
    const { items: became } = await items(bulk.id);
    for (const [row] of [foreseen.items, became]) {
      expect(row?.moved).toEqual([expect.objectContaining({ side: 'county', newlyLate: false })]);
      expect(row?.moved[0]).not.toHaveProperty('kind');
      expect(row?.moved[0]?.before.dueOn).not.toBe(row?.moved[0]?.after.dueOn);
      expect(JSON.stringify(row)).not.toContain('outside');
    }
  });
});

/** How many rule sets the store holds. */
async function storedRules(): Promise<number> {
  const client = new pg.Client({ connectionString: testStack().databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<{ n: number }>('SELECT count(*)::integer AS n FROM rule_set');
    return rows[0]?.n ?? 0;
  } finally {
    await client.end();
  }
}
