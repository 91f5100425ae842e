import type pg from 'pg';
import type { CaseEvent, CaseEventOf, EventType } from '../../domain/events.js';

type OneOf<T extends EventType> = { [K in T]: CaseEventOf<K> }[T];

function isOneOf<T extends EventType>(event: CaseEvent, types: readonly T[]): event is OneOf<T> & CaseEvent {
  return types.some((type) => type === event.type);
}

/**
 * Events of these types, oldest first. `ahead`: events of which the caller knows that they are being stored; each
 * stands once, stored already or not.
 */
export async function readLog<T extends EventType>(
  pool: pg.Pool,
  caseId: string,
  types: readonly T[],
  ahead: readonly CaseEvent[] = [],
): Promise<OneOf<T>[]> {
  const { rows } = await pool.query<{ body: string }>({
    name: 'read-log',
    text: 'SELECT body FROM case_event WHERE case_id = $1 AND type = ANY ($2) ORDER BY seq',
    values: [caseId, types],
  });
  // The log holds what the core made, to the byte; the types are in the statement.
  const stored = rows.map((row) => JSON.parse(row.body) as OneOf<T>);
  const last = stored.at(-1)?.seq ?? 0;
  return [...stored, ...ahead.filter((event) => event.seq > last).filter((event) => isOneOf(event, types))];
}
