import type { CaseEvent, CaseEventOf, EventData, EventType } from '../../../domain/events.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { at, PEOPLE } from '../lives/world.js';

/** A Tuesday in office hours. */
export const NOW = instant(at('2026-11-17 10:00'));
export const CURATOR = { personId: PEOPLE.curator, role: 'curator', side: 'county' } as const;

/** An event that the curator caused just now, unless said otherwise. */
export function happened<T extends EventType>(
  type: T,
  data: EventData[T],
  change: Partial<Pick<CaseEvent, 'at' | 'by' | 'duties'>> = {},
): CaseEvent {
  const happenedOn = parseDate('2026-11-17');
  const event: CaseEventOf<T> = {
    ...{ v: 1, seq: 99, type, at: NOW, happenedOn, by: CURATOR, commandId: null, data },
    ...change,
  };
  // Type and data are paired by the generic; the union of all events cannot show it.
  return event as unknown as CaseEvent;
}
