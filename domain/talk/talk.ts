import type { TextRef } from '../commands.js';
import type { NextRung } from '../duties.js';
import type { CaseId, UnitId } from '../ids.js';
import type { StaffRole } from '../people.js';
import type { SlipCommand, SlipEnvelope, SlipState, TimedEvent } from '../slips/slip.js';
import type { Instant } from '../time/instant.js';

/*
 * A learner's own request to talk, made on the public page (OHL 15 §, 17 §). It is the county's alone: that it was
 * made is secret from the school. Who made it stands in its sealed words, nowhere else.
 */

/** Whom a learner may ask for. */
export const TALK_ROLES = ['curator', 'psychologist', 'school_nurse'] as const satisfies readonly StaffRole[];
export type TalkRole = (typeof TALK_ROLES)[number];

/** Why a request was no request; never because it was inconvenient. */
export const TALK_DISMISSALS = ['prank', 'duplicate'] as const;
export type TalkDismissal = (typeof TALK_DISMISSALS)[number];

/**
 * Reasons that settled requests hold. One that reached the wrong school was once dismissed with it; now it is passed on,
 * and the door takes that reason no more. The core still does: what runs decided it, and decides it again on replay.
 */
export const KNOWN_DISMISSALS = [...TALK_DISMISSALS, 'wrong-school'] as const;
export type KnownDismissal = (typeof KNOWN_DISMISSALS)[number];

/** A school that had the request before, and when it was passed on from there. Who did it goes with the inbox. */
export interface TalkPass {
  readonly from: UnitId;
  readonly at: Instant;
}

export interface TalkState extends SlipState {
  readonly role: TalkRole;
  readonly side: 'county';
  readonly urgent: boolean;
  readonly provisional: boolean;
  /** Name, class and what the learner wrote: sealed, and gone with the slip's words. */
  readonly words: TextRef | null;
  readonly outcome: 'case' | KnownDismissal | null;
  readonly caseId: CaseId | null;
  /** Oldest first; absent while it is where the learner sent it. */
  readonly passes?: readonly TalkPass[];
}

export interface TalkData {
  request: {
    readonly schoolId: UnitId;
    readonly role: TalkRole;
    readonly urgent: boolean;
    readonly words: TextRef;
  };
  take: { readonly caseId: CaseId };
  dismiss: { readonly reason: KnownDismissal };
  'pass-on': { readonly schoolId: UnitId };
}

export type TalkCommand = {
  [T in keyof TalkData]: SlipCommand & { readonly type: T; readonly data: TalkData[T] };
}[keyof TalkData];

type Settling<T extends 'take' | 'dismiss'> = TalkData[T] & { readonly eraseAt: Instant };

export type TalkEvent =
  | (SlipEnvelope & { readonly type: 'talk-requested'; readonly data: RequestedData })
  | (SlipEnvelope & { readonly type: 'talk-taken'; readonly data: Settling<'take'> })
  | (SlipEnvelope & { readonly type: 'talk-dismissed'; readonly data: Settling<'dismiss'> })
  | (SlipEnvelope & { readonly type: 'talk-passed-on'; readonly data: PassedOnData })
  | TimedEvent;

/** Where the request was and where it is now, and the next reminder there. Its clock is not in it: nothing of it changes. */
export interface PassedOnData {
  readonly from: UnitId;
  readonly to: UnitId;
  readonly rung: NextRung | null;
}

/** What the first event holds: the sealed words, and the state every slip begins with. */
export interface RequestedData {
  readonly urgent: boolean;
  readonly provisional: boolean;
  readonly words: TextRef;
  readonly slip: SlipState & { readonly role: TalkRole; readonly side: 'county' };
}
