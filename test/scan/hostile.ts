import fc from 'fast-check';

/** As a cursor of a list is written. */
function cursor(text: string): string {
  return Buffer.from(text).toString('base64url');
}

/** Strings that have broken something somewhere: injection, paths, tricks of Unicode and of JSON. */
const STRINGS = [
  ...['', ' ', '\u0000', 'a\u0000b', '\ud800', 'a\udfff', '\ufeff', '\u202eevil', 'e\u0301', '\u200d\u200b'],
  ...[
    "' OR '1'='1",
    "'; DROP TABLE case_event; --",
    '1) UNION SELECT secret_hash FROM consent_link --',
    '%',
    '_',
  ],
  ...['$1', "\\'; SELECT pg_sleep(9); --", '-opened; SELECT 1', 'opened DESC, (SELECT 1)', '{"$gt":""}'],
  ...['../../etc/passwd', '..\\..\\', '/etc/passwd%00.png', 'C:\\', '<script>alert(1)</script>', '{{7*7}}'],
  ...[
    '\r\nSet-Cookie: a=b',
    '%0d%0aX: y',
    '__proto__',
    'constructor',
    'toString',
    'null',
    'undefined',
    'NaN',
  ],
  ...['true', '0', '-1', '1e309', '0x10', '9007199254740993', '2026-02-31', '9999-12-31', '0000-00-00'],
  ...['-271821-04-20', '+275760-09-13', '2026-11-23T00:00:00Z', 'R-2026-000001', 'R-9999-999999999999999999'],
  ...[
    '2147483648',
    '4294967296',
    '99999999999',
    '9007199254740991',
    cursor('["1","' + '-'.repeat(36) + '"]'),
  ],
  ...[cursor('["2026-11-23","' + 'a'.repeat(36) + '"]'), cursor('1 R-2026-\u0000'), cursor('[[],{}]')],
  ...['5a3b1e00-0000-4004-8000-00000000000', '00000000-0000-0000-0000-000000000000', 'A'.repeat(2_000)],
  ...['Ä'.repeat(300), '👩‍👩‍👧‍👦'.repeat(40), 'ﷺ', 'Ꮥ', 'İ', 'ß', '𝕽𝖎𝖓𝖓𝖆𝖑𝖑𝖆', 'z͑ͫ̓ͪ̂ͫ̽͏̴̙̤̞͉͚̯̞̠͍A̴̵̜̰͔ͫ͗͢L̠ͨͧͩ͘G̴̻͈͍͔̹̑͗̎̅͛́Ǫ̵̹̻̝̳͂̌̌͘!'],
];

export const hostileString: fc.Arbitrary<string> = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...STRINGS) },
  { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 60 }) },
);

function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let turn = 0; turn < depth; turn += 1) value = turn % 2 === 0 ? [value] : { a: value };
  return value;
}

/** JSON of the wrong kind, size or depth. */
export const hostileValue: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 6, arbitrary: hostileString },
  {
    weight: 4,
    arbitrary: fc.constantFrom<unknown>(
      ...[null, true, false, 0, -1, 1.5, 1e21, 2 ** 31, 2 ** 53, -0, [], {}, [[]], [null], { a: {} }],
      ...[nested(20), nested(31), nested(40), Array.from({ length: 300 }, () => 0), 'x'.repeat(5_000)],
    ),
  },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

type Path = readonly (string | number)[];

function pathsOf(value: unknown, at: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [at];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.map((item: unknown, index) => [index, item])
    : Object.entries(value);
  return [at, ...entries.flatMap(([key, inner]) => pathsOf(inner, [...at, key]))];
}

function changed(value: unknown, [key, ...rest]: Path, change: (old: unknown) => unknown): unknown {
  if (key === undefined) return change(value);
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === key ? changed(item, rest, change) : item));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).flatMap(([name, inner]) => {
    if (name !== key) return [[name, inner]];
    const now = changed(inner, rest, change);
    return now === undefined ? [] : [[name, now]];
  });
  return Object.fromEntries(entries);
}

function withKey(value: unknown, key: string, added: unknown): unknown {
  if (Array.isArray(value)) return [...value, added];
  if (typeof value !== 'object' || value === null) return added;
  return { ...value, [key]: added };
}

/** A value of which one part was replaced, left out, or given something more. */
export function spoilt(valid: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> {
  const how = fc.constantFrom('replace', 'replace', 'omit', 'add');
  return fc.tuple(valid, how, fc.nat(), hostileValue, hostileString).map(([value, act, n, odd, key]) => {
    const paths = pathsOf(value);
    const path = paths[n % paths.length] ?? [];
    return changed(value, path, (old) => {
      if (act === 'add') return withKey(old, key, odd);
      return act === 'omit' && path.length > 0 ? undefined : odd;
    });
  });
}
