import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { accessHash, CHAIN_START } from '../../activities/chain.js';
import { lookThrough, type ChainHead, type ChainRow } from '../../bin/commands/chain-faults.js';

/* Whatever is done to a chain by hand, something of it is named, and a whole chain is never suspected. */

function chainOf(length: number): { rows: ChainRow[]; head: ChainHead } {
  const rows: ChainRow[] = [];
  for (let seq = 1; seq <= length; seq += 1) {
    const prev = rows.at(-1)?.hash ?? CHAIN_START;
    const body = `row ${seq}`;
    rows.push({ seq, body, prev_hash: prev, hash: accessHash(prev, seq, body), wrongColumns: [] });
  }
  return { rows, head: { seq: length, hash: rows.at(-1)?.hash ?? CHAIN_START } };
}

type Hand = (rows: readonly ChainRow[], n: number, m: number) => ChainRow[];

function mapAt(rows: readonly ChainRow[], n: number, change: (row: ChainRow) => ChainRow): ChainRow[] {
  return rows.map((row) => (row.seq === n ? change(row) : row));
}

const HANDS: Readonly<Record<string, Hand>> = {
  'a changed text': (rows, n) => mapAt(rows, n, (row) => ({ ...row, body: `${row.body}?` })),
  'a changed text with its own hash': (rows, n) =>
    mapAt(rows, n, (row) => ({ ...row, body: 'else', hash: accessHash(row.prev_hash, n, 'else') })),
  'a changed hash': (rows, n) => mapAt(rows, n, (row) => ({ ...row, hash: 'a'.repeat(64) })),
  'a changed link': (rows, n) => mapAt(rows, n, (row) => ({ ...row, prev_hash: 'a'.repeat(64) })),
  'a deleted row': (rows, n) => rows.filter(({ seq }) => seq !== n),
  'a deleted row, closed up': (rows, n) =>
    rows.filter(({ seq }) => seq !== n).map((row, i) => ({ ...row, seq: i + 1 })),
  'a cut-off tail': (rows, n) => rows.filter(({ seq }) => seq < n),
  'a swapped pair': (rows, n, m) =>
    rows
      .map((row) => ({ ...row, seq: row.seq === n ? m : row.seq === m ? n : row.seq }))
      .toSorted((a, b) => a.seq - b.seq),
  'an inserted row': (rows, n) => {
    const before = rows[n - 1];
    const prev = before?.hash ?? CHAIN_START;
    const own = { seq: n + 1, body: 'put in', prev_hash: prev, hash: accessHash(prev, n + 1, 'put in') };
    const later = rows.slice(n).map((row) => ({ ...row, seq: row.seq + 1 }));
    return [...rows.slice(0, n), { ...own, wrongColumns: [] }, ...later];
  },
};

const place = fc
  .integer({ min: 2, max: 12 })
  .chain((length) =>
    fc.tuple(fc.constant(length), fc.integer({ min: 1, max: length }), fc.integer({ min: 1, max: length })),
  );

test('a whole chain has no fault', () => {
  for (let length = 0; length < 12; length += 1) {
    const { rows, head } = chainOf(length);
    expect(lookThrough(rows, head, accessHash).faults).toEqual([]);
    expect(lookThrough(rows, head, accessHash).hashes.size).toBe(length);
  }
});

test.each(Object.entries(HANDS))('%s is named at its own number, wherever it is', (name, hand) => {
  fc.assert(
    fc.property(place, ([length, n, m]) => {
      fc.pre(name !== 'a swapped pair' || n !== m);
      const { rows, head } = chainOf(length);
      const { faults } = lookThrough(hand(rows, n, m), head, accessHash);
      expect(faults.map(({ seq }) => seq)).toContain(name === 'an inserted row' ? n + 1 : n);
    }),
  );
});

test('what is left alone is not suspected when one text was changed', () => {
  fc.assert(
    fc.property(place, ([length, n]) => {
      const { rows, head } = chainOf(length);
      const changed = mapAt(rows, n, (row) => ({ ...row, body: 'else' }));
      expect(lookThrough(changed, head, accessHash).faults).toMatchObject([{ kind: 'changed', seq: n }]);
    }),
  );
});
