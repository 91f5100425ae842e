import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AnchorProblem, ANCHOR_START, readAnchorText, type Anchor } from './anchor-file.js';

/** An anchor with the file it lies in. */
export type KeptAnchor = Anchor & { readonly root: string; readonly file: string };

/** A file of the folder that is not what it was, or one that is gone. */
export interface AnchorFault {
  readonly kind: 'anchor-changed' | 'anchor-missing';
  readonly file: string;
  readonly detail: string;
}

const NAME = /^anchor-\d{4}-\d{2}-\d{2}(-\d+)?\.txt$/;

/** Names of the anchor files of a folder; none when there is no folder. */
export async function anchorFiles(folder: string): Promise<string[]> {
  return (await readdir(folder).catch(() => [])).filter((name) => NAME.test(name)).toSorted();
}

async function readOne(folder: string, file: string): Promise<KeptAnchor | AnchorFault> {
  try {
    return { ...readAnchorText(await readFile(join(folder, file), 'utf8')), file };
  } catch (failure) {
    if (failure instanceof AnchorProblem) return { kind: 'anchor-changed', file, detail: failure.message };
    throw failure;
  }
}

/** Each anchor names the one before it: a file that is gone, or was put in place of another, shows in the next one. */
function breaksOf(anchors: readonly KeptAnchor[], unreadable: boolean): AnchorFault[] {
  // What hangs on a file that cannot be read is told by that file already.
  if (unreadable) return [];
  return anchors.flatMap((anchor, i): AnchorFault[] => {
    const before = anchors[i - 1];
    if (before === undefined || anchor.previous === before.root) return [];
    const detail = `the one it hangs on is gone, or ${before.file} was put in its place`;
    return [{ kind: 'anchor-missing', file: anchor.file, detail }];
  });
}

/** All anchors of a folder, oldest first, and what is wrong with them. */
export async function readAnchors(
  folder: string,
): Promise<{ readonly anchors: readonly KeptAnchor[]; readonly faults: readonly AnchorFault[] }> {
  const read = await Promise.all((await anchorFiles(folder)).map((file) => readOne(folder, file)));
  const changed = read.flatMap((it) => ('kind' in it ? [it] : []));
  const anchors = read
    .flatMap((it) => ('kind' in it ? [] : [it]))
    .toSorted((a, b) => a.at.localeCompare(b.at));
  return { anchors, faults: [...changed, ...breaksOf(anchors, changed.length > 0)] };
}

/** The root a new anchor hangs on. */
export function lastRoot(anchors: readonly KeptAnchor[]): string {
  return anchors.at(-1)?.root ?? ANCHOR_START;
}
