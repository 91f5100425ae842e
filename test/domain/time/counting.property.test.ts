import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { Calendar, CountingUnit } from '../../../domain/rules.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { dayKind, remainingDays, shiftCounted } from '../../../domain/time/counting.js';
import { dueDate } from '../../../domain/time/due-date.js';
import { runs } from '../lives/runs.js';
import { dayOf, isoOf, oracleOf } from './oracle.js';

const RUNS = { numRuns: runs(300) };
const FIRST = dayOf('2026-06-01');
const LAST = dayOf('2028-12-31');

const unit = fc.constantFrom<CountingUnit>('institution-day', 'weekday', 'day', 'month');
const someDay = fc.integer({ min: FIRST, max: LAST });
const date = someDay.map((day) => parseDate(isoOf(day)));
const days = (maxLength: number) =>
  fc.uniqueArray(someDay, { maxLength }).map((list) => list.toSorted((a, b) => a - b));

/** School on any days whatever (a decided Sunday is a decided day), published some time beyond the last of them. */
const calendar: fc.Arbitrary<Calendar> = fc
  .record({
    holidays: days(60),
    eves: days(10),
    school: fc.array(fc.tuple(fc.integer({ min: 1, max: 40 }), fc.integer({ min: 0, max: 12 })), {
      maxLength: 40,
    }),
    from: fc.integer({ min: FIRST, max: FIRST + 200 }),
    tail: fc.integer({ min: 0, max: 200 }),
  })
  .map(({ holidays, eves, school, from, tail }) => {
    const schoolDays: [number, number][] = [];
    let at = from;
    for (const [gap, length] of school) {
      schoolDays.push([at + gap, at + gap + length]);
      at += gap + length + 1;
    }
    return { zone: [], holidays, eves, schoolDays, publishedUntil: at + tail };
  });

describe('over any calendar', () => {
  test('a due date is the one that counting on the fingers gives', () => {
    fc.assert(
      fc.property(calendar, unit, fc.integer({ min: 1, max: 20 }), date, (cal, kind, length, start) => {
        const oracle = oracleOf(cal);
        const due = dueDate({ unit: kind, length }, start, cal);
        expect(due.dueOn).toBe(oracle.dueOn(kind, length, start));
        const passed = due.days.slice(1).map((it) => dayOf(it.date));
        expect(due.provisional).toBe(passed.some((day) => oracle.provisional(kind, day)));
      }),
      RUNS,
    );
  });

  test('the trace has every day once, in order, and exactly as many counted days as the limit is long', () => {
    fc.assert(
      fc.property(calendar, unit, fc.integer({ min: 1, max: 15 }), date, (cal, kind, length, start) => {
        const { days: trace, dueOn } = dueDate({ unit: kind, length }, start, cal);
        expect(trace[0]).toEqual({ date: start, counted: false, reason: 'trigger' });
        trace.forEach((it, index) => expect(dayOf(it.date)).toBe(dayOf(start) + index));
        expect(trace.at(-1)).toMatchObject({ date: dueOn, counted: true });
        if (kind !== 'month') expect(trace.filter((it) => it.counted)).toHaveLength(length);
      }),
      RUNS,
    );
  });

  test('a day later never makes a due date earlier', () => {
    fc.assert(
      fc.property(calendar, unit, fc.integer({ min: 1, max: 10 }), date, (cal, kind, length, start) => {
        const next = parseDate(isoOf(dayOf(start) + 1));
        const [a, b] = [start, next].map((on) => dueDate({ unit: kind, length }, on, cal).dueOn);
        expect(a !== undefined && b !== undefined && a <= b).toBe(true);
      }),
      RUNS,
    );
  });

  test('counted days forth and back lead home', () => {
    fc.assert(
      fc.property(calendar, unit, fc.integer({ min: 1, max: 60 }), date, (cal, kind, n, start) => {
        const home = shiftCounted(kind, cal, start, 0);
        const there = shiftCounted(kind, cal, home, n);
        expect(shiftCounted(kind, cal, there, -n)).toBe(home);
        const back = shiftCounted(kind, cal, home, -n);
        expect(shiftCounted(kind, cal, back, n)).toBe(home);
      }),
      RUNS,
    );
  });

  test('what remains is the number of counted days to the due date, with the sign of its side', () => {
    const counting = fc.constantFrom<CountingUnit>('institution-day', 'weekday');
    fc.assert(
      fc.property(calendar, counting, date, date, (cal, kind, today, dueOn) => {
        const oracle = oracleOf(cal);
        const [from, to] = [Math.min(dayOf(today), dayOf(dueOn)), Math.max(dayOf(today), dayOf(dueOn))];
        let counted = 0;
        for (let day = from + 1; day <= to; day += 1) if (oracle.counts(kind, day)) counted += 1;
        const left = remainingDays(kind, cal, today, dueOn);
        expect(Math.abs(left)).toBe(counted);
        if (counted > 0) expect(left > 0).toBe(today < dueOn);
      }),
      RUNS,
    );
  });

  test('a limit of institution days has its own length left on the day it starts', () => {
    fc.assert(
      fc.property(calendar, fc.integer({ min: 1, max: 15 }), date, (cal, length, start) => {
        const { dueOn } = dueDate({ unit: 'institution-day', length }, start, cal);
        expect(remainingDays('institution-day', cal, start, dueOn)).toBe(length);
        expect(shiftCounted('institution-day', cal, start, length)).toBe(dueOn);
      }),
      RUNS,
    );
  });

  test('every day is of exactly one kind', () => {
    fc.assert(
      fc.property(calendar, unit, someDay, (cal, kind, day) => {
        const { counted, reason } = dayKind(kind, cal, day);
        expect(counted).toBe(oracleOf(cal).counts(kind, day));
        expect(['counted', 'beyond-calendar', 'beyond-holidays'].includes(reason)).toBe(counted);
      }),
      RUNS,
    );
  });
});
