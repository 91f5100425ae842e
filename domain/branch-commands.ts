import type {
  CancellingReason,
  Capacity,
  ContactChannel,
  ConsentItem,
  CrimeSuspicion,
  ConsentSource,
  DisclosureAsker,
  DisclosureGround,
  DisclosureWay,
  GlassFinding,
  GlassReason,
  JointContactFailure,
  LawfulBasis,
  LiftingReason,
  Need,
  PauseReason,
  ProhibitionScope,
  ReportPart,
  Response,
  Service,
  SharedTask,
  SituationPart,
  TransferKind,
  TransferPackage,
  TurnKind,
  UnreachedReason,
  UntoldGround,
} from './codes.js';
import type {
  AnswerEvidence,
  AnswerWay,
  ConsentAnswer,
  OutsideChannel,
  OutsideDetails,
  TellingWay,
  TextRef,
} from './commands.js';
import type { PersonId, UnitId } from './ids.js';
import type { FamilyRole, Side, StaffRole } from './people.js';
import type { Surroundings } from './surroundings.js';
import type { CivilDate } from './time/civil-date.js';

/** What the directory knows of the learner's family and that a case must obey. */
export interface FamilyFacts {
  /** The 18th birthday. Null: not known. */
  readonly adultOn: CivilDate | null;
  /** Pre-primary education: a guardian always consents. */
  readonly prePrimary: boolean;
  readonly addressProtected: boolean;
  readonly guardians: readonly {
    readonly personId: PersonId;
    /** A parent who is not a guardian gets no secret data of the child (`domain.md` 2.2). */
    readonly position: 'guardian' | 'parent-not-guardian';
    /** Does not live with the other guardian: both are asked. */
    readonly livesApart: boolean;
    readonly addressProtected: boolean;
  }[];
}

/** Telling, agreeing, forbidding. */
interface WillCommands {
  /** The learner is told that the services were contacted without them (OHL 16 §). */
  'tell-learner': { readonly way: TellingWay };
  /** A guardian is told; `guardianId` left out: the guardians as a whole. */
  'tell-guardian': { readonly guardianId?: PersonId; readonly way: TellingWay };
  /** A guardian is not told because of what was reported (LSL 25 § 3); `guardianId` left out: none of them. */
  'leave-guardian-untold': { readonly guardianId?: PersonId; readonly ground: UntoldGround };
  'withdraw-consent': {
    readonly memberIds: readonly string[];
    readonly by: PersonId;
    readonly byRole: FamilyRole;
    readonly way: AnswerWay;
    readonly evidence?: AnswerEvidence;
  };
  /** Somebody who was asked wants to talk before they answer; `toId` is who asked. */
  'want-talk': { readonly by: PersonId; readonly toId: PersonId | null; readonly evidence: AnswerEvidence };
  /** What is still lawful after a consent was taken back. */
  'assess-basis': { readonly basis: LawfulBasis; readonly note?: TextRef };
  /** Guardians who differ: how it was settled. */
  'settle-conflict': {
    readonly outcome: 'agreed' | 'no-agreement' | 'learner-decides';
    readonly note?: TextRef;
  };
  /** One of several guardians does not answer, and waiting would harm: the answer of another is enough (LHL 5 §). */
  'go-on-without-guardian': { readonly guardianId: PersonId; readonly reason: UnreachedReason };
  'note-capacity': { readonly capacity: Capacity; readonly grounds: TextRef };
  'prohibit-guardian': {
    readonly guardianId: PersonId;
    readonly scope: ProhibitionScope;
    readonly grounds: TextRef;
  };
  'lift-prohibition': { readonly prohibitionId: string; readonly reason: LiftingReason };
  /** The prohibition was looked at again and stands. */
  'confirm-prohibition': { readonly prohibitionId: string };
  'agree-contact-ways': {
    readonly personId: PersonId;
    readonly channels: readonly ContactChannel[];
    readonly never: readonly ContactChannel[];
    readonly note?: TextRef;
  };
  /** An invitation that must not go out by itself was given by hand. */
  'invite-by-hand': { readonly meetingId: string; readonly way: TellingWay };
  /** From the directory: custody, protected address, birth date. */
  'update-family': { readonly family: FamilyFacts };
  /**
   * From the directory: school, class, languages, staff who left. `holders`: who at each employer can name somebody
   * else for who is gone; the API fills it with the coordinator.
   */
  'update-surroundings': {
    readonly surroundings: Surroundings;
    readonly holders: Readonly<Partial<Record<Side, PersonId>>>;
  };
}

/** A consent that was given item by item: the member, or the transfer, that it was given for. */
export interface NamedConsent {
  readonly of: ConsentSource;
  readonly id: string;
}

