import type { KeptAnchor } from '../anchors/read-anchors.js';
import type { ChainReport } from './chain-faults.js';
import type { Gap } from './stored-chains.js';

/** Which of the two logs of a case. */
export type Log = 'events' | 'access';

/** A head as one anchor knew it. */
export interface KnownHead {
  readonly seq: number;
  readonly hash: string;
  readonly day: string;
  readonly at: string;
}

/** What the anchors know of one case. */
export interface KnownCase {
  readonly ref: string;
  readonly events: readonly KnownHead[];
  readonly access: readonly KnownHead[];
}

/** What an anchor knows and the log does not bear out. */
export interface AnchorDifference {
  readonly kind: 'cut-off' | 'rewritten';
  readonly seq: number;
  readonly detail: string;
}

type Growing = { ref: string; events: KnownHead[]; access: KnownHead[] };

function add(heads: KnownHead[], head: KnownHead): void {
  const last = heads.at(-1);
  // A log that did not grow says the same again.
  if (head.seq > 0 && (last?.seq !== head.seq || last.hash !== head.hash)) heads.push(head);
}

/** The heads that anchors know, by case, oldest first. */
export function knownHeads(anchors: readonly KeptAnchor[]): ReadonlyMap<string, KnownCase> {
  const cases = new Map<string, Growing>();
  for (const { day, at, heads } of anchors) {
    for (const { ref, caseId, events, access } of heads) {
      const known: Growing = cases.get(caseId) ?? { ref, events: [], access: [] };
      add(known.events, { ...events, day, at });
      add(known.access, { ...access, day, at });
      cases.set(caseId, known);
    }
  }
  return cases;
}

/** Whether the log itself records that the row an anchor knows is lost. */
function isGap(head: KnownHead, gaps: readonly Gap[]): boolean {
  const at = Date.parse(head.at);
  return gaps.some((gap) => at <= gap.at && gap.seq <= head.seq && head.seq < gap.seq + gap.missing);
}

/**
 * Compares a log with what anchors know of it.
 *
 * 1. Fewer rows than an anchor knows: the tail was cut off, whatever the stored head says.
 * 2. Another hash at a number an anchor knows: that row, or one before it, was written anew. The earliest is named.
 * 3. Rows that the log records as lost are no difference.
 */
export function anchorDifferences(
  { hashes, faults }: ChainReport,
  known: readonly KnownHead[],
  gaps: readonly Gap[],
): AnchorDifference[] {
  const length = Math.max(0, ...hashes.keys());
  const named = new Set(faults.map(({ seq }) => seq));
  const open = known.filter((head) => !isGap(head, gaps));
  const longest = open.reduce<KnownHead | null>(
    (most, head) => (head.seq > (most?.seq ?? 0) ? head : most),
    null,
  );
  const cut: AnchorDifference[] =
    longest !== null && longest.seq > length && !named.has(length + 1)
      ? [
          {
            kind: 'cut-off',
            seq: length + 1,
            detail: `rows ${length + 1} to ${longest.seq} are gone: the anchor of ${longest.day} knows ${longest.seq}`,
          },
        ]
      : [];
  const other = open.find(
    ({ seq, hash }) => seq <= length && hashes.has(seq) && hashes.get(seq) !== hash && !named.has(seq),
  );
  if (other === undefined) return cut;
  const { seq, day } = other;
  return [
    { kind: 'rewritten', seq, detail: `it, or a row before it, was another in the anchor of ${day}` },
    ...cut,
  ];
}
