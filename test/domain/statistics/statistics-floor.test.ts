import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { publishCounts, type CountTable, type PublishedTable } from '../../../domain/statistics-floor.js';
import { runs } from '../lives/runs.js';
import { mayBe, reckoned, withTotals } from './guesser.js';

const FLOOR = 5;

/** Mostly what schools have: zeros and small numbers, now and then a large one. */
const count = fc.oneof(
  { weight: 3, arbitrary: fc.constant(0) },
  { weight: 4, arbitrary: fc.integer({ min: 1, max: 6 }) },
  { weight: 2, arbitrary: fc.integer({ min: 5, max: 60 }) },
);

function tables(most: {
  rows: number;
  columns: number;
  count?: fc.Arbitrary<number>;
}): fc.Arbitrary<CountTable> {
  const size = {
    rows: fc.integer({ min: 1, max: most.rows }),
    columns: fc.integer({ min: 1, max: most.columns }),
  };
  return fc.record(size).chain(({ rows, columns }) =>
    fc
      .array(fc.array(most.count ?? count, { minLength: columns, maxLength: columns }), {
        minLength: rows,
        maxLength: rows,
      })
      .map((counts) => ({
        rows: counts.map((_, i) => `school ${i}`),
        columns: Array.from({ length: columns }, (_, j) => `topic ${j}`),
        counts,
      })),
  );
}

/** The true table with its totals, reckoned here anew. */
function truth({ counts, columns }: CountTable): number[][] {
  const rows = counts.map((row) => [...row, row.reduce((all, it) => all + it, 0)]);
  const below = [...columns, 'total'].map((_, j) => rows.reduce((all, row) => all + (row[j] ?? 0), 0));
  return [...rows, below];
}

function hiddenPlaces(table: PublishedTable): { row: number; column: number }[] {
  return withTotals(table).flatMap((row, i) =>
    row.flatMap((value, j) => (value === null ? [{ row: i, column: j }] : [])),
  );
}

function shuffled(table: CountTable, rows: readonly number[], columns: readonly number[]): CountTable {
  return {
    rows: rows.map((i) => table.rows[i] ?? ''),
    columns: columns.map((j) => table.columns[j] ?? ''),
    counts: rows.map((i) => columns.map((j) => table.counts[i]?.[j] ?? 0)),
  };
}

/** What is published, by the names of row and column. */
function byName(table: PublishedTable): Record<string, number | null> {
  const [rows, columns] = [
    [...table.rows, 'all'],
    [...table.columns, 'all'],
  ];
  const cells = withTotals(table);
  return Object.fromEntries(
    rows.flatMap((row, i) => columns.map((column, j) => [`${row}/${column}`, cells[i]?.[j] ?? null])),
  );
}

