import fc from 'fast-check';
import type { Operation, Parameter } from './description.js';
import { hostileString, spoilt } from './hostile.js';
import { valueOf, type Sources } from './schema-values.js';

/** One request, without what says who sends it. */
export interface ScanRequest {
  readonly operation: Operation;
  readonly method: string;
  /** Path and query. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** A string in an address; one that is no valid Unicode becomes bytes that are no valid UTF-8. */
function encoded(value: string): string {
  try {
    const text = encodeURIComponent(value);
    // What a client would take out of the path by itself never reaches the API.
    return text === '' || text === '.' || text === '..' ? '%00' : text;
  } catch {
    return '%ED%A0%80';
  }
}

function idsAt(path: string, name: string, { material }: Sources): readonly string[] {
  if (name === 'name') return material.names;
  if (name === 'actId') return material.parts;
  if (name === 'key') return material.keys;
  if (path.includes('/cases/')) return material.cases;
  if (path.includes('/learners/')) return material.learners;
  if (path.includes('/versions/')) return material.versions;
  if (path.includes('/talk-requests/')) return material.talks;
  if (path.includes('/consultations/')) return material.consultations;
  return path.includes('/bulk/') ? material.bulks : material.everything;
}

function pathOf({ path, parameters }: Operation, sources: Sources): fc.Arbitrary<string> {
  const names = parameters.filter((it) => it.in === 'path').map((it) => it.name);
  const values = names.map((name) => {
    const own = idsAt(path, name, sources);
    const any = [...sources.material.everything, ...sources.material.names];
    return fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...(own.length > 0 ? own : any)) },
      { weight: 2, arbitrary: fc.constantFrom(...any) },
      { weight: 1, arbitrary: fc.uuid() },
      { weight: 2, arbitrary: hostileString },
    );
  });
  return fc
    .tuple(...values)
    .map((chosen) =>
      names.reduce((at, name, i) => at.replace(`{${name}}`, encoded(String(chosen[i]))), path),
    );
}

/** A parameter of a query; a list is a parameter that comes several times. */
function pairs(name: string, value: unknown): string[] {
  const values: unknown[] = Array.isArray(value) ? value : [value];
  const written = values.map((it) => encoded(typeof it === 'string' ? it : JSON.stringify(it)));
  return written.map((it) => `${encodeURIComponent(name)}=${it}`);
}

function queryOf({ parameters }: Operation, sources: Sources): fc.Arbitrary<string> {
  const one = ({ name, schema, required }: Parameter): fc.Arbitrary<string[]> => {
    const value = fc.oneof(
      { weight: 5, arbitrary: valueOf(schema, sources, name) },
      { weight: 2, arbitrary: hostileString },
    );
    const times = required ? fc.constantFrom(1, 1, 1, 1, 0, 2) : fc.constantFrom(0, 0, 1, 1, 1, 2);
    return fc
      .tuple(times, value, value)
      .map(([n, a, b]) => [a, b].slice(0, n).flatMap((it) => pairs(name, it)));
  };
  const listed = parameters.filter((it) => it.in === 'query');
  const unknown = fc
    .tuple(
      fc.constantFrom(0, 0, 0, 0, 0, 1),
      fc.constantFrom('colour', '__proto__', 'q[]', 'limit[a]'),
      hostileString,
    )
    .map(([n, name, value]) => (n === 0 ? [] : pairs(name, value)));
  return fc.tuple(unknown, ...listed.map(one)).map((parts) => {
    const all = parts.flat();
    return all.length === 0 ? '' : `?${all.join('&')}`;
  });
}

const JSON_TYPE = 'application/json';
type Headers = Readonly<Record<string, string>>;

/** The key of a command: a new one, one that was used before, none, or none that can be read. */
function keyOf({ parameters }: Operation, { material }: Sources): fc.Arbitrary<Headers> {
  if (!parameters.some((it) => it.in === 'header')) return fc.constant({});
  const named = (value: string): Headers => ({ 'idempotency-key': value });
  return fc.oneof(
    { weight: 12, arbitrary: fc.uuid().map(named) },
    { weight: 2, arbitrary: fc.constantFrom(...material.keys).map(named) },
    {
      weight: 1,
      arbitrary: fc.constantFrom<Headers>({}, named('x'), named("' OR 1=1"), named('A'.repeat(999))),
    },
  );
}

