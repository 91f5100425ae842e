import { readIdentityCode, type IdentityCode } from '../../../domain/identity-code.js';
import { tryParseDate, type CivilDate } from '../../../domain/time/civil-date.js';
import type { CsvRow } from './csv-rows.js';
import type { FaultCode, Faults } from './faults.js';

const LONGEST = 200;
/** The core of an address; whether somebody reads it only a mail can tell. */
const ADDRESS = /^[^\s@<>,;"]+@[^\s@<>,;"]+\.[^\s@<>,;".]+$/;
const YES: ReadonlySet<string> = new Set(['true', '1', 'yes', 'kyllä', 'x']);
const NO: ReadonlySet<string> = new Set(['false', '0', 'no', 'ei']);

/**
 * Reads the cells of one row and collects what is wrong with them. An optional cell of a column that is not there is
 * null: the file does not say. An empty one is empty text: the file says there is none.
 */
export class RowReader {
  private readonly from: CsvRow;
  private readonly faults: Faults;
  private sound = true;

  constructor(from: CsvRow, faults: Faults) {
    this.from = from;
    this.faults = faults;
  }

  /** Nothing was wrong so far. */
  get isSound(): boolean {
    return this.sound;
  }

  wrong(column: string, code: FaultCode): void {
    const { file, row } = this.from;
    this.faults.add({ file, row, column, code });
    this.sound = false;
  }

  /** A text that must be there. */
  text(column: string, longest = LONGEST): string {
    const value = this.optional(column, longest) ?? '';
    if (value === '') this.wrong(column, 'missing');
    return value;
  }

  optional(column: string, longest = LONGEST): string | null {
    if (!this.from.has(column)) return null;
    const value = this.from.cell(column);
    if (value.length > longest) this.wrong(column, 'too-long');
    // A character of control makes a text unreadable, and a zero none at all for the store.
    else if (/\p{Cc}/u.test(value)) this.wrong(column, 'control-character');
    return value;
  }

  /**
   * A name by which a system knows somebody: kept in clear and shown in reports, so that no personal identity code may
   * stand for it.
   */
  id(column: string): string {
    return this.notACode(column, this.text(column));
  }

  /** As `id`, where there may be none. */
  optionalId(column: string, longest = LONGEST): string | null {
    const value = this.optional(column, longest);
    return value === null ? null : this.notACode(column, value);
  }

  private notACode(column: string, value: string): string {
    if (readIdentityCode(value).ok) this.wrong(column, 'identity-code-as-id');
    return value;
  }

  /** A day; null where none is written. */
  date(column: string): CivilDate | null {
    const value = this.from.cell(column);
    if (value === '') return null;
    // OneRoster also writes an instant; the day of it is meant.
    const date = tryParseDate(value.slice(0, 10));
    if (date === null || (value.length > 10 && value.charAt(10) !== 'T')) this.wrong(column, 'not-a-date');
    return date;
  }

  /** Yes or no; null where nothing is written. */
  yesNo(column: string): boolean | null {
    const value = this.from.cell(column).toLowerCase();
    if (value === '') return null;
    if (!YES.has(value) && !NO.has(value)) this.wrong(column, 'not-a-choice');
    return YES.has(value);
  }

  /** One of a few words; null where nothing is written. */
  choice<T extends string>(column: string, words: readonly T[]): T | null {
    const value = this.from.cell(column);
    if (value === '') return null;
    const found = words.find((word) => word === value);
    if (found === undefined) this.wrong(column, 'not-a-choice');
    return found ?? null;
  }

  address(column: string): string | null {
    const value = this.optional(column, 254);
    if (value && !ADDRESS.test(value)) this.wrong(column, 'not-an-address');
    return value;
  }

  /** A personal identity code; null where none is written. @param value the cell, or the part of it that is the code */
  identityCode(column: string, value = this.from.cell(column)): IdentityCode | null {
    if (value === '') return null;
    const read = readIdentityCode(value);
    if (read.ok) return read.value;
    this.wrong(column, read.code);
    return null;
  }
}
