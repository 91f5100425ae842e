import type { AnyCommand, Command, CommandType } from './commands.js';
import { borneOut, claimsOf } from './claims.js';
import { BRANCH_DECIDERS } from './deciders/branches.js';
import { closeCase, reopenCase, voidCase } from './deciders/ending.js';
import { adoptRules, correctFact } from './deciders/correcting.js';
import {
  declineDiscussion,
  explainLateness,
  offerDiscussion,
  recordDiscussion,
} from './deciders/discussion.js';
import { joinSide, proposeGroup, recordConsent, requestConsent } from './deciders/group.js';
import { acceptHandover, offerHandover, reassign, refuseHandover } from './deciders/handover.js';
import { callMeeting, cancelMeeting, completeAction, recordMeeting } from './deciders/meeting.js';
import { completeOutsideAct, contactSocialServices, reportChildWelfare } from './deciders/outside.js';
import { raiseConcern } from './deciders/raising.js';
import { annexOf } from './annex.js';
import { CURRENT_CORE } from './core-version.js';
import {
  anyResponsible,
  authorOf,
  bookOf,
  isRefusal,
  sealDrafts,
  withLines,
  type AnyDraft,
  type Decider,
} from './decision.js';
import { isLive } from './duties.js';
import type { DutyBook } from './duty-book.js';
import { fold } from './evolve.js';
import type { CaseEvent, EventType } from './events.js';
import type { Author } from './people.js';
import { may, wasAsked } from './permissions.js';
import { refuse, type Refusal } from './refusals.js';
import type { Rules } from './rules.js';
import type { CaseState } from './state.js';
import { settleByHand } from './by-hand.js';
import { settleTalks } from './talks.js';
import { settleSuccessors } from './successor.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';
import { localDate } from './time/zone.js';

/** One row a command. Adding a command is adding a row here, one in `PERMISSIONS`, and its rule. */
const DECIDERS: { readonly [T in Exclude<CommandType, 'raise-concern'>]: Decider<T> } = {
  ...BRANCH_DECIDERS,
  'offer-discussion': offerDiscussion,
  'record-discussion': recordDiscussion,
  'decline-discussion': declineDiscussion,
  'explain-lateness': explainLateness,
  'join-side': joinSide,
  'propose-group': proposeGroup,
  'request-consent': requestConsent,
  'record-consent': recordConsent,
  'call-meeting': callMeeting,
  'cancel-meeting': cancelMeeting,
  'record-meeting': recordMeeting,
  'complete-action': completeAction,
  'close-case': closeCase,
  'reopen-case': reopenCase,
  'contact-social-services': contactSocialServices,
  'report-child-welfare': reportChildWelfare,
  'complete-outside-act': completeOutsideAct,
  'offer-handover': offerHandover,
  'accept-handover': acceptHandover,
  'refuse-handover': refuseHandover,
  reassign,
  'correct-fact': correctFact,
  'void-case': voidCase,
  'adopt-rules': adoptRules,
};

/** Commands about an act that may be older than the request. */
const MAY_PRECEDE_REQUEST: ReadonlySet<CommandType> = new Set([
  'correct-fact',
  'contact-social-services',
  'report-child-welfare',
  'report-to-police',
  'report-unborn-child',
  'record-disclosure',
  'record-turn',
]);

/**
 * The events a command causes, or why it is refused: the only place where a command becomes a fact.
 *
 * 1. Nothing is decided twice: the caller sees to it that a command id comes here once.
 * 2. Events are numbered on from `state.version`, carry the command's id and the instant `now`.
 * 3. Nobody is put on the side of an employer that is not theirs: a case would change hands into another house.
 * 4. An act lies today or earlier, and not before the request, unless it is one that may (see above).
 * 5. An open case always owes something: whatever ends the last duty makes the next step due (core 2).
 * 6. A responsible person whose own membership ends hands over, whatever ended it (core 2).
 *
 * @param state null before the concern is raised
 * @param now the instant it is recorded; never earlier than the last event's
 * @param core the behaviour a new case is decided with; a case that exists carries its own
 */
