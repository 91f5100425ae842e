import { coverOf, placeAt, type Grid } from './statistics-cover.js';

/*
 * The one way by which counts of people leave the house (OHL 21 §, JulkL 24 §: what is known of a private person is
 * secret, and a small number of few people is knowledge about each of them).
 *
 * 1. No number from one up to the floor is shown, be it a cell or a total.
 * 2. A zero is shown, for nobody is behind it; but not all zeros of a line in which one cell alone has people, or might
 *    have: those would say of everybody there the same thing. That cell is hidden, and one zero beside it.
 * 3. Whatever is hidden may, for all that is shown, be the floor or more, and is never determined: further places are
 *    hidden until that is so, those with the fewest people first.
 * 4. A hidden place says nothing but that it is hidden: not whether it is small itself or hides another.
 * 5. The order of rows and columns plays no part. What was published once is published the same way again.
 */

/** Counts of people by two things; a key names a row or a column once. */
export interface CountTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** By row and column: whole numbers, zero or more. */
  readonly counts: readonly (readonly number[])[];
}

/** A count that may be shown; null: hidden. */
export type Published = number | null;

/** A table as it may be shown to anybody. */
export interface PublishedTable {
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly cells: readonly (readonly Published[])[];
  readonly rowTotals: readonly Published[];
  readonly columnTotals: readonly Published[];
  readonly total: Published;
}

interface Sorted {
  readonly grid: Grid;
  /** Where the row and column of the table stand in the grid. */
  readonly rowAt: readonly number[];
  readonly columnAt: readonly number[];
}

/** Where each key stands among all of them in the order of letters. Throws when one is there twice. */
function ranks(keys: readonly string[]): number[] {
  const order = new Map(keys.toSorted((a, b) => (a < b ? -1 : 1)).map((key, at) => [key, at]));
  if (order.size !== keys.length) throw new RangeError('a row or column of a table is named twice');
  return keys.map((key) => order.get(key) ?? 0);
}

function sortedGrid({ rows, columns, counts }: CountTable): Sorted {
  const [rowAt, columnAt] = [ranks(rows), ranks(columns)];
  const width = columns.length + 1;
  const values = Array.from({ length: (rows.length + 1) * width }, () => 0);
  const grid = { rows: rows.length, columns: columns.length, values };
  const add = (row: number, column: number, count: number): void => {
    const place = placeAt(grid, row, column);
    values[place] = (values[place] ?? 0) + count;
  };
  for (const [i, row] of rowAt.entries())
    for (const [j, column] of columnAt.entries()) {
      const count = counts[i]?.[j];
      if (count === undefined || !Number.isSafeInteger(count) || count < 0)
        throw new RangeError('a count of people is a whole number, zero or more');
      for (const [r, c] of [
        [row, column],
        [row, grid.columns],
        [grid.rows, column],
        [grid.rows, grid.columns],
      ] as const)
        add(r, c, count);
    }
  return { grid, rowAt, columnAt };
}

/** The counted lines of the grid, without those of totals and without totals. */
function* linesOf(grid: Grid): Generator<readonly number[]> {
  const upTo = (length: number): number[] => Array.from({ length }, (_, at) => at);
  for (const row of upTo(grid.rows)) yield upTo(grid.columns).map((column) => placeAt(grid, row, column));
  for (const column of upTo(grid.columns)) yield upTo(grid.rows).map((row) => placeAt(grid, row, column));
}

/** The place of a line in which alone, for all that is shown, somebody is; null: there are more, or none. */
function onlyPlace(grid: Grid, line: readonly number[], hidden: ReadonlySet<number>): number | null {
  const [only, ...more] = line.filter((place) => hidden.has(place) || grid.values[place] !== 0);
  return only === undefined || more.length > 0 || line.length === 1 ? null : only;
}

/** What may not be shown by itself: small numbers, and a cell that is all of its line. */
function primary(grid: Grid, floor: number): number[] {
  const small = [...grid.values.keys()].filter((place) => {
    const value = grid.values[place] ?? 0;
    return value > 0 && value < floor;
  });
  return [...small, ...[...linesOf(grid)].flatMap((line) => onlyPlace(grid, line, new Set()) ?? [])];
}

