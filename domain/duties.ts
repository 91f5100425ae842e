import type { PersonId } from './ids.js';
import type { Side } from './people.js';
import type { CountingUnit, DutyKind, Force, RungHolder, RuleId } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** What a duty is about, when it is about one thing inside the case. */
export interface DutySubject {
  readonly of:
    | 'member'
    | 'meeting'
    | 'action'
    | 'act'
    | 'handover'
    | 'offer'
    | 'guardian'
    | 'prohibition'
    | 'turn'
    | 'step'
    | 'transfer'
    | 'advice'
    | 'duty'
    | 'glass'
    /** Somebody of the family who was asked for consent. */
    | 'asked';
  readonly id: string;
}

/** A promise: who owes what until when. Never removed from the state; `status` says what became of it. */
export interface Duty {
  readonly id: string;
  readonly kind: DutyKind;
  readonly rule: RuleId;
  readonly force: Force;
  readonly unit: CountingUnit;
  readonly ownerId: PersonId;
  readonly side: Side;
  /** `side`: follows the responsible person of its side; `person`: stays with its owner. */
  readonly bound: 'side' | 'person';
  readonly about: DutySubject | null;
  readonly startedOn: CivilDate;
  /** Null: without delay. Its age is shown, never a false deadline. */
  readonly dueOn: CivilDate | null;
  /** End of the due day, exclusive; recorded once, so that a later change of time-zone data changes nothing promised. */
  readonly dueAt: Instant | null;
  readonly provisional: boolean;
  readonly status: 'open' | 'paused' | 'done' | 'cancelled';
  /** The limit has passed while the duty was open. */
  readonly late: boolean;
  readonly latenessReason: string | null;
  /** The day the act that ended it happened, and whether the promise was kept. */
  readonly doneOn: CivilDate | null;
  readonly kept: boolean | null;
  /** The next rung of the ladder: how many were climbed, who is next, when. Null: none is due. */
  readonly rung: NextRung | null;
  /** While paused: units of the duty's own kind that are left. */
  readonly left?: number;
  /** The date was set by hand and is not recounted. */
  readonly byHand?: true;
  /** People agreed on the day: no rule counts it anew (core 3). */
  readonly agreed?: true;
  /** It stood still and went on: counted anew it is from that day, with what was left (core 3). */
  readonly resumed?: Resumption;
}

/**
 * When a clock went on, and how many units of its own kind were left. `asLimit`: they are counted as any limit is, to a day
 * that may be a last day, provisional beyond the calendar (core 6).
 */
export interface Resumption {
  readonly on: CivilDate;
  readonly left: number;
  readonly asLimit?: true;
}

/** Neither done nor cancelled: open, or paused. */
export function isLive(duty: Pick<Duty, 'status'>): boolean {
  return duty.status === 'open' || duty.status === 'paused';
}

export interface NextRung {
  /** 0-based over the ladder's rungs; from their number on, the repeating rung. */
  readonly index: number;
  readonly to: RungHolder;
  /** The mail is not sent before this instant. */
  readonly at: Instant;
}

/** What an event does to the duties of the case. */
export type DutyChange =
  | { readonly op: 'arm'; readonly duty: Duty }
  | { readonly op: 'done'; readonly id: string; readonly on: CivilDate; readonly kept: boolean }
  | { readonly op: 'cancel'; readonly id: string }
  | { readonly op: 'reopen'; readonly id: string; readonly late: boolean; readonly rung: NextRung | null }
  | {
      readonly op: 'move';
      readonly id: string;
      readonly rule: RuleId;
      readonly unit: CountingUnit;
      readonly startedOn: CivilDate;
      readonly from: { readonly dueOn: CivilDate | null; readonly dueAt: Instant | null };
      readonly to: {
        readonly dueOn: CivilDate | null;
        readonly dueAt: Instant | null;
        readonly provisional: boolean;
      };
      readonly late: boolean;
      /** For a promise that is already ended: whether it was kept, measured against the corrected date. */
      readonly kept: boolean | null;
      readonly rung: NextRung | null;
      /** It became another clock, and the earlier day that was set by hand stays (core 3). */
      readonly byHand?: true;
    }
  | { readonly op: 'pause'; readonly id: string; readonly left: number }
  | {
      readonly op: 'resume' | 'fix';
      readonly id: string;
      readonly from: { readonly dueOn: CivilDate | null; readonly dueAt: Instant | null };
      readonly to: {
        readonly dueOn: CivilDate | null;
        readonly dueAt: Instant | null;
        readonly provisional: boolean;
      };
      readonly late: boolean;
      readonly rung: NextRung | null;
      readonly resumed?: Resumption;
    }
  | { readonly op: 'late'; readonly id: string }
  | { readonly op: 'explain'; readonly id: string; readonly reason: string }
  | { readonly op: 'rung'; readonly id: string; readonly next: NextRung | null }
  | { readonly op: 'own'; readonly id: string; readonly ownerId: PersonId };
