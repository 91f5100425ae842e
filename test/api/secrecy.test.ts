import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import type { CaseAnswer, CaseList } from '../../api/contracts/cases.js';
import type { EventList } from '../../api/contracts/events.js';
import { concern, learner, signIn, type SignedIn } from './door.js';
import { samplePerson } from '../../stack/sample-data.js';

let coordinator: SignedIn;
let curator: SignedIn;
let teacher: SignedIn;
let supervisor: SignedIn;

beforeAll(async () => {
  coordinator = await signIn('schoolCoordinator');
  curator = await signIn('curator');
  teacher = await signIn('classTeacher');
  supervisor = await signIn('schoolSupervisor');
});

describe('A case to which one has no relation does not exist', () => {
  test('unknown and unrelated are the same answer, for reads and for commands', async () => {
    const { id, ref } = (await coordinator.raise(concern())).body;
    const unknown = await teacher.get(`/api/v1/cases/${randomUUID()}`);
    const answers = await Promise.all([
      teacher.get(`/api/v1/cases/${id}`),
      teacher.get(`/api/v1/cases/${ref}`),
      teacher.get('/api/v1/cases/R-1999-000001'),
      teacher.get('/api/v1/cases/nonsense'),
      teacher.get(`/api/v1/cases/${id}/events`),
      teacher.get(`/api/v1/cases/${id}/duties`),
      teacher.get(`/api/v1/cases/${id}/messages`),
      teacher.get(`/api/v1/cases/${id}/disclosures`),
      teacher.get(`/api/v1/cases/${id}/acts/x1/form`),
      teacher.get(`/api/v1/cases/${id}/acts/x1/prints/1`),
      teacher.command(id, { type: 'close-case', reason: 'no-need', told: [] }),
      teacher.command(randomUUID(), { type: 'close-case', reason: 'no-need', told: [] }),
    ]);
    for (const got of answers) {
      expect({ status: got.status, text: got.text }).toEqual({ status: 404, text: unknown.text });
      const names = (headers: Headers) =>
        [...headers.keys()].filter((name) => name !== 'x-request-id').toSorted();
      expect(names(got.headers)).toEqual(names(unknown.headers));
    }
  });

  test('it is in no list, found by no word, and counted for nobody', async () => {
    const { id } = (await coordinator.raise(concern())).body;
    const listed = await teacher.get<CaseList>('/api/v1/cases?status=all&limit=200');
    expect(listed.body.items.map((it) => it.id)).not.toContain(id);
    const found = await teacher.get<CaseList>(`/api/v1/cases?q=${learner(0).family}`);
    expect(found.body.items.map((it) => it.id)).not.toContain(id);
    const open = await teacher.get<{ items: { id: string }[] }>(
      `/api/v1/learners/${learner(0).id}/open-cases`,
    );
    expect(open.body.items.map((it) => it.id)).not.toContain(id);
    expect((await teacher.get('/api/v1/supervision/summary')).status).toBe(403);
  });
});

describe("A learner's own request is secret from the school", () => {
  test('the school sees neither the case nor that there is one; the county does', async () => {
    const before = await supervisor.get<{ totals: { open: number } }>('/api/v1/supervision/summary');
    const { body } = await curator.raise(
      concern({ source: 'learner', responsible: {}, learnerId: learner(18).id }),
    );
    expect(body.case?.responsible).toEqual({ county: samplePerson('curator').id });
    for (const person of [coordinator, supervisor, teacher]) {
      expect((await person.get(`/api/v1/cases/${body.id}`)).status).toBe(404);
      expect((await person.get(`/api/v1/cases/${body.id}/disclosures`)).status).toBe(404);
      const blind = {
        type: 'report-child-welfare',
        addressee: 'x',
        channel: 'phone',
        reason: 'x',
        told: 'both',
      };
      const given = await person.post(`/api/v1/cases/${body.id}/commands`, {
        body: blind,
        headers: { 'idempotency-key': randomUUID() },
      });
      expect(given.status).toBe(404);
      const open = await person.get<{ items: unknown[] }>(`/api/v1/learners/${learner(18).id}/open-cases`);
      expect(open.body.items).toEqual([]);
    }
    const afterwards = await supervisor.get<{ totals: { open: number } }>('/api/v1/supervision/summary');
    expect(afterwards.body.totals.open).toBe(before.body.totals.open);
    const county = await signIn('countySupervisor');
    expect((await county.get(`/api/v1/cases/${body.id}`)).status).toBe(200);
  });

  test('and cannot be given to the school by mistake', async () => {
    const got = await curator.raise(concern({ source: 'learner' }));
    expect(got.status).toBe(409);
    expect(got.body).toMatchObject({ code: 'school-must-not-know', source: 'OHL 21 §' });
  });
});

describe('Everybody sees the sections that are theirs, and no others', () => {
  test('a supervisor sees promises and no contents; who raised it, how far it is', async () => {
    const words = 'Only for those who work with the learner.';
    const { id } = (await teacher.raise(concern({ description: words }))).body;
    const [whole, overview, head] = await Promise.all([
      curator.get<CaseAnswer>(`/api/v1/cases/${id}`),
      supervisor.get<CaseAnswer>(`/api/v1/cases/${id}`),
      teacher.get<CaseAnswer>(`/api/v1/cases/${id}`),
    ]);
    expect(whole.body.description).toBe(words);
    expect(whole.body.learner?.name).toBe(`${learner(0).given} ${learner(0).family}`);
    expect(overview.text).not.toContain(words);
    expect(Object.keys(overview.body)).toEqual(expect.arrayContaining(['duties', 'nextStep', 'learner']));
    for (const hidden of ['topic', 'source', 'description', 'members', 'meetings', 'acts', 'offers']) {
      expect(Object.keys(overview.body)).not.toContain(hidden);
    }
    expect(Object.keys(head.body)).not.toContain('duties');
    expect(head.text).not.toContain(learner(0).family);
    expect(head.text).not.toContain(learner(0).id);
    const log = await supervisor.get(`/api/v1/cases/${id}/events`);
    expect(log.status).toBe(403);
  });

  test('the log holds no words and no proofs; its texts are for those who may read them', async () => {
    const { id } = (await coordinator.raise(concern({ description: 'A description.' }))).body;
    const log = await curator.get<EventList>(`/api/v1/cases/${id}/events`);
    expect(Object.values(log.body.texts ?? {})).toEqual(['A description.']);
    expect(JSON.stringify(log.body.items)).not.toContain('A description.');
    expect(log.text).not.toContain('hmac');
  });

  test('a learner of another school is nobody’s to see, and guardians are for those who work with the learner', async () => {
    const other = learner(22).id;
    expect((await teacher.get(`/api/v1/learners/${other}/guardians`)).status).toBe(404);
    expect((await teacher.get(`/api/v1/learners/${learner(0).id}/guardians`)).status).toBe(200);
    expect((await supervisor.get(`/api/v1/learners/${learner(0).id}/guardians`)).status).toBe(403);
    const found = await teacher.get<{ items: { schoolId: string }[] }>('/api/v1/learners?limit=50');
    expect(new Set(found.body.items.map((it) => it.schoolId))).toEqual(
      new Set([samplePerson('classTeacher').unitId]),
    );
  });
});
