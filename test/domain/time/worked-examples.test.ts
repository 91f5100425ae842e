import { describe, expect, test } from '@jest/globals';
import type { CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { ESPOO } from './espoo.js';
import { explain } from './explain.js';

interface Example {
  readonly trigger: string;
  readonly on: string;
  readonly unit: CountingUnit;
  readonly length: number;
  readonly dueOn: string;
  readonly why: readonly string[];
}

const EXAMPLES: readonly Example[] = [
  {
    trigger: 'a request on Thu 8.10.2026, before the autumn break',
    on: '2026-10-08',
    unit: 'institution-day',
    length: 7,
    dueOn: '2026-10-26',
    why: [
      'counted 9.10.',
      'weekend 10.10.–11.10.',
      'not-school-day 12.10.–16.10.',
      'weekend 17.10.–18.10.',
      'counted 19.10.–23.10.',
      'weekend 24.10.–25.10.',
      'counted 26.10.',
    ],
  },
  {
    trigger: 'a request on Tue 15.12.2026, before Christmas',
    on: '2026-12-15',
    unit: 'institution-day',
    length: 7,
    dueOn: '2027-01-08',
    why: [
      'counted 16.12.–18.12.',
      'weekend 19.12.–20.12.',
      'counted 21.12.–22.12.',
      'not-school-day 23.12.–24.12.',
      'holiday 25.12.–26.12.',
      'weekend 27.12.',
      'not-school-day 28.12.–31.12.',
      'holiday 1.1.',
      'weekend 2.1.–3.1.',
      'not-school-day 4.1.–5.1.',
      'holiday 6.1.',
      'counted 7.1.–8.1.',
    ],
  },
  {
    trigger: 'a report on Tue 6.10.2026: a school break does not matter to weekdays',
    on: '2026-10-06',
    unit: 'weekday',
    length: 7,
    dueOn: '2026-10-15',
    why: ['counted 7.10.–9.10.', 'weekend 10.10.–11.10.', 'counted 12.10.–15.10.'],
  },
  {
    trigger: 'a report on Wed 23.12.2026: Christmas Eve counts',
    on: '2026-12-23',
    unit: 'weekday',
    length: 7,
    dueOn: '2027-01-05',
    why: [
      'counted 24.12.',
      'holiday 25.12.–26.12.',
      'weekend 27.12.',
      'counted 28.12.–31.12.',
      'holiday 1.1.',
      'weekend 2.1.–3.1.',
      'counted 4.1.–5.1.',
    ],
  },
  {
    trigger: 'a matter pending since Wed 23.12.2026',
    on: '2026-12-23',
    unit: 'month',
    length: 3,
    dueOn: '2027-03-23',
    why: ['counted 24.12.–23.3.'],
  },
  {
    trigger: 'THL: contact on a Tuesday, at latest Thursday of the next week',
    on: '2027-02-02',
    unit: 'weekday',
    length: 7,
    dueOn: '2027-02-11',
    why: ['counted 3.2.–5.2.', 'weekend 6.2.–7.2.', 'counted 8.2.–11.2.'],
  },
];

describe('the worked examples', () => {
  test.each(EXAMPLES)('$trigger: due $dueOn', ({ on, unit, length, dueOn, why }) => {
    const due = dueDate({ unit, length }, parseDate(on), ESPOO);
    expect(due.dueOn).toBe(dueOn);
    expect(due.provisional).toBe(false);
    expect(due.days[0]).toEqual({ date: on, counted: false, reason: 'trigger' });
    expect(explain(due)).toEqual(why);
  });

  test('a request on Mon 31.5.2027 continues counting in August, over the school Saturday 5.6.', () => {
    const due = dueDate({ unit: 'institution-day', length: 7 }, parseDate('2027-05-31'), ESPOO);
    expect(due.dueOn).toBe('2027-08-12');
    expect(due.provisional).toBe(false);
    const counted = due.days.filter((it) => it.counted).map((it) => it.date.slice(5));
    expect(counted).toEqual(['06-01', '06-02', '06-03', '06-04', '06-05', '08-11', '08-12']);
    const reasonOn = (date: string) => due.days.find((it) => it.date === date)?.reason;
    expect(reasonOn('2027-06-06')).toBe('weekend');
    expect(reasonOn('2027-06-25')).toBe('not-school-day');
    expect(reasonOn('2027-06-26')).toBe('holiday');
    expect(reasonOn('2027-08-10')).toBe('not-school-day');
  });
});
