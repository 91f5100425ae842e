import { CHAIN_START } from '../../activities/chain.js';

/** A row of a chain as it lies in its table. */
export interface ChainRow {
  readonly seq: number;
  readonly body: string;
  readonly prev_hash: string;
  readonly hash: string;
  /** Columns that the text does not bear out: names. */
  readonly wrongColumns: readonly string[];
}

/** The last row as it is known beside the chain. */
export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** What was done to a row. */
export type ChainFaultKind = 'changed' | 'missing' | 're-ordered' | 'inserted' | 'cut-off' | 'head-missing';

export interface ChainFault {
  readonly kind: ChainFaultKind;
  /** Number of the row; of rows that are gone, the number each had. */
  readonly seq: number;
  readonly detail: string;
}

/** The hash of a body at a place of the chain. */
export type HashOf = (prevHash: string, seq: number, body: string) => string;

/** The chain as the head tells it: which row belongs at which place. */
interface Places {
  readonly at: Map<number, ChainRow>;
  readonly unplaced: ReadonlySet<ChainRow>;
}

/**
 * Follows the chain from its head to its beginning. Where nothing has the hash that is looked for, the row that stands
 * at the place by its number is taken, so that one fault does not hide the others.
 */
function place(rows: readonly ChainRow[], head: ChainHead): Places {
  const byHash = new Map(rows.map((row) => [row.hash, row]));
  const bySeq = new Map(rows.map((row) => [row.seq, row]));
  const unplaced = new Set(rows);
  const at = new Map<number, ChainRow>();
  let wanted: string | null = head.hash;
  for (let seq = head.seq; seq > 0; seq -= 1) {
    const linked: ChainRow | undefined = wanted === null ? undefined : byHash.get(wanted);
    const standing = bySeq.get(seq);
    const row: ChainRow | undefined = linked !== undefined && unplaced.has(linked) ? linked : standing;
    if (row !== undefined && unplaced.has(row)) {
      at.set(seq, row);
      unplaced.delete(row);
      wanted = row.prev_hash;
    } else wanted = null;
  }
  return { at, unplaced };
}

/** The row whose text belongs where this one stands, when two texts have changed places. */
function ownerOf(
  row: ChainRow,
  seq: number,
  rows: readonly ChainRow[],
  hashOf: HashOf,
): ChainRow | undefined {
  return rows.find((other) => other !== row && hashOf(row.prev_hash, seq, other.body) === row.hash);
}

/** What all rows of a chain are judged by. */
interface Looked {
  readonly rows: readonly ChainRow[];
  readonly head: ChainHead;
  readonly places: Places;
  readonly hashOf: HashOf;
  /** Places whose row is what its own hash says. */
  readonly sound: ReadonlySet<number>;
}

/** The hash by which the chain knows a place: by its head, or by the next row, unless that one is not to be believed. */
function knownHash(seq: number, { head, places, sound }: Looked): string | undefined {
  if (seq === head.seq) return head.hash;
  return sound.has(seq + 1) ? places.at.get(seq + 1)?.prev_hash : undefined;
}

/** What is wrong with the row at a place, by itself and by what hangs on it. */
function faultsAt(seq: number, row: ChainRow, looked: Looked): ChainFault[] {
  const found: ChainFault[] = [];
  const add = (kind: ChainFaultKind, detail: string) => found.push({ kind, seq, detail });
  if (row.seq !== seq) add('re-ordered', `stands at number ${row.seq}`);
  if (!looked.sound.has(seq)) {
    const owner = ownerOf(row, seq, looked.rows, looked.hashOf);
    if (owner === undefined) add('changed', 'its text is not what its hash says');
    else add('re-ordered', `its text stands at number ${owner.seq}`);
    return found;
  }
  const known = knownHash(seq, looked);
  if (known !== undefined && known !== row.hash) add('changed', 'what follows knows it by another hash');
  else if (seq === 1 && row.prev_hash !== CHAIN_START) add('changed', 'it does not begin the chain');
  if (row.seq === seq && row.wrongColumns.length > 0)
    add('changed', `columns its text does not bear out: ${row.wrongColumns.join(', ')}`);
  return found;
}

/** Rows that are gone: those after the last one that is there are a tail that was cut off. */
function goneFrom({ at }: Places, head: ChainHead): ChainFault[] {
  const last = Math.max(0, ...at.keys());
  return Array.from({ length: head.seq }, (_, i) => i + 1)
    .filter((seq) => !at.has(seq))
    .map((seq): ChainFault =>
      seq > last
        ? { kind: 'cut-off', seq, detail: `the head knows ${head.seq} rows` }
        : { kind: 'missing', seq, detail: 'nothing stands in its place' },
    );
}

/** A chain that was looked through: what was done to it, and the hash of each place that has a row. */
export interface ChainReport {
  readonly faults: readonly ChainFault[];
  readonly hashes: ReadonlyMap<number, string>;
}

/**
 * What was done to a chain, row by row, in the order of the numbers. Without a head (`null`) the last row stands for it.
 *
 * 1. The head and the links say which row belongs where; numbers are only believed where the links break.
 * 2. A row that nothing hangs on was inserted; a place without a row is missing, or cut off at the end.
 * 3. One fault at one place: the others are still judged by their own links.
 */
export function lookThrough(rows: readonly ChainRow[], head: ChainHead | null, hashOf: HashOf): ChainReport {
  const last = rows.at(-1);
  if (head === null && last !== undefined) {
    const { faults, hashes } = lookThrough(rows, { seq: last.seq, hash: last.hash }, hashOf);
    return {
      faults: [
        { kind: 'head-missing', seq: last.seq, detail: 'nothing says how long the log is' },
        ...faults,
      ],
      hashes,
    };
  }
  const known = head ?? { seq: 0, hash: CHAIN_START };
  const places = place(rows, known);
  const sound = new Set(
    [...places.at]
      .filter(([seq, row]) => hashOf(row.prev_hash, seq, row.body) === row.hash)
      .map(([seq]) => seq),
  );
  const looked = { rows, head: known, places, hashOf, sound };
  const found = [...places.at].flatMap(([seq, row]) => faultsAt(seq, row, looked));
  const inserted = [...places.unplaced].map((row): ChainFault => ({
    kind: 'inserted',
    seq: row.seq,
    detail: 'nothing of the chain hangs on it',
  }));
  return {
    faults: [...found, ...goneFrom(places, known), ...inserted].toSorted((a, b) => a.seq - b.seq),
    hashes: new Map([...places.at].map(([seq, row]) => [seq, row.hash])),
  };
}
