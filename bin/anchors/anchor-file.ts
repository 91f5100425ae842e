import { createHash } from 'node:crypto';
import { CHAIN_START } from '../../activities/chain.js';

/** What the first anchor hangs on. */
export const ANCHOR_START = CHAIN_START;

/** How long the two logs of a case were, and the hash of the last row of each. Ids, numbers and hashes only. */
export interface AnchoredHead {
  readonly ref: string;
  readonly caseId: string;
  readonly events: { readonly seq: number; readonly hash: string };
  readonly access: { readonly seq: number; readonly hash: string };
}

/** One anchor: the heads of all cases at one instant. */
export interface Anchor {
  /** The day it stands for, where the service is. */
  readonly day: string;
  /** RFC 3339, UTC. */
  readonly at: string;
  /** Root of the anchor before it. */
  readonly previous: string;
  /** Written after a restore: what older anchors know beyond it is known to be lost. */
  readonly restored: boolean;
  readonly heads: readonly AnchoredHead[];
}

/** A file that is no anchor, or not what its own last line says. */
export class AnchorProblem extends Error {
  override readonly name = 'AnchorProblem';
}

function rootOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * The text of an anchor, a line a head. Its last line is the SHA-256 of all lines before it, so that
 * `head -n -1 FILE | sha256sum` checks it without Rinnalla.
 */
export function writeAnchorText(anchor: Anchor): { readonly text: string; readonly root: string } {
  const { day, at, previous, restored, heads } = anchor;
  const lines = heads.map(
    ({ ref, caseId, events, access }) =>
      `${ref} ${caseId} ${events.seq} ${written(events.hash)} ${access.seq} ${written(access.hash)}`,
  );
  const first = [
    'rinnalla-anchor 1',
    `day ${day}`,
    `at ${at}`,
    `previous ${previous}`,
    `restored ${restored}`,
  ];
  const text = [...first, `heads ${lines.length}`, ...lines, ''].join('\n');
  const root = rootOf(text);
  return { text: `${text}root ${root}\n`, root };
}

const HEAD = /^(\S+) ([0-9a-f-]{36}) (\d+) ([0-9a-f]{64}|-) (\d+) ([0-9a-f]{64}|-)$/;

/** A head that somebody has spoilt is no reason to write no anchor: it matches nothing. */
function written(hash: string): string {
  return /^[0-9a-f]{64}$/.test(hash) ? hash : '-';
}

function readHead(line: string): AnchoredHead {
  const found = HEAD.exec(line);
  if (found === null) throw new AnchorProblem('a line is no head');
  const [, ref = '', caseId = '', seq = '', hash = '', accessSeq = '', accessHash = ''] = found;
  return {
    ref,
    caseId,
    events: { seq: Number(seq), hash },
    access: { seq: Number(accessSeq), hash: accessHash },
  };
}

/** Reads an anchor. Throws `AnchorProblem` for a text that is none, or that was changed. */
export function readAnchorText(text: string): Anchor & { readonly root: string } {
  const cut = text.lastIndexOf('root ');
  const content = text.slice(0, Math.max(0, cut));
  const root = text.slice(cut + 5).trim();
  if (cut < 0 || rootOf(content) !== root) throw new AnchorProblem('it is not what its root says');
  const [title, day, at, previous, restored, count, ...lines] = content.trimEnd().split('\n');
  const value = (line: string | undefined, name: string): string => {
    if (!line?.startsWith(`${name} `)) throw new AnchorProblem(`the line "${name}" is missing`);
    return line.slice(name.length + 1);
  };
  if (title !== 'rinnalla-anchor 1') throw new AnchorProblem('it is no anchor');
  if (Number(value(count, 'heads')) !== lines.length) throw new AnchorProblem('heads are missing');
  return {
    ...{ day: value(day, 'day'), at: value(at, 'at'), previous: value(previous, 'previous') },
    ...{ restored: value(restored, 'restored') === 'true', heads: lines.map(readHead), root },
  };
}
