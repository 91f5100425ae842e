import { randomUUID } from 'node:crypto';
import { link, mkdir, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { CHAIN_START } from '../../activities/chain.js';
import { todayInFinland } from '../../api/rules/today.js';
import type { Instant } from '../../domain/time/instant.js';
import { writeAnchorText, type AnchoredHead } from './anchor-file.js';
import { anchorFiles, lastRoot, readAnchors } from './read-anchors.js';

/** What one call has done. */
export interface AnchorReport {
  readonly file: string;
  /** False: the day had its anchor already. */
  readonly written: boolean;
  readonly heads: number;
  readonly root: string;
}

/** Heads of both logs of every case, at one instant. */
async function readHeads(pool: pg.Pool): Promise<AnchoredHead[]> {
  const { rows } = await pool.query<{
    ref: string;
    case_id: string;
    version: number;
    head_hash: string;
    seq: number;
    hash: string;
  }>(
    `SELECT v.ref, v.case_id, v.version, v.head_hash, coalesce(h.seq, 0) AS seq, coalesce(h.hash, $1) AS hash
     FROM case_view v LEFT JOIN case_access_head h USING (case_id) ORDER BY v.ref`,
    [CHAIN_START],
  );
  return rows.map(({ ref, case_id: caseId, version, head_hash, seq, hash }) => ({
    ...{ ref, caseId, events: { seq: version, hash: head_hash }, access: { seq, hash } },
  }));
}

/** Makes a file whole or not at all; false when it is there already. */
async function createWhole(path: string, text: string): Promise<boolean> {
  // A name of its own: workers in containers share numbers of processes.
  const draft = `${path}.${randomUUID()}.draft`;
  const handle = await open(draft, 'w', 0o444);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  try {
    await link(draft, path);
    return true;
  } catch (failure) {
    if (failure instanceof Error && 'code' in failure && failure.code === 'EEXIST') return false;
    throw failure;
  } finally {
    await rm(draft, { force: true });
  }
}

/** The name of a day's anchor, or of a further one of the day. */
async function nameFor(folder: string, day: string, further: boolean): Promise<string> {
  const ofDay = (await anchorFiles(folder)).filter((name) => name.startsWith(`anchor-${day}`));
  return !further || ofDay.length === 0 ? `anchor-${day}.txt` : `anchor-${day}-${ofDay.length + 1}.txt`;
}

/**
 * Writes the heads of both logs of every case into a file outside the database.
 *
 * 1. One a day, whoever asks how often; after a restore (`restored`) a further one, that says so.
 * 2. It names the root of the anchor before it: a file cannot be replaced without the next one telling.
 * 3. It is there whole or not at all, and is never opened for writing again.
 */
export async function writeAnchor(
  pool: pg.Pool,
  folder: string,
  now: Instant,
  { restored = false } = {},
): Promise<AnchorReport> {
  await mkdir(folder, { recursive: true });
  const day = todayInFinland(now);
  const { anchors } = await readAnchors(folder);
  const file = await nameFor(folder, day, restored);
  const there = anchors.find((anchor) => anchor.file === file);
  if (there) return { file, written: false, heads: there.heads.length, root: there.root };
  const heads = await readHeads(pool);
  const at = new Date(now).toISOString();
  const { text, root } = writeAnchorText({ day, at, previous: lastRoot(anchors), restored, heads });
  const written = await createWhole(join(folder, file), text);
  return { file, written, heads: heads.length, root };
}
