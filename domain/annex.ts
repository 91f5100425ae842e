import type { FamilyFacts } from './branch-commands.js';
import type {
  Capacity,
  ConsentItem,
  ContactChannel,
  DisclosureGround,
  ProhibitionScope,
  ReportPart,
  SharedTask,
  SituationPart,
  TransferKind,
  TurnKind,
  UnreachedReason,
} from './codes.js';
import type { AnswerWay, ConsentAnswer } from './commands.js';
import type { Glass } from './glass.js';
import type { PersonId, TextId, UnitId } from './ids.js';
import type { Author, FamilyRole, Side, StaffRole } from './people.js';
import type { CaseState } from './state.js';
import type { Surroundings } from './surroundings.js';
import type { CivilDate } from './time/civil-date.js';

export interface Prohibition {
  readonly id: string;
  readonly guardianId: PersonId;
  readonly scope: ProhibitionScope;
  /** Who assessed it, with position. */
  readonly by: Author;
  readonly on: CivilDate;
  readonly liftedOn: CivilDate | null;
  /** Duties to tell that guardian which it ended (core 5). */
  readonly untold?: readonly string[];
}

/** A guardian whose answer is not waited for any more. */
export interface GoneOnWithout {
  readonly guardianId: PersonId;
  readonly reason: UnreachedReason;
  readonly on: CivilDate;
}

export interface Turn {
  readonly id: string;
  readonly kind: TurnKind;
  readonly from: CivilDate;
  readonly until: CivilDate | null;
  readonly endedOn: CivilDate | null;
}

export interface ReturnStep {
  readonly id: string;
  readonly on: CivilDate;
  readonly ownerId: PersonId;
  readonly textId: TextId;
  readonly doneOn: CivilDate | null;
}

/** What somebody of the family said about passing student welfare data on. */
export interface TransferAnswer {
  readonly by: PersonId;
  readonly byRole: FamilyRole;
  readonly answer: ConsentAnswer;
  readonly items: readonly ConsentItem[];
  readonly way: AnswerWay;
  readonly on: CivilDate;
}

export interface Transfer {
  readonly id: string;
  readonly kind: TransferKind;
  readonly movesOn: CivilDate;
  readonly toUnitId: UnitId | null;
  readonly teachingSentOn: CivilDate | null;
  /** What was answered about student welfare data, by whom: `transferConsentOf` says where it leaves them. */
  readonly answers: readonly TransferAnswer[];
  readonly welfareSentOn: CivilDate | null;
  readonly acceptedOn: CivilDate | null;
  /** Called off; absent where it never was. */
  readonly cancelledOn?: CivilDate;
}

/** An entry of the student welfare report. A correction is an entry of its own; the original stays. */
export interface ReportEntry {
  readonly id: string;
  readonly part: ReportPart;
  readonly on: CivilDate;
  readonly by: Author;
  readonly textId: TextId | null;
  readonly reference: string | null;
  readonly meetingId: string | null;
  readonly corrects: string | null;
  readonly publishedTo: readonly PersonId[];
}

export interface Disclosure {
  readonly id: string;
  readonly ground: DisclosureGround;
  readonly on: CivilDate;
  readonly by: Author;
  readonly recipientTextId: TextId | null;
  readonly whatTextId: TextId;
  readonly reasonTextId: TextId | null;
}

export interface Advice {
  readonly id: string;
  readonly role: StaffRole;
  readonly askedOn: CivilDate;
  readonly answeredOn: CivilDate | null;
}

/** What a case knows besides the straight road. A case that was opened before has none of it. */
export interface Annex {
  readonly family: FamilyFacts | null;
  readonly isAdult: boolean;
  readonly capacity: Capacity | null;
  readonly prohibitions: readonly Prohibition[];
  readonly contactWays: readonly {
    readonly personId: PersonId;
    readonly channels: readonly ContactChannel[];
    readonly never: readonly ContactChannel[];
    readonly on: CivilDate;
  }[];
  readonly turns: readonly Turn[];
  readonly returnSteps: readonly ReturnStep[];
  readonly transfers: readonly Transfer[];
  readonly entries: readonly ReportEntry[];
  readonly disclosures: readonly Disclosure[];
  readonly advice: readonly Advice[];
  readonly situation: readonly {
    readonly part: SituationPart;
    readonly textId: TextId;
    readonly on: CivilDate;
  }[];
  readonly division: readonly {
    readonly task: SharedTask;
    readonly side: Side;
    readonly personId: PersonId;
  }[];
  /** Guardians without whom the case went on; left out where it never did. */
  readonly goneOnWithout?: readonly GoneOnWithout[];
  /** Every time somebody opened the case in an emergency; left out where nobody ever did. */
  readonly glasses?: readonly Glass[];
  /**
   * Tellings that ended because whom they were for had no part any more: owed again when they have (core 7). Left out
   * where none ever did.
   */
  readonly untold?: readonly string[];
  /** As the directory last told them; absent before it told anything. */
  readonly surroundings?: Surroundings;
}

