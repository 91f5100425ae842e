import type { PersonId, UnitId } from './ids.js';
import type { Side } from './people.js';
import type { CivilDate } from './time/civil-date.js';

/** What the directory says around a case, besides the family: facts a case is told of, and does not choose. */
export interface Surroundings {
  /** The school the learner goes to; the case's own may be the one before. */
  readonly schoolId: UnitId;
  /** The last day at that school. Null: goes there. */
  readonly enrolledUntil: CivilDate | null;
  /** Stands for the class; another code is another class. */
  readonly classCode: string;
  readonly languages: readonly { readonly personId: PersonId; readonly language: string }[];
  /** People of the case who hold no post of this side at the case's school any more. */
  readonly gone: readonly { readonly personId: PersonId; readonly side: Side }[];
}
