import type { TextRef } from '../commands.js';
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
export const TALK_DISMISSALS = ['prank', 'wrong-school', 'duplicate'] as const;
export type TalkDismissal = (typeof TALK_DISMISSALS)[number];

export interface TalkState extends SlipState {
  readonly role: TalkRole;
  readonly side: 'county';
  readonly urgent: boolean;
  readonly provisional: boolean;
  /** Name, class and what the learner wrote: sealed, and gone with the slip's words. */
  readonly words: TextRef | null;
  readonly outcome: 'case' | TalkDismissal | null;
  readonly caseId: CaseId | null;
}

export interface TalkData {
  request: {
    readonly schoolId: UnitId;
    readonly role: TalkRole;
    readonly urgent: boolean;
    readonly words: TextRef;
  };
  take: { readonly caseId: CaseId };
  dismiss: { readonly reason: TalkDismissal };
}

export type TalkCommand = {
  [T in keyof TalkData]: SlipCommand & { readonly type: T; readonly data: TalkData[T] };
}[keyof TalkData];

type Settling<T extends 'take' | 'dismiss'> = TalkData[T] & { readonly eraseAt: Instant };

export type TalkEvent =
  | (SlipEnvelope & { readonly type: 'talk-requested'; readonly data: RequestedData })
  | (SlipEnvelope & { readonly type: 'talk-taken'; readonly data: Settling<'take'> })
  | (SlipEnvelope & { readonly type: 'talk-dismissed'; readonly data: Settling<'dismiss'> })
  | TimedEvent;

/** What the first event holds: the sealed words, and the state every slip begins with. */
export interface RequestedData {
  readonly urgent: boolean;
  readonly provisional: boolean;
  readonly words: TextRef;
  readonly slip: SlipState & { readonly role: TalkRole; readonly side: 'county' };
}