const NONE: Annex = {
  family: null,
  isAdult: false,
  capacity: null,
  prohibitions: [],
  contactWays: [],
  turns: [],
  returnSteps: [],
  transfers: [],
  entries: [],
  disclosures: [],
  advice: [],
  situation: [],
  division: [],
};

/** The branches of a case; empty where it has none. */
export function annexOf(state: Pick<CaseState, 'annex'>): Annex {
  return state.annex ?? NONE;
}

/** The prohibition that keeps a guardian away now (OHL 18 § 2). */
export function prohibitionOf(state: Pick<CaseState, 'annex'>, guardianId: string): Prohibition | undefined {
  return annexOf(state).prohibitions.find((it) => it.guardianId === guardianId && it.liftedOn === null);
}

/** Why a person of the family has no part in the case; null when nothing is against it. */
export type NoPart = 'guardian-prohibited' | 'guardian-has-no-position' | 'not-a-guardian';

/**
 * Whether a guardian (or parent) may take part and be told. The learner always may. A person the directory does not
 * name as parent is judged by the consent that names them.
 */
export function noPartOf(state: Pick<CaseState, 'annex'>, personId: string): NoPart | null {
  const { family, isAdult } = annexOf(state);
  if (prohibitionOf(state, personId)) return 'guardian-prohibited';
  const parent = family?.guardians.find((it) => it.personId === personId);
  if (!parent) return null;
  if (isAdult) return 'guardian-has-no-position';
  return parent.position === 'guardian' ? null : 'not-a-guardian';
}

/** Whether the learner is still of age under these facts: a birth date that was wrong may take it back. */
export function staysAdult(annex: Annex, family: FamilyFacts, on: CivilDate): boolean {
  return annex.isAdult && (family.adultOn === null || family.adultOn <= on);
}

/** Guardians who have part in the case now. */
export function guardiansOf(state: Pick<CaseState, 'annex'>): FamilyFacts['guardians'] {
  const { family } = annexOf(state);
  return (family?.guardians ?? []).filter((it) => noPartOf(state, it.personId) === null);
}

/**
 * Guardians whose answer is waited for: all who have part, but those without whom the case goes on (LHL 5 §). Never
 * nobody: who is the last with part, because another lost it since, is waited for again.
 */
export function awaitedGuardians(state: Pick<CaseState, 'annex'>): FamilyFacts['guardians'] {
  const guardians = guardiansOf(state);
  const { goneOnWithout = [] } = annexOf(state);
  const awaited = guardians.filter((it) => !goneOnWithout.some((gone) => gone.guardianId === it.personId));
  return awaited.length > 0 ? awaited : guardians;
}

/**
 * Why no guardian can be told anything: the directory names some, and none has part (OHL 18 § 2; core 5). Where it names
 * none, there is another legal representative.
 */
export function noGuardianToTell(state: Pick<CaseState, 'annex' | 'core'>): NoPart | null {
  const [first] = annexOf(state).family?.guardians ?? [];
  if (state.core < 5 || !first || guardiansOf(state).length > 0) return null;
  return noPartOf(state, first.personId);
}

/** Whether the directory says that this person holds no post of this side at the case's school any more. */
export function isGone(state: Pick<CaseState, 'annex'>, personId: PersonId, side: Side): boolean {
  const { gone } = annexOf(state).surroundings ?? {};
  return gone?.some((it) => it.personId === personId && it.side === side) === true;
}

/** Whether the learner goes to the case's school no more: to another one, or to none. */
export function leftSchool(state: Pick<CaseState, 'annex' | 'schoolId'>): boolean {
  const { surroundings } = annexOf(state);
  if (!surroundings) return false;
  return surroundings.schoolId !== state.schoolId || surroundings.enrolledUntil !== null;
}

/** Whether somebody is a member from outside: no directory knows them, and nothing goes to them by itself. */
export function isFromOutside({ members }: Pick<CaseState, 'members'>, personId: PersonId): boolean {
  return members.some((it) => it.personId === personId && it.external !== undefined);
}

/** Contact data must not reach the other party: what goes to the family goes by hand (`domain.md` 2.2). */
export function goesByHand(state: Pick<CaseState, 'annex'>): boolean {
  const { family } = annexOf(state);
  return family !== null && (family.addressProtected || family.guardians.some((it) => it.addressProtected));
}

/** Whether a person of the family is invited by hand: nothing goes out by itself, or no mail to them (S001; core 3). */
export function isReachedByHand(state: CaseState, personId: PersonId): boolean {
  const ways = annexOf(state).contactWays.find((it) => it.personId === personId);
  return goesByHand(state) || (state.core >= 3 && ways?.never.includes('e-mail') === true);
}
