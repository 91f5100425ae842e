import { pipeline } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { Faults } from './faults.js';
import { FileProblem, nameOf, readHead, readText } from './text-file.js';

const MAX_ROWS = 5_000_000;
const MAX_ROW_BYTES = 65_536;

/** One row of a file, read by the names of the heading. */
export interface CsvRow {
  readonly file: string;
  /** As a spreadsheet counts: the heading is row 1. */
  readonly row: number;
  /** Whether the heading has the column. */
  readonly has: (column: string) => boolean;
  /** The cell without blanks around it; empty where there is no such column. */
  readonly cell: (column: string) => string;
}

const EQUALS = 0x3d;
const PLUS = 0x2b;
const MINUS = 0x2d;
const AT = 0x40;

/**
 * Whether a spreadsheet that opens the cell would reckon instead of showing it: what begins with `=`, `+`, `-` or `@`.
 * A number, a phone number and a lone dash are none.
 */
export function isFormula(cell: string): boolean {
  const text = cell.trimStart();
  const first = text.charCodeAt(0);
  if (first === EQUALS || first === AT) return true;
  if (first !== PLUS && first !== MINUS) return false;
  return !/^(-|[+-][\d ().,-]*\d[\d ().,-]*)$/.test(text.trimEnd());
}

class Heading {
  readonly places: ReadonlyMap<string, number>;
  readonly names: readonly string[];

  constructor(cells: readonly string[], file: string, required: readonly string[], faults: Faults) {
    this.names = cells.map((cell) => cell.trim());
    const places = new Map<string, number>();
    for (const [at, name] of this.names.entries()) {
      if (name !== '' && places.has(name)) faults.add({ file, row: 1, column: name, code: 'column-twice' });
      places.set(name, at);
    }
    for (const column of required) {
      if (!places.has(column)) faults.add({ file, row: 1, column, code: 'column-missing' });
    }
    this.places = places;
  }
}

function isSound(
  cells: readonly string[],
  heading: Heading,
  at: { file: string; row: number },
  faults: Faults,
): boolean {
  if (cells.length !== heading.names.length) {
    faults.add({ ...at, column: null, code: 'column-count' });
    return false;
  }
  let sound = true;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? '';
    if (cell === '' || !isFormula(cell)) continue;
    faults.add({ ...at, column: heading.names[i] ?? null, code: 'formula' });
    sound = false;
  }
  return sound;
}

function problemOf(failure: unknown, row: number): FileProblem {
  if (failure instanceof FileProblem) return failure;
  if (!(failure instanceof CsvError)) throw failure;
  // The parser is ahead of who reads its rows.
  const { records } = failure;
  const at = typeof records === 'number' ? records + 1 : row;
  return new FileProblem(failure.code === 'CSV_MAX_RECORD_SIZE' ? 'row-too-long' : 'quotes-broken', at);
}

/**
 * The rows of a CSV file one after the other; what is wrong with the file or a row goes to `faults`, and such a row is
 * left out. Comma, semicolon or tab; UTF-8 with or without its mark. Nothing is kept of a row that was given out.
 *
 * @param required columns without which the file cannot be read
 */
export async function* readCsv(
  path: string,
  required: readonly string[],
  faults: Faults,
): AsyncGenerator<CsvRow> {
  const file = nameOf(path);
  let row = 0;
  try {
    const { delimiter } = await readHead(path);
    const rows = pipeline(
      readText(path),
      parse({ delimiter, relax_column_count: true, max_record_size: MAX_ROW_BYTES }),
      () => undefined,
    );
    let heading: Heading | null = null;
    for await (const cells of rows as AsyncIterable<string[]>) {
      row += 1;
      if (heading === null) {
        const before = faults.count;
        heading = new Heading(cells, file, required, faults);
        if (faults.count > before) return;
        continue;
      }
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (row > MAX_ROWS) throw new FileProblem('too-many-rows');
      if (isSound(cells, heading, { file, row }, faults)) yield rowOf(cells, heading.places, file, row);
    }
    if (row < 2) throw new FileProblem('no-rows');
  } catch (failure) {
    const problem = problemOf(failure, row + 1);
    faults.add({ file, row: problem.row, column: null, code: problem.code });
  }
}

function rowOf(
  cells: readonly string[],
  places: ReadonlyMap<string, number>,
  file: string,
  row: number,
): CsvRow {
  return {
    file,
    row,
    has: (column) => places.has(column),
    cell: (column) => {
      const at = places.get(column);
      return at === undefined ? '' : (cells[at] ?? '').trim();
    },
  };
}
