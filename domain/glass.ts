import { annexOf } from './annex.js';
import type { GlassReason } from './codes.js';
import type { PersonId, TextId } from './ids.js';
import type { Side } from './people.js';
import type { CaseState } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** Somebody with a post over the case has opened it in an emergency, for a short time. */
export interface Glass {
  readonly id: string;
  readonly personId: PersonId;
  readonly side: Side;
  readonly reason: GlassReason;
  /** The words of whoever did it, for those who review. */
  readonly reasonTextId: TextId;
  readonly from: Instant;
  /** Sight ends at this instant, whatever else happens. */
  readonly until: Instant;
  /** Time has passed, or it was reviewed: it gives no sight any more. */
  readonly isOver: boolean;
  readonly reviewedOn: CivilDate | null;
}

type Annexed = Pick<CaseState, 'annex'>;

/** Every time the glass was broken, the oldest first. */
export function glassesOf(state: Annexed): readonly Glass[] {
  return annexOf(state).glasses ?? [];
}

/** The glass that gives sight to a person; at an instant, when one is told. */
export function openGlassOf(state: Annexed, personId: PersonId, at?: Instant): Glass | undefined {
  return glassesOf(state).find(
    (it) => it.personId === personId && !it.isOver && (at === undefined || at < it.until),
  );
}
