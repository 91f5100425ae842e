import type { Annex } from './annex.js';
import type { ConsentItem, ExternalOrganisation } from './codes.js';
import {
  DISCUSSION_OUTCOMES,
  type AnswerWay,
  type ClosingReason,
  type ConsentAnswer,
  type MeetingKind,
  type RequestSource,
  type Spoken,
  type TellingWay,
  type ToldParty,
  type Topic,
} from './commands.js';
import type { Duty } from './duties.js';
import type { CaseId, PersonId, UnitId } from './ids.js';
import type { Author, FamilyRole, Side, StaffRole } from './people.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** The road of a case, as the stage rail shows it. */
export const STAGES = ['concern', 'discussion', 'consent', 'meeting', 'follow-up', 'closed'] as const;
export type Stage = (typeof STAGES)[number];

/** What became of an offer; `replaced`: another time took its place before anybody came (core 3). */
export const OFFER_OUTCOMES = [...DISCUSSION_OUTCOMES, 'replaced'] as const;
export type OfferOutcome = (typeof OFFER_OUTCOMES)[number];

/** `aftercare`: closed, and an outside act still owes something. `void`: opened by mistake. */
export type CaseStatus = 'open' | 'closed' | 'aftercare' | 'void';

export interface Offer {
  readonly id: string;
  readonly withId: PersonId;
  readonly on: CivilDate;
  readonly minute: number;
  readonly told: TellingWay;
  readonly offeredOn: CivilDate;
  /** The opportunity lay inside the legal limit. */
  readonly inTime: boolean;
  readonly outcome: OfferOutcome | null;
  readonly outcomeOn: CivilDate | null;
  /** The day it was recorded, when that is not the day it was made (core 3). */
  readonly recordedOn?: CivilDate;
  /** The day on which the learner agreed, where somebody else had asked. */
  readonly agreedOn?: CivilDate;
}

/** `conflict`: guardians differ. `withdrawn`, `expired`: it was given once, and no longer holds. */
export type ConsentState = 'proposed' | 'requested' | ConsentAnswer | 'conflict' | 'withdrawn' | 'expired';

export interface Member {
  readonly id: string;
  readonly personId: PersonId;
  readonly role: StaffRole;
  readonly side: Side;
  readonly consent: ConsentState;
  readonly consentOn: CivilDate | null;
  readonly answers: readonly (Spoken & {
    readonly by: PersonId;
    readonly byRole: FamilyRole;
    readonly answer: ConsentAnswer;
    readonly way: AnswerWay;
    readonly on: CivilDate;
    readonly validUntil?: CivilDate;
    /** What this person agreed to, item by item (core 7). */
    readonly items?: readonly ConsentItem[];
    /** A consent that stood was taken back (core 5). */
    readonly withdrawn?: true;
  })[];
  readonly external?: { readonly organisation: ExternalOrganisation; readonly nameTextId: string };
  /** Whom was asked. */
  readonly askedOf?: readonly PersonId[];
  /** What was asked, item by item; before core 7 what was agreed to last took its place. */
  readonly items?: readonly ConsentItem[];
  /** The consent holds up to and including this day. */
  readonly validUntil?: CivilDate;
  /** Who took it back last (core 4). */
  readonly withdrawnBy?: FamilyRole;
  /** Of somebody from outside: when an earlier consent stood, its last day not included (core 9). */
  readonly stood?: readonly { readonly from: CivilDate; readonly until: CivilDate }[];
}

export interface Meeting {
  readonly id: string;
  readonly kind: MeetingKind;
  readonly on: CivilDate;
  readonly minute: number;
  readonly status: 'called' | 'held' | 'cancelled';
  readonly staff: readonly PersonId[];
  readonly family: readonly PersonId[];
  readonly attended: readonly PersonId[];
  readonly nextOn: CivilDate | null;
  readonly inviterId?: PersonId;
}

export interface CaseAction {
  readonly id: string;
  readonly meetingId: string;
  readonly ownerId: PersonId;
  readonly textId: string;
  readonly dueOn: CivilDate;
  readonly doneOn: CivilDate | null;
  /** Who follows it up, where the meeting named somebody. */
  readonly monitorId?: PersonId;
}

export interface OutsideAct {
  readonly id: string;
  readonly kind:
    | 'contact-social-services'
    | 'report-child-welfare'
    | 'report-to-police'
    | 'report-unborn-child';
  readonly on: CivilDate;
  readonly by: PersonId | null;
  /** Who else made it, said at once or later (core 7); left out where nobody said so. */
  readonly togetherWith?: readonly PersonId[];
  readonly side: Side;
  /** A contact without consent of which nobody has said yet on what ground (core 10). */
  readonly groundOpen?: true;
  readonly has: {
    readonly measuresTried: boolean;
    readonly homeCooperation: boolean;
    readonly acknowledgedOn: CivilDate | null;
    readonly followUpOn: CivilDate | null;
    readonly followedUpOn: CivilDate | null;
  };
}

export interface Handover {
  readonly side: Side;
  readonly fromId: PersonId;
  readonly toId: PersonId;
  readonly fallbackId: PersonId;
  readonly offeredAt: Instant;
  /** Nobody has answered by then: the fall-back becomes responsible. */
  readonly expiresAt: Instant;
}

export interface StageMark {
  readonly stage: Stage;
  readonly state: 'reached' | 'skipped';
  readonly on: CivilDate;
  readonly by: PersonId | null;
}

/** Everything a case knows: the fold of its events. Plain JSON, without names and texts. */
export interface CaseState {
  readonly schema: 1;
  /** Which behaviour of the core decides; see `core-version.ts`. */
  readonly core: number;
  readonly caseId: CaseId;
  readonly ref: string;
  readonly learnerId: PersonId;
  readonly schoolId: UnitId;
  readonly rulesId: string;
  /** Number of the last event. */
  readonly version: number;
  readonly lastAt: Instant;
  readonly status: CaseStatus;
  readonly stage: Stage;
  readonly urgent: boolean;
  /** The day on which it was judged urgent, when that was not from the start (core 3). */
  readonly urgentOn?: CivilDate;
  readonly source: RequestSource;
  readonly topic: Topic;
  readonly requestedOn: CivilDate;
  readonly openedAt: Instant;
  readonly raisedBy: Author;
  /** Exactly one person on each side that is party to the case; a side that is absent does not know. */
  readonly responsible: Readonly<Partial<Record<Side, PersonId>>>;
  readonly duties: readonly Duty[];
  readonly offers: readonly Offer[];
  readonly members: readonly Member[];
  readonly meetings: readonly Meeting[];
  readonly actions: readonly CaseAction[];
  readonly acts: readonly OutsideAct[];
  readonly handovers: Readonly<Partial<Record<Side, Handover>>>;
  readonly marks: readonly StageMark[];
  readonly closing: {
    readonly reason: ClosingReason;
    readonly told: readonly ToldParty[];
    readonly on: CivilDate;
    /** Duties of the law that ended with it (core 5). */
    readonly left?: readonly string[];
    /** Time ends consents here, too (core 5). */
    readonly consentsEnd?: true;
  } | null;
  /** The branches; read by `annexOf`. A case opened before there were branches has none. */
  readonly annex?: Annex;
}
