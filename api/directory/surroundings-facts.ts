import type { Surroundings } from '../../domain/surroundings.js';
import { asId, type PersonId, type UnitId } from '../../domain/ids.js';
import type { Side } from '../../domain/people.js';
import { parseDate } from '../../domain/time/civil-date.js';

/** As `surroundings` of the store makes them. */
export interface SurroundingsRow {
  readonly schoolId: string;
  readonly enrolledUntil: string | null;
  readonly classCode: string;
  readonly languages: readonly { readonly personId: string; readonly language: string }[];
  readonly gone: readonly { readonly personId: string; readonly side: Side }[];
}

/** Facts as the core keeps them. */
export function surroundingsFrom(row: SurroundingsRow): Surroundings {
  return {
    schoolId: asId<UnitId>(row.schoolId),
    enrolledUntil: row.enrolledUntil === null ? null : parseDate(row.enrolledUntil),
    classCode: row.classCode,
    languages: row.languages.map(({ personId, language }) => ({
      personId: asId<PersonId>(personId),
      language,
    })),
    gone: row.gone.map(({ personId, side }) => ({ personId: asId<PersonId>(personId), side })),
  };
}
