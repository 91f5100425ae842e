import type pg from 'pg';
import type { UnitId } from '../../domain/ids.js';
import type { Instant } from '../../domain/time/instant.js';
import { unitServiceRules } from '../../policies/unit-services.js';
import type { Caller } from '../auth/caller.js';
import { administeredSchools, requireAdministrator } from '../bulk/scope.js';
import { bodyHash } from '../commands/canonical.js';
import type {
  ReplaceServices,
  UnitService,
  UnitServicesDetail,
  UnitServicesList,
} from '../contracts/unit-services.js';
import { HttpProblem, notFound } from '../http/problem.js';
import { alone } from '../policies/alone.js';

/** Who publishes, under which key, when. Operators have no key: they see what they do. */
export interface Publishing {
  readonly caller: string;
  readonly key: string | null;
  readonly now: Instant;
}

interface Row {
  readonly unit_id: string;
  readonly name: string;
  readonly municipality: string;
  readonly revision: number | null;
  readonly services: UnitService[] | null;
  readonly published_by: string | null;
  readonly published_at: Date | null;
  readonly publisher: string | null;
}

const ROWS = `
  SELECT u.id AS unit_id, u.name, u.municipality, s.revision, s.services, s.published_by, s.published_at,
         coalesce(p.given_name || ' ' || p.family_name, t.name) AS publisher
  FROM unit u LEFT JOIN unit_services s ON s.unit_id = u.id
    LEFT JOIN person p ON 'person:' || p.id = s.published_by
    LEFT JOIN api_token t ON 'token:' || t.id = s.published_by
  WHERE u.id = ANY ($1::uuid[])
  ORDER BY u.municipality, u.name, u.id, s.revision DESC`;

async function readRows(pool: pg.Pool, units: readonly string[]): Promise<Row[]> {
  return (await pool.query<Row>(ROWS, [units])).rows;
}

/** A caller that is gone keeps its key as its name; the samples have nobody. */
function publisherOf({ published_by, publisher }: Row): string | null {
  return published_by === 'release' ? null : (publisher ?? published_by);
}

function published(row: Row): UnitServicesDetail['history'][number] {
  return {
    revision: row.revision ?? 0,
    services: row.services ?? [],
    publishedBy: publisherOf(row),
    publishedAt: row.published_at?.toISOString() ?? null,
  };
}

function unitOf({ unit_id, name, municipality }: Row) {
  return { unitId: unit_id, name, municipality };
}

function presentOne(rows: readonly Row[]): UnitServicesDetail {
  const [last] = rows;
  if (last === undefined) throw notFound();
  const history = rows.filter((row) => row.revision !== null).map(published);
  return { ...unitOf(last), ...published(last), history };
}

/** What the units that the caller administers promise. Throws 403 for whoever is no administrator. */
export async function listServices(pool: pg.Pool, caller: Caller): Promise<UnitServicesList> {
  requireAdministrator(caller);
  const units = await administeredSchools(pool, caller);
  const rows = await readRows(
    pool,
    units.map(({ id }) => id),
  );
  const last = rows.filter((row, index) => row.unit_id !== rows[index - 1]?.unit_id);
  const { note: _note, ...withoutAppointment } = unitServiceRules().withoutAppointment;
  return { items: last.map((row) => ({ ...unitOf(row), ...published(row) })), withoutAppointment };
}

/** What one unit promises and has promised. Throws 404 for a unit that is not there. */
export async function readServices(pool: pg.Pool, unit: UnitId): Promise<UnitServicesDetail> {
  return presentOne(await readRows(pool, [unit]));
}

/** Throws 403 for whoever does not administer the unit, 404 when it is not there: who they are is public. */
export async function requireAdministratorAt(pool: pg.Pool, caller: Caller, unit: UnitId): Promise<void> {
  requireAdministrator(caller);
  const { rowCount } = await pool.query('SELECT FROM unit WHERE id = $1', [unit]);
  if (rowCount === 0) throw notFound();
  const own = await administeredSchools(pool, caller);
  if (!own.some(({ id }) => id === unit)) throw new HttpProblem(403, 'not-allowed', { source: 'OHL 26 §' });
}

/** Whether this very thing was published under this key before; the same key for something else is refused. */
async function wasAsked(db: pg.PoolClient, { caller, key }: Publishing, hash: string): Promise<boolean> {
  if (key === null) return false;
  const { rows } = await db.query<{ body_hash: string }>(
    'SELECT body_hash FROM unit_services WHERE published_by = $1 AND key = $2',
    [caller, key],
  );
  const before = rows[0]?.body_hash;
  if (before !== undefined && before !== hash) throw new HttpProblem(422, 'key-reused');
  return before !== undefined;
}

/**
 * Publishes what a unit promises from now on, as a whole. Throws 409 `changed-since` when another revision than the one
 * that was read holds by now. Answers false when this key has published it before.
 */
export async function publishServices(
  pool: pg.Pool,
  unit: UnitId,
  { revision, services }: ReplaceServices,
  publishing: Publishing,
): Promise<boolean> {
  const hash = bodyHash(`unit-services/${unit}`, { revision, services });
  return alone(pool, `unit-services/${unit}`, async (db) => {
    if (await wasAsked(db, publishing, hash)) return false;
    const { rows } = await db.query<{ revision: number }>(
      'SELECT coalesce(max(revision), 0)::integer AS revision FROM unit_services WHERE unit_id = $1',
      [unit],
    );
    if (rows[0]?.revision !== revision) throw new HttpProblem(409, 'changed-since', { source: 'OHL 17 §' });
    const { caller, key, now } = publishing;
    await db.query(
      `INSERT INTO unit_services (unit_id, revision, services, published_by, published_at, key, body_hash)
       VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [unit, revision + 1, JSON.stringify(services), caller, new Date(now), key, key === null ? null : hash],
    );
    return true;
  });
}
