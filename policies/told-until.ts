import { addDays, partsOf, type CivilDate } from '../domain/time/civil-date.js';
import { endsInSpring, toldThrough } from './school-year-end.js';

/** What a version of a school calendar tells: from which day on, and of each school year its last school day. */
export interface ToldVersion {
  readonly validFrom: CivilDate;
  readonly years: readonly { readonly schoolYear: string; readonly to: CivilDate }[];
}

/** The version that holds on a day; before the first one the first; of two that begin together the later publication. */
function holding(versions: readonly ToldVersion[], on: CivilDate): ToldVersion | undefined {
  const begun = versions.findLast((it) => it.validFrom <= on);
  return begun ?? versions.findLast((it) => it.validFrom === versions[0]?.validFrom);
}

/**
 * From the school year of a day on: the last school day told without a gap, and the first day that is not told any
 * more: in August, or the day after when the year is told in part.
 */
function stretch(
  version: ToldVersion,
  from: CivilDate,
): { readonly to: CivilDate; readonly untold: CivilDate } | null {
  const { year, month } = partsOf(from);
  let autumn = month >= 8 ? year : year - 1;
  let to: CivilDate | null = null;
  for (;;) {
    const told = version.years.find((it) => Number(it.schoolYear.slice(0, 4)) === autumn);
    if (told && toldThrough(told.to) >= from) to = told.to;
    if (!told || !endsInSpring(told.to)) return to && { to, untold: addDays(toldThrough(to), 1) };
    autumn += 1;
  }
}

/**
 * The last school day that is really told when one goes on from today, from each version to the next one on its day.
 * A school year that a version skips ends it, however far the version after that reaches. In the past when nothing
 * tells today any more; null when nothing ever did.
 *
 * @param versions published ones, in the order of their days; of two of one day the later publication last
 */
export function toldUntil(versions: readonly ToldVersion[], today: CivilDate): CivilDate | null {
  let until: CivilDate | null = null;
  for (let day = today; ;) {
    const version = holding(versions, day);
    const found = version && stretch(version, day);
    if (!found) {
      if (until === null) return version?.years.findLast((it) => it.to < today)?.to ?? null;
      return until < day ? until : addDays(day, -1);
    }
    until = found.to;
    const here = day;
    const next = versions.find((it) => it.validFrom > here);
    if (!next || next.validFrom > found.untold) return until;
    day = next.validFrom;
  }
}
