import { goesByHand, noPartOf } from './annex.js';
import type { Consequence } from './branch-events.js';
import { LINK_CHANNELS } from './codes.js';
import { decidesAlone } from './consent.js';
import type { Duty, DutyChange } from './duties.js';
import type { CaseEvent, CaseEventOf } from './events.js';
import { mailsOfClosing, mailsOfVoiding } from './mails-of-ending.js';
import { meetingMails, stillReached, wordTime, type Word } from './mails-of-meetings.js';
import { mailsOfResponsibility } from './mails-of-responsibility.js';
import type { PersonId } from './ids.js';
import { officeTime } from './office-time.js';
import type { Side } from './people.js';
import { SIDES } from './people.js';
import { namedMonitorOf } from './monitors.js';
import { EXPECTATIONS, type RuleId, type RungHolder, type Rules } from './rules.js';
import type { CaseState } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** Every text that goes out. None of them says whom or what a case is about. */
export const MAIL_TEMPLATES = [
  'task',
  'urgent-task',
  'reminder',
  'overdue-own',
  'overdue',
  'unanswered-urgent',
  'waiting',
  'ask-response',
  'responsible-now',
  'responsible-no-more',
  'handover-accepted',
  'handover-refused',
  'handover-expired',
  'handover-withdrawn',
  'action-ended',
  'action-late',
  'meeting',
  'meeting-family',
  'meeting-cancelled',
  'meeting-cancelled-family',
  'meeting-ended-family',
  'report-still-owed',
  'consent-request',
  'glass-broken',
] as const;
export type MailTemplate = (typeof MAIL_TEMPLATES)[number];

/** What must still be true when a mail goes out; else it is dropped, and the ledger says so. */
export type Still =
  | { readonly kind: 'case' }
  | { readonly kind: 'duty'; readonly dutyId: string; readonly ownerId: PersonId | null }
  | { readonly kind: 'responsible'; readonly side: Side; readonly personId: PersonId }
  | {
      readonly kind: 'meeting';
      readonly meetingId: string;
      readonly status: 'called' | 'cancelled';
      readonly personId?: PersonId;
    }
  /** The case has been made void; nothing undoes that. */
  | { readonly kind: 'voided' }
  /** This person is still asked for consent to one of these members, and may be reached by itself. */
  | { readonly kind: 'asked'; readonly memberIds: readonly string[]; readonly personId: PersonId };

/** Whom a mail is for: a person, or whoever holds a rung at one employer on that morning. */
export type MailTo =
  | { readonly personId: PersonId }
  | { readonly rung: Exclude<RungHolder, 'owner'>; readonly side: Side };

/** A mail that an event causes. Dates only: the text is rendered from ids when it goes out. */
export interface MailIntent {
  readonly template: MailTemplate;
  readonly to: MailTo;
  readonly notBefore: Instant;
  readonly still: Still;
  readonly data: {
    readonly dueOn?: CivilDate;
    readonly on?: CivilDate;
    readonly minute?: number;
    /** A question by link: which one, and whether it goes as a text message. */
    readonly linkId?: string;
    readonly by?: 'text';
  };
}

function taskMail(duty: Duty, at: Instant): MailIntent {
  const data = duty.dueOn ? { dueOn: duty.dueOn } : {};
  const still = { kind: 'duty', dutyId: duty.id, ownerId: duty.ownerId } as const;
  return { template: 'task', to: { personId: duty.ownerId }, notBefore: at, still, data };
}

/** A duty that begins, or changes hands, is told to its owner, unless it is the owner's own doing. */
function ofDuty(line: DutyChange, event: CaseEvent, state: CaseState, at: Instant): readonly MailIntent[] {
  if (line.op !== 'arm' && line.op !== 'own') return [];
  const id = line.op === 'arm' ? line.duty.id : line.id;
  const duty = state.duties.find((d) => d.id === id);
  if (!duty || duty.status !== 'open' || duty.ownerId === event.by.personId) return [];
  const ladderTellsAtOnce = line.op === 'arm' && duty.rung !== null && duty.rung.at <= event.at;
  return ladderTellsAtOnce ? [] : [taskMail(duty, at)];
}

