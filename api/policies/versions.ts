import type pg from 'pg';
import type { CivilDate } from '../../domain/time/civil-date.js';
import type { Fault } from '../../policies/fault-codes.js';
import { knowCalendar, knowPolicy, type NamedPolicyVersion } from '../../policies/registry.js';
import type { Db, VersionKind } from '../../policies/seed.js';
import type { CalendarFile } from '../../policies/shapes.js';
import type { PolicyListAnswer, PolicyVersionAnswer } from '../contracts/policies.js';

/** A version as the store keeps it. */
export interface VersionRow {
  readonly id: string;
  readonly kind: VersionKind;
  readonly name: string;
  readonly valid_from: CivilDate | null;
  readonly state: PolicyVersionAnswer['state'];
  readonly content: Record<string, unknown>;
  readonly content_hash: string;
  readonly moves_dates_because: string | null;
  readonly roll_out: boolean;
  readonly faults: readonly Fault[] | null;
  readonly drafted_by: string;
  readonly drafted_at: Date;
  readonly validated_by: string | null;
  readonly validated_at: Date | null;
  readonly published_by: string | null;
  readonly published_at: Date | null;
}

const COLUMNS = `id, kind, name, valid_from::text AS valid_from, state, content, content_hash, moves_dates_because,
  roll_out, faults, drafted_by, drafted_at, validated_by, validated_at, published_by, published_at`;

/** All versions of one name, the newest day first; drafts without a readable day on top. */
export async function readVersions(db: Db, kind: VersionKind, name: string): Promise<VersionRow[]> {
  const { rows } = await db.query<VersionRow>(
    `SELECT ${COLUMNS} FROM policy_version WHERE kind = $1 AND name = $2
     ORDER BY valid_from DESC NULLS FIRST, published_at DESC NULLS FIRST, drafted_at DESC, id`,
    [kind, name],
  );
  return rows;
}

/** One version by id; null when there is none of this kind. */
export async function findVersion(
  db: Db,
  kind: VersionKind,
  id: string,
  lock = false,
): Promise<VersionRow | null> {
  const { rows } = await db.query<VersionRow>(
    `SELECT ${COLUMNS} FROM policy_version WHERE kind = $1 AND id = $2 ${lock ? 'FOR UPDATE' : ''}`,
    [kind, id],
  );
  return rows[0] ?? null;
}

/** Published versions of a policy, oldest day first. */
export function publishedPolicies(rows: readonly VersionRow[]): NamedPolicyVersion[] {
  return rows
    .filter((row) => row.state === 'published')
    .toReversed()
    .map((row) => knowPolicy(row.content));
}

/** Published versions of a calendar, oldest day first; of two of one day the later publication last. */
export function publishedCalendars(rows: readonly VersionRow[]): CalendarFile[] {
  return rows
    .filter((row) => row.state === 'published')
    .toReversed()
    .map((row) => knowCalendar(row.content));
}

/**
 * The version that holds on a day: of those begun the last; before the first one the first; of two that begin on the
 * same day the one published last. As `published.ts` finds it for new cases.
 */
export function inForce(rows: readonly VersionRow[], on: CivilDate): VersionRow | null {
  const published = rows.filter((row) => row.state === 'published' && row.valid_from !== null);
  const begun = published.find((row) => row.valid_from !== null && row.valid_from <= on);
  const first = published.at(-1)?.valid_from;
  return begun ?? published.find((row) => row.valid_from === first) ?? null;
}

/** Names of those who acted; the release has none, and neither has a caller that is gone. */
export async function readNames(
  pool: pg.Pool,
  rows: readonly VersionRow[],
): Promise<ReadonlyMap<string, string>> {
  const callers = [
    ...new Set(rows.flatMap((row) => [row.drafted_by, row.validated_by, row.published_by])),
  ].filter((caller) => caller !== null);
  const found = await pool.query<{ key: string; name: string }>(
    `SELECT 'person:' || id AS key, given_name || ' ' || family_name AS name FROM person
     WHERE 'person:' || id = ANY ($1)
     UNION ALL SELECT 'token:' || id, name FROM api_token WHERE 'token:' || id = ANY ($1)`,
    [callers],
  );
  return new Map(found.rows.map(({ key, name }) => [key, name]));
}

function sampleOf(content: Record<string, unknown>): string | null {
  return typeof content['sample'] === 'string' ? content['sample'] : null;
}

function at(instant: Date | null): string | null {
  return instant?.toISOString() ?? null;
}

/** A version as lists carry it. */
export function presentVersion(
  row: VersionRow,
  current: VersionRow | null,
  names: ReadonlyMap<string, string>,
): PolicyVersionAnswer {
  const nameOf = (caller: string | null) =>
    caller === null || caller === 'release' ? null : (names.get(caller) ?? caller);
  return {
    id: row.id,
    name: row.name,
    validFrom: row.valid_from,
    state: row.state,
    inForce: row.id === current?.id,
    sample: sampleOf(row.content),
    hash: row.content_hash,
    draftedBy: nameOf(row.drafted_by),
    draftedAt: row.drafted_at.toISOString(),
    validatedBy: nameOf(row.validated_by),
    validatedAt: at(row.validated_at),
    publishedBy: nameOf(row.published_by),
    publishedAt: at(row.published_at),
    movesDatesBecause: row.moves_dates_because,
    rollOut: row.roll_out,
    faults: (row.faults ?? []).map(({ path, code, detail }) => ({
      path,
      code,
      ...(detail === undefined ? {} : { detail }),
    })),
  };
}

interface NameRow {
  name: string;
  schools: string[];
  drafts: number;
}

/** Every policy or calendar by name, with the version that holds on a day. */
export async function listNames(pool: pg.Pool, kind: VersionKind, on: CivilDate): Promise<PolicyListAnswer> {
  const { rows } = await pool.query<NameRow>(
    `SELECT v.name, count(*) FILTER (WHERE v.state <> 'published')::integer AS drafts,
            ARRAY (SELECT u.name FROM unit u WHERE u.${kind} = v.name ORDER BY u.name) AS schools
     FROM policy_version v WHERE v.kind = $1 GROUP BY v.name ORDER BY v.name`,
    [kind],
  );
  const items = rows.map(async ({ name, schools, drafts }) => {
    const current = inForce(await readVersions(pool, kind, name), on);
    const until = current?.content['publishedUntil'];
    return {
      name,
      sample: current ? sampleOf(current.content) : null,
      inForce: current?.valid_from ?? null,
      publishedUntil: typeof until === 'string' ? until : null,
      schools,
      drafts,
    };
  });
  return { items: await Promise.all(items) };
}
