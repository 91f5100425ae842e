import { beforeAll, describe, expect, test } from '@jest/globals';
import type { DeadlineAnswer } from '../../api/contracts/deadlines.js';
import { RULE_IDS } from '../../domain/rules.js';
import { BASIC_SCHOOL } from '../../stack/sample-people.js';
import { problemOf, signIn, type SignedIn } from './door.js';

let curator: SignedIn;

beforeAll(async () => {
  curator = await signIn('curator');
});

const ask = (query: string) =>
  curator.get<DeadlineAnswer>(`/api/v1/deadlines?school=${BASIC_SCHOOL.id}&${query}`);

describe('The preview of a limit', () => {
  test.each(RULE_IDS)('answers for %s with what it rests on', async (rule) => {
    const { status, body } = await ask(`rule=${rule}&from=2026-10-08`);
    expect(status).toBe(200);
    expect(body).toMatchObject({ rule, force: rule.startsWith('L-') ? 'local' : 'law' });
    expect(body.basis).not.toBe('');
    expect(body.limit === 'counted').toBe(body.dueOn !== null);
  });

  test('counts every day of the worked example, and says why a day does not count', async () => {
    const { body } = await ask('rule=T-OHL15-7&from=2026-10-08');
    expect(body).toMatchObject({
      dueOn: '2026-10-26',
      unit: 'institution-day',
      length: 7,
      basis: 'OHL 15 §',
    });
    expect(body.days.filter((day) => day.counted).map((day) => day.date)).toEqual([
      ...['2026-10-09', '2026-10-19', '2026-10-20', '2026-10-21', '2026-10-22', '2026-10-23', '2026-10-26'],
    ]);
    expect(body.days.find((day) => day.date === '2026-10-12')).toMatchObject({ reason: 'not-school-day' });
  });

  test('gives no day to what the law wants without delay', async () => {
    const { body } = await ask('rule=W-LSL25-report&from=2026-10-08');
    expect(body).toMatchObject({
      limit: 'without-delay',
      dueOn: null,
      dueAt: null,
      unit: null,
      length: null,
    });
    expect(body.days).toEqual([]);
  });

  test('leaves to people what people agree on', async () => {
    const { body } = await ask('rule=L-FOLLOW');
    expect(body).toMatchObject({ limit: 'agreed', dueOn: null, unit: 'institution-day' });
  });

  test('says which rules are uncertain, which nobody has checked, and which are samples', async () => {
    expect((await ask('rule=T-OHL15-urgent&from=2026-10-08')).body).toMatchObject({
      uncertain: 'Q9',
      unverified: false,
    });
    expect((await ask('rule=T-primary-14d&from=2026-10-08')).body).toMatchObject({
      uncertain: null,
      unverified: true,
    });
    expect((await ask('rule=L-NEXT')).body).toMatchObject({ sample: true, source: 'SAMPLE' });
    expect((await ask('rule=T-OHL15-7&from=2026-10-08')).body).toMatchObject({
      uncertain: null,
      unverified: false,
      sample: false,
    });
  });

  test('says that it takes the eves for weekdays, where the way to the day passes one', async () => {
    const uncertain = async (query: string) => (await ask(query)).body.uncertain;
    expect(await uncertain('rule=T-LSL26-7&from=2026-12-23')).toBe('Q15');
    expect(await uncertain('rule=T-OHL15-urgent&from=2026-12-23')).toBe('Q9, Q15');
    expect(await uncertain('rule=T-LSL26-7&from=2026-12-28')).toBeNull();
    // School days know no eves.
    expect(await uncertain('rule=T-OHL15-7&from=2026-12-23')).toBeNull();
  });

  test('says that it does not know the public holidays of years to come, day by day', async () => {
    const { body } = await ask('rule=T-LSL26-7&from=2030-12-23');
    expect(body).toMatchObject({ dueOn: '2031-01-03', provisional: true });
    expect(body.days.find((day) => day.date === '2031-01-01')).toEqual({
      date: '2031-01-01',
      counted: true,
      reason: 'beyond-holidays',
    });
    expect((await ask('rule=T-SHL36-3m&from=2030-12-10')).body.provisional).toBe(true);
    expect((await ask('rule=T-LSL26-7&from=2030-12-16')).body.provisional).toBe(false);
  });

  test('counts months and weekdays by their own calendar', async () => {
    expect((await ask('rule=T-SHL36-3m&from=2026-12-23')).body.dueOn).toBe('2027-03-23');
    expect((await ask('rule=T-LSL26-7&from=2026-10-06')).body.dueOn).toBe('2026-10-15');
  });

  test.each([
    ['from=2026-02-30', 'query.from', 'not-a-date'],
    ['from=tomorrow', 'query.from', 'not-a-date'],
    ['from=9999-12-30', 'query.from', 'not-a-date'],
    ['rule=T-OHL15-8', 'query.rule', 'not-allowed-value'],
    ['urgent=perhaps', 'query.urgent', 'not-allowed-value'],
  ])('refuses %s', async (query, path, code) => {
    const got = await ask(query);
    expect(got.status).toBe(422);
    expect(problemOf(got).errors).toEqual([{ path, code }]);
  });
});
