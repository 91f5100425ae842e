import { createHash } from 'node:crypto';
import { createReadStream, existsSync, statSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Scope } from './apply-changes.js';
import { isOneRoster } from './oneroster-files.js';
import type { ImportFormat } from './report.js';

/** The files of one import. */
export interface ImportSource {
  readonly format: ImportFormat;
  /** The folder of a bundle; of plain files the paths themselves count. */
  readonly folder: string;
  readonly learners: string | null;
  readonly staff: string | null;
  readonly scope: Scope;
}

const LEARNERS = 'learners.csv';
const STAFF = 'staff.csv';

/** What lies at a path: a folder with a OneRoster bundle or plain files, or one plain file. Null: neither. */
export function findSource(path: string, format?: ImportFormat): ImportSource | null {
  if (!existsSync(path)) return null;
  if (!statSync(path).isDirectory()) {
    const name = basename(path);
    if (format === 'oneroster') return null;
    // One file by itself is told by its name.
    const learners = /learner/i.test(name) ? path : null;
    const staff = learners === null && /staff/i.test(name) ? path : null;
    return (learners ?? staff) ? plain(join(path, '..'), learners, staff) : null;
  }
  const isBundle = isOneRoster(path);
  if (format === 'oneroster' || (format === undefined && isBundle)) {
    const scope = { learners: true, staff: true };
    return isBundle ? { format: 'oneroster', folder: path, learners: null, staff: null, scope } : null;
  }
  const there = (name: string): string | null => (existsSync(join(path, name)) ? join(path, name) : null);
  const [learners, staff] = [there(LEARNERS), there(STAFF)];
  return (learners ?? staff) ? plain(path, learners, staff) : null;
}

function plain(folder: string, learners: string | null, staff: string | null): ImportSource {
  const scope = { learners: learners !== null, staff: staff !== null };
  return { format: 'plain', folder, learners, staff, scope };
}

/** SHA-256 over names and contents of the files, in the order of their names. */
export async function hashOf(source: ImportSource): Promise<string> {
  const files =
    source.format === 'oneroster'
      ? (await readdir(source.folder))
          .filter((name) => name.endsWith('.csv'))
          .map((name) => join(source.folder, name))
      : [source.learners, source.staff].filter((path) => path !== null);
  const hash = createHash('sha256');
  for (const path of files.toSorted()) {
    hash.update(`${basename(path)}\n`);
    for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 }))
      hash.update(chunk as Buffer);
  }
  return hash.digest('hex');
}
