import type { CaseEvent } from '../../../domain/events.js';
import { named, namesOf, worded, type KnownEvent, type Telling } from './telling.js';

/* What the events of plans, of the report and of the clocks say, in lines. */

/** Lines of events about plans and transitions; null when it is another event. */
export function aboutPlans(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t, format } = telling;
  const event = { type, data } as CaseEvent;
  switch (event.type) {
    case 'causes-recorded':
      return [worded(telling, event.data.causes)];
    case 'turn-recorded':
      return [
        t(`codes.turnKind.${event.data.kind}`),
        t('plans.turnFrom', { from: format.date(event.data.from) }),
      ];
    case 'support-planned':
      return [worded(telling, event.data.what)];
    case 'return-planned':
      return event.data.steps.map((step) =>
        [format.date(step.on), worded(telling, step.what)].filter(Boolean).join(': '),
      );
    case 'return-step-completed':
      return [worded(telling, event.data.note)];
    case 'service-changed':
      return [t(`codes.service.${event.data.to}`), worded(telling, event.data.tried)];
    case 'transfer-planned':
      return [
        t(`codes.transferKind.${event.data.kind}`),
        t('plans.movesOn', { date: format.date(event.data.movesOn) }),
        worded(telling, event.data.receiver),
      ];
    case 'transfer-consent-recorded':
      return [
        t(`codes.consent.${event.data.answer}`),
        format.list(event.data.items.map((item) => t(`codes.consentItem.${item}`))),
      ];
    case 'package-sent':
      return [t(`codes.transferPackage.${event.data.package}`)];
    case 'transfer-cancelled':
      return [t(`codes.cancellingReason.${event.data.reason}`)];
    default:
      return null;
  }
}

/** Lines of events about the report, what is shared, and clocks; null when it is another event. */
export function aboutRecord(telling: Telling, { type, data }: KnownEvent): string[] | null {
  const { t, format, view } = telling;
  const event = { type, data } as CaseEvent;
  const duty = (id: string): string => {
    const found = view.duties?.find((one) => one.id === id);
    return found ? t(`codes.duty.${found.kind}`) : '';
  };
  switch (event.type) {
    case 'entry-written':
      return [t(`codes.reportPart.${event.data.part}`)];
    case 'entries-published':
      return [t('report.publishedTo', { names: namesOf(telling, event.data.toIds) })];
    case 'situation-shared':
      return [format.list(event.data.parts.map(({ part }) => t(`codes.situationPart.${part}`)))];
    case 'responsibilities-divided':
      return event.data.tasks.map((task) =>
        [t(`codes.sharedTask.${task.task}`), named(telling, task.personId)].filter(Boolean).join(': '),
      );
    case 'duty-paused':
      return [duty(event.data.dutyId), t(`codes.pauseReason.${event.data.reason}`)];
    case 'duty-resumed':
      return [duty(event.data.dutyId)];
    case 'due-date-set': {
      const { was, dueOn, dutyId, reason } = event.data;
      const now = format.date(dueOn);
      return [
        duty(dutyId),
        was === null ? now : t('pages.timeline.was', { was: format.date(was), now }),
        worded(telling, reason),
      ];
    }
    case 'glass-broken':
      return [t(`codes.glassReason.${event.data.reasonCode}`), worded(telling, event.data.reason)];
    case 'glass-reviewed':
      return [t(`codes.glassFinding.${event.data.finding}`), worded(telling, event.data.note)];
    default:
      return null;
  }
}
