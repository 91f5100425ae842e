import type { Side } from './people.js';
import type { CommandData, ContactDetails, OutsideDetails, UsualDetails } from './commands.js';
import type { CaseState, OutsideAct } from './state.js';

/** What is known of an act's later parts. */
export type Known = OutsideAct['has'];

const NOTHING: Known = {
  measuresTried: false,
  homeCooperation: false,
  acknowledgedOn: null,
  followUpOn: null,
  followedUpOn: null,
};

/** What is known of an act once these details are added. */
export function withDetails(known: Known, details: OutsideDetails | undefined): Known {
  return {
    measuresTried: known.measuresTried || details?.measuresTried !== undefined,
    homeCooperation: known.homeCooperation || details?.homeCooperation !== undefined,
    acknowledgedOn: details?.acknowledgedOn ?? known.acknowledgedOn,
    followUpOn: details?.followUpOn ?? known.followUpOn,
    followedUpOn: details?.followedUpOn ?? known.followedUpOn,
  };
}

/** Who else made an act, once these details are added; nothing where nobody said so. */
export function madeWith(
  { togetherWith = [] }: Pick<OutsideAct, 'togetherWith'>,
  details: OutsideDetails | undefined,
): Pick<OutsideAct, 'togetherWith'> {
  const all = [...new Set([...togetherWith, ...(details?.togetherWith ?? [])])];
  return all.length === 0 ? {} : { togetherWith: all };
}

/** The mark of an event by which its act knows who else made it (core 8); before, they only ended what those owed. */
export interface MakersKept {
  readonly makersKept?: true;
}

/** The mark of a contact by which its act knows that it still owes its ground (core 10). */
export interface GroundOpen {
  readonly groundOpen?: true;
}

/** What every event of an act towards the outside says besides its command. */
export interface ActRecorded extends MakersKept, GroundOpen {
  readonly actId: string;
  readonly side: Side;
}

export function keepingMakers(core: number, details: OutsideDetails | undefined): MakersKept {
  return core >= 8 && details?.togetherWith ? { makersKept: true } : {};
}

/** Whether a contact still owes its ground: it was made without consent, and nobody said on what ground (SHL 35 §). */
export function owingGround(
  core: number,
  { jointly, withoutConsentGround }: CommandData['contact-social-services'],
): GroundOpen {
  const isOpen = core >= 10 && jointly === 'no-consent-ground' && withoutConsentGround === undefined;
  return isOpen ? { groundOpen: true } : {};
}

/** An act once its record is completed. */
export function completedAct(
  { groundOpen, ...act }: OutsideAct,
  { details, makersKept }: CommandData['complete-outside-act'] & MakersKept,
): OutsideAct {
  return {
    ...{ ...act, ...madeWith(act, makersKept && details) },
    ...(groundOpen && details.withoutConsentGround === undefined ? { groundOpen } : {}),
    has: withDetails(act.has, details),
  };
}

/** What only a contact says of itself, and a ground only one that owes it: whether these details say it of another act. */
export function saysOfAnother(
  { kind, groundOpen }: OutsideAct,
  { withoutConsentGround, hopedSupport }: ContactDetails,
): boolean {
  if (withoutConsentGround !== undefined && !groundOpen) return true;
  return hopedSupport !== undefined && kind !== 'contact-social-services';
}

export function knownAtFirst(details: OutsideDetails | undefined): Known {
  return withDetails(NOTHING, details);
}

/** A part that forms usually ask (`domain.md` 3.4). */
export type UsualPart = keyof UsualDetails;
export const USUAL_PARTS = [
  'siblings',
  'household',
  'whereabouts',
  'immediateDanger',
  'interpreter',
] as const satisfies readonly UsualPart[];

/** A contact is no matter of danger (LSL 25 a §), and who is not born yet is nowhere else. */
const OF_A_FAMILY: readonly UsualPart[] = ['siblings', 'household', 'interpreter'];

const USUAL_OF: Readonly<Record<OutsideAct['kind'], readonly UsualPart[]>> = {
  'contact-social-services': OF_A_FAMILY,
  'report-child-welfare': USUAL_PARTS,
  'report-to-police': [],
  'report-unborn-child': OF_A_FAMILY,
};

/** Whether the form of such an act usually asks for this. Said of another act it stands on its paper all the same. */
export function isUsual(kind: OutsideAct['kind'], part: UsualPart): boolean {
  return USUAL_OF[kind].includes(part);
}

/** Whether these details say something that may be said anew: words, and what usually changes. */
export function saysAnew(details: OutsideDetails & ContactDetails): boolean {
  const ofContact = ['withoutConsentGround', 'hopedSupport'] as const;
  const anew = ['measuresTried', 'homeCooperation', ...ofContact, ...USUAL_PARTS] as const;
  return anew.some((part) => details[part] !== undefined);
}

/** Something was reported of which the family need not know first: to the police or to child protection (LSL 25 §). */
export function isReported({ acts }: Pick<CaseState, 'acts'>): boolean {
  return acts.some(({ kind }) => kind === 'report-to-police' || kind === 'report-child-welfare');
}