/** A body with its headers: mostly JSON that is nearly right. */
function bodyOf(
  { body }: Operation,
  sources: Sources,
): fc.Arbitrary<{ body: string | null; headers: Headers }> {
  const json = { 'content-type': JSON_TYPE };
  if (body === null) {
    const bodies = [null, null, null, null, '{', '[]', 'x'.repeat(1_000)];
    return fc.constantFrom(...bodies).map((it) => ({ body: it, headers: it === null ? {} : json }));
  }
  const valid = valueOf(body, sources);
  const sent = (headers: Headers) => (value: unknown) => ({ body: JSON.stringify(value) ?? '', headers });
  const types = ['text/plain', 'application/x-www-form-urlencoded', 'application/json; charset=utf-16', 'x'];
  types.push('application/json; charset=latin1', 'multipart/form-data; boundary=x', 'application/xml');
  const packed = fc.constantFrom('gzip', 'br', 'deflate', 'zstd', 'identity', 'x');
  const broken = ['', '{', '{"a":1', '[1,]', 'nul', '"', '\u0000', '{"a":\ud800}', '[1]x', '<a/>'];
  return fc.oneof(
    { weight: 40, arbitrary: valid.map(sent(json)) },
    { weight: 60, arbitrary: spoilt(valid).map(sent(json)) },
    { weight: 15, arbitrary: spoilt(spoilt(valid)).map(sent(json)) },
    {
      weight: 5,
      arbitrary: fc
        .tuple(valid, fc.constantFrom(...types))
        .map(([it, type]) => sent({ 'content-type': type })(it)),
    },
    {
      weight: 5,
      arbitrary: fc.tuple(valid, packed).map(([it, way]) => sent({ ...json, 'content-encoding': way })(it)),
    },
    { weight: 5, arbitrary: fc.constantFrom(...broken).map((text) => ({ body: text, headers: json })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom('['.repeat(100_000), `{"a":"${'x'.repeat(300_000)}"}`).map((text) => ({
        body: text,
        headers: json,
      })),
    },
  );
}

const OTHER_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/** Requests of one operation: valid, nearly valid and hostile ones. */
function requestOf(operation: Operation, sources: Sources): fc.Arbitrary<ScanRequest> {
  const others = OTHER_METHODS.filter((it) => !operation.methods.includes(it));
  const method = fc.oneof(
    { weight: 40, arbitrary: fc.constant(operation.method) },
    { weight: 1, arbitrary: fc.constantFrom(...others) },
  );
  const parts = fc.tuple(method, pathOf(operation, sources), queryOf(operation, sources));
  return fc
    .tuple(parts, keyOf(operation, sources), bodyOf(operation, sources))
    .map(([[way, path, query], key, sent]) => {
      const bare = way === 'GET' || way === 'HEAD';
      return {
        operation,
        method: way,
        target: path + query,
        headers: { ...key, ...(bare ? {} : sent.headers) },
        body: bare ? null : sent.body,
      };
    });
}

/** Requests of all operations; those that end a session are rare. */
export function anyRequest(operations: readonly Operation[], sources: Sources): fc.Arbitrary<ScanRequest> {
  return fc.oneof(
    ...operations.map((it) => ({
      weight: it.path.includes('sign-out') ? 1 : it.path.endsWith('/commands') ? 120 : 10,
      arbitrary: requestOf(it, sources),
    })),
  );
}

/** A request as somebody would type it; who they are is theirs to say. */
export function asCurl({ method, target, headers, body }: ScanRequest): string {
  const quoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`;
  const heads = Object.entries(headers).map(([name, value]) => `-H ${quoted(`${name}: ${value}`)}`);
  const shown = body !== null && body.length > 1_500 ? `${body.slice(0, 1_500)}…` : body;
  const data = shown === null ? [] : [`--data-raw ${quoted(shown)}`];
  return ['curl', '-X', method, ...heads, ...data, `"$API"${quoted(target)}`].join(' ');
}
