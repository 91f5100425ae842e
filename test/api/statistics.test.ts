import { expect, test } from '@jest/globals';
import type { Statistics } from '../../api/contracts/statistics.js';
import { parseDate, partsOf } from '../../domain/time/civil-date.js';
import { lastSchoolYear } from '../../domain/time/school-year.js';
import { problemOf, signIn, todayOf } from './door.js';

test('statistics are of whole school years that are over: of nothing else could the difference be kept secret', async () => {
  const supervisor = await signIn('countySupervisor');
  const ask = (query: string) => supervisor.get<Statistics>(`/api/v1/statistics?${query}`);
  const { from, to } = lastSchoolYear(parseDate(await todayOf(supervisor)));
  const { year } = partsOf(from);
  for (const query of ['', `from=${from}`, `to=${to}`, `from=${from}&to=${to}`]) {
    const got = await ask(query);
    expect(got.status).toBe(200);
    expect(got.body).toMatchObject({ from, to, floor: 5 });
  }
  for (const [query, path, code] of [
    [`from=${year}-08-02&to=${to}`, 'query.from', 'not-a-school-year'],
    [`from=${from}&to=${year + 1}-07-30`, 'query.to', 'not-a-school-year'],
    [`from=${year - 1}-08-01&to=${to}`, 'query.to', 'not-a-school-year'],
    [`from=${year + 1}-08-01`, 'query.from', 'not-over'],
  ] as const) {
    const got = await ask(query);
    expect([got.status, problemOf(got).errors]).toEqual([422, [{ path, code }]]);
  }
});