export function decide(
  state: CaseState | null,
  command: AnyCommand,
  rules: Rules,
  now: Instant,
  core: number = CURRENT_CORE,
): { readonly ok: true; readonly events: readonly CaseEvent[] } | Refusal {
  const allowed = may(command.actor, command.type, state);
  if (!allowed.ok) return allowed;
  const today = localDate(rules.calendar.zone, now);
  if (command.happenedOn > today) return refuse('happened-in-future', 'OHL 20 §');
  const book = bookOf(state, rules, now, core);
  const author = authorIn(state, command);
  const frame = { rules, now, today, on: command.happenedOn, author, book };
  if (!borneOut(claimsOf(command, author.side), command.named)) return refuse('other-employer', 'OHL 14 §');
  const from = {
    seq: (state?.version ?? 0) + 1,
    at: now,
    happenedOn: command.happenedOn,
    by: author,
    commandId: command.id,
  };
  if (command.type === 'raise-concern') {
    const raised = raiseConcern({ ...frame, core, data: command.data });
    return isRefusal(raised) ? raised : { ok: true, events: sealDrafts(raised, from) };
  }
  if (!state) return refuse('unknown-case', 'OHL 16 §');
  if (command.happenedOn < state.requestedOn && !MAY_PRECEDE_REQUEST.has(command.type)) {
    return refuse('happened-before-request', 'OHL 20 §');
  }
  const drafts = run(command, { ...frame, state: state.core >= 2 ? ofAge(state, today) : state });
  if (isRefusal(drafts)) return drafts;
  const events = sealDrafts(drafts, from);
  if (state.core < 2) return { ok: true, events };
  const after = fold(events, state.caseId, state) ?? state;
  settleSuccessors(state, after, book, command.happenedOn);
  settleTalks(state, after, book);
  settleByHand(after, book);
  // Whoever is responsible after this command finds the next step.
  if (sleeps(state, drafts, book)) book.arm('L-NEXT', command.happenedOn, anyResponsible(after));
  return { ok: true, events: withLines(events, book.take()) };
}

/** Of age from the birthday on, also where time itself no longer says so: a closed case does not wake. */
function ofAge(state: CaseState, today: CivilDate): CaseState {
  const annex = annexOf(state);
  const { adultOn = null } = annex.family ?? {};
  if (annex.isAdult || adultOn === null || adultOn > today) return state;
  return { ...state, annex: { ...annex, isAdult: true } };
}

/**
 * Author and position; of a member from outside, who holds no post here, the position in which they are a member; of
 * the family, who answer for themselves, what they are to the learner.
 */
function authorIn(state: CaseState | null, command: AnyCommand): Author {
  const schoolId = state?.schoolId ?? (command.type === 'raise-concern' ? command.data.schoolId : null);
  const author = authorOf(command.actor, schoolId, (state?.core ?? 0) >= 4);
  if (!state || state.core < 2 || command.actor.roles.length > 0) return author;
  const member = state.members.find((it) => it.personId === author.personId);
  if (member) return { ...author, role: member.role };
  if (!wasAsked(command.actor, state)) return author;
  return { ...author, role: author.personId === state.learnerId ? 'learner' : 'guardian' };
}

/** What ends a case needs no next step. */
const ENDS: ReadonlySet<EventType> = new Set<EventType>(['case-closed', 'case-voided']);

/** An open case that would owe nothing any more. */
function sleeps(state: CaseState, drafts: readonly AnyDraft[], book: DutyBook): boolean {
  const goesOn = state.status === 'open' && !drafts.some((d) => ENDS.has(d.type));
  return goesOn && drafts.length > 0 && !book.duties().some(isLive);
}

type Frame = Omit<Parameters<Decider<'close-case'>>[0], 'command' | 'data'>;

function run<T extends Exclude<CommandType, 'raise-concern'>>(
  command: Command<T>,
  frame: Frame,
): ReturnType<Decider<T>> {
  // The table pairs each type with its own rule; TypeScript loses that pairing when it indexes by a union.
  const decider = DECIDERS[command.type] as Decider<T>;
  return decider({ ...frame, command, data: command.data });
}
