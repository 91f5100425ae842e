import type { CaseEvent, CaseEventOf, EventData, EventType } from '../../../domain/events.js';
import { mailsOf, type MailIntent } from '../../../domain/mails.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { raised } from '../branches/support.js';
import { at, PEOPLE, rulesOn } from '../lives/world.js';

const RULES = rulesOn('2026-10-01');
/** The sample case with nothing but a concern. */
export const CASE = raised().state;
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

/** The mails of an event, of the sample case unless said otherwise. */
export function mails(
  event: CaseEvent,
  state: CaseState = CASE,
  before: CaseState | null = CASE,
): readonly MailIntent[] {
  return mailsOf(event, before, state, RULES);
}

/** Which text goes to whom. */
export function toWhom(all: readonly MailIntent[]): readonly (readonly string[])[] {
  return all.map(({ template, to }) => [template, 'personId' in to ? to.personId : to.rung]);
}
