import type { ActRecorded } from './outside-details.js';
import type { BranchCommands, FamilyFacts } from './branch-commands.js';
import type { TextRef } from './commands.js';
import type { PersonId } from './ids.js';
import type { FamilyRole, Side } from './people.js';
import type { ConsentState, Member } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** What becomes of a member's consent. `cleared`: earlier answers no longer count. */
export interface ConsentChange {
  readonly memberId: string;
  readonly consent: ConsentState;
  readonly cleared?: true;
  /** Who took it back (core 4). */
  readonly by?: FamilyRole;
  /** A consent about somebody from outside ends: since when it stood (core 9). It gives what was given until then. */
  readonly stoodFrom?: CivilDate;
  /** That a consent was taken back is an answer like another (core 5): it counts until that person answers anew. */
  readonly said?: Member['answers'][number];
}

/**
 * What follows at once from a change of who may know: written into the event itself, so that access, invitations and
 * reminders end with it and a later reading of the rule changes nothing of it.
 */
export interface Consequence {
  readonly consents: readonly ConsentChange[];
  /** People who are no longer invited to a meeting that is called. */
  readonly uninvited: readonly PersonId[];
  /** Called meetings that cannot be held without them. */
  readonly cancelledMeetingIds: readonly string[];
}

/** What the events of the branches say. */
export interface BranchEvents {
  'learner-told': BranchCommands['tell-learner'];
  'guardian-told': BranchCommands['tell-guardian'];
  'guardian-left-untold': BranchCommands['leave-guardian-untold'];
  'consent-withdrawn': BranchCommands['withdraw-consent'] & { readonly follows: Consequence };
  'talk-wanted': BranchCommands['want-talk'];
  /** Time itself: a consent was given until a day. */
  'consent-expired': { readonly follows: Consequence };
  'basis-assessed': BranchCommands['assess-basis'];
  'conflict-settled': BranchCommands['settle-conflict'] & { readonly follows: Consequence };
  'went-on-without-guardian': BranchCommands['go-on-without-guardian'] & { readonly follows: Consequence };
  'capacity-noted': BranchCommands['note-capacity'] & { readonly follows: Consequence };
  'guardian-prohibited': BranchCommands['prohibit-guardian'] & {
    readonly prohibitionId: string;
    readonly follows: Consequence;
    readonly untold?: readonly string[];
  };
  'prohibition-lifted': BranchCommands['lift-prohibition'] & { readonly follows: Consequence };
  'prohibition-confirmed': BranchCommands['confirm-prohibition'];
  'contact-ways-agreed': BranchCommands['agree-contact-ways'];
  'invited-by-hand': BranchCommands['invite-by-hand'];
  /** `untold`: as in `Annex`, afterwards (core 7). */
  'family-updated': {
    readonly family: FamilyFacts;
    readonly follows: Consequence;
    readonly untold?: readonly string[];
  };
  'surroundings-updated': BranchCommands['update-surroundings'];
  /** Time itself: the 18th birthday. */
  'learner-came-of-age': { readonly follows: Consequence; readonly untold?: readonly string[] };
  'joint-contact-proposed': BranchCommands['propose-joint-contact'];
  'joint-contact-failed': BranchCommands['record-joint-contact'];
  'police-reported': BranchCommands['report-to-police'] & ActRecorded;
  'unborn-child-reported': BranchCommands['report-unborn-child'] & ActRecorded;
  'services-guided': BranchCommands['guide-to-services'];
  'need-noted': BranchCommands['note-need'];
  'response-recorded': BranchCommands['record-response'];
  'form-printed': BranchCommands['print-form'];
  'advice-asked': BranchCommands['ask-advice'] & { readonly adviceId: string };
  'advice-recorded': BranchCommands['record-advice'];
  'disclosure-recorded': BranchCommands['record-disclosure'] & { readonly disclosureId: string };
  'causes-recorded': BranchCommands['record-causes'];
  'turn-recorded': BranchCommands['record-turn'] & { readonly turnId: string };
  'turn-ended': BranchCommands['end-turn'];
  'support-planned': BranchCommands['plan-support'];
  'return-planned': {
    readonly steps: readonly (BranchCommands['plan-return']['steps'][number] & { readonly stepId: string })[];
  };
  'return-step-completed': BranchCommands['complete-return-step'];
  'service-changed': BranchCommands['change-service'];
  'transfer-planned': BranchCommands['plan-transfer'] & { readonly transferId: string };
  'transfer-consent-recorded': BranchCommands['record-transfer-consent'];
  'package-sent': BranchCommands['send-package'];
  'transfer-confirmed': BranchCommands['confirm-transfer'];
  'transfer-cancelled': BranchCommands['cancel-transfer'];
  'entry-written': BranchCommands['write-entry'] & { readonly entryId: string };
  'entry-corrected': { readonly entryId: string; readonly corrects: string; readonly text: TextRef };
  'entries-published': BranchCommands['publish-entries'];
  'other-side-contacted': BranchCommands['contact-other-side'];
  'situation-shared': BranchCommands['share-situation'];
  'responsibilities-divided': BranchCommands['divide-responsibilities'];
  'duty-paused': BranchCommands['pause-duty'];
  'duty-resumed': BranchCommands['resume-duty'];
  'due-date-set': {
    readonly dutyId: string;
    readonly was: CivilDate | null;
    readonly dueOn: CivilDate;
    readonly reason: TextRef;
  };
  'glass-broken': Omit<BranchCommands['break-glass'], 'minutes'> & {
    readonly glassId: string;
    readonly side: Side;
    readonly until: Instant;
  };
  /** Time itself: it was open as long as policy lets it be. */
  'glass-mended': { readonly glassId: string };
  'glass-reviewed': BranchCommands['review-glass'];
}
