import { annexOf } from '../../../../domain/annex.js';
import { isConsented } from '../../../../domain/consent.js';
import { mailsOf, stillTrue, type MailIntent } from '../../../../domain/mails.js';
import type { Rules } from '../../../../domain/rules.js';
import type { CaseState } from '../../../../domain/state.js';
import { dayNumber, weekdayOf } from '../../../../domain/time/civil-date.js';
import { localDate, localMinute } from '../../../../domain/time/zone.js';
import type { Moment } from '../lived.js';
import { FAMILY_IDS } from '../makers/maker.js';
import { keptOut } from './family.js';
import { must } from './must.js';

const FAMILY: ReadonlySet<string> = new Set(FAMILY_IDS);
/** A rung that goes out at a moment of its own, whatever the hour: what is urgent. */
function hasItsOwnMoment({ event, after }: Moment, { duties, ladders }: Rules): boolean {
  if (event.type !== 'reminder-prepared') return false;
  const { dutyId, index } = event.data;
  const rule = after.duties.find((d) => d.id === dutyId)?.rule;
  const ladder = ladders[(rule && duties[rule]?.ladder) ?? 'standard'];
  return ladder?.rungs[index] !== undefined && ladder.rungs[index].at.from !== 'due';
}

/** The next day on which offices open, the day itself included, found day by day. */
function nextOfficeDay(day: number, holidays: readonly number[]): number {
  return weekdayOf(day) <= 5 && !holidays.includes(day) ? day : nextOfficeDay(day + 1, holidays);
}

/** Word of a meeting for which the next office hours come too late: on its very day (core 9). Nobody comes in vain. */
function isWordInTime(
  { event, after }: Moment,
  { template, notBefore, data }: MailIntent,
  rules: Rules,
): boolean {
  if (after.core < 9 || !template.startsWith('meeting') || notBefore !== event.at || !data.on) return false;
  const { calendar, office } = rules;
  const today = dayNumber(localDate(calendar.zone, event.at));
  const isOver = localMinute(calendar.zone, event.at) >= office.to;
  return dayNumber(data.on) <= nextOfficeDay(isOver ? today + 1 : today, calendar.holidays);
}

function atRightTime(moment: Moment, mail: MailIntent, rules: Rules): void {
  const { calendar, mailMinute } = rules;
  if (hasItsOwnMoment(moment, rules)) return;
  // A report waits for nobody's office hours.
  if (mail.template === 'report-still-owed' || isWordInTime(moment, mail, rules)) return;
  const day = dayNumber(localDate(calendar.zone, mail.notBefore));
  const school = calendar.schoolDays.some(([from, to]) => from <= day && day <= to);
  must(weekdayOf(day) <= 5 || school, 'nothing goes out on a free Saturday or a Sunday');
  must(!calendar.holidays.includes(day), 'nothing goes out on a public holiday');
  if (moment.event.type === 'reminder-prepared')
    must(localMinute(calendar.zone, mail.notBefore) === mailMinute, 'reminders go out at the mail hour');
}

/** To a meeting at home the family brings whom it wants. */
function isAboutHome({ meetings }: CaseState, { still, template }: MailIntent): boolean {
  const id = still.kind === 'meeting' && template.endsWith('-family') ? still.meetingId : null;
  return meetings.some((m) => m.id === id && m.kind === 'home-meeting');
}

/**
 * Somebody from outside without consent is reached by nothing of the group, but for one thing: who was called learns that
 * the meeting is not to be come to, also when the consent ended between the cancelling and the morning of the mail.
 */
function isLost(state: CaseState, personId: string, mail: MailIntent): boolean {
  const outsider = state.members.find((m) => m.external && m.personId === personId);
  if (outsider === undefined || isConsented(outsider.consent)) return false;
  return !isAboutHome(state, mail) && mail.template !== 'meeting-cancelled';
}

function toRightPerson(after: CaseState, mail: MailIntent): void {
  if ('rung' in mail.to) {
    must(after.responsible[mail.to.side] !== undefined, 'a ladder climbs inside an employer that is party');
    return;
  }
  const { personId } = mail.to;
  must(!keptOut(after, personId), 'no mail reaches somebody who has no part in the case');
  must(!isLost(after, personId, mail), 'no mail reaches a member from outside without consent');
  const { family } = annexOf(after);
  const hidden = family?.addressProtected || family?.guardians.some((it) => it.addressProtected);
  must(
    !hidden || !FAMILY.has(personId),
    'where an address is protected nothing goes to the family by itself',
  );
}

/** Mails of a life that wait in the ledger for people who may lose their part meanwhile. */
export class Ledger {
  private waiting: { readonly personId: string; readonly mail: MailIntent }[] = [];

  /** Checks the mails of one event, and keeps those that could reach somebody who must not be reached later. */
  take(moment: Moment, rules: Rules): void {
    const { before, event, after } = moment;
    for (const mail of mailsOf(event, before, after, rules)) {
      const isLastWord = event.type === 'case-voided' && mail.still.kind === 'voided';
      must(after.status !== 'void' || isLastWord, 'a void case sends nothing but the word that it is void');
      toRightPerson(after, mail);
      atRightTime(moment, mail, rules);
      if ('rung' in mail.to || mail.still.kind === 'case') continue;
      const { personId } = mail.to;
      const sensitive =
        FAMILY.has(personId) || after.members.some((m) => m.external && m.personId === personId);
      if (sensitive) this.waiting.push({ personId, mail });
    }
  }

  /** A mail that still waits is dropped the moment its receiver has no part any more. */
  check(state: CaseState): void {
    for (const { personId, mail } of this.waiting) {
      const out = keptOut(state, personId) || isLost(state, personId, mail);
      if (out) must(!stillTrue(mail.still, state), 'a mail that waits is dropped when its receiver is out');
    }
  }
}
