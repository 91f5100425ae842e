import type { CivilDate } from '../domain/time/civil-date.js';
import { knowAddressees, sampleAddressees, type AddresseeBook } from './addressees.js';
import type { Db } from './seed.js';

// Published versions never change, so what was read once stays true.
const known = new Map<string, AddresseeBook>();
const KEPT = 50;

/** Of those begun the last; before the first one the first; of two that begin on the same day the one published last. */
const IN_FORCE = `
  SELECT id FROM addressees_version
  ORDER BY valid_from <= $1::date DESC, CASE WHEN valid_from <= $1::date THEN valid_from END DESC, valid_from,
           published_at DESC, id
  LIMIT 1`;

/** Id of the version that holds on a day; null as long as nothing is published. */
export async function addresseesInForce(db: Db, on: CivilDate): Promise<string | null> {
  const { rows } = await db.query<{ id: string }>({
    name: 'addressees-in-force',
    text: IN_FORCE,
    values: [on],
  });
  return rows[0]?.id ?? null;
}

/** Whom acts address on a day: as the installation has published it, or the samples as long as it has published nothing. */
export async function readAddressees(db: Db, on: CivilDate): Promise<AddresseeBook> {
  const id = await addresseesInForce(db, on);
  if (id === null) return sampleAddressees();
  const before = known.get(id);
  if (before !== undefined) return before;
  const { rows } = await db.query<{ content: unknown }>(
    'SELECT content FROM addressees_version WHERE id = $1',
    [id],
  );
  const book = knowAddressees(rows[0]?.content);
  if (known.size >= KEPT) known.clear();
  known.set(id, book);
  return book;
}
