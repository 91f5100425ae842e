import { describe, expect, test } from '@jest/globals';
import {
  publishCounts,
  type CountTable,
  type Published,
  type PublishedTable,
} from '../../../domain/statistics-floor.js';
import { reckoned, withTotals } from '../statistics/guesser.js';

const FLOOR = 5;

/** A table whose rows and columns stand in another order than that of letters. */
function table(counts: readonly (readonly number[])[]): CountTable {
  return {
    rows: ['birch', 'alder', 'maple'].slice(0, counts.length),
    columns: ['rest', 'care', 'work'].slice(0, counts[0]?.length),
    counts,
  };
}

/** Published, with its totals last both ways. */
function published(counts: readonly (readonly number[])[], withheld?: PublishedTable): Published[][] {
  return withTotals(publishCounts(table(counts), FLOOR, withheld));
}

describe('Somebody who is alone in a row or column', () => {
  test('is hidden however many they are, with one zero beside them and what covers both', () => {
    expect(
      published([
        [50, 0, 0],
        [6, 7, 9],
        [8, 9, 30],
      ]),
    ).toEqual([
      [null, null, 0, 50],
      [null, null, 9, 22],
      [8, 9, 30, 47],
      [64, 16, 39, 119],
    ]);
  });

  test('hides the zero that stands where most people are, along the row', () => {
    expect(
      published([
        [3, 0, 0],
        [1, 0, 30],
      ]),
    ).toEqual([
      [null, 0, null, null],
      [null, 0, null, null],
      [null, 0, null, 34],
    ]);
  });

  test('and along the column', () => {
    expect(
      published([
        [3, 1],
        [0, 0],
        [0, 30],
      ]),
    ).toEqual([
      [null, null, null],
      [0, 0, 0],
      [null, null, null],
      [null, null, 34],
    ]);
  });

  test('and, where the one is in a row of more people than the other, that one', () => {
    expect(
      published([
        [6, 2, 0],
        [0, 6, 0],
        [30, 0, 3],
      ]),
    ).toEqual([
      [null, null, null, 8],
      [null, null, 0, 6],
      [null, 0, null, 33],
      [36, null, null, 47],
    ]);
  });

  test('hides of equal zeros the first by name, wherever it stands', () => {
    expect(published([[0], [0], [5]])).toEqual([
      [0, 0],
      [null, null],
      [null, null],
      [5, 5],
    ]);
    expect(published([[0, 3, 0]])).toEqual([
      [null, null, 0, null],
      [null, null, 0, null],
    ]);
    expect(
      published([
        [30, 1, 0],
        [3, 0, 0],
      ]),
    ).toEqual([
      [null, null, 0, null],
      [null, null, 0, null],
      [null, null, 0, 34],
    ]);
  });

  test('is not alone in a table of one row or column, which tells totals anyhow', () => {
    expect(published([[7, 9]])).toEqual([
      [7, 9, 16],
      [7, 9, 16],
    ]);
    expect(published([[7], [9]])).toEqual([
      [7, 7],
      [9, 9],
      [16, 16],
    ]);
  });
});

describe('What is hidden beside small numbers', () => {
  test('is what costs the fewest people, of equals the first by name', () => {
    expect(
      published([
        [3, 20, 20],
        [20, 20, 20],
        [20, 20, 20],
      ]),
    ).toEqual([
      [null, null, 20, 43],
      [null, null, 20, 60],
      [20, 20, 20, 60],
      [43, 60, 60, 163],
    ]);
  });

  test('is found for the smallest first, so that more totals can be shown', () => {
    expect(
      published([
        [1, 0, 1],
        [3, 0, 7],
      ]),
    ).toEqual([
      [null, 0, null, null],
      [null, 0, null, 10],
      [null, 0, 8, null],
    ]);
    expect(
      published([
        [10, 0],
        [0, 0],
        [20, 2],
      ]),
    ).toEqual([
      [null, null, 10],
      [0, 0, 0],
      [null, null, 22],
      [null, null, 32],
    ]);
  });

  test('is covered in its turn: what covers is no less hidden than what it covers', () => {
    expect(
      published([
        [2, 3, 0],
        [7, 0, 20],
      ]),
    ).toEqual([
      [null, null, null, null],
      [null, null, null, null],
      [null, null, 20, 32],
    ]);
  });
});

