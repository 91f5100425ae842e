import type { ActRecorded, MakersKept } from './outside-details.js';
import type { BranchEvents, Consequence } from './branch-events.js';
import type { CommandData, CorrectedFact, MeetingEnd, TextRef, Topic } from './commands.js';
import type { DutyChange } from './duties.js';
import type { AdoptionMode } from './codes.js';
import type { CommandId, PersonId } from './ids.js';
import type { Author, Side } from './people.js';
import type { RungHolder } from './rules.js';
import type { Handover, Stage } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** What each kind of event says. What it does to duties stands beside it, in `duties`. */
export interface EventData extends BranchEvents {
  'concern-raised': Omit<CommandData['raise-concern'], 'topic'> & {
    readonly topic: Topic;
    readonly core: number;
    readonly rulesId: string;
  };
  'discussion-offered': CommandData['offer-discussion'] & {
    readonly offerId: string;
    readonly inTime: boolean;
    /** The offer whose place it takes (core 3; before, one that nobody had come to was forgotten). */
    readonly replaces?: string;
    /** When it was recorded on a later day than it was made (core 3). */
    readonly recordedOn?: CivilDate;
  };
  'discussion-recorded': CommandData['record-discussion'] & { readonly offerId: string };
  'discussion-declined': CommandData['decline-discussion'];
  'lateness-explained': CommandData['explain-lateness'];
  'side-joined': CommandData['join-side'];
  'group-proposed': {
    readonly purpose?: TextRef;
    readonly members: readonly (CommandData['propose-group']['members'][number] & {
      readonly memberId: string;
    })[];
  };
  'consent-requested': CommandData['request-consent'];
  /** `follows` is there since core 2; before, the answer alone told. */
  /** `itemsApart`: the items are this person's own answer, and leave what was asked as it was (core 7). */
  'consent-recorded': CommandData['record-consent'] & {
    readonly follows?: Consequence;
    readonly itemsApart?: true;
  };
  'meeting-called': CommandData['call-meeting'] & { readonly meetingId: string };
  'meeting-cancelled': CommandData['cancel-meeting'];
  'meeting-held': {
    readonly meetingId: string;
    readonly attended: readonly PersonId[];
    readonly responsible?: { readonly personId: PersonId; readonly side: Side };
    readonly summary?: TextRef;
    readonly actions: readonly (CommandData['record-meeting']['actions'][number] & {
      readonly actionId: string;
    })[];
    readonly end: MeetingEnd;
  };
  'action-completed': CommandData['complete-action'];
  /**
   * `left`: duties of the law that ended with it, owed again when the case goes on. `consentsEnd`: consents by which it is
   * seen end in time all the same (both core 5).
   */
  'case-closed': CommandData['close-case'] & {
    readonly left?: readonly string[];
    readonly consentsEnd?: true;
  };
  'case-reopened': CommandData['reopen-case'];
  'social-services-contacted': CommandData['contact-social-services'] & ActRecorded;
  'child-welfare-reported': CommandData['report-child-welfare'] & ActRecorded;
  'outside-act-completed': CommandData['complete-outside-act'] & MakersKept;
  'handover-offered': { readonly handover: Handover; readonly reason?: TextRef };
  'handover-accepted': { readonly side: Side; readonly toId: PersonId };
  'handover-refused': CommandData['refuse-handover'];
  /** Time itself: nobody answered; the fall-back is responsible from here on. */
  'handover-expired': { readonly side: Side; readonly toId: PersonId };
  'responsible-reassigned': CommandData['reassign'];
  'fact-corrected': {
    readonly fact: RecordedCorrection;
    readonly was: string | boolean;
    readonly note?: TextRef;
    /** The day from which it is urgent (core 3). */
    readonly since?: CivilDate;
  };
  'case-voided': CommandData['void-case'];
  'rules-adopted': { readonly rulesId: string; readonly was: string; readonly mode?: AdoptionMode };
  /** Time itself: the limit passed while the duty was open. */
  'duty-fell-due': { readonly dutyId: string };
  /** Time itself: a rung of the ladder; its mail goes out not before `notBefore`. */
  'reminder-prepared': {
    readonly dutyId: string;
    readonly to: RungHolder;
    readonly side: Side;
    readonly index: number;
    readonly notBefore: Instant;
  };
  /** A store was restored and a decision could not be taken again: recorded, never papered over. */
  'decision-lost': { readonly lostCommandId: CommandId; readonly refusal: string };
  'gap-recorded': { readonly missing: number };
}

/** A correction as the log keeps it: the rule set by its name only. */
export type RecordedCorrection =
  | Exclude<CorrectedFact, { name: 'school' }>
  | {
      readonly name: 'school';
      readonly value: Extract<CorrectedFact, { name: 'school' }>['value'];
      readonly rulesId: string;
    };

export type EventType = keyof EventData;

/** A fact of the log: never changed, numbered without gaps. */
export interface CaseEventOf<T extends EventType> {
  readonly v: 1;
  readonly seq: number;
  readonly type: T;
  /** When it was recorded. */
  readonly at: Instant;
  /** The day it happened; clocks count from it, and late recording shows. */
  readonly happenedOn: CivilDate;
  readonly by: Author;
  /** The command that caused it; null when time itself did. */
  readonly commandId: CommandId | null;
  /** The stage the case is in from this event on, when it changes it. */
  readonly stage?: Stage;
  readonly data: EventData[T];
  readonly duties?: readonly DutyChange[];
}

export type CaseEvent = { [T in EventType]: CaseEventOf<T> }[EventType];
