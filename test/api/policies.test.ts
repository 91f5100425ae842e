import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type {
  EndingCalendarsAnswer,
  PolicyListAnswer,
  PolicyVersionDetailAnswer,
  PolicyVersionListAnswer,
} from '../../api/contracts/policies.js';
import { addDays, parseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, problemOf, send, signIn, type Got } from './door.js';
import { calendarFile, openSchool, policyFile, publishedBeforeTheLaw, type OwnSchool } from './own-school.js';
import { keyed, RulesDesk, type Kind } from './rules-desk.js';

let desk: RulesDesk;
beforeAll(async () => {
  desk = await RulesDesk.open();
});

/** The policy of a school and, from a day on, one in which the next step takes four school days. */
function shorter(name: string, validFrom: CivilDate) {
  return policyFile(name, (file) => {
    const [version] = file.versions;
    if (version === undefined) return;
    const next = structuredClone(version);
    next.validFrom = validFrom;
    const rule = next.rules['L-NEXT'];
    if (rule) rule.limit.value = 4;
    version.validUntil = addDays(validFrom, -1);
    file.versions = [version, next];
  });
}

describe('Rules and calendars are an administrator’s', () => {
  test.each([
    { what: 'half of a character', sent: { text: '\ud800' } },
    { what: 'half of a character in a name, deep inside', sent: { a: [{ '\udc00': 1 }] } },
    { what: 'a NUL', sent: { text: 'a\u0000b' } },
  ])('a file with $what, which the store cannot keep, is refused', async ({ sent }) => {
    const got = await desk.draft('policies', 'espoo-sample', { content: sent });
    expect(got.status).toBe(422);
    expect(problemOf(got)).toMatchObject({ errors: [{ path: 'content', code: 'control-character' }] });
  });

  test.each(['/api/v1/policies', '/api/v1/calendars', '/api/v1/policies/espoo-sample/versions'])(
    '%s is 401 for nobody and 403 for others',
    async (path) => {
      expect((await send('GET', path)).status).toBe(401);
      const got = await desk.psychologist.get(path);
      expect([got.status, problemOf(got).code]).toEqual([403, 'not-allowed']);
      expect((await desk.admin.get(path)).status).toBe(200);
    },
  );

  test('nobody else drafts, validates or publishes', async () => {
    const { body } = await desk.admin.get<PolicyVersionListAnswer>('/api/v1/policies/espoo-sample/versions');
    const id = body.items[0]?.id ?? '';
    const sent = { body: { content: {} }, ...keyed() };
    for (const path of ['', `/${id}/validate`, `/${id}/publish`]) {
      const got = await desk.psychologist.post(`/api/v1/policies/espoo-sample/versions${path}`, sent);
      expect(got.status).toBe(403);
    }
  });

  test('the samples of the release are there, published and marked', async () => {
    const { body } = await desk.admin.get<PolicyListAnswer>('/api/v1/policies');
    for (const name of ['espoo-sample', 'helsinki-sample', 'county-sample']) {
      expect(body.items.find((it) => it.name === name)).toMatchObject({
        sample: expect.stringMatching(/^SAMPLE/),
        inForce: '2026-08-01',
      });
    }
    const { body: versions } = await desk.admin.get<PolicyVersionListAnswer>(
      '/api/v1/policies/espoo-sample/versions',
    );
    expect(versions.items.find((it) => it.inForce)).toMatchObject({ state: 'published', draftedBy: null });
  });

  test('what is not there is 404', async () => {
    expect((await desk.admin.get('/api/v1/policies/nobody/versions')).status).toBe(404);
    expect((await desk.admin.get(`/api/v1/calendars/espoo-sample/versions/${randomUUID()}`)).status).toBe(
      404,
    );
    expect((await desk.act('policies', 'espoo-sample', randomUUID(), 'publish')).status).toBe(404);
  });
});

