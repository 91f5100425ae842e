import type { CaseEvent } from '../../../domain/events.js';
import { askedBy, consentWords } from './disclosure-words.js';
import { named, ofMember, restedOn, worded, type KnownEvent, type Telling } from './telling.js';
import { usualLines } from './usual-words.js';

/* What the events of consent, prohibition and the acts towards the outside say, in lines. */

/** Lines of events about will and family; null when it is another event. */
export function aboutWill(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t, format } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'learner-told':
    case 'other-side-contacted':
    case 'invited-by-hand':
      return [t(`codes.tellingWay.${event.data.way}`)];
    case 'guardian-told':
      return [
        [named(telling, event.data.guardianId), t(`codes.tellingWay.${event.data.way}`)]
          .filter(Boolean)
          .join(' · '),
      ];
    case 'guardian-left-untold':
      return [
        [named(telling, event.data.guardianId), t(`codes.untoldGround.${event.data.ground}`)]
          .filter(Boolean)
          .join(' · '),
      ];
    case 'consent-withdrawn':
      return [
        event.data.memberIds
          .map((id) => ofMember(telling, id))
          .filter(Boolean)
          .join(', '),
        [t(`codes.role.${event.data.byRole}`), t(`codes.answerWay.${event.data.way}`)].join(' · '),
        restedOn(telling, event.data.evidence),
      ];
    case 'talk-wanted':
      return [named(telling, event.data.by), restedOn(telling, event.data.evidence)];
    case 'basis-assessed':
      return [t(`codes.lawfulBasis.${event.data.basis}`), worded(telling, event.data.note)];
    case 'conflict-settled':
      return [t(`codes.conflictOutcome.${event.data.outcome}`), worded(telling, event.data.note)];
    case 'went-on-without-guardian':
      return [named(telling, event.data.guardianId), t(`codes.unreachedReason.${event.data.reason}`)];
    case 'capacity-noted':
      return [t(`codes.capacity.${event.data.capacity}`), worded(telling, event.data.grounds)];
    case 'guardian-prohibited':
      return [
        named(telling, event.data.guardianId),
        t(`codes.prohibitionScope.${event.data.scope}`),
        worded(telling, event.data.grounds),
      ];
    case 'prohibition-lifted':
      return [t(`codes.liftingReason.${event.data.reason}`)];
    case 'contact-ways-agreed':
      return [
        named(telling, event.data.personId),
        format.list(event.data.channels.map((way) => t(`codes.contactChannel.${way}`))),
        worded(telling, event.data.note),
      ];
    default:
      return null;
  }
}

/** Lines of events about acts towards the outside; null when it is another event. */
export function aboutOutside(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'child-welfare-reported':
    case 'police-reported':
    case 'unborn-child-reported':
      return [
        event.data.addressee,
        t(`codes.channel.${event.data.channel}`),
        ...usualLines(telling, event.data.details),
      ];
    case 'outside-act-completed':
      return usualLines(telling, event.data.details);
    case 'joint-contact-proposed':
      return [t(`codes.jointly.${event.data.with}`)];
    case 'joint-contact-failed':
      return [t(`codes.jointContactFailure.${event.data.failure}`)];
    case 'services-guided':
      return [t(`codes.service.${event.data.service}`), worded(telling, event.data.note)];
    case 'need-noted':
      return [t(`codes.need.${event.data.need}`)];
    case 'response-recorded': {
      const { dutyId, response } = event.data;
      const duty = telling.view.duties?.find((one) => one.id === dutyId);
      const words = t(`codes.response.${response}`);
      return [duty ? `${t(`codes.duty.${duty.kind}`)}: ${words}` : words];
    }
    case 'advice-asked':
      return [t(`codes.role.${event.data.role}`), worded(telling, event.data.told)];
    case 'advice-recorded':
      return [worded(telling, event.data.advice)];
    case 'disclosure-recorded': {
      const { recipient, what, ground, consent, requestedBy: by } = event.data;
      const asker = by && askedBy(t, { who: by.who, name: worded(telling, by.name) });
      return [
        worded(telling, recipient),
        worded(telling, what),
        [t(`codes.disclosureGround.${ground}`), consentWords(t, telling.view, consent)]
          .filter(Boolean)
          .join(' · '),
        asker === undefined ? '' : `${t('register.askedBy')}: ${asker}`,
      ];
    }
    default:
      return null;
  }
}
