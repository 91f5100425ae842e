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
  has(column: string): boolean;
  /** The cell without blanks around it; empty where there is no such column. */
  cell(column: string): string;
}

/** The columns of a file that are read. */
export interface Columns {
  /** Without these the file cannot be read. */
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/** Rows that are given out together: to wait for each by itself takes longer than to read it. */
const TOGETHER = 500;

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

/** A class, for there are hundreds of thousands: functions of its own in each would be most of its weight. */
class Row implements CsvRow {
  readonly file: string;
  readonly row: number;
  readonly cells: readonly string[];
  private readonly places: ReadonlyMap<string, number>;

  constructor(file: string, row: number, cells: readonly string[], places: ReadonlyMap<string, number>) {
    this.file = file;
    this.row = row;
    this.cells = cells;
    this.places = places;
  }

  has(column: string): boolean {
    return this.places.has(column);
  }

  cell(column: string): string {
    const at = this.places.get(column);
    return at === undefined ? '' : (this.cells[at] ?? '').trim();
  }
}

class Heading {
  readonly places: ReadonlyMap<string, number>;
  /**
   * How faults call the columns: by a name that is known here, else by the place. A file without a heading has people in
   * its first row.
   */
  readonly names: readonly string[];

  constructor(cells: readonly string[], file: string, { required, optional }: Columns, faults: Faults) {
    const known = new Set([...required, ...optional]);
    const written = cells.map((cell) => cell.trim());
    this.names = written.map((name, at) => (known.has(name) ? name : `column ${at + 1}`));
    const places = new Map<string, number>();
    for (const [at, name] of written.entries()) {
      const column = this.names[at] ?? null;
      if (name !== '' && places.has(name)) faults.add({ file, row: 1, column, code: 'column-twice' });
      places.set(name, at);
    }
    for (const column of required) {
      if (!places.has(column)) faults.add({ file, row: 1, column, code: 'column-missing' });
    }
    this.places = places;
  }
}

function isSound({ file, row, cells }: Row, heading: Heading, faults: Faults): boolean {
  if (cells.length !== heading.names.length) {
    faults.add({ file, row, column: null, code: 'column-count' });
    return false;
  }
  let sound = true;
  for (let i = 0; i < cells.length; i += 1) {
    const cell = cells[i] ?? '';
    if (cell === '' || !isFormula(cell)) continue;
    faults.add({ file, row, column: heading.names[i] ?? null, code: 'formula' });
    sound = false;
  }
  return sound;
}

/** One after the other, so that what is wrong with a row is said before what is wrong with the next. */
function* soundOnes(rows: readonly Row[], heading: Heading | null, faults: Faults): Generator<CsvRow> {
  for (const row of rows) if (heading !== null && isSound(row, heading, faults)) yield row;
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
 * The rows of a CSV file in their order, some hundred at a time; what is wrong with the file or a row goes to `faults`,
 * and such a row is left out. Comma, semicolon or tab; UTF-8 with or without its mark. Nothing is kept of a row that was
 * given out.
 */
export async function* readCsv(
  path: string,
  columns: Columns,
  faults: Faults,
): AsyncGenerator<Iterable<CsvRow>> {
  const file = nameOf(path);
  let row = 0;
  let heading: Heading | null = null;
  let batch: Row[] = [];
  try {
    const { delimiter } = await readHead(path);
    const rows = pipeline(
      readText(path),
      parse({ delimiter, relax_column_count: true, max_record_size: MAX_ROW_BYTES }),
      () => undefined,
    );
    for await (const cells of rows as AsyncIterable<string[]>) {
      row += 1;
      if (heading === null) {
        const before = faults.count;
        heading = new Heading(cells, file, columns, faults);
        if (faults.count > before) return;
        continue;
      }
      if (cells.length === 1 && cells[0]?.trim() === '') continue;
      if (row > MAX_ROWS) throw new FileProblem('too-many-rows');
      batch.push(new Row(file, row, cells, heading.places));
      if (batch.length < TOGETHER) continue;
      yield soundOnes(batch, heading, faults);
      batch = [];
    }
    yield soundOnes(batch, heading, faults);
    batch = [];
    if (row < 2) throw new FileProblem('no-rows');
  } catch (failure) {
    const problem = problemOf(failure, row + 1);
    // What is wrong with the rows before it is said, too.
    yield soundOnes(batch, heading, faults);
    faults.add({ file, row: problem.row, column: null, code: problem.code });
  }
}
