import { dayNumber, partsOf, type CivilDate } from '../domain/time/civil-date.js';
import { calendarChanges, told, toldOf } from './changes.js';
import { fault, type Fault } from './fault-codes.js';
import { holidays } from './registry.js';
import { endsInSpring } from './school-year-end.js';
import type { CalendarFile } from './shapes.js';

/*
 * How one version of a school calendar may follow another. Each holds from its day until the next one begins.
 *
 * 1. A version tells the school year it begins in: from its first day on it is what limits count by.
 * 2. It begins after the first version; a later one that is published already stays in force from its own day.
 * 3. It repeats every school year of the version it follows in which a limit runs or may still begin: a day that no
 *    calendar tells any more would count as a day off, and dates would come later than the law allows.
 * 4. What it tells of the days of a later version, it tells alike: those days are decided.
 * 5. What it corrects of days before a later version begins, that version tells as well: from its first day on limits that
 *    run count by it, and would count those days as they were before.
 */

/** The version that holds on a day; null: none has begun. `published`: in the order of their days. */
export function followed(published: readonly CalendarFile[], on: CivilDate): CalendarFile | null {
  return published.findLast((it) => it.validFrom <= on) ?? null;
}

/** The school year a day lies in, by the year of its autumn. */
function autumnOf(date: CivilDate): number {
  const { year, month } = partsOf(date);
  return month >= 8 ? year : year - 1;
}

/** A year that was told whole and is told in part has lost its spring; the end of a part may be corrected. */
function isLess(kept: CivilDate | undefined, until: CivilDate): boolean {
  return kept === undefined || (endsInSpring(until) && !endsInSpring(kept));
}

function yearLeftOut(calendar: CalendarFile, before: CalendarFile, from: CivilDate): string | null {
  const kept = toldOf(calendar);
  const dropped = [...toldOf(before)].find(
    ([schoolYear, until]) =>
      Number(schoolYear.slice(0, 4)) >= autumnOf(from) && isLess(kept.get(schoolYear), until),
  );
  return dropped?.[0] ?? null;
}

function undoneDay(calendar: CalendarFile, later: readonly CalendarFile[]): CivilDate | null {
  const tellsToo = told(calendar);
  for (const [index, version] of later.entries()) {
    const until = later[index + 1]?.validFrom;
    const undone = calendarChanges(version, calendar, holidays()).days.find(
      ({ date }) =>
        date >= version.validFrom && (until === undefined || date < until) && tellsToo(dayNumber(date)),
    );
    if (undone) return undone.date;
  }
  return null;
}

/**
 * The first day that a version corrects, and that one which is published already and begins after that day still tells
 * as before. Of two that begin on one day the later publication holds.
 */
function unrepeatedDay(
  calendar: CalendarFile,
  before: CalendarFile,
  later: readonly CalendarFile[],
): CivilDate | null {
  const { days, newYears } = calendarChanges(before, calendar, holidays());
  const corrected = new Set(days.map(({ date }) => date));
  const isNew = told({ ...calendar, years: calendar.years.filter((it) => newYears.includes(it.schoolYear)) });
  const tellsToo = told(calendar);
  for (const [index, version] of later.entries()) {
    if (later[index + 1]?.validFrom === version.validFrom) continue;
    const old = calendarChanges(version, calendar, holidays()).days.find(
      ({ date }) =>
        date < version.validFrom &&
        tellsToo(dayNumber(date)) &&
        (corrected.has(date) || isNew(dayNumber(date))),
    );
    if (old) return old.date;
  }
  return null;
}

/**
 * What is wrong with a version among the published ones of its calendar.
 *
 * @param published in the order of their days; of two of one day the later publication last
 * @param at `runningSince`: the day on which the oldest limit began that still counts by this calendar
 */
export function againstPublishedCalendars(
  calendar: CalendarFile,
  published: readonly CalendarFile[],
  { today, runningSince }: { readonly today: CivilDate; readonly runningSince: CivilDate | null },
): Fault[] {
  const { validFrom } = calendar;
  const before = followed(published, validFrom);
  const [first] = published;
  if (before === null && first) return [fault('validFrom', 'overlap-with-published', first.validFrom)];
  const faults: Fault[] = [];
  if (!told(calendar)(dayNumber(validFrom))) faults.push(fault('validFrom', 'begins-outside-its-years'));
  const days = [today, validFrom, runningSince ?? today].toSorted();
  const missing = before && yearLeftOut(calendar, before, days[0] ?? today);
  if (missing) faults.push(fault('years', 'school-year-left-out', missing));
  const later = published.filter((it) => it.validFrom > validFrom);
  const undone = undoneDay(calendar, later);
  if (undone !== null) faults.push(fault('years', 'undoes-published', undone));
  const unrepeated = before && unrepeatedDay(calendar, before, later);
  if (unrepeated) faults.push(fault('years', 'not-in-later-version', unrepeated));
  return faults;
}
