import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { CaseEventAnswer, EventList } from '../../../api/contracts/events.js';
import type { EventType } from '../../../domain/events.js';
import type { TimelineDay, TimelineEntry } from '../../components/timeline.js';
import { eventsQuery } from '../../http/queries.js';
import { useFormat } from '../../language/use-format.js';
import { nameOf } from '../commands/use-case-people.js';
import { eventDetails } from './event-details.js';

/** Events the service makes by itself, or that nobody has to act on. */
export function isSystemEvent(event: CaseEventAnswer): boolean {
  return event.by.role === 'system';
}

function useEntry(view: CaseAnswer, texts: EventList['texts']) {
  const { t } = useTranslation();
  const format = useFormat();
  return (event: CaseEventAnswer): TimelineEntry => {
    const lines = eventDetails({ t, format, view, texts }, event);
    const role = t(`codes.role.${event.by.role}`);
    const name = nameOf(view, event.by.personId);
    const late =
      event.happenedOn === format.dayOf(event.at)
        ? ''
        : t('pages.timeline.happened', { date: format.date(event.happenedOn) });
    return {
      key: String(event.seq),
      title: t(`codes.event.${event.type as EventType}`),
      ...(lines.length === 0 && late === '' ? {} : { body: [...lines, late].filter(Boolean).join('\n') }),
      by: name === '' ? role : t('pages.timeline.by', { name, role }),
      at: { iso: event.at, text: format.moment(event.at) },
      system: isSystemEvent(event),
    };
  };
}

function groupedBy<T>(items: readonly T[], keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

/** The log, newest first, under its days; `keep` chooses what is shown. */
export function useTimeline(view: CaseAnswer, keep: (event: CaseEventAnswer) => boolean) {
  const format = useFormat();
  const events = useQuery(eventsQuery(view.ref));
  const entryOf = useEntry(view, events.data?.texts);
  const shown = (events.data?.items ?? []).filter(keep).toReversed();
  const days = groupedBy(shown, (event) => format.dayOf(event.at));
  return {
    events,
    latest: shown.slice(0, 5).map(entryOf),
    days: [...days].map(([day, inDay]): TimelineDay => ({
      key: day,
      title: format.date(day),
      entries: inDay.map(entryOf),
    })),
  };
}
