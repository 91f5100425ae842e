import type { BranchCommands, FamilyFacts } from './branch-commands.js';
import type {
  AdoptionMode,
  AskChannel,
  ConsentItem,
  Danger,
  ExternalOrganisation,
  IdentityLevel,
  InterpreterNeed,
  RejectedTopic,
  SpokenLanguage,
  WithoutConsentGround,
} from './codes.js';
import type { CaseId, CommandId, PersonId, TextId, UnitId } from './ids.js';
import type { Actor, FamilyRole, Side, StaffRole } from './people.js';
import type { Rules } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** Free text never travels: the sealed row's id and the HMAC that proves its content do. */
export interface TextRef {
  readonly textId: TextId;
  readonly hmac: string;
}

/** Who asks; `other`: somebody else who worries, as a relative or a friend (OHL 15 §). */
export const REQUEST_SOURCES = ['learner', 'staff', 'guardian', 'other'] as const;
export type RequestSource = (typeof REQUEST_SOURCES)[number];

/** What a concern is about: a closed list, so that figures can be made without reading texts. */
export const TOPICS = [
  'absence',
  'wellbeing',
  'learning',
  'relationships',
  'bullying',
  'harassment',
  'violence',
  'home',
  'return-to-school',
  'other',
] as const;
export type Topic = (typeof TOPICS)[number];

/** How the learner was told of an offered time. */
export const TELLING_WAYS = ['in-person', 'phone', 'message', 'letter', 'through-guardian'] as const;
export type TellingWay = (typeof TELLING_WAYS)[number];

/** What became of an agreed discussion: facts that are never added together. */
export const DISCUSSION_OUTCOMES = ['held', 'no-show', 'postponed-by-learner', 'not-held-by-staff'] as const;
export type DiscussionOutcome = (typeof DISCUSSION_OUTCOMES)[number];

/** Why an opportunity is lawfully not arranged (OHL 15 §); never for a learner's own request. */
export const DECLINE_REASONS = ['advice-to-requester', 'evidently-unnecessary'] as const;
export type DeclineReason = (typeof DECLINE_REASONS)[number];

export const LATENESS_REASONS = [
  'staff-absent',
  'no-time-free',
  'learner-unreachable',
  'information-late',
  'other',
] as const;
export type LatenessReason = (typeof LATENESS_REASONS)[number];

export const CONSENT_ANSWERS = ['given', 'partly', 'refused'] as const;
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number];

/** How an expression of will was received. */
export const ANSWER_WAYS = ['in-person', 'signed', 'phone', 'link'] as const;
export type AnswerWay = (typeof ANSWER_WAYS)[number];

export const MEETING_KINDS = ['home-meeting', 'expert-group', 'network-meeting'] as const;
export type MeetingKind = (typeof MEETING_KINDS)[number];

export const CLOSING_REASONS = [
  'goals-met',
  'no-need',
  'consent-refused',
  'moved',
  'studies-ended',
  'passed-to-service',
] as const;
export type ClosingReason = (typeof CLOSING_REASONS)[number];

/** Who was told that the case is closed. */
export const TOLD_PARTIES = ['learner', 'guardian', 'teacher', 'members'] as const;
export type ToldParty = (typeof TOLD_PARTIES)[number];

export const OUTSIDE_CHANNELS = ['phone', 'form', 'visit', 'on-call', 'emergency-112'] as const;
export type OutsideChannel = (typeof OUTSIDE_CHANNELS)[number];

/** Whether the child or a guardian was told of a child welfare report; "not told" needs no reason to be lawful. */
export const TOLD_OF_REPORT = ['child', 'guardian', 'both', 'not-told'] as const;
export type ToldOfReport = (typeof TOLD_OF_REPORT)[number];

export const HANDOVER_REFUSALS = [
  'no-capacity',
  'conflict-of-interest',
  'wrong-person',
  'leaving',
  'other',
] as const;
export type HandoverRefusal = (typeof HANDOVER_REFUSALS)[number];

export const REASSIGN_REASONS = ['absent', 'left', 'conflict-of-interest', 'workload'] as const;
export type ReassignReason = (typeof REASSIGN_REASONS)[number];

export const VOID_REASONS = ['wrong-learner', 'duplicate'] as const;
export type VoidReason = (typeof VOID_REASONS)[number];

/** The provision by which a side joins a case that was secret from it. */
export const JOIN_GROUNDS = ['learner-agrees', 'OHL-22', 'LSL-25'] as const;
export type JoinGround = (typeof JOIN_GROUNDS)[number];

export interface ProposedMember {
  readonly personId: PersonId;
  readonly role: StaffRole;
  readonly side: Side;
  /** From outside student welfare: by itemised written consent only (OHL 19 §). `side` is the side that asks. */
  readonly external?: { readonly organisation: ExternalOrganisation; readonly name: TextRef };
}

