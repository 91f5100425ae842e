import { isFromOutside, isReachedByHand, noPartOf } from './annex.js';
import { hasBegun } from './consequences.js';
import type { CaseEvent } from './events.js';
import type { PersonId } from './ids.js';
import type { MailIntent, MailTemplate } from './mails.js';
import type { Rules } from './rules.js';
import type { CaseState, Meeting } from './state.js';
import type { Instant } from './time/instant.js';
import { localDate } from './time/zone.js';

/** Which texts say it to staff and to the family. */
interface Saying {
  readonly staff: MailTemplate;
  readonly family: MailTemplate;
}

/** What is said of a meeting, and when it would go out. */
export interface Word {
  readonly event: CaseEvent;
  readonly rules: Rules;
  /** The office hours that come next; now, when it is that time. */
  readonly at: Instant;
}

/**
 * Who is invited or called off the evening before does not read it when they should be there, or have come in vain: where
 * office hours come only on the day of the meeting, or after it, the word goes out at once (core 9).
 */
export function wordTime({ core }: CaseState, meeting: Meeting, { event, rules, at }: Word): Instant {
  if (core < 9 || hasBegun(meeting, { rules, now: event.at })) return at;
  return meeting.on <= localDate(rules.calendar.zone, at) ? event.at : at;
}

/**
 * Contact data must not reach the other party, and no mail whoever wants none: they are told by hand. Who tells the others
 * needs no mail.
 */
export function toInvited(
  state: CaseState,
  meeting: Meeting,
  word: Word,
  saying: Saying,
  stillOf: (personId: PersonId) => MailIntent['still'],
): readonly MailIntent[] {
  const { on, minute } = meeting;
  const notBefore = wordTime(state, meeting, word);
  const mail = (template: MailTemplate, personId: PersonId): MailIntent => ({
    ...{ template, to: { personId }, notBefore },
    ...{ still: stillOf(personId), data: { on, minute } },
  });
  const family = meeting.family.filter((id) => noPartOf(state, id) === null && !isReachedByHand(state, id));
  // Whom no directory knows has no address: they are invited by hand (core 7).
  const staff = meeting.staff.filter(
    (id) => id !== word.event.by.personId && (state.core < 7 || !isFromOutside(state, id)),
  );
  return [...staff.map((id) => mail(saying.staff, id)), ...family.map((id) => mail(saying.family, id))];
}

const CALLED: Saying = { staff: 'meeting', family: 'meeting-family' };
const CANCELLED: Saying = { staff: 'meeting-cancelled', family: 'meeting-cancelled-family' };

/** Everybody who is invited to a meeting is told that it was called, or called off. */
export function meetingMails(state: CaseState, meetingId: string, word: Word): readonly MailIntent[] {
  const meeting = state.meetings.find((m) => m.id === meetingId);
  if (!meeting || meeting.status === 'held') return [];
  const { status } = meeting;
  const saying = status === 'called' ? CALLED : CANCELLED;
  const stillOf = (personId: PersonId) => ({ kind: 'meeting', meetingId, status, personId }) as const;
  return toInvited(state, meeting, word, saying, stillOf);
}

/** Family who has no part any more, or who must by now be reached by hand, is not reached by a mail that waits. */
export function stillReached(state: CaseState, meeting: Meeting, personId: PersonId): boolean {
  if (meeting.staff.includes(personId)) return true;
  return (
    meeting.family.includes(personId) &&
    noPartOf(state, personId) === null &&
    !isReachedByHand(state, personId)
  );
}
