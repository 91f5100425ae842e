import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Instant } from '../../domain/time/instant.js';
import {
  hashOfBook,
  isSample,
  judgeAddressees,
  type Addressees,
  type PublishedBook,
} from '../../policies/addressees.js';
import type { Fault } from '../../policies/fault-codes.js';
import { addresseesInForce, readAddressees } from '../../policies/published-addressees.js';
import type { Validated } from '../../policies/schema.js';
import type { Db } from '../../policies/seed.js';
import type { AddresseeBookAnswer } from '../contracts/addressees.js';
import { alone } from '../policies/alone.js';
import { todayInFinland } from '../rules/today.js';

interface Row {
  readonly id: string;
  readonly valid_from: CivilDate;
  readonly content_hash: string;
  readonly published_by: string;
  readonly published_at: Date;
}

/** In the order of their publication. */
async function readRows(db: Db): Promise<Row[]> {
  const { rows } = await db.query<Row>(
    `SELECT id, valid_from::text AS valid_from, content_hash, published_by, published_at FROM addressees_version
     ORDER BY published_at, id`,
  );
  return rows;
}

/** Judges a file against what is published, and keeps nothing. */
export async function checkAddressees(
  db: Db,
  content: unknown,
  now: Instant,
): Promise<Validated<PublishedBook>> {
  const published = (await readRows(db)).map((row) => ({
    validFrom: row.valid_from,
    hash: row.content_hash,
  }));
  return judgeAddressees(content, published, todayInFinland(now));
}

/** Publishes a file as a whole: it holds from its day on. With a fault nothing is changed, and what holds goes on. */
export function publishAddressees(
  pool: pg.Pool,
  content: unknown,
  { caller, now }: { readonly caller: string; readonly now: Instant },
): Promise<{ readonly faults: readonly Fault[]; readonly validFrom: CivilDate | null }> {
  return alone(pool, 'addressees', async (db) => {
    const found = await checkAddressees(db, content, now);
    if (!found.ok) return { faults: found.faults, validFrom: null };
    const { validFrom } = found.value;
    await db.query(
      `INSERT INTO addressees_version (id, valid_from, content, content_hash, published_by, published_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [randomUUID(), validFrom, JSON.stringify(found.value), hashOfBook(found.value), caller, new Date(now)],
    );
    return { faults: [], validFrom };
  });
}

function shown({ source, checkedOn, socialServices, police, outOfHours, emergency }: Addressees) {
  const sample = isSample({ source });
  return { socialServices, police, outOfHours, emergency, sample, source, checkedOn };
}

/** What holds today, and every version there is, the newest publication first. */
export async function showAddressees(db: Db, now: Instant): Promise<AddresseeBookAnswer> {
  const today = todayInFinland(now);
  const [rows, current, book] = await Promise.all([
    readRows(db),
    addresseesInForce(db, today),
    readAddressees(db, today),
  ]);
  return {
    county: shown(book.county),
    municipalities: book.municipalities.map((row) => ({ municipality: row.municipality, ...shown(row) })),
    versions: rows.toReversed().map((row) => ({
      ...{ id: row.id, validFrom: row.valid_from, inForce: row.id === current },
      ...{ publishedBy: row.published_by, publishedAt: row.published_at.toISOString() },
    })),
  };
}