export interface PlannedAction {
  readonly ownerId: PersonId;
  readonly side: Side;
  readonly what: TextRef;
  readonly dueOn: CivilDate;
  /** Who follows it up; default: the responsible person (`monitorOf`). */
  readonly monitorId?: PersonId;
}

/** A meeting ends with a next date or with closing, nothing else. */
export type MeetingEnd =
  | { readonly kind: 'next'; readonly on: CivilDate }
  | { readonly kind: 'close'; readonly reason: ClosingReason; readonly told: readonly ToldParty[] };

/**
 * What the form of an authority usually asks besides (`domain.md` 3.4). None of it is asked by law: the act never waits
 * for it, and what nobody said is owed by nobody.
 */
export interface UsualDetails {
  /** Brothers and sisters, and other children of the household. */
  readonly siblings?: TextRef;
  /** Who lives in the household. */
  readonly household?: TextRef;
  /** Where the child is now. */
  readonly whereabouts?: TextRef;
  readonly immediateDanger?: Danger;
  readonly interpreter?: InterpreterNeed;
}

/** The parts of the record of an outside act that may follow later. What is not usual only is a duty of the act. */
export interface OutsideDetails extends UsualDetails {
  readonly measuresTried?: TextRef;
  readonly homeCooperation?: TextRef;
  readonly acknowledgedOn?: CivilDate;
  readonly followUpOn?: CivilDate;
  /** The agreed follow-up took place. */
  readonly followedUpOn?: CivilDate;
  /** Who answers for the follow-up; default: the responsible person of the actor's side. */
  readonly responsibleId?: PersonId;
  /** Who else made it: what they owed is done by it too. Nobody else's own duty is (LSL 25 §; core 7). */
  readonly togetherWith?: readonly PersonId[];
  /** A child who needs special support: the assessment begins by the 7th weekday (SHL 36 §). */
  readonly specialSupport?: boolean;
  /** There is reason to suspect an offence that must be reported to the police (LSL 25 § 3). */
  readonly crimeSuspected?: boolean;
}

/** What a contact to social services says besides, at once or later (`domain.md` 3.5). It waits for neither. */
export interface ContactDetails {
  /** Without consent: on what ground. Left out, it is owed with the other details (core 10). */
  readonly withoutConsentGround?: WithoutConsentGround;
  readonly hopedSupport?: TextRef;
}

/** How a question about consent went out: by which channel, in which words, and to whom with a link of their own. */
export interface Asking {
  readonly channel: AskChannel;
  /** Version of the words. */
  readonly textVersion: string;
  /** The last day on which a link takes an answer. */
  readonly answerBy: CivilDate;
  readonly asked: readonly {
    readonly personId: PersonId;
    readonly language: string;
    /** There is one where the channel carries a link. Never its secret. */
    readonly linkId?: string;
  }[];
}

/** How staff explained what was asked (HL 26 §), as far as it was said. */
export interface Spoken {
  readonly explainedIn?: SpokenLanguage;
  readonly withInterpreter?: boolean;
}

/** What an answer by link rests on: what was shown, in which language, and how sure it is who answered (OHL 19 §). */
export interface AnswerEvidence {
  readonly linkId: string;
  readonly textVersion: string;
  readonly language: string;
  readonly identity: IdentityLevel;
}

