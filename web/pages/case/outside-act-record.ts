import type { EventList } from '../../../api/contracts/events.js';
import type { OutsideChannel, ToldOfReport } from '../../../domain/commands.js';
import type { CaseEvent } from '../../../domain/events.js';
import type { Author } from '../../../domain/people.js';

/** What is known of one act towards the outside, from the log: the act, then what was added later. */
export interface OutsideActRecord {
  readonly kind: 'social-services-contacted' | 'child-welfare-reported';
  readonly on: string;
  readonly by: string | null;
  readonly role: Author['role'];
  readonly addressee: string;
  readonly channel: OutsideChannel;
  readonly reason?: string | undefined;
  readonly jointly?: 'learner' | 'guardian' | 'both' | 'no-consent-ground' | undefined;
  readonly told?: ToldOfReport | undefined;
  readonly measuresTried?: string | undefined;
  readonly homeCooperation?: string | undefined;
  readonly acknowledgedOn?: string | undefined;
  readonly followUpOn?: string | undefined;
}

type Details = NonNullable<Extract<CaseEvent, { type: 'outside-act-completed' }>['data']['details']>;

function defined<T extends object>(parts: T): Partial<T> {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as Partial<T>;
}

function detailsOf(details: Details | undefined, texts: EventList['texts']): Partial<OutsideActRecord> {
  return defined({
    measuresTried: details?.measuresTried && texts?.[details.measuresTried.textId],
    homeCooperation: details?.homeCooperation && texts?.[details.homeCooperation.textId],
    acknowledgedOn: details?.acknowledgedOn,
    followUpOn: details?.followUpOn,
  });
}

/** The act with this id; null when the log, as the viewer sees it, has none. */
export function outsideActOf({ items, texts }: EventList, actId: string): OutsideActRecord | null {
  let record = null as OutsideActRecord | null;
  for (const item of items) {
    // `data` is the event's own (domain/events.ts): same release, same origin.
    const event = item as unknown as CaseEvent;
    if (event.type === 'social-services-contacted' || event.type === 'child-welfare-reported') {
      if (event.data.actId !== actId) continue;
      record = {
        kind: event.type,
        on: event.happenedOn,
        by: event.by.personId,
        role: event.by.role,
        addressee: event.data.addressee,
        channel: event.data.channel,
        reason: texts?.[event.data.reason.textId],
        jointly: 'jointly' in event.data ? event.data.jointly : undefined,
        told: 'told' in event.data ? event.data.told : undefined,
        ...detailsOf(event.data.details, texts),
      };
    } else if (event.type === 'outside-act-completed' && event.data.actId === actId && record) {
      record = { ...record, ...detailsOf(event.data.details, texts) };
    }
  }
  return record;
}
