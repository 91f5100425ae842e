import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import pg from 'pg';
import { candidateOf, type Candidate } from '../../api/bulk/candidate.js';
import { askWhatIf, type WhatIfOptions } from '../../api/bulk/what-if.js';
import { SIDES } from '../../domain/people.js';
import { addDays, dayNumber, parseDate, weekdayOf, type CivilDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';
import { concern, signIn } from './door.js';
import { calendarFile, openSchool, policyFile, type OwnSchool } from './own-school.js';
import { publish } from './publishing.js';

const CASES = 7;

let school: OwnSchool;
let candidate: Candidate;
let pool: pg.Pool;

function nextWeekday(today: CivilDate): CivilDate {
  const next = addDays(today, 1);
  return weekdayOf(dayNumber(next)) <= 5 ? next : nextWeekday(next);
}

/** Every second one is the learner's own, and its first promises are the county's alone. */
async function raise(n: number): Promise<void> {
  const county = samplePerson('psychologist').id;
  const own = n % 2 === 0;
  const body = concern({
    ...{ learnerId: school.learnerId, source: own ? 'learner' : 'staff', urgent: n % 3 === 0 },
    responsible: own ? { county } : { school: samplePerson('schoolCoordinator').id, county },
  });
  const got = await (await signIn(own ? 'psychologist' : 'schoolCoordinator')).raise(body);
  expect([got.status, got.text]).toEqual([201, got.text]);
}

beforeAll(async () => {
  pool = new pg.Pool({ connectionString: testStack().databaseUrl, max: 3 });
  const admin = await signIn('administrator');
  const today = parseDate((await admin.get<{ today: string }>('/api/v1/me')).body.today);
  school = await openSchool();
  await publish(admin, 'policies', school.name, policyFile(school.name));
  await publish(admin, 'calendars', school.name, calendarFile(school.name, today));
  for (let n = 0; n < CASES; n += 1) await raise(n);
  const off = [nextWeekday(today), nextWeekday(nextWeekday(today))];
  candidate = candidateOf('calendar', calendarFile(school.name, today, { off }));
});

afterAll(() => pool.end());

function asked(more: Partial<WhatIfOptions> = {}): WhatIfOptions {
  return {
    ...{ candidate, mode: 'recompute', schools: [school.id], now: instant(Date.now()), limit: 3 },
    ...{ known: () => 'true', sides: SIDES, ...more },
  };
}

describe('A what-if over more cases than one thread takes at a time', () => {
  test('answers on several threads what it answers on one', async () => {
    const now = instant(Date.now());
    const whole = await askWhatIf(pool, asked({ now }));
    expect(whole.counts).toMatchObject({ cases: CASES });
    expect(whole.counts.moved).toBeGreaterThan(whole.items.length);
    expect(whole.more).toBe(whole.counts.moved - 3);
    expect(whole.reminders.workers).not.toEqual([]);
    for (const slice of [1, 2, 6, CASES]) {
      expect(await askWhatIf(pool, asked({ now, slice }))).toEqual(whole);
    }
  });

  test('is ended when whoever asked has gone, and its threads leave no connection behind', async () => {
    const gone = new AbortController();
    const answer = askWhatIf(pool, asked({ slice: 1, signal: gone.signal }));
    gone.abort();
    await expect(answer).rejects.toMatchObject({ name: 'AbortError' });
    const { rows } = await pool.query<{ n: number }>(
      `SELECT count(*)::integer AS n FROM pg_stat_activity WHERE application_name = 'rinnalla-what-if' AND state = 'active'`,
    );
    expect(rows[0]?.n).toBe(0);
  });

  test('tells what went wrong in a thread, and goes no further', async () => {
    const unknown = { kind: 'calendar', versionId: '00000000-0000-4000-8000-00000000dead' } as const;
    const nowhere = { ...candidate, rolledOut: unknown };
    const alone = await askWhatIf(pool, asked({ candidate: nowhere })).catch((failure: unknown) => failure);
    expect(alone).toBeInstanceOf(Error);
    const failure = await askWhatIf(pool, asked({ candidate: nowhere, slice: 2 })).catch((it: unknown) => it);
    expect(failure).toMatchObject({ message: (alone as Error).message });
  });
});
