import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type pg from 'pg';
import { TOKEN_SCOPES, type Caller } from '../../api/auth/caller.js';
import type { Statistics } from '../../api/contracts/statistics.js';
import { seeingAs, sightOfOverseer } from '../../api/sight/sight.js';
import { createWalledPool } from '../../api/sight/walled-pool.js';
import { readStatistics } from '../../api/statistics/read-statistics.js';
import { statisticsCsv } from '../../bin/commands/statistics.js';
import type { Topic } from '../../domain/commands.js';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import { parseDate } from '../../domain/time/civil-date.js';
import { schoolYearOf } from '../../domain/time/school-year.js';
import { testStack } from '../support/test-stack.js';
import { Draft, openDesk, type Desk } from './support/desk.js';

const YEAR = schoolYearOf(parseDate('2027-08-16'));

let desk: Desk;
let api: pg.Pool;
let pattern: Draft;
let providerId: string;
let second: string;

beforeAll(async () => {
  desk = openDesk();
  api = createWalledPool({ connectionString: testStack().apiUrl, max: 2 });
  pattern = await Draft.at(desk, '2027-08-16 09:00');
  await pattern.raise();
  await pattern.store();
  ({ providerId } = pattern.people);
  second = randomUUID();
  await desk.owner.query(
    `INSERT INTO unit (id, controller_id, name, level, calendar, policy, municipality)
     VALUES ($1, $2, '=Koulu, toinen', 'basic', 'espoo-sample', 'espoo-sample', '049')`,
    [second, providerId],
  );
  // The case by which the others are made is nobody's.
  await desk.owner.query(`UPDATE case_view SET status = 'void' WHERE case_id = $1`, [pattern.caseId]);
  const first = pattern.people.schoolId;
  await begun(first, { absence: 8, wellbeing: 3, bullying: 6 });
  await begun(second, { absence: 9, wellbeing: 12, bullying: 7 });
});
afterAll(async () => {
  await api.end();
  await desk.close();
});

interface Begun {
  readonly at?: string;
  readonly learnerId?: string;
  readonly status?: string;
  readonly secret?: boolean;
}

/** So many cases by topic, each of another learner unless one is named, like the one that was really led. */
async function begun(
  schoolId: string,
  topics: Partial<Record<Topic, number>>,
  how: Begun = {},
): Promise<void> {
  const { at = '2027-11-02T10:00:00Z', learnerId = null, status = 'open', secret = false } = how;
  for (const [topic, count] of Object.entries(topics))
    await desk.owner.query(
      `INSERT INTO case_view (case_id, ref, controller_id, learner_id, school_id, status, stage, urgent,
         responsible_school, responsible_county, version, head_hash, opened_at, updated_at, late, state, keys, employer_id)
       SELECT made.id, made.id::text, controller_id, coalesce($5::uuid, gen_random_uuid()), $2::uuid, $6, stage, urgent,
         CASE WHEN $7::boolean THEN NULL ELSE responsible_school END, responsible_county, version, head_hash, $4::timestamptz, updated_at,
         late, state || jsonb_build_object('topic', $3::text), ARRAY['school:' || $2::uuid, 'school@*', 'county@*'], employer_id
       FROM case_view, (SELECT gen_random_uuid() AS id FROM generate_series(1, $8::integer)) made WHERE case_id = $1`,
      [pattern.caseId, schoolId, topic, at, learnerId, status, secret, count],
    );
}

function caller(
  role: Caller['roles'][number]['role'],
  controllerId: string,
  unitId: string | null = null,
): Caller {
  const personId = asId<PersonId>(randomUUID());
  return {
    ...{ kind: 'person', key: `person:${personId}`, personId, name: 'x', language: 'fi', level: null },
    roles: [{ role, side: 'school', unitId: unitId === null ? null : asId<UnitId>(unitId), controllerId }],
    scopes: TOKEN_SCOPES,
  };
}

/** The table as the door reads it: behind the wall of whoever asks. */
function asked(by: Caller, year = YEAR): Promise<Statistics> {
  return seeingAs(sightOfOverseer(by), () => readStatistics(api, by, year));
}

/** The columns of these topics, a row for each school and the totals last. */
function told({ topics, bySchool, byTopic, total }: Statistics, of: readonly Topic[]): (number | null)[][] {
  const pick = (row: readonly (number | null)[], all: number | null) => [
    ...of.map((topic) => row[topics.indexOf(topic)] ?? null),
    all,
  ];
  return [...bySchool.map((row) => pick(row.byTopic, row.total)), pick(byTopic, total)];
}

const THREE = ['absence', 'wellbeing', 'bullying'] as const;

describe('Statistics of a school year', () => {
  test('hide a number under the floor and the square by which it could be reckoned, for supervisor and administrator', async () => {
    for (const role of ['supervisor', 'administrator'] as const) {
      const answer = await asked(caller(role, providerId));
      expect(answer).toMatchObject({ from: '2027-08-01', to: '2028-07-31', floor: 5 });
      expect(new Set(told(answer, THREE))).toEqual(
        new Set([
          [8, null, null, 17],
          [9, null, null, 28],
          [17, 15, 13, 45],
        ]),
      );
    }
  });

  test('count each learner once, with the first case of the year; neither void cases nor other years', async () => {
    const before = await asked(caller('supervisor', providerId));
    const learnerId = randomUUID();
    await begun(second, { bullying: 1 }, { learnerId, at: '2028-05-02T10:00:00Z' });
    await begun(second, { absence: 1 }, { learnerId, at: '2027-09-02T10:00:00Z' });
    await begun(second, { absence: 7 }, { status: 'void' });
    // The last evening before the year, and the first of the next, in Finland.
    await begun(second, { absence: 7 }, { at: '2027-07-31T20:59:00Z' });
    await begun(second, { absence: 7 }, { at: '2028-07-31T21:00:00Z' });
    const after = await asked(caller('supervisor', providerId));
    expect(after.total).toBe((before.total ?? 0) + 1);
    expect(told(after, ['absence']).at(-1)).toEqual([18, 46]);
  });

  test('tell a school nothing of what is secret from it, nor of schools of another employer', async () => {
    const before = await asked(caller('supervisor', providerId));
    await begun(second, { absence: 20 }, { secret: true });
    const other = await Draft.at(desk, '2027-08-16 09:00');
    await other.raise();
    await other.store();
    expect(await asked(caller('supervisor', providerId))).toEqual(before);
    expect(await asked(caller('supervisor', other.people.providerId))).toMatchObject({ total: null });
  });

  test('of a post at one school are of that school; a role without the function gets none', async () => {
    const { bySchool } = await asked(caller('supervisor', providerId, second));
    expect(bySchool.map((it) => it.schoolId)).toEqual([second]);
    await expect(asked(caller('principal', providerId))).rejects.toMatchObject({ status: 403 });
  });

  test('are CSV in which two points stand for what is hidden, and no cell is a formula', async () => {
    const lines = statisticsCsv(await asked(caller('supervisor', providerId))).split('\r\n');
    expect(lines[0]).toContain('school_id,school,area,absence,wellbeing,');
    expect(lines.find((line) => line.startsWith(second))).toContain(`${second},"'=Koulu, toinen",049,10,..,`);
    expect(lines.at(-1)).toMatch(/^total,,,18,15,.*,46$/);
  });
});
