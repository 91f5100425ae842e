import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import type { AccessList } from '../../api/contracts/access.js';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { TaskList } from '../../api/contracts/tasks.js';
import { SIGHTS } from '../../domain/sight.js';
import { glassPolicy } from '../../policies/glass-policy.js';
import { samplePerson } from '../../stack/sample-data.js';
import { instant } from '../../domain/time/instant.js';
import { testStack } from '../support/test-stack.js';
import { given, opened, problemOf, signIn, type SignedIn } from './door.js';
import { inProcess } from './in-process.js';

const WHY = {
  reasonCode: 'immediate-danger',
  reason: 'Oppija on kateissa ja puhui itsensä vahingoittamisesta.',
};

let app: pg.Pool;
let curator: SignedIn;
let coordinator: SignedIn;
let supervisor: SignedIn;
beforeAll(async () => {
  app = new pg.Pool({ connectionString: testStack().databaseUrl, max: 2 });
  curator = await signIn('curator');
  coordinator = await signIn('countyCoordinator');
  supervisor = await signIn('countySupervisor');
});
afterAll(() => app.end());

function breakGlass(by: SignedIn, id: string, body: object = WHY) {
  return by.post<{ case?: CaseAnswer }>(`/api/v1/cases/${id}/break-glass`, {
    body,
    headers: { 'idempotency-key': randomUUID() },
  });
}

/** How often somebody has opened a case in an emergency; the store of these tests is younger than a day. */
async function openedLately(who: Parameters<typeof samplePerson>[0]): Promise<number> {
  const { rows } = await app.query<{ n: number }>(
    `SELECT count(*)::integer AS n FROM command
     WHERE caller = $1 AND body ->> 'type' = 'break-glass' AND outcome IS DISTINCT FROM 'refused'`,
    [`person:${samplePerson(who).id}`],
  );
  return rows[0]?.n ?? 0;
}

const read = (by: SignedIn, id: string) => by.get<CaseAnswer>(`/api/v1/cases/${id}`);

describe('A case that is opened in an emergency', () => {
  test('shows what an emergency needs, writes down each look, and is reviewed by somebody else', async () => {
    const id = await opened(await signIn('classTeacher'));
    expect((await read(coordinator, id)).body.topic).toBeUndefined();
    const broken = await breakGlass(coordinator, id);
    expect(broken.status).toBe(200);
    const open = await read(coordinator, id);
    expect(open.body).toMatchObject({ topic: 'absence' });
    expect(open.body.sections).toEqual(expect.arrayContaining([...SIGHTS['break-glass'].sections]));
    expect(open.body.members).toBeUndefined();
    expect((await coordinator.get(`/api/v1/cases/${id}/events`)).status).toBe(403);
    // Whoever is responsible sees who did it and why, and each look.
    expect((await read(curator, id)).body.glasses).toMatchObject([
      {
        ...{ personId: samplePerson('countyCoordinator').id, reason: 'immediate-danger' },
        ...{ words: WHY.reason, isOver: false },
      },
    ]);
    const { items } = (await curator.get<AccessList>(`/api/v1/cases/${id}/access-log`)).body;
    const looks = items.filter(({ rights }) => rights.some(({ relation }) => relation === 'break-glass'));
    expect(looks.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['read', 'answer']));
    const task = (await supervisor.get<TaskList>('/api/v1/tasks')).body.items.find((it) => it.caseId === id);
    expect(task?.duty.kind).toBe('glass-review');
    const review = { type: 'review-glass', glassId: 'g1', finding: 'justified', note: 'Oli.' } as const;
    const reviewed = await given(supervisor, id, review);
    expect(reviewed.glasses).toMatchObject([{ isOver: true }]);
    expect((await read(coordinator, id)).body.topic).toBeUndefined();
  });

  test('is the supervisor’s to review unless the supervisor opened it', async () => {
    const id = await opened(await signIn('classTeacher'));
    const other = await signIn('schoolSupervisor');
    expect((await breakGlass(other, id)).status).toBe(200);
    const view = (await read(curator, id)).body;
    const review = view.duties?.find((it) => it.kind === 'glass-review');
    expect(review?.ownerId).not.toBe(samplePerson('schoolSupervisor').id);
    expect(review?.ownerId).toBe(samplePerson('administrator').id);
  });

  test('is there for nobody without a post: a stranger learns nothing, a member that it is not for them', async () => {
    const id = await opened(await signIn('classTeacher'));
    const stranger = await signIn('nurse');
    const [hidden, unknown] = [await breakGlass(stranger, id), await breakGlass(stranger, randomUUID())];
    expect([hidden.status, problemOf(hidden)]).toEqual([404, problemOf(unknown)]);
    expect((await breakGlass(await signIn('administrator'), id)).status).toBe(404);
    const raiser = await breakGlass(await signIn('classTeacher'), id);
    expect([raiser.status, problemOf(raiser).code]).toEqual([403, 'not-allowed']);
    expect((await breakGlass(coordinator, id, { reasonCode: 'curious', reason: 'x' })).status).toBe(422);
  });

  test('ends at the instant, also for the eye of a clock that nothing has woken', async () => {
    const id = await opened(await signIn('classTeacher'));
    const late = await inProcess({ now: () => instant(Date.now() + 61 * 60_000) });
    try {
      const mine = await signIn('schoolCoordinator');
      expect((await breakGlass(mine, id)).status).toBe(200);
      expect((await read(mine, id)).body.topic).toBe('absence');
      const then = await signIn('schoolCoordinator', late.url);
      expect((await read(then, id)).body.topic).toBeUndefined();
    } finally {
      await late.stop();
    }
  });

  test('can be opened by one person only so often in a day, also all at once', async () => {
    const [mine, raiser] = [await signIn('schoolCoordinator'), await signIn('classTeacher')];
    const perDay = glassPolicy().perDay.value;
    const ids: string[] = [];
    for (let i = 0; i < perDay + 3; i += 1) ids.push(await opened(raiser));
    const atOnce = await Promise.all(ids.map((id) => breakGlass(mine, id)));
    expect(atOnce.filter((it) => ![200, 429].includes(it.status))).toEqual([]);
    expect(await openedLately('schoolCoordinator')).toBeLessThanOrEqual(perDay);
    // Whoever did not get a turn may try again, until the day's are used up.
    while ((await openedLately('schoolCoordinator')) < perDay)
      expect((await breakGlass(mine, await opened(raiser))).status).toBe(200);
    const refused = await breakGlass(mine, await opened(raiser));
    expect(refused.status).toBe(429);
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(3600);
  });
});
