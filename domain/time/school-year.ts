import { addDays, parseDate, partsOf, type CivilDate } from './civil-date.js';

/** A school year, both days inclusive: 1 August to 31 July (POL 23 §). */
export interface SchoolYear {
  readonly from: CivilDate;
  readonly to: CivilDate;
}

/** The school year a day lies in. */
export function schoolYearOf(day: CivilDate): SchoolYear {
  const { year, month } = partsOf(day);
  const first = month >= 8 ? year : year - 1;
  return { from: parseDate(`${first}-08-01`), to: parseDate(`${first + 1}-07-31`) };
}

/** The last school year that is over on a day. */
export function lastSchoolYear(today: CivilDate): SchoolYear {
  return schoolYearOf(addDays(schoolYearOf(today).from, -1));
}