/** Towards social services, police, health care, experts. */
interface OutwardCommands {
  'propose-joint-contact': { readonly with: 'learner' | 'guardian' | 'both' };
  'record-joint-contact': {
    readonly failure: JointContactFailure;
    /** The criteria of LSL 25 § are met: then a report follows without delay. */
    readonly criteriaMet: boolean;
  };
  'report-to-police': {
    readonly addressee: string;
    readonly channel: OutsideChannel;
    readonly reason: TextRef;
    readonly suspicion: CrimeSuspicion;
    readonly details?: OutsideDetails;
  };
  'report-unborn-child': {
    readonly addressee: string;
    readonly channel: OutsideChannel;
    readonly reason: TextRef;
    readonly details?: OutsideDetails;
  };
  'guide-to-services': { readonly service: Service; readonly withConsent: boolean; readonly note?: TextRef };
  /** A need was established (`happenedOn`): it starts a clock of the other side, or the duty to guide. */
  'note-need': { readonly need: Need };
  'record-response': { readonly dutyId: string; readonly response: Response };
  /** The form of an act was printed: exactly what was on the paper is kept. */
  'print-form': { readonly actId: string; readonly copy: TextRef };
  'ask-advice': { readonly role: StaffRole; readonly told: TextRef };
  'record-advice': { readonly adviceId: string; readonly advice?: TextRef };
  'record-disclosure': {
    readonly recipient: TextRef;
    readonly what: TextRef;
    readonly ground: DisclosureGround;
    readonly reason: TextRef;
    readonly way: DisclosureWay;
    readonly requestedBy?: { readonly who: DisclosureAsker; readonly name?: TextRef };
    /** The itemised consent it rests on (`domain.md` 3.3: the ground is a consent or a provision). */
    readonly consent?: NamedConsent;
  };
}

/** Plans, turns of the road, transitions. */
interface PlanCommands {
  'record-causes': { readonly causes: TextRef; readonly withGuardian: boolean };
  'record-turn': { readonly kind: TurnKind; readonly from: CivilDate; readonly until?: CivilDate };
  'end-turn': { readonly turnId: string };
  'plan-support': { readonly what: TextRef };
  'plan-return': {
    readonly steps: readonly {
      readonly on: CivilDate;
      readonly what: TextRef;
      readonly ownerId: PersonId;
      readonly side: Side;
    }[];
  };
  'complete-return-step': { readonly stepId: string; readonly note?: TextRef };
  /** "What else was tried" comes before a change of service (S001). */
  'change-service': { readonly to: Service; readonly tried: TextRef };
  'plan-transfer': {
    readonly kind: TransferKind;
    readonly movesOn: CivilDate;
    readonly toUnitId?: UnitId;
    readonly receiver?: TextRef;
  };
  'record-transfer-consent': {
    readonly transferId: string;
    readonly answer: ConsentAnswer;
    readonly items: readonly ConsentItem[];
    readonly by: PersonId;
    readonly byRole: FamilyRole;
    readonly way: AnswerWay;
  };
  'send-package': { readonly transferId: string; readonly package: TransferPackage };
  /** The receiver has taken over: accompanied transfer (S001). */
  'confirm-transfer': { readonly transferId: string };
  /** The learner does not move after all, or the receiver does not take over: the work goes on here. */
  'cancel-transfer': { readonly transferId: string; readonly reason: CancellingReason };
}

/** The student welfare report and what two employers share. */
interface RecordCommands {
  /** Text where the report lives here, a reference where it lives in Wilma; never both. */
  'write-entry': {
    readonly part: ReportPart;
    readonly text?: TextRef;
    readonly reference?: string;
    readonly meetingId?: string;
  };
  'correct-entry': { readonly entryId: string; readonly text: TextRef };
  'publish-entries': { readonly entryIds: readonly string[]; readonly toIds: readonly PersonId[] };
  'contact-other-side': { readonly way: TellingWay };
  'share-situation': { readonly parts: readonly { readonly part: SituationPart; readonly text: TextRef }[] };
  'divide-responsibilities': {
    readonly tasks: readonly {
      readonly task: SharedTask;
      readonly side: Side;
      readonly personId: PersonId;
    }[];
  };
}

/** Clocks in the hands of people. */
interface ClockCommands {
  'pause-duty': { readonly dutyId: string; readonly reason: PauseReason };
  'resume-duty': { readonly dutyId: string };
  /** A date set by hand, with who and why: it is not recounted any more. */
  'set-due-date': { readonly dutyId: string; readonly dueOn: CivilDate; readonly reason: TextRef };
}

/** Opening a case in an emergency, and looking at it afterwards. */
interface GlassCommands {
  'break-glass': {
    readonly reasonCode: GlassReason;
    readonly reason: TextRef;
    /** How long it is open, by policy. */
    readonly minutes: number;
    /** Who must look at it, by policy: never the one who does it. */
    readonly reviewerId: PersonId;
    readonly reviewerSide: Side;
  };
  'review-glass': { readonly glassId: string; readonly finding: GlassFinding; readonly note: TextRef };
}

/** Commands of the branches of a case (`domain.md` 2.2–2.4, 3). */
export interface BranchCommands
  extends WillCommands, OutwardCommands, PlanCommands, RecordCommands, ClockCommands, GlassCommands {}
