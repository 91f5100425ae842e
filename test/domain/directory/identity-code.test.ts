import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { identityCheck, readIdentityCode } from '../../../domain/identity-code.js';
import { fromDayNumber, dayNumber, parseDate, partsOf } from '../../../domain/time/civil-date.js';

const SIGNS = { 1900: ['-', 'U', 'V', 'W', 'X', 'Y'], 2000: ['A', 'B', 'C', 'D', 'E', 'F'] } as const;
const two = (value: number) => String(value).padStart(2, '0');

/** Invented codes only: the 900 series is nobody's. */
const invented = fc
  .record({
    day: fc.integer({ min: dayNumber(parseDate('1900-01-01')), max: dayNumber(parseDate('2099-12-31')) }),
    sign: fc.nat({ max: 5 }),
    number: fc.integer({ min: 900, max: 999 }),
  })
  .map(({ day, sign, number }) => {
    const born = fromDayNumber(day);
    const { year, month, day: of } = partsOf(born);
    const start = `${two(of)}${two(month)}${two(year % 100)}`;
    const signs = year < 2000 ? SIGNS[1900] : SIGNS[2000];
    return { born, code: `${start}${signs[sign]}${number}${identityCheck(`${start}${number}`)}` };
  });

function faultOf(text: string): string {
  const read = readIdentityCode(text);
  return read.ok ? 'none' : read.code;
}

describe('A personal identity code', () => {
  test('says the birth date, under every sign of its century', () => {
    fc.assert(
      fc.property(invented, ({ born, code }) => {
        expect(readIdentityCode(code)).toEqual({
          ok: true,
          value: { code, birthDate: born, temporary: true },
        });
      }),
    );
  });

  test('is the same with blanks around it and in small letters', () => {
    fc.assert(
      fc.property(invented, ({ code }) => {
        expect(readIdentityCode(` ${code.toLowerCase()}\t`)).toEqual(readIdentityCode(code));
      }),
    );
  });

  test('with one wrong digit, or two neighbours that changed places, is noticed', () => {
    fc.assert(
      fc.property(
        invented,
        fc.constantFrom(0, 1, 2, 3, 4, 5, 7, 8, 9),
        fc.integer({ min: 1, max: 9 }),
        (of, at, by) => {
          const digit = (Number(of.code[at]) + by) % 10;
          expect(faultOf(`${of.code.slice(0, at)}${digit}${of.code.slice(at + 1)}`)).not.toBe('none');
        },
      ),
    );
    fc.assert(
      fc.property(invented, fc.constantFrom(0, 1, 2, 3, 4, 7, 8), ({ code }, at) => {
        const [one = '', other = ''] = [code[at], code[at + 1]];
        fc.pre(one !== other);
        expect(faultOf(`${code.slice(0, at)}${other}${one}${code.slice(at + 2)}`)).not.toBe('none');
      }),
    );
  });

  test('that is no code is refused with a reason, and never throws', () => {
    fc.assert(fc.property(fc.string({ maxLength: 20 }), (text) => void readIdentityCode(text)));
    expect(faultOf('')).toBe('identity-code-form');
    expect(faultOf('010101G900A')).toBe('identity-code-form');
    expect(faultOf('310202A900A')).toBe('identity-code-date');
    expect(faultOf('290201A900A')).toBe('identity-code-date');
    expect(faultOf('010001A900A')).toBe('identity-code-date');
    for (const noDay of ['011301A900A', '000101A900A'])
      expect([noDay, faultOf(noDay)]).toEqual([noDay, 'identity-code-date']);
    expect(faultOf('010101A001A')).toBe('identity-code-number');
    // The first number that there is: refused for its check character alone.
    expect(faultOf('010101A002A')).toBe('identity-code-check');
    expect(faultOf(`010101A900${identityCheck('010101900') === 'A' ? 'B' : 'A'}`)).toBe(
      'identity-code-check',
    );
  });

  test('is the whole text: one that stands inside another text is none', () => {
    const code = `010101A900${identityCheck('010101900')}`;
    expect(faultOf(code)).toBe('none');
    for (const longer of [`1${code}`, `${code}1`, `${code} ${code}`])
      expect(faultOf(longer)).toBe('identity-code-form');
  });

  test('of somebody born before 1900 is a code without a birth date of our calendar', () => {
    const code = `010199+900${identityCheck('010199900')}`;
    expect(readIdentityCode(code)).toEqual({ ok: true, value: { code, birthDate: null, temporary: true } });
  });
});
