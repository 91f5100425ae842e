import type { OutsideDetails } from './commands.js';
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

export function knownAtFirst(details: OutsideDetails | undefined): Known {
  return withDetails(NOTHING, details);
}

/** Something was reported of which the family need not know first: to the police or to child protection (LSL 25 §). */
export function isReported({ acts }: Pick<CaseState, 'acts'>): boolean {
  return acts.some(({ kind }) => kind === 'report-to-police' || kind === 'report-child-welfare');
}
