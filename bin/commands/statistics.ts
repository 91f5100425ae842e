import type { Statistics } from '../../api/contracts/statistics.js';
import { todayInFinland } from '../../api/rules/today.js';
import { readStatistics } from '../../api/statistics/read-statistics.js';
import { statisticsYear } from '../../api/statistics/statistics-year.js';
import { tryParseDate } from '../../domain/time/civil-date.js';
import { instant } from '../../domain/time/instant.js';
import { readArguments, wrongUse, type OperatorCommand } from './command-line.js';
import { employerNamed, type Employer } from './employer.js';
import { openStore } from './surroundings.js';

/** What a hidden number is shown as, in the way of official statistics. */
const HIDDEN = '..';

/** A cell a spreadsheet shows as it is: quoted where it has to be, and never reckoned. */
function cell(value: string | number | null): string {
  if (value === null) return HIDDEN;
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** The table as CSV: a row for each school, the totals last. */
export function statisticsCsv({ topics, bySchool, byTopic, total }: Statistics): string {
  const rows = [
    ['school_id', 'school', 'area', ...topics, 'total'],
    ...bySchool.map((row) => [row.schoolId, row.schoolName, row.area, ...row.byTopic, row.total]),
    ['total', '', '', ...byTopic, total],
  ];
  return rows.map((row) => row.map(cell).join(',')).join('\r\n');
}

/** All schools of an employer, as whoever oversees all of it sees them. */
function scopeOf({ id, kind }: Employer) {
  const side = kind === 'county' ? 'county' : 'school';
  return { roles: [{ role: 'supervisor', side, unitId: null, controllerId: id }] } as const;
}

export const statisticsCommand: OperatorCommand = {
  summary: 'figures of a school year that may be published, as CSV',
  help: `rinnalla statistics --employer ID|NAME [--from DAY]

Learners for whom a case was begun in a school year, by school and topic, as CSV: for plan reviews and the council. Each
learner counts once, with the first case of that year. A number that is about too few, and every number by which it could
be reckoned, is ${HIDDEN} (docs/decisions/0048). --from is the 1 August with which the year begins; default is the last
year that is over, and no other than whole years that are over are told.`,
  run: async (args) => {
    const text = { type: 'string' } as const;
    const { values } = readArguments('statistics', args, { employer: text, from: text });
    if (values.employer === undefined)
      throw wrongUse('statistics', '--employer names whose figures these are');
    const from = values.from === undefined ? null : tryParseDate(values.from);
    if (values.from !== undefined && from === null)
      throw wrongUse('statistics', '--from takes a day like 2026-08-01');
    const year = statisticsYear(from === null ? {} : { from }, todayInFinland(instant(Date.now())));
    if ('code' in year)
      throw wrongUse('statistics', '--from takes the 1 August of a school year that is over');
    const { pool, close } = await openStore();
    try {
      const employer = await employerNamed(pool, values.employer);
      console.log(statisticsCsv(await readStatistics(pool, scopeOf(employer), year)));
      return 0;
    } finally {
      await close();
    }
  },
};
