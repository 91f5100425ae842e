import type { Published, PublishedTable } from '../../../domain/statistics-floor.js';

/*
 * Somebody who knows a published table and nothing else, and tries all tables there may be behind it. It shares nothing
 * with the rules that publish: it only counts.
 */

/** What is asked of one place: `rows` and `columns` as numbers stand for the totals. */
export interface Question {
  readonly row: number;
  readonly column: number;
  readonly is: (value: number) => boolean;
}

/** A published table with its totals last, both ways. */
export function withTotals(table: PublishedTable): Published[][] {
  return [
    ...table.cells.map((row, i) => [...row, table.rowTotals[i] ?? null]),
    [...table.columnTotals, table.total],
  ];
}

function sum(values: readonly number[]): number {
  return values.reduce((all, value) => all + value, 0);
}

/**
 * Whether there is a table of counts, none above `most`, that says the same as the published one and answers the
 * question with yes. Tries them all, row by row; leaves a way as soon as a place or a full line says otherwise.
 */
export function mayBe(table: PublishedTable, question: Question, most: number): boolean {
  const shown = withTotals(table);
  const [rows, columns] = [table.rows.length, table.columns.length];
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => 0));
  const fits = (row: number, column: number, value: number): boolean => {
    const known = shown[row]?.[column];
    if (typeof known === 'number' && known !== value) return false;
    return row !== question.row || column !== question.column || question.is(value);
  };
  const isOver = (row: number, column: number, value: number): boolean =>
    value > (shown[row]?.[column] ?? value);

  function fill(at: number): boolean {
    if (at === rows * columns) return fits(rows, columns, sum(cells.flat()));
    const [i, j] = [Math.floor(at / columns), at % columns];
    const row = cells[i] ?? [];
    const above = sum(cells.slice(0, i).map((it) => it[j] ?? 0));
    const before = sum(row.slice(0, j));
    for (let value = 0; value <= most; value += 1) {
      if (isOver(i, columns, before + value) || isOver(rows, j, above + value)) break;
      if (!fits(i, j, value)) continue;
      if (j === columns - 1 && !fits(i, columns, before + value)) continue;
      if (i === rows - 1 && !fits(rows, j, above + value)) continue;
      row[j] = value;
      if (fill(at + 1)) return true;
    }
    row[j] = 0;
    return false;
  }
  return fill(0);
}

/** Adds and subtracts the shown sums for as long as that tells of a place: what a reader does with a pencil. */
export function reckoned(table: PublishedTable): Published[][] {
  const shown = withTotals(table);
  const lines = [
    ...shown.map((row, i) => row.map((_, j) => [i, j] as const)),
    ...(shown[0] ?? []).map((_, j) => shown.map((__, i) => [i, j] as const)),
  ];
  const value = ([i, j]: readonly [number, number]): Published => shown[i]?.[j] ?? null;
  for (let found = true; found;) {
    found = false;
    for (const line of lines) {
      const unknown = line.filter((place) => value(place) === null);
      const [only] = unknown;
      const total = line.at(-1);
      if (only === undefined || total === undefined || unknown.length > 1) continue;
      const parts = sum(line.slice(0, -1).map((place) => value(place) ?? 0));
      const row = shown[only[0]];
      if (row) row[only[1]] = only === total ? parts : (value(total) ?? 0) - parts;
      found = true;
    }
  }
  return shown;
}