describe('What an earlier publication hid', () => {
  const COUNTS = [
    [9, 20],
    [20, 9],
  ];
  const shown = publishCounts(table(COUNTS), FLOOR);

  /** The earlier publication with one place of it hidden; totals last both ways. */
  function without(row: number, column: number): PublishedTable {
    const all = withTotals(shown).map((line, i) =>
      line.map((it, j) => (i === row && j === column ? null : it)),
    );
    return {
      ...shown,
      cells: all.slice(0, -1).map((line) => line.slice(0, -1)),
      rowTotals: all.slice(0, -1).map((line) => line.at(-1) ?? null),
      columnTotals: all.at(-1)?.slice(0, -1) ?? [],
      total: all.at(-1)?.at(-1) ?? null,
    };
  }

  test('is nothing where it showed everything', () => {
    expect(publishCounts(table(COUNTS), FLOOR, shown)).toEqual(shown);
    expect(withTotals(shown).flat()).toEqual([9, 20, 29, 20, 9, 29, 29, 29, 58]);
  });

  const places = [0, 1, 2].flatMap((row) => [0, 1, 2].map((column) => [row, column] as const));

  test.each(places)('stays hidden, in row %d and column %d, and cannot be reckoned', (row, column) => {
    const again = publishCounts(table(COUNTS), FLOOR, without(row, column));
    expect(withTotals(again)[row]?.[column]).toBeNull();
    expect(reckoned(again)).toEqual(withTotals(again));
    // One place and what makes a square with it; never the whole table.
    expect(
      withTotals(again)
        .flat()
        .filter((it) => it === null),
    ).toHaveLength(4);
  });
});

describe('A table that', () => {
  test('has no rows or no columns says of everything it has that nobody is there', () => {
    expect(publishCounts({ rows: ['a', 'b'], columns: [], counts: [[], []] }, FLOOR)).toEqual({
      ...{ rows: ['a', 'b'], columns: [], cells: [[], []], rowTotals: [0, 0], columnTotals: [], total: 0 },
    });
    expect(publishCounts({ rows: [], columns: ['x', 'y'], counts: [] }, FLOOR)).toEqual({
      ...{ rows: [], columns: ['x', 'y'], cells: [], rowTotals: [], columnTotals: [0, 0], total: 0 },
    });
  });

  test('is none is refused, and it is said why', () => {
    const good = { rows: ['a'], columns: ['x'], counts: [[7]] };
    const why = (change: Partial<CountTable>, floor = FLOOR) => {
      try {
        publishCounts({ ...good, ...change }, floor);
        return 'published';
      } catch (error) {
        return error instanceof RangeError ? error.message : 'another error';
      }
    };
    const noCount = 'a count of people is a whole number, zero or more';
    for (const counts of [[], [[]], [[-1]], [[0.5]], [[Infinity]]]) expect(why({ counts })).toBe(noCount);
    const twice = 'a row or column of a table is named twice';
    expect(why({ rows: ['a', 'a'], counts: [[7], [7]] })).toBe(twice);
    expect(why({ columns: ['x', 'x'], counts: [[7, 7]] })).toBe(twice);
    for (const floor of [0, -1, 1.5]) expect(why({}, floor)).toBe('the floor is a whole number above zero');
    expect(why({}, 1)).toBe('published');
  });

  test('has people enough everywhere for its floor is shown, the floor itself too', () => {
    const some = [
      [1, 2],
      [2, 1],
    ];
    expect(withTotals(publishCounts(table(some), 1)).flat()).toEqual([1, 2, 3, 2, 1, 3, 3, 3, 6]);
    expect(withTotals(publishCounts(table(some), 2)).flat()).toContain(null);
  });
});