describe('A version goes from draft to validated to published', () => {
  let school: OwnSchool;
  beforeAll(async () => {
    school = await desk.openOwnSchool();
  });

  test('the same key is one draft, and another content under it is refused', async () => {
    const [key, content] = [randomUUID(), shorter(school.name, addDays(desk.today, 30))];
    const first = await desk.draft('policies', school.name, { content }, key);
    expect([first.status, first.body.state]).toEqual([201, 'draft']);
    expect(first.body).toMatchObject({
      validFrom: addDays(desk.today, 30),
      draftedBy: samplePerson('administrator').name,
    });
    const again = await desk.draft('policies', school.name, { content }, key);
    expect([again.status, again.body.id]).toEqual([200, first.body.id]);
    const other = await desk.draft('policies', school.name, { content: {} }, key);
    expect([other.status, problemOf(other).code]).toEqual([422, 'key-reused']);
  });

  test('only a validated one is published; then new limits follow it', async () => {
    const content = shorter(school.name, desk.today);
    const { body } = await desk.draft('policies', school.name, {
      content,
      movesDatesBecause: 'The board decided so.',
    });
    const early = await desk.act('policies', school.name, body.id, 'publish');
    expect([early.status, problemOf(early).code]).toEqual([409, 'not-validated']);
    expect((await desk.preview('L-NEXT', school)).length).toBe(5);
    const judged = await desk.act('policies', school.name, body.id, 'validate');
    expect([judged.status, judged.body.state]).toEqual([200, 'validated']);
    expect(judged.body.changes?.policy?.rules).toEqual([
      expect.objectContaining({
        id: 'L-NEXT',
        before: expect.objectContaining({ value: 5, source: 'SAMPLE' }),
        after: expect.objectContaining({ value: 4, source: 'SAMPLE' }),
      }),
    ]);
    expect((await desk.preview('L-NEXT', school)).length).toBe(5);
    const published = await desk.act('policies', school.name, body.id, 'publish');
    expect(published.body).toMatchObject({ state: 'published', inForce: true, rollOut: false });
    expect(await desk.preview('L-NEXT', school)).toMatchObject({
      length: 4,
      policy: `${school.name}@${desk.today}`,
    });
    expect((await desk.act('policies', school.name, body.id, 'publish')).status).toBe(200);
  });

  test('a published version never changes, whoever tries', async () => {
    const content = policyFile(school.name, (file) => {
      const rule = file.versions[0]?.rules['L-CONVENE'];
      if (rule) rule.limit.value = 3;
    });
    const { body } = await desk.draft('policies', school.name, {
      content,
      movesDatesBecause: 'It was wrong.',
    });
    const got = await desk.act('policies', school.name, body.id, 'validate');
    expect(problemOf(got).errors).toEqual([{ path: 'versions.0', code: 'published-never-changes' }]);
    const owner = new pg.Client({ connectionString: testStack().ownerUrl });
    await owner.connect();
    const refusedBy = (sql: string) =>
      owner.query(sql, [school.name]).then(
        () => 'nobody',
        (failure: Error) => failure.message,
      );
    const where = `WHERE name = $1 AND state = 'published'`;
    expect(await refusedBy(`UPDATE policy_version SET content = '{}' ${where}`)).toContain('never changes');
    expect(await refusedBy(`DELETE FROM policy_version ${where}`)).toContain('never deleted');
    await owner.end();
  });
});

