import { describe, expect, test } from '@jest/globals';
import { parseDate } from '../../domain/time/civil-date.js';
import { followed } from '../../policies/calendar-succession.js';
import { calendarChanges } from '../../policies/changes.js';
import { asksForRollOut, judgeCalendar } from '../../policies/judge.js';
import { holidays, knowCalendar } from '../../policies/registry.js';
import type { Validated } from '../../policies/schema.js';
import type { CalendarFile } from '../../policies/shapes.js';
import { policyJson, withChange } from './files.js';
import { dayOff } from './sample-drafts.js';

const CALENDAR = policyJson('calendars/espoo-sample.json');
const TODAY = parseDate('2026-11-30');
const at = { name: 'espoo-sample', today: TODAY, mayMoveDates: false };

const faultsOf = (result: Validated<unknown>) =>
  result.ok ? [] : result.faults.map((it) => `${it.path}: ${it.code}`);

const decided = [knowCalendar(CALENDAR)];

const corrected = (draft: unknown, since: string | null, mayMoveDates = false) =>
  faultsOf(judgeCalendar(draft, decided, { ...at, mayMoveDates }, since === null ? null : parseDate(since)));

describe('A corrected calendar', () => {
  test('may tell a coming day otherwise while limits run', () => {
    expect(corrected(dayOff('2026-12-02'), '2026-11-27')).toEqual([]);
    expect(corrected(dayOff('2026-11-30'), '2026-11-27')).toEqual([]);
  });

  test('may not tell a day that a running limit has counted otherwise, unless it says so', () => {
    expect(corrected(dayOff('2026-11-27'), '2026-11-25')).toEqual(['years: moves-dates-silently']);
    expect(corrected(dayOff('2026-11-27'), '2026-11-25', true)).toEqual([]);
    expect(corrected(dayOff('2026-11-27'), '2026-11-27')).toEqual([]);
    expect(corrected(dayOff('2026-11-27'), null)).toEqual([]);
  });

  test('does not begin before the one it corrects, or in the past', () => {
    expect(corrected(dayOff('2026-12-02', '2026-07-01'), null, true)).toEqual([
      'validFrom: overlap-with-published',
    ]);
    expect(corrected(dayOff('2026-12-02', '2026-11-27'), null)).toEqual(['validFrom: moves-dates-silently']);
    expect(corrected(CALENDAR, null, true)).toEqual([': nothing-new']);
  });
});

describe('A calendar whose file is faulty is refused as a whole', () => {
  const [thisYear, nextYear] = knowCalendar(CALENDAR).years;
  const of = (changes: Readonly<Record<string, unknown>>): unknown =>
    Object.entries({ validFrom: '2026-12-01', ...changes }).reduce(
      (content, [path, value]) => withChange(content, path, value),
      CALENDAR,
    );

  test('when it leaves out the school year that runs', () => {
    const left = ['validFrom: begins-outside-its-years', 'years: school-year-left-out'];
    expect(corrected(of({ years: [nextYear] }), null)).toEqual(left);
    // The summer after it counts by it, too: whatever began in May is still counted.
    const august = of({ years: [nextYear], validFrom: '2027-08-01' });
    expect(corrected(august, '2026-11-25', true)).toEqual(['years: school-year-left-out']);
    const on = parseDate('2027-08-16');
    const inAugust = (since: string | null) =>
      faultsOf(
        judgeCalendar(
          withChange(august, 'validFrom', on),
          decided,
          { ...at, today: on, mayMoveDates: true },
          since === null ? null : parseDate(since),
        ),
      );
    expect(inAugust('2027-05-31')).toEqual(['years: school-year-left-out']);
    expect(inAugust(null)).toEqual([]);
  });

  test('when it drops a coming school year that is published', () => {
    const content = of({ years: [thisYear], publishedUntil: '2027-06-05' });
    expect(corrected(content, null)).toEqual(['years: school-year-left-out']);
  });

  test.each(['2028-08-01', '2031-01-01', '2026-07-31'])(
    'when it begins outside the years it tells, on %s',
    (validFrom) => {
      const first = judgeCalendar(of({ validFrom }), [], { ...at, mayMoveDates: true }, null);
      expect(faultsOf(first)).toEqual(['validFrom: begins-outside-its-years']);
    },
  );

  test('when somebody has looked at its source on a day to come', () => {
    expect(corrected(of({ checkedOn: '2026-12-01', sample: 'new' }), null)).toEqual([
      'checkedOn: checked-in-the-future',
    ]);
  });
});

