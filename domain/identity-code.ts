import { daysInMonth, tryParseDate, type CivilDate } from './time/civil-date.js';

/** Why a text is no personal identity code. The text itself is never repeated. */
export type IdentityCodeFault =
  | 'identity-code-form'
  | 'identity-code-date'
  | 'identity-code-number'
  | 'identity-code-check';

/** What a personal identity code says. */
export interface IdentityCode {
  /** In its one spelling: eleven characters, letters large. */
  readonly code: string;
  /** Null for people born before 1900, whom the calendar of this product does not reach. */
  readonly birthDate: CivilDate | null;
  /** The individual number is 900 or more: given for a time by a hospital or a register, or invented; nobody's own. */
  readonly temporary: boolean;
}

const FORM = /^(\d{2})(\d{2})(\d{2})([-+A-FU-Y])(\d{3})([0-9A-Y])$/;
const CHECKS = '0123456789ABCDEFHJKLMNPRSTUVWXY';
const FIRST_NUMBER = 2;
const FIRST_TEMPORARY = 900;

/** The century a sign stands for; the letters beside `-` and `A` are in use since 2023 (asetus 128/2010, 690/2022). */
function centuryOf(sign: string): number {
  if (sign === '+') return 1800;
  return 'ABCDEF'.includes(sign) ? 2000 : 1900;
}

/** The check character: the nine digits as one number, divided by 31. @param digits `ppkkvvnnn` */
export function identityCheck(digits: string): string {
  return CHECKS.charAt(Number(digits) % CHECKS.length);
}

/**
 * Reads a Finnish personal identity code. Blanks around it and small letters are forgiven.
 *
 * 1. `ppkkvv`, a sign of the century (`+` 1800; `-` `U` `V` `W` `X` `Y` 1900; `A`–`F` 2000), an individual number from
 *    002 on, a check character.
 * 2. The day exists in that year.
 * 3. The sign does not go into the check: two codes that differ in it alone are two people.
 */
export function readIdentityCode(
  text: string,
):
  | { readonly ok: true; readonly value: IdentityCode }
  | { readonly ok: false; readonly code: IdentityCodeFault } {
  const code = text.trim().toUpperCase();
  const parts = FORM.exec(code);
  if (!parts) return { ok: false, code: 'identity-code-form' };
  const [, day = '', month = '', years = '', sign = '', number = '', check = ''] = parts;
  const year = centuryOf(sign) + Number(years);
  const isMonth = Number(month) >= 1 && Number(month) <= 12;
  if (!isMonth || Number(day) < 1 || Number(day) > daysInMonth(year, Number(month)))
    return { ok: false, code: 'identity-code-date' };
  if (Number(number) < FIRST_NUMBER) return { ok: false, code: 'identity-code-number' };
  if (identityCheck(`${day}${month}${years}${number}`) !== check)
    return { ok: false, code: 'identity-code-check' };
  const birthDate = tryParseDate(`${year}-${month}-${day}`);
  return { ok: true, value: { code, birthDate, temporary: Number(number) >= FIRST_TEMPORARY } };
}