describe('What is published of a table', () => {
  test('is the truth, and no number from one up to the floor', () => {
    fc.assert(
      fc.property(tables({ rows: 12, columns: 8 }), (table) => {
        const all = truth(table);
        for (const [i, row] of withTotals(publishCounts(table, FLOOR)).entries())
          for (const [j, value] of row.entries()) {
            if (value === null) continue;
            expect(value).toBe(all[i]?.[j]);
            expect(value === 0 || value >= FLOOR).toBe(true);
          }
      }),
      { numRuns: runs(400) },
    );
  });

  // All tables there may be are tried, so that the table and the floor have to be small.
  test('fits at least two tables for each hidden place, one of which has the floor or more there', () => {
    const few = fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 }));
    fc.assert(
      fc.property(
        tables({ rows: 3, columns: 3, count: few }),
        fc.integer({ min: 2, max: 3 }),
        (table, floor) => {
          const published = publishCounts(table, floor);
          const all = truth(table);
          for (const { row, column } of hiddenPlaces(published)) {
            const real = all[row]?.[column] ?? 0;
            const another = { row, column, is: (value: number) => value !== real };
            const enough = { row, column, is: (value: number) => value >= floor };
            expect(mayBe(published, another, 5 + floor)).toBe(true);
            expect(mayBe(published, enough, 5 + floor)).toBe(true);
          }
        },
      ),
      { numRuns: runs(300) },
    );
  });

  test('gives nothing hidden away to a reader who adds and subtracts, however large the table', () => {
    fc.assert(
      fc.property(tables({ rows: 30, columns: 9 }), (table) => {
        const published = publishCounts(table, FLOOR);
        expect(reckoned(published)).toEqual(withTotals(published));
      }),
      { numRuns: runs(100) },
    );
  });

  test('is the same whatever the order of rows and columns', () => {
    const orders = tables({ rows: 8, columns: 6 }).chain((table) => {
      const order = (keys: readonly string[]) => {
        const all = keys.map((_, i) => i);
        return fc.shuffledSubarray(all, { minLength: all.length });
      };
      return fc.tuple(fc.constant(table), order(table.rows), order(table.columns));
    });
    fc.assert(
      fc.property(orders, ([table, rows, columns]) => {
        expect(byName(publishCounts(shuffled(table, rows, columns), FLOOR))).toEqual(
          byName(publishCounts(table, FLOOR)),
        );
      }),
      { numRuns: runs(300) },
    );
  });

  test('hides nothing more when what is hidden already is withheld: published again it is the same', () => {
    fc.assert(
      fc.property(tables({ rows: 8, columns: 6 }), (table) => {
        const once = publishCounts(table, FLOOR);
        expect(publishCounts(table, FLOOR, once)).toEqual(once);
      }),
      { numRuns: runs(300) },
    );
  });

  test('never says of everybody in a row or column that they are alike', () => {
    fc.assert(
      fc.property(tables({ rows: 6, columns: 5 }), (table) => {
        const { cells, rows, columns } = publishCounts(table, FLOOR);
        const lines = [...cells, ...columns.map((_, j) => rows.map((__, i) => cells[i]?.[j] ?? null))];
        for (const line of lines) {
          const zeros = line.filter((value) => value === 0).length;
          expect(line.length > 1 && zeros === line.length - 1).toBe(false);
        }
      }),
      { numRuns: runs(300) },
    );
  });
});

describe('A table of schools and topics', () => {
  const publish = (counts: number[][]): PublishedTable =>
    publishCounts(
      {
        rows: counts.map((_, i) => `school ${i}`),
        columns: (counts[0] ?? []).map((_, j) => `topic ${j}`),
        counts,
      },
      FLOOR,
    );

  test('without a small number is shown as it is', () => {
    expect(
      publish([
        [5, 9],
        [12, 7],
      ]),
    ).toMatchObject({
      cells: [
        [5, 9],
        [12, 7],
      ],
      rowTotals: [14, 19],
      columnTotals: [17, 16],
      total: 33,
    });
  });

  test('with one small number hides a square around it, of the smallest neighbours', () => {
    expect(
      publish([
        [3, 20, 8],
        [30, 9, 40],
        [12, 11, 10],
      ]),
    ).toMatchObject({
      cells: [
        [null, 20, null],
        [30, 9, 40],
        [null, 11, null],
      ],
      rowTotals: [31, 79, 33],
      columnTotals: [45, 40, 58],
      total: 143,
    });
  });

  test('of few people altogether hides every number of them, the total too', () => {
    expect(
      publish([
        [2, 1],
        [0, 1],
      ]).total,
    ).toBeNull();
    expect(
      withTotals(
        publish([
          [2, 1],
          [0, 1],
        ]),
      )
        .flat()
        .filter((it) => it !== null && it > 0),
    ).toEqual([]);
  });

  test('with nobody in it is shown: there is nobody to be known', () => {
    expect(
      publish([
        [0, 0],
        [0, 0],
      ]),
    ).toMatchObject({
      cells: [
        [0, 0],
        [0, 0],
      ],
      total: 0,
    });
  });

  test('refuses what is no count of people, and a name that stands for two rows', () => {
    const table = { rows: ['a'], columns: ['x'], counts: [[1.5]] };
    expect(() => publishCounts(table, FLOOR)).toThrow(RangeError);
    expect(() => publishCounts({ ...table, counts: [[-1]] }, FLOOR)).toThrow(RangeError);
    expect(() => publishCounts({ ...table, counts: [[]] }, FLOOR)).toThrow(RangeError);
    expect(() => publishCounts({ rows: ['a', 'a'], columns: ['x'], counts: [[7], [7]] }, FLOOR)).toThrow(
      RangeError,
    );
    expect(() => publishCounts({ ...table, counts: [[7]] }, 0)).toThrow(RangeError);
  });
});