/** What each command carries besides its envelope. `happenedOn` of the envelope is the day the act took place. */
export interface CommandData extends BranchCommands {
  /** `happenedOn` is the day the request came: the clock counts from it (OHL 15 §). */
  'raise-concern': {
    readonly ref: string;
    readonly learnerId: PersonId;
    readonly schoolId: UnitId;
    readonly source: RequestSource;
    readonly urgent: boolean;
    readonly topic: Topic | RejectedTopic;
    readonly description?: TextRef;
    readonly discussedWith: readonly ('learner' | 'guardian')[];
    /** A learner's own request has the county's side only; staff and guardians' requests name who takes it on each side. */
    readonly responsible: { readonly school?: PersonId; readonly county?: PersonId };
    /** What the directory says of the family, on the day the concern is raised. */
    readonly family?: FamilyFacts;
  };
  'offer-discussion': {
    readonly withId: PersonId;
    readonly on: CivilDate;
    /** Minute of the local day, 0–1439. */
    readonly minute: number;
    readonly told: TellingWay;
    /** The day on which the learner agreed to what somebody else asked for: told beside the day of the request (Q8). */
    readonly agreedOn?: CivilDate;
    /** Needed when the time lies after the limit. */
    readonly latenessReason?: LatenessReason;
  };
  'record-discussion': { readonly outcome: DiscussionOutcome };
  'decline-discussion': { readonly reason: DeclineReason };
  'explain-lateness': { readonly dutyId: string; readonly reason: LatenessReason; readonly note?: TextRef };
  'join-side': { readonly side: Side; readonly responsibleId: PersonId; readonly ground: JoinGround };
  'propose-group': { readonly purpose?: TextRef; readonly members: readonly ProposedMember[] };
  'request-consent': {
    readonly memberIds: readonly string[];
    readonly askedOf: readonly PersonId[];
    readonly told: TellingWay;
    /** What may be told to these members, item by item; needed for a member from outside. */
    readonly items?: readonly ConsentItem[];
    /** There when the question goes out by a channel; left out: it was asked by word of mouth. */
    readonly asking?: Asking;
  };
  'record-consent': {
    readonly memberId: string;
    readonly answer: ConsentAnswer;
    readonly by: PersonId;
    readonly byRole: FamilyRole;
    readonly way: AnswerWay;
    /** What the consent leaves out, when given partly. */
    readonly limits?: TextRef;
    /** Items agreed to. */
    readonly items?: readonly ConsentItem[];
    /** The consent holds up to and including this day. */
    readonly validUntil?: CivilDate;
    /** There when the person answered by link. */
    readonly evidence?: AnswerEvidence;
  } & Spoken;
  'call-meeting': {
    readonly kind: MeetingKind;
    readonly on: CivilDate;
    readonly minute: number;
    readonly place?: TextRef;
    /** Staff invited; for an expert group only members whose consent is given may be here. */
    readonly invitedStaff: readonly ProposedMember[];
    readonly invitedFamily: readonly { readonly personId: PersonId; readonly role: FamilyRole }[];
    /** Network meeting: who invites, by name (S001). */
    readonly inviterId?: PersonId;
  };
  'cancel-meeting': { readonly meetingId: string; readonly reason: LatenessReason };
  'record-meeting': {
    readonly meetingId: string;
    readonly attended: readonly PersonId[];
    /** Expert group: its first act is to appoint the responsible person, from among those who attended. */
    readonly responsible?: { readonly personId: PersonId; readonly side: Side };
    readonly summary?: TextRef;
    readonly actions: readonly PlannedAction[];
    readonly end: MeetingEnd;
  };
  'complete-action': { readonly actionId: string; readonly note?: TextRef };
  'close-case': { readonly reason: ClosingReason; readonly told: readonly ToldParty[] };
  'reopen-case': { readonly reason: TextRef };
  'contact-social-services': {
    readonly addressee: string;
    readonly channel: OutsideChannel;
    readonly reason: TextRef;
    readonly jointly: 'learner' | 'guardian' | 'both' | 'no-consent-ground';
    readonly details?: OutsideDetails;
  } & ContactDetails;
  'report-child-welfare': {
    readonly addressee: string;
    readonly channel: OutsideChannel;
    readonly reason: TextRef;
    readonly told: ToldOfReport;
    readonly details?: OutsideDetails;
  };
  'complete-outside-act': { readonly actId: string; readonly details: OutsideDetails & ContactDetails };
  /** `fallbackId`: who becomes responsible if nobody answers in time; the API fills it with the employer's coordinator. */
  'offer-handover': {
    readonly side: Side;
    readonly toId: PersonId;
    readonly fallbackId: PersonId;
    readonly reason?: TextRef;
  };
  'accept-handover': { readonly side: Side };
  'refuse-handover': { readonly side: Side; readonly reason: HandoverRefusal };
  reassign: { readonly side: Side; readonly toId: PersonId; readonly reason: ReassignReason };
  /** Exactly one fact a command. A new school brings its rule set, because its calendar is another. */
  'correct-fact': { readonly fact: CorrectedFact; readonly note?: TextRef };
  'void-case': { readonly reason: VoidReason; readonly note?: TextRef };
  /** By the service: a published calendar or policy version. Old and new dates both stay in the log. */
  'adopt-rules': { readonly rules: Rules; readonly mode?: AdoptionMode };
}

export type CorrectedFact =
  | { readonly name: 'requested-on'; readonly value: CivilDate }
  | { readonly name: 'urgent'; readonly value: boolean }
  | { readonly name: 'school'; readonly value: UnitId; readonly rules: Rules };

export type CommandType = keyof CommandData;

/** A command as the engine gets it. One object, versioned, additive. */
export interface Command<T extends CommandType = CommandType> {
  readonly v: 1;
  readonly id: CommandId;
  readonly caseId: CaseId;
  readonly type: T;
  /** When the API received it; null when it was given to the engine directly. */
  readonly receivedAt: Instant | null;
  /** The day the act took place: clocks count from it. */
  readonly happenedOn: CivilDate;
  readonly actor: Actor;
  /** Employers, by the directory when the command was received, of the staff whom `data` names. */
  readonly named: Readonly<Record<string, readonly Side[]>>;
  /** Posts, by the same directory, of whoever a discussion is offered with; left out by older releases. */
  readonly posts?: Readonly<Record<string, readonly StaffRole[]>>;
  readonly data: CommandData[T];
}

/** Any command, discriminated by its type. */
export type AnyCommand = { [T in CommandType]: Command<T> }[CommandType];