/** Rules whose first rung goes out the moment the duty begins. */
const URGENT_RULES: ReadonlySet<RuleId> = new Set<RuleId>([
  'T-OHL15-urgent',
  'T-OHL16-info-urgent',
  'W-LSL25-report',
  'W-LSL25-police',
  'W-LSL25a-joint',
  'L-SUCCESSOR',
]);

/** Whoever was named to follow an action up hears that its day has passed, as often as its owner does. */
function monitorMail(duty: Duty, state: CaseState, notBefore: Instant): readonly MailIntent[] {
  const personId = namedMonitorOf(state, duty);
  if (personId === null) return [];
  const data = duty.dueOn ? { dueOn: duty.dueOn } : {};
  const still = { kind: 'duty', dutyId: duty.id, ownerId: null } as const;
  return [{ template: 'action-late', to: { personId }, notBefore, still, data }];
}

function reminderMail(event: CaseEventOf<'reminder-prepared'>, state: CaseState): readonly MailIntent[] {
  const { dutyId, to, side, notBefore, index } = event.data;
  const duty = state.duties.find((d) => d.id === dutyId);
  if (!duty) return [];
  const data = duty.dueOn ? { dueOn: duty.dueOn } : {};
  const overdue = duty.dueAt !== null && duty.dueAt <= notBefore;
  if (to === 'owner') {
    const template = EXPECTATIONS.has(duty.kind)
      ? 'ask-response'
      : overdue
        ? 'overdue-own'
        : URGENT_RULES.has(duty.rule) && index === 0
          ? 'urgent-task'
          : 'reminder';
    const still = { kind: 'duty', dutyId, ownerId: duty.ownerId } as const;
    return [
      { template, to: { personId: duty.ownerId }, notBefore, still, data },
      ...(overdue ? monitorMail(duty, state, notBefore) : []),
    ];
  }
  const urgent = URGENT_RULES.has(duty.rule);
  const template = overdue ? 'overdue' : urgent ? 'unanswered-urgent' : 'waiting';
  return [
    { template, to: { rung: to, side }, notBefore, still: { kind: 'duty', dutyId, ownerId: null }, data },
  ];
}

/**
 * Who is no longer invited is told so, if they are staff; a guardian who may know nothing is told nothing. A meeting
 * that cannot be held is called off with everybody who is left.
 */
function ofConsequence(
  { uninvited, cancelledMeetingIds }: Consequence,
  word: Word,
  before: CaseState | null,
  state: CaseState,
): readonly MailIntent[] {
  const gone = (before?.meetings ?? [])
    .filter((meeting) => meeting.status === 'called')
    .flatMap((meeting) =>
      meeting.staff
        .filter((id) => uninvited.includes(id) && id !== word.event.by.personId)
        .map((personId): MailIntent => ({
          template: 'meeting-cancelled',
          to: { personId },
          notBefore: wordTime(state, meeting, word),
          still: { kind: 'case' },
          data: { on: meeting.on, minute: meeting.minute },
        })),
    );
  return [...gone, ...cancelledMeetingIds.flatMap((id) => meetingMails(state, id, word))];
}

/** A question by link goes out as everything does: in office hours, at once when it is that time. */
function consentMails(event: CaseEventOf<'consent-requested'>, at: Instant): readonly MailIntent[] {
  const { asking, memberIds } = event.data;
  if (!asking || !LINK_CHANNELS.has(asking.channel)) return [];
  return asking.asked.flatMap(({ personId, linkId }): MailIntent[] => {
    if (linkId === undefined) return [];
    return [
      {
        template: 'consent-request',
        to: { personId },
        notBefore: at,
        still: { kind: 'asked', memberIds, personId },
        data: { dueOn: asking.answerBy, linkId, ...(asking.channel === 'text' ? { by: 'text' } : {}) },
      },
    ];
  });
}

