import type { Calendar } from '../../../domain/rules.js';
import { dayNumber, parseDate } from '../../../domain/time/civil-date.js';
import { compileFor, holidays } from '../../../policies/registry.js';
import { rangesOf, workingDays } from '../../../policies/school-days.js';
import type { Level, SchoolYear } from '../../../policies/shapes.js';
import { SCHOOL } from '../lives/world.js';
import { evesOf, publicHolidays, type DecidedYear } from './almanac.js';

const HABIT = { saturdays: [], off: [], on: [] } as const;

/** `domain.md` 6.1, read again by eye: autumn break in week 42, winter break in week 8 by habit. */
const ESPOO_2026: DecidedYear = {
  ...HABIT,
  terms: [
    ['2026-08-13', '2026-12-22'],
    ['2027-01-07', '2027-06-05'],
  ],
  breaks: [
    ['2026-10-12', '2026-10-16'],
    ['2027-02-22', '2027-02-26'],
  ],
  saturdays: ['2027-06-05'],
};
const ESPOO_2027: DecidedYear = {
  ...HABIT,
  terms: [
    ['2027-08-11', '2027-12-22'],
    ['2028-01-10', '2028-06-03'],
  ],
  breaks: [
    ['2027-10-18', '2027-10-22'],
    ['2028-02-21', '2028-02-25'],
  ],
  saturdays: ['2028-06-03'],
};

/** A year that begins on Wed 12.8.2026 and has its Saturdays elsewhere. */
const NEIGHBOUR_2026: DecidedYear = {
  ...HABIT,
  terms: [
    ['2026-08-12', '2026-12-19'],
    ['2027-01-07', '2027-06-05'],
  ],
  breaks: [
    ['2026-10-12', '2026-10-16'],
    ['2027-03-01', '2027-03-05'],
  ],
  saturdays: ['2026-11-14', '2026-12-19', '2027-05-22', '2027-06-05'],
};

/** Five years in which everything happens that a decision can say. */
const STORMY: readonly DecidedYear[] = [
  {
    terms: [
      ['2025-08-11', '2025-12-20'],
      ['2026-01-07', '2026-05-30'],
    ],
    breaks: [
      ['2025-10-13', '2025-10-17'],
      ['2026-02-16', '2026-02-20'],
    ],
    // A Saturday for the Friday after Ascension Day.
    saturdays: ['2025-09-06', '2025-12-20', '2026-05-30'],
    off: ['2026-05-15', '2025-11-20', '2025-11-21'],
    on: ['2025-10-13'],
  },
  {
    terms: [
      ['2026-08-10', '2026-12-23'],
      ['2027-01-04', '2027-06-05'],
    ],
    // A break that begins with a Saturday, and a school Saturday inside a break.
    breaks: [
      ['2026-10-17', '2026-10-25'],
      ['2027-02-27', '2027-03-07'],
    ],
    saturdays: ['2026-10-24', '2027-06-05'],
    off: ['2026-10-12', '2027-01-28', '2027-01-29', '2027-02-01'],
    on: ['2027-03-01'],
  },
  {
    terms: [['2027-08-02', '2028-06-03']],
    breaks: [['2027-12-23', '2028-01-09']],
    saturdays: ['2027-10-30', '2028-03-25', '2028-06-03'],
    off: ['2027-12-07', '2028-02-29'],
    on: [],
  },
  {
    ...HABIT,
    terms: [
      ['2028-08-16', '2028-10-13'],
      ['2028-10-23', '2028-12-22'],
      ['2029-01-08', '2029-02-23'],
      ['2029-03-05', '2029-05-31'],
    ],
    breaks: [],
  },
  {
    ...HABIT,
    terms: [
      ['2029-08-09', '2029-12-21'],
      ['2030-01-07', '2030-06-01'],
    ],
    breaks: [['2030-02-18', '2030-02-22']],
    saturdays: ['2029-08-18', '2030-06-01'],
    off: ['2029-11-02', '2030-05-31'],
  },
];

const listed = holidays();

/** The list ends one day; what a late limit runs into after that is taken from the almanac. */
function listedAnd(list: 'holidays' | 'eves', ofYear: (year: number) => readonly string[]): number[] {
  const beyond = Array.from({ length: 2032 - listed.years.until }, (_, n) => listed.years.until + 1 + n);
  const dates = [...listed[list].map((it) => it.date), ...beyond.flatMap(ofYear).toSorted()];
  return dates.map((date) => dayNumber(parseDate(date)));
}

function compiled(level: Level): Calendar {
  const on = parseDate('2026-10-01');
  const { calendar } = compileFor({ schoolId: SCHOOL, level, calendarName: 'espoo-sample', on });
  return calendar;
}

const asFiled = (year: DecidedYear): SchoolYear => {
  const span = ([from, to]: readonly [string, string]) => ({
    name: 'span',
    from: parseDate(from),
    to: parseDate(to),
    source: 'SAMPLE',
  });
  const single = (work: boolean) => (date: string) => ({ date: parseDate(date), work, source: 'SAMPLE' });
  return {
    schoolYear: `${year.terms[0]?.[0].slice(0, 4)}-00`,
    terms: year.terms.map(span),
    breaks: year.breaks.map(span),
    saturdays: year.saturdays.map(parseDate),
    exceptional: [...year.off.map(single(false)), ...year.on.map(single(true))],
    levels: {},
    workingDays: 0,
  };
};

/** The way a decision takes through `policies/` to the core. */
function filed(years: readonly DecidedYear[]): Calendar {
  const schoolDays = rangesOf(years.flatMap((year) => workingDays(asFiled(year), 'basic', listed)));
  const until = `${years.at(-1)?.terms.at(-1)?.[1].slice(0, 4) ?? '1970'}-07-31`;
  return { ...compiled('basic'), schoolDays, publishedUntil: dayNumber(parseDate(until)) };
}

/** A school as the core knows it, and what its town has decided, for the almanac. */
export interface School {
  readonly name: string;
  readonly calendar: Calendar;
  readonly decided: readonly DecidedYear[];
}

const PRE_PRIMARY_2026: DecidedYear = {
  ...ESPOO_2026,
  terms: [
    ['2026-08-13', '2026-12-22'],
    ['2027-01-07', '2027-06-04'],
  ],
};

export const SCHOOLS: readonly School[] = [
  { name: 'in Espoo', calendar: compiled('basic'), decided: [ESPOO_2026, ESPOO_2027] },
  {
    name: 'in Espoo, pre-primary',
    calendar: compiled('pre-primary'),
    decided: [PRE_PRIMARY_2026, ESPOO_2027],
  },
  { name: 'in the next town', calendar: filed([NEIGHBOUR_2026]), decided: [NEIGHBOUR_2026] },
  { name: 'with storm days', calendar: filed(STORMY), decided: STORMY },
  { name: 'that has decided nothing', calendar: filed([]), decided: [] },
].map((school) => ({
  ...school,
  calendar: {
    ...school.calendar,
    holidays: listedAnd('holidays', publicHolidays),
    eves: listedAnd('eves', evesOf),
  },
}));
