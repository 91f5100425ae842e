import { parseDate } from '../../domain/time/civil-date.js';
import type { CalendarFile } from '../../policies/shapes.js';
import { closes, offers, raise, talked, type Script } from '../script.js';

const STORM = parseDate('2027-09-16');

/** The calendar with the day on which the storm kept the school closed. */
function withStorm(calendar: CalendarFile): CalendarFile {
  const off = { date: STORM, work: false, source: 'SAMPLE', note: 'Storm: the school was closed.' };
  const years = calendar.years.map((year) =>
    year.schoolYear === '2027-28'
      ? { ...year, exceptional: [...year.exceptional, off], workingDays: year.workingDays - 1 }
      : year,
  );
  return { ...calendar, years };
}

/** The calendar is corrected after a storm: a school day that was none does not count; old and new both in the log. */
export const stormDay: Script = {
  name: 'storm-day',
  begins: '2027-09-13 09:00',
  until: '2027-10-29 12:00',
  school: { own: true },
  steps: [
    raise('2027-09-13 09:00', 'teacher'),
    {
      ...{
        at: '2027-09-17 07:00',
        mode: 'recompute',
        because: 'The school was closed on 16 September 2027.',
      },
      calendar: withStorm,
    },
    offers('2027-09-20 10:00', '2027-09-23 10:00'),
    talked('2027-09-23 11:00'),
    closes('2027-09-29 10:00', 'curator', 'goals-met', ['learner', 'guardian', 'teacher']),
  ],
};