/** Whoever is responsible is told that the case was opened in an emergency: not by whom, nor why. */
function glassMails(event: CaseEvent, { responsible }: CaseState, at: Instant): readonly MailIntent[] {
  return SIDES.flatMap((side): MailIntent[] => {
    const personId = responsible[side];
    if (personId === undefined || personId === event.by.personId) return [];
    const still = { kind: 'responsible', side, personId } as const;
    return [{ template: 'glass-broken', to: { personId }, notBefore: at, still, data: {} }];
  });
}

function ofEvent(
  event: CaseEvent,
  before: CaseState | null,
  state: CaseState,
  rules: Rules,
  at: Instant,
): readonly MailIntent[] {
  switch (event.type) {
    case 'consent-withdrawn':
    case 'consent-expired':
    case 'conflict-settled':
    case 'went-on-without-guardian':
    case 'capacity-noted':
    case 'guardian-prohibited':
    case 'prohibition-lifted':
    case 'family-updated':
    case 'learner-came-of-age':
      return ofConsequence(event.data.follows, { event, rules, at }, before, state);
    case 'consent-recorded':
      return event.data.follows ? ofConsequence(event.data.follows, { event, rules, at }, before, state) : [];
    case 'consent-requested':
      return consentMails(event, at);
    case 'concern-raised':
    case 'side-joined':
    case 'responsible-reassigned':
    case 'handover-expired':
    case 'handover-accepted':
    case 'handover-refused':
    case 'meeting-held':
      return mailsOfResponsibility(event, before, state, at);
    case 'glass-broken':
      return glassMails(event, state, at);
    case 'case-closed':
      return mailsOfClosing({ event, before, rules, at }, state);
    case 'case-voided':
      return mailsOfVoiding({ event, before, rules, at }, state);
    case 'meeting-called':
    case 'meeting-cancelled':
      return meetingMails(state, event.data.meetingId, { event, rules, at });
    case 'reminder-prepared':
      return reminderMail(event, state);
    default:
      return [];
  }
}

/**
 * The mails an event causes: to whom, with which text, not before when, and on which condition.
 *
 * @param before the state the event met
 * @param state the state after it
 */
export function mailsOf(
  event: CaseEvent,
  before: CaseState | null,
  state: CaseState,
  rules: Rules,
): readonly MailIntent[] {
  if (state.status === 'void' && event.type !== 'case-voided') return [];
  const at = officeTime(rules, event.at);
  const duties = (event.duties ?? []).flatMap((line) => ofDuty(line, event, state, at));
  return [...ofEvent(event, before, state, rules, at), ...duties];
}

/** Whether the condition of a mail still holds, against the state at the moment it goes out. */
export function stillTrue(still: Still, state: CaseState): boolean {
  if (state.status === 'void') return still.kind === 'voided';
  switch (still.kind) {
    case 'voided':
      return false;
    case 'case':
      return true;
    case 'duty': {
      const duty = state.duties.find((d) => d.id === still.dutyId);
      return duty?.status === 'open' && (still.ownerId === null || duty.ownerId === still.ownerId);
    }
    case 'responsible':
      return SIDES.some((side) => side === still.side && state.responsible[side] === still.personId);
    case 'meeting':
      return state.meetings.some(
        (m) =>
          m.id === still.meetingId &&
          m.status === still.status &&
          (still.personId === undefined || stillReached(state, m, still.personId)),
      );
    case 'asked': {
      const { memberIds, personId } = still;
      const isAsked = state.members.some(
        (m) => memberIds.includes(m.id) && m.consent === 'requested' && m.askedOf?.includes(personId),
      );
      const decides = personId === state.learnerId || !decidesAlone(state);
      return (
        state.status === 'open' &&
        isAsked &&
        decides &&
        noPartOf(state, personId) === null &&
        !goesByHand(state)
      );
    }
  }
}
