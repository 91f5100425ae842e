import type { CaseEventAnswer } from '../../../api/contracts/events.js';
import type { CaseEvent } from '../../../domain/events.js';
import { aboutPlans, aboutRecord } from './record-event-details.js';
import {
  asKnown,
  named,
  namesOf,
  ofMember,
  restedOn,
  worded,
  type KnownEvent,
  type Telling,
} from './telling.js';
import { spokenWords } from './spoken-words.js';
import { usualLines } from './usual-words.js';
import { aboutOutside, aboutWill } from './will-event-details.js';

/* What an event says, in lines. */

function aboutDiscussion(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t, format } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'concern-raised':
      return [
        `${t('pages.case.source')}: ${t(`codes.requestSource.${event.data.source}`)}`,
        `${t('pages.case.topic')}: ${t(`codes.topic.${event.data.topic}`)}`,
        event.data.urgent ? t('urgent') : '',
        worded(telling, event.data.description),
      ];
    case 'discussion-offered':
      return [
        `${format.date(event.data.on)} ${format.time(event.data.minute)}`,
        `${t(`codes.tellingWay.${event.data.told}`)} · ${t(event.data.inTime ? 'pages.case.inTime' : 'pages.case.notInTime')}`,
        event.data.agreedOn === undefined
          ? ''
          : `${t('pages.case.agreedOn')}: ${format.date(event.data.agreedOn)}`,
        event.data.latenessReason === undefined ? '' : t(`codes.latenessReason.${event.data.latenessReason}`),
      ];
    case 'discussion-recorded':
      return [t(`codes.discussionOutcome.${event.data.outcome}`)];
    case 'discussion-declined':
      return [t(`codes.declineReason.${event.data.reason}`)];
    case 'lateness-explained':
      return [t(`codes.latenessReason.${event.data.reason}`), worded(telling, event.data.note)];
    default:
      return null;
  }
}

function aboutGroup(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t, format } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'side-joined':
      return [t(`codes.side.${event.data.side}`), t(`codes.joinGround.${event.data.ground}`)];
    case 'group-proposed':
      return [
        namesOf(
          telling,
          event.data.members.map((member) => member.personId),
        ),
        worded(telling, event.data.purpose),
      ];
    case 'consent-requested':
      return [
        event.data.memberIds
          .map((id) => ofMember(telling, id))
          .filter(Boolean)
          .join(', '),
        event.data.asking
          ? t(`codes.contactChannel.${event.data.asking.channel}`)
          : t(`codes.tellingWay.${event.data.told}`),
      ];
    case 'consent-recorded':
      return [
        [ofMember(telling, event.data.memberId), t(`codes.consent.${event.data.answer}`)]
          .filter(Boolean)
          .join(': '),
        [t(`codes.role.${event.data.byRole}`), t(`codes.answerWay.${event.data.way}`)].join(' · '),
        (event.data.items ?? []).map((item) => t(`codes.consentItem.${item}`)).join(', '),
        worded(telling, event.data.limits),
        spokenWords(t, event.data),
        restedOn(telling, event.data.evidence),
      ];
    case 'meeting-called':
      return [
        `${t(`codes.meetingKind.${event.data.kind}`)}, ${format.date(event.data.on)} ${format.time(event.data.minute)}`,
        worded(telling, event.data.place),
      ];
    case 'meeting-cancelled':
      return [t(`codes.latenessReason.${event.data.reason}`)];
    case 'meeting-held':
      return [
        worded(telling, event.data.summary),
        event.data.end.kind === 'next'
          ? t('pages.case.nextOn', { date: format.date(event.data.end.on) })
          : t(`codes.closingReason.${event.data.end.reason}`),
      ];
    case 'action-completed':
      return [worded(telling, event.data.note)];
    default:
      return null;
  }
}

function aboutCase(telling: Telling, { type, data }: KnownEvent): string[] {
  const { t, format, view } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'case-closed':
      return [
        t(`codes.closingReason.${event.data.reason}`),
        format.list(event.data.told.map((p) => t(`codes.told.${p}`))),
      ];
    case 'case-reopened':
      return [worded(telling, event.data.reason)];
    case 'social-services-contacted': {
      const { addressee, channel, jointly, withoutConsentGround: ground, hopedSupport } = event.data;
      const usual = usualLines(telling, event.data.details);
      return [
        addressee,
        t(`codes.channel.${channel}`),
        t(`codes.jointly.${jointly}`),
        ground === undefined ? '' : t(`codes.withoutConsentGround.${ground}`),
        worded(telling, hopedSupport),
        ...usual,
      ];
    }
    case 'handover-offered':
      return [named(telling, event.data.handover.toId), worded(telling, event.data.reason)];
    case 'handover-accepted':
    case 'handover-expired':
      return [named(telling, event.data.toId)];
    case 'handover-refused':
      return [t(`codes.handoverRefusal.${event.data.reason}`)];
    case 'responsible-reassigned':
      return [named(telling, event.data.toId), t(`codes.reassignReason.${event.data.reason}`)];
    case 'fact-corrected': {
      const words = (value: string | boolean): string =>
        typeof value === 'boolean'
          ? t(value ? 'yes' : 'no')
          : /^\d{4}-/.test(value)
            ? format.date(value)
            : '';
      const [was, now] = [words(event.data.was), words(event.data.fact.value)];
      const change = was === '' || now === '' ? '' : t('pages.timeline.was', { was, now });
      return [t(`codes.fact.${event.data.fact.name}`), change, worded(telling, event.data.note)];
    }
    case 'case-voided':
      return [t(`codes.voidReason.${event.data.reason}`), worded(telling, event.data.note)];
    case 'duty-fell-due':
    case 'reminder-prepared': {
      const { dutyId } = event.data;
      const duty = view.duties?.find((one) => one.id === dutyId);
      const to = event.type === 'reminder-prepared' ? t(`codes.reminderTo.${event.data.to}`) : '';
      return [[duty ? t(`codes.duty.${duty.kind}`) : '', to].filter(Boolean).join(' · ')];
    }
    default:
      return [];
  }
}

/** Lines that say what happened beyond the event's title; empty when there is nothing to add. */
export function eventDetails(telling: Telling, event: CaseEventAnswer): string[] {
  const known = asKnown(event);
  const lines =
    aboutDiscussion(telling, known) ??
    aboutGroup(telling, known) ??
    aboutWill(telling, known) ??
    aboutOutside(telling, known) ??
    aboutPlans(telling, known) ??
    aboutRecord(telling, known) ??
    aboutCase(telling, known);
  return lines.filter((line) => line !== '');
}
