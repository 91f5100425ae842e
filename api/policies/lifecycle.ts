import { randomUUID } from 'node:crypto';
import type pg from 'pg';
import { tryParseDate, type CivilDate } from '../../domain/time/civil-date.js';
import { contentHash } from '../../policies/compile.js';
import type { Fault } from '../../policies/fault-codes.js';
import { seedPublished, type Db, type VersionKind } from '../../policies/seed.js';
import type { Instant } from '../../domain/time/instant.js';
import { bodyHash } from '../commands/canonical.js';
import { HttpProblem, notFound } from '../http/problem.js';
import { todayInFinland } from '../rules/today.js';
import { alone } from './alone.js';
import { judge } from './judgement.js';
import { findVersion, type VersionRow } from './versions.js';

/** Who asks, under which key, when. Operators have no key: they see what they do. */
export interface Asking {
  readonly caller: string;
  readonly key: string | null;
  readonly now: Instant;
}

/** What is asked for: a version of one policy or calendar. */
export interface Target {
  readonly kind: VersionKind;
  readonly name: string;
}

function nameOf({ kind, name }: Target): string {
  return `${kind}/${name}`;
}

/** A draft that is no good: every fault by its path. Nothing was changed, and what holds goes on. */
function faulty(faults: readonly Fault[]): HttpProblem {
  return new HttpProblem(422, 'invalid-policy', { errors: faults.map(({ path, code }) => ({ path, code })) });
}

/** The day a draft says to begin on, if it can be read. */
function validFromOf(kind: VersionKind, content: Record<string, unknown>): CivilDate | null {
  const versions = content['versions'];
  const from =
    kind === 'calendar' ? content : Array.isArray(versions) ? (versions.at(-1) as unknown) : undefined;
  if (typeof from !== 'object' || from === null || !('validFrom' in from)) return null;
  return typeof from.validFrom === 'string' ? tryParseDate(from.validFrom) : null;
}

/** The version that was asked for under this key before; the same key for something else is refused. */
async function asked(db: Db, { caller, key }: Asking, hash: string): Promise<string | null> {
  if (key === null) return null;
  const { rows } = await db.query<{ version_id: string; body_hash: string }>(
    'SELECT version_id, body_hash FROM policy_request WHERE caller = $1 AND key = $2',
    [caller, key],
  );
  const row = rows[0];
  if (row !== undefined && row.body_hash !== hash) throw new HttpProblem(422, 'key-reused');
  return row?.version_id ?? null;
}

async function remember(db: Db, { caller, key }: Asking, hash: string, id: string): Promise<void> {
  if (key === null) return;
  await db.query(
    'INSERT INTO policy_request (caller, key, body_hash, version_id) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
    [caller, key, hash, id],
  );
}

async function mustFind(db: Db, target: Target, id: string): Promise<VersionRow> {
  const row = await findVersion(db, target.kind, id, true);
  if (row === null || row.name !== target.name) throw notFound();
  return row;
}

/**
 * Keeps a draft: any JSON object, right or wrong; `validateVersion` says what it is. The same key and content is one
 * draft, and `fresh` tells whether it was made by this call.
 */
export async function draftVersion(
  pool: pg.Pool,
  target: Target,
  draft: { readonly content: Record<string, unknown>; readonly movesDatesBecause?: string },
  asking: Asking,
): Promise<{ readonly id: string; readonly fresh: boolean }> {
  const { kind, name } = target;
  const hash = bodyHash(`draft/${kind}/${name}`, draft);
  await seedPublished(pool, asking.now);
  return alone(pool, nameOf(target), async (db) => {
    const before = await asked(db, asking, hash);
    if (before !== null) return { id: before, fresh: false };
    const id = randomUUID();
    await db.query(
      `INSERT INTO policy_version (id, kind, name, valid_from, state, content, content_hash, moves_dates_because,
         drafted_by, drafted_at)
       VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9)`,
      [
        ...[id, kind, name, validFromOf(kind, draft.content)],
        ...[JSON.stringify(draft.content), contentHash(draft.content), draft.movesDatesBecause ?? null],
        ...[asking.caller, new Date(asking.now)],
      ],
    );
    await remember(db, asking, hash, id);
    return { id, fresh: true };
  });
}

async function settle(
  db: Db,
  row: VersionRow,
  asking: Asking,
): Promise<{ readonly faults: readonly Fault[]; readonly rollOut: boolean }> {
  const found = await judge(db, row, todayInFinland(asking.now));
  const good = found.faults.length === 0;
  await db.query(
    `UPDATE policy_version SET faults = $2, state = $3, validated_by = $4, validated_at = $5 WHERE id = $1`,
    [
      row.id,
      JSON.stringify(found.faults),
      good ? 'validated' : 'draft',
      good ? asking.caller : null,
      good ? new Date(asking.now) : null,
    ],
  );
  return found;
}

/** Judges a draft. A fault leaves it a draft, and is kept with it; a published version is as it is. */
export async function validateVersion(
  pool: pg.Pool,
  target: Target,
  id: string,
  asking: Asking,
): Promise<readonly Fault[]> {
  const hash = bodyHash(`validate/${id}`, null);
  return alone(pool, nameOf(target), async (db) => {
    const row = await mustFind(db, target, id);
    await asked(db, asking, hash);
    await remember(db, asking, hash, id);
    return row.state === 'published' ? [] : (await settle(db, row, asking)).faults;
  });
}

/** `validateVersion` for the door: faults are a problem document. */
export async function validateOrRefuse(
  pool: pg.Pool,
  target: Target,
  id: string,
  asking: Asking,
): Promise<void> {
  const faults = await validateVersion(pool, target, id, asking);
  if (faults.length > 0) throw faulty(faults);
}

/**
 * Publishes a validated version. It is judged once more, because days have passed and others publish too.
 * New cases come under it from its day on; running ones stay under theirs until they are moved.
 *
 * Throws 409 `not-validated`, and 422 `invalid-policy` with the faults, after which it is a draft again.
 */
export async function publishVersion(
  pool: pg.Pool,
  target: Target,
  id: string,
  asking: Asking,
): Promise<void> {
  const hash = bodyHash(`publish/${id}`, null);
  const faults = await alone(pool, nameOf(target), async (db) => {
    const row = await mustFind(db, target, id);
    await asked(db, asking, hash);
    if (row.state === 'published') return [];
    if (row.state !== 'validated') throw new HttpProblem(409, 'not-validated');
    await remember(db, asking, hash, id);
    const found = await settle(db, row, asking);
    if (found.faults.length > 0) return found.faults;
    await db.query(
      `UPDATE policy_version SET state = 'published', roll_out = $2, published_by = $3, published_at = $4
       WHERE id = $1`,
      [id, found.rollOut, asking.caller, new Date(asking.now)],
    );
    return [];
  });
  if (faults.length > 0) throw faulty(faults);
}
