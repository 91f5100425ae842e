import { createHash } from 'node:crypto';
import type pg from 'pg';
import type { CivilDate } from '../domain/time/civil-date.js';
import type { Instant } from '../domain/time/instant.js';
import { contentHash } from './compile.js';
import { calendarFiles, policyFiles } from './registry.js';

/** A pool or one connection: whoever needs the store brings it. */
export type Db = pg.Pool | pg.ClientBase;

/** Policies and school calendars are kept alike. */
export type VersionKind = 'policy' | 'calendar';

/** A version as it is kept: one version of one file. */
export interface KeptContent {
  readonly kind: VersionKind;
  readonly name: string;
  readonly validFrom: CivilDate;
  readonly content: unknown;
}

/** The versions that come with a release, each as a file of its own. */
export function releasedVersions(): readonly KeptContent[] {
  const policies = policyFiles().flatMap((file) =>
    file.versions.map((version) => ({
      kind: 'policy' as const,
      name: file.name,
      validFrom: version.validFrom,
      content: { ...file, versions: [{ ...version, validUntil: null }] },
    })),
  );
  const calendars = calendarFiles().map((content) => ({
    kind: 'calendar' as const,
    name: content.name,
    validFrom: content.validFrom,
    content,
  }));
  return [...policies, ...calendars];
}

/** An id that every process makes alike, so that two that start at once write one row. */
function idOf(kind: VersionKind, name: string, hash: string): string {
  const hex = createHash('sha256').update(`${kind}/${name}/${hash}`).digest('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `8${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

const INSERT = `
  INSERT INTO policy_version (id, kind, name, valid_from, state, content, content_hash,
    drafted_by, drafted_at, validated_by, validated_at, published_by, published_at)
  SELECT $1, $2, $3, $4, 'published', $5, $6, 'release', $7, 'release', $7, 'release', $7
  WHERE NOT EXISTS (SELECT FROM policy_version
    WHERE kind = $2 AND name = $3 AND valid_from = $4 AND state = 'published')
  ON CONFLICT DO NOTHING`;

/**
 * Publishes what a release brings and the store does not have yet. A version that is there stays as it is, whatever
 * the file says by now: to change it, begin a new one. Twice is as good as once.
 */
export async function seedPublished(db: Db, now: Instant): Promise<void> {
  for (const { kind, name, validFrom, content } of releasedVersions()) {
    const hash = contentHash(content);
    const values = [
      idOf(kind, name, hash),
      kind,
      name,
      validFrom,
      JSON.stringify(content),
      hash,
      new Date(now),
    ];
    await db.query(INSERT, values);
  }
}