describe('A running calendar while the one of next August is published', () => {
  const raw = CALENDAR as { readonly years: readonly unknown[] };
  const first = knowCalendar(
    withChange(withChange(CALENDAR, 'years', [raw.years[0]]), 'publishedUntil', '2027-06-05'),
  );
  const next = knowCalendar(withChange(CALENDAR, 'validFrom', '2027-08-01'));
  const on = parseDate('2027-03-11');
  const judgedBeside = (versions: readonly CalendarFile[], content: unknown, mayMoveDates = true) =>
    faultsOf(judgeCalendar(content, versions, { ...at, today: on, mayMoveDates }, parseDate('2027-03-05')));
  /** A storm on 10.3., told on the day after. */
  const storm = (content: unknown, validFrom: string = on) => {
    const off = [{ date: '2027-03-10', work: false, source: 'SAMPLE' }];
    const changed = withChange(withChange(content, 'years.0.exceptional', off), 'years.0.workingDays', 188);
    return withChange(changed, 'validFrom', validFrom);
  };

  /** The one of August tells of the storm, too: published again, for its own day. */
  const again = knowCalendar(storm(next, next.validFrom));
  const judgedIn = (content: unknown, mayMoveDates = true) =>
    judgedBeside([first, next, again], content, mayMoveDates);

  test('is not corrected while the one of August would undo it: that one is corrected first', () => {
    const undone = ['years: not-in-later-version'];
    expect(judgedBeside([first, next], storm(first))).toEqual(undone);
    expect(judgedBeside([first, next], storm(next))).toEqual(undone);
    expect(judgedBeside([first, next], storm(next, next.validFrom))).toEqual([]);
    // Of two of one day the later publication holds.
    expect(judgedBeside([first, again, next], storm(first))).toEqual(undone);
    expect(judgedBeside([first, next, again], storm(first))).toEqual([]);
  });

  test('is corrected although the one of August has long told another day otherwise', () => {
    const long = withChange(
      withChange(next, 'years.0.exceptional', [
        { date: '2027-05-05', work: false, source: 'SAMPLE' },
        { date: '2027-03-10', work: false, source: 'SAMPLE' },
      ]),
      'years.0.workingDays',
      187,
    );
    expect(judgedBeside([first, knowCalendar(long)], storm(first))).toEqual([]);
  });

  test('is corrected with a reason, from today or from its own day on', () => {
    expect(judgedIn(storm(first))).toEqual([]);
    expect(judgedIn(storm(first, '2026-08-01'))).toEqual([]);
    expect(judgedIn(storm(first), false)).toEqual(['years: moves-dates-silently']);
  });

  test('may repeat what is published for the days after August, and not undo it', () => {
    expect(judgedIn(storm(next))).toEqual([]);
    const autumn = withChange(storm(next), 'years.1.breaks.0', {
      ...next.years[1]?.breaks[0],
      ...{ from: '2027-10-11', to: '2027-10-15' },
    });
    expect(judgedIn(autumn)).toEqual(['years: undoes-published']);
  });

  test('holds until August, and the later one from its day on', () => {
    const correction = knowCalendar(storm(first));
    const versions = [first, correction, next];
    expect(followed(versions, parseDate('2027-07-31'))).toBe(correction);
    expect(followed(versions, parseDate('2027-08-01'))).toBe(next);
  });
});

describe('A published calendar asks for roll-out', () => {
  const on = (since: string | null) => (since === null ? null : parseDate(since));
  const asks = (draft: unknown, since: string | null) =>
    asksForRollOut(
      calendarChanges(knowCalendar(CALENDAR), knowCalendar(draft), holidays()),
      TODAY,
      on(since),
    );

  test('when it tells a day otherwise that a running limit counts, passed or coming', () => {
    expect(asks(dayOff('2026-11-27'), '2026-11-25')).toBe(true);
    expect(asks(dayOff('2026-12-16'), '2026-11-25')).toBe(true);
    expect(asks(dayOff('2026-12-16'), null)).toBe(true);
    expect(asks(dayOff('2026-11-25'), '2026-11-25')).toBe(false);
    const saturday = withChange(CALENDAR, 'years.0.saturdays', ['2026-12-19', '2027-06-05']);
    expect(asks(withChange(saturday, 'years.0.workingDays', 190), '2026-11-25')).toBe(true);
  });

  test('when it adds a school year: what was provisional is so no more', () => {
    const year = withChange(CALENDAR, 'years', [(CALENDAR as { years: unknown[] }).years[0]]);
    const before = knowCalendar(withChange(year, 'publishedUntil', '2027-06-05'));
    const changes = calendarChanges(before, knowCalendar(CALENDAR), holidays());
    expect(asksForRollOut(changes, TODAY, null)).toBe(true);
  });

  test('but not when no day is another one', () => {
    expect(asks(withChange(CALENDAR, 'checkedOn', '2026-11-22'), '2026-11-25')).toBe(false);
  });
});