describe('A version that is no good is refused as a whole, with each fault by its path', () => {
  let school: OwnSchool;
  beforeAll(async () => {
    school = await desk.openOwnSchool();
  });

  async function faultsOf(kind: Kind, body: object): Promise<Got<PolicyVersionDetailAnswer>> {
    const kept = await desk.draft(kind, school.name, body);
    expect(kept.status).toBe(201);
    return desk.act(kind, school.name, kept.body.id, 'validate');
  }

  test('a number without a source, an unknown key and a gap are all named; what holds goes on', async () => {
    const content = JSON.parse(JSON.stringify(shorter(school.name, addDays(desk.today, 30)))) as {
      versions: {
        validUntil: string | null;
        lenght?: number;
        rules: Record<string, { limit: { source?: string } }>;
      }[];
    };
    const [old, fresh] = content.versions;
    if (old && fresh) {
      fresh.lenght = 1;
      delete fresh.rules['L-CONSENT']?.limit.source;
    }
    const wrongForm = await faultsOf('policies', { content });
    expect([wrongForm.status, problemOf(wrongForm).code]).toEqual([422, 'invalid-policy']);
    expect(problemOf(wrongForm).errors).toEqual(
      expect.arrayContaining([
        { path: 'versions.1.lenght', code: 'unknown-key' },
        { path: 'versions.1.rules.L-CONSENT.limit.source', code: 'no-source' },
      ]),
    );
    const gap = shorter(school.name, addDays(desk.today, 30));
    if (gap.versions[0]) gap.versions[0].validUntil = addDays(desk.today, 20);
    expect(problemOf(await faultsOf('policies', { content: gap })).errors).toEqual([
      { path: 'versions.0.validUntil', code: 'gap-before-next' },
    ]);
    const overlap = shorter(school.name, addDays(desk.today, 30));
    if (overlap.versions[0]) overlap.versions[0].validUntil = addDays(desk.today, 40);
    expect(problemOf(await faultsOf('policies', { content: overlap })).errors).toEqual([
      { path: 'versions.0.validUntil', code: 'overlap-with-next' },
    ]);
    expect(await desk.preview('L-NEXT', school)).toMatchObject({
      length: 5,
      policy: `${school.name}@2026-08-01`,
    });
  });

  test('a ladder that is not there is named, also when every object knows its name', async () => {
    const content = shorter(school.name, addDays(desk.today, 30));
    const rule = content.versions[1]?.rules['L-NEXT'];
    if (rule) rule.ladder = 'constructor';
    const got = await faultsOf('policies', { content });
    expect([got.status, problemOf(got).errors]).toEqual([
      422,
      [{ path: 'versions.1.rules.L-NEXT', code: 'no-such-ladder' }],
    ]);
  });

  test('the faults are kept with the draft, and it is never published', async () => {
    const { body } = await desk.draft('policies', school.name, { content: { name: school.name } });
    expect((await desk.act('policies', school.name, body.id, 'validate')).status).toBe(422);
    const path = `/api/v1/policies/${school.name}/versions/${body.id}`;
    const { body: kept } = await desk.admin.get<PolicyVersionDetailAnswer>(path);
    expect(kept).toMatchObject({ state: 'draft', changes: null, validFrom: null });
    expect(kept.faults).toContainEqual(expect.objectContaining({ path: 'versions', code: 'wrong-form' }));
    expect((await desk.act('policies', school.name, body.id, 'publish')).status).toBe(409);
  });

  test('what is no JSON object, or an empty reason, is 422 at once', async () => {
    expect((await desk.draft('policies', school.name, { content: [] })).status).toBe(422);
    expect((await desk.draft('policies', school.name, { content: {}, movesDatesBecause: ' ' })).status).toBe(
      422,
    );
    expect((await desk.draft('policies', 'Not_a_name', { content: {} })).status).toBe(404);
  });

  test('a version that begins in the past moves dates, and has to say so', async () => {
    const content = shorter(school.name, addDays(desk.today, -1));
    expect(problemOf(await faultsOf('policies', { content })).errors).toEqual([
      { path: 'versions.1.validFrom', code: 'moves-dates-silently' },
    ]);
    const told = await desk.publish('policies', school.name, {
      content,
      movesDatesBecause: 'The board decided so.',
    });
    expect(told).toMatchObject({ rollOut: true, movesDatesBecause: 'The board decided so.' });
  });
});

describe('Rules that the law has left behind', () => {
  let school: OwnSchool;
  let id: string;
  beforeAll(async () => {
    school = await openSchool();
    const owner = new pg.Client({ connectionString: testStack().ownerUrl });
    await owner.connect();
    await publishedBeforeTheLaw(owner, school.name).finally(() => owner.end());
    await desk.publish('calendars', school.name, { content: calendarFile(school.name, desk.today) });
    const responsible = {
      school: samplePerson('schoolCoordinator').id,
      county: samplePerson('psychologist').id,
    };
    const coordinator = await signIn('schoolCoordinator');
    const raised = await coordinator.raise(
      concern({ learnerId: school.learnerId, source: 'staff', responsible }),
    );
    id = raised.body.id;
  });

  async function toDo() {
    const { body } = await desk.admin.get<EndingCalendarsAnswer>('/api/v1/calendars/ending');
    return {
      law: body.law.filter((it) => it.name === school.name),
      behind: body.behind.filter((it) => it.version.name === school.name),
    };
  }
  const promise = async () =>
    (await desk.psychologist.get<CaseAnswer>(`/api/v1/cases/${id}`)).body.duties?.[0]?.dueOn;

  test('are a task of the administrator, with the day of the change; no date moves', async () => {
    const { law, behind } = await toDo();
    expect(law).toEqual([
      {
        ...{ name: school.name, validFrom: '2025-01-01', changedOn: '2025-05-01' },
        ...{ schools: ['Oma koulu'], cases: 1 },
      },
    ]);
    expect(behind).toEqual([]);
  });

  test('until a version begins under the new law: then the cases wait to be moved', async () => {
    const before = await promise();
    await desk.publish('policies', school.name, {
      content: policyFile(school.name, (file) => {
        const [version] = file.versions;
        if (version === undefined) return;
        const old = {
          ...structuredClone(version),
          validFrom: parseDate('2025-01-01'),
          validUntil: addDays(desk.today, -1),
        };
        version.validFrom = desk.today;
        file.versions = [old, version];
      }),
    });
    expect(await toDo()).toMatchObject({ law: [], behind: [{ kind: 'policy', behind: 1, cases: 1 }] });
    expect(await promise()).toBe(before);
  });
});