/** Zeros to hide beside a hidden cell that is all there is in its line; where most people are in the other direction. */
function zerosBeside(grid: Grid, hidden: ReadonlySet<number>): number[] {
  const width = grid.columns + 1;
  const around = (place: number): number =>
    (grid.values[placeAt(grid, Math.floor(place / width), grid.columns)] ?? 0) +
    (grid.values[placeAt(grid, grid.rows, place % width)] ?? 0);
  return [...linesOf(grid)].flatMap((line) => {
    const only = onlyPlace(grid, line, hidden);
    if (only === null || !hidden.has(only)) return [];
    const [zero] = line.filter((place) => place !== only).toSorted((a, b) => around(b) - around(a) || a - b);
    return zero ?? [];
  });
}

/** Hides further places until nothing hidden can be reckoned; smallest first, of equals the first in order. */
function hideBeside(grid: Grid, floor: number, first: readonly number[]): ReadonlySet<number> {
  const hidden = new Set<number>();
  for (let more = first; more.length > 0; more = zerosBeside(grid, hidden)) cover(grid, floor, hidden, more);
  return hidden;
}

/** Hides these places, and beside each what covers it. */
function cover(grid: Grid, floor: number, hidden: Set<number>, places: readonly number[]): void {
  const inOrder = (some: readonly number[]): number[] =>
    some.toSorted((a, b) => (grid.values[a] ?? 0) - (grid.values[b] ?? 0) || a - b);
  for (const place of places) hidden.add(place);
  const queue = inOrder([...new Set(places)]);
  for (let place = queue.shift(); place !== undefined; place = queue.shift()) {
    const value = grid.values[place] ?? 0;
    const changes = value < floor ? [floor - value] : [1, -1];
    const ways = changes.flatMap((by) => coverOf(grid, hidden, place, by) ?? []);
    const [best] = ways.toSorted((a, b) => a.cost - b.cost);
    const added = inOrder((best?.places ?? []).filter((it) => !hidden.has(it)));
    for (const it of added) hidden.add(it);
    queue.push(...added);
  }
}

/**
 * A table of counts as it may be published: every number is the true one, or hidden.
 *
 * @param floor the smallest number of people that may be told apart; policy, never a number in code
 * @param withheld places that are hidden in any case, as an earlier publication of the same table hides them
 */
export function publishCounts(table: CountTable, floor: number, withheld?: PublishedTable): PublishedTable {
  if (!Number.isSafeInteger(floor) || floor < 1)
    throw new RangeError('the floor is a whole number above zero');
  const { grid, rowAt, columnAt } = sortedGrid(table);
  const [rowsAt, columnsAt] = [
    [...rowAt, grid.rows],
    [...columnAt, grid.columns],
  ];
  const before =
    withheld === undefined
      ? []
      : hiddenIn(withheld, (i, j) => placeAt(grid, rowsAt[i] ?? 0, columnsAt[j] ?? 0));
  const hidden = hideBeside(grid, floor, [...primary(grid, floor), ...before]);
  const shown = (row: number, column: number): Published => {
    const place = placeAt(grid, row, column);
    return hidden.has(place) ? null : (grid.values[place] ?? null);
  };
  return {
    rows: table.rows,
    columns: table.columns,
    cells: rowAt.map((row) => columnAt.map((column) => shown(row, column))),
    rowTotals: rowAt.map((row) => shown(row, grid.columns)),
    columnTotals: columnAt.map((column) => shown(grid.rows, column)),
    total: shown(grid.rows, grid.columns),
  };
}

/** The places an earlier publication hides, its totals last both ways. */
function hiddenIn(table: PublishedTable, placeOf: (row: number, column: number) => number): number[] {
  const rows = [
    ...table.cells.map((row, i) => [...row, table.rowTotals[i] ?? null]),
    [...table.columnTotals, table.total],
  ];
  return rows.flatMap((row, i) => row.flatMap((value, j) => (value === null ? [placeOf(i, j)] : [])));
}
