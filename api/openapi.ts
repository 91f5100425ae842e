import { STATUS_CODES } from 'node:http';
import { z } from 'zod';
import { problem } from './contracts/common.js';
import type { Answer, Route } from './http/route.js';

type Json = Record<string, unknown>;

const REF = '#/$defs/';

/** Schemas with a name of their own, collected while routes are described. */
type Named = Map<string, unknown>;

/** The JSON Schema of a contract; named parts go to `components` and are referred to. */
function schemaOf(contract: z.ZodType, io: 'input' | 'output', named: Named): Json {
  const { $schema: _dialect, $defs = {}, ...schema } = z.toJSONSchema(contract, { io });
  for (const [name, definition] of Object.entries($defs)) named.set(name, refer(definition));
  const json = refer(schema);
  return isJson(json) ? json : {};
}

function isJson(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The same schema with its references pointing to `components`. */
function refer(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(refer);
  if (!isJson(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => {
      const isRef = key === '$ref' && typeof inner === 'string';
      return [key, isRef ? inner.replace(REF, '#/components/schemas/') : refer(inner)];
    }),
  );
}

/** Parameters of one place from a contract of an object. */
function parameters(contract: z.ZodType | undefined, where: 'path' | 'query', named: Named): Json[] {
  if (contract === undefined) return [];
  const schema = schemaOf(contract, 'input', named);
  const properties = isJson(schema['properties']) ? schema['properties'] : {};
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: where,
    required: where === 'path' || required.includes(name),
    schema: property,
  }));
}

const KEY_HEADER: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  required: true,
  description: 'A UUID, made when the form opens. The same key and body again gets the same answer.',
  schema: { type: 'string', format: 'uuid' },
};

function success(answer: Answer, named: Named): Json {
  const { description, schema, media } = answer;
  if (media !== undefined) return { description, content: { [media]: { schema: { type: 'string' } } } };
  if (schema === undefined) return { description };
  return { description, content: { 'application/json': { schema: schemaOf(schema, 'output', named) } } };
}

/** Problems a route may answer with: those of its own and those that follow from its shape. */
function problemsOf(route: Route): number[] {
  const found = new Set([...route.problems, 429, 500, 503]);
  // 403 also for a read: a token may have been made for something else.
  if (route.auth === 'caller') for (const status of [401, 403]) found.add(status);
  if (route.idempotent) found.add(400);
  if (route.params) found.add(404);
  if (route.query ?? route.body) found.add(422);
  if (route.body) for (const status of [400, 413, 415]) found.add(status);
  return [...found].toSorted((a, b) => a - b);
}

function problemAnswer(status: number): Json {
  return {
    description: STATUS_CODES[status] ?? 'Error',
    content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
  };
}

function operation(route: Route, named: Named): Json {
  const answers = Object.entries(route.responses).map(([status, answer]) => [status, success(answer, named)]);
  const problems = problemsOf(route)
    .filter((status) => route.responses[status] === undefined)
    .map((status) => [String(status), problemAnswer(status)]);
  return {
    operationId: `${route.method}${route.path.replaceAll(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    tags: [route.tag],
    security: route.auth === 'caller' ? [{ session: [] }, { token: [route.scope] }] : [],
    parameters: [
      ...parameters(route.params, 'path', named),
      ...parameters(route.query, 'query', named),
      ...(route.idempotent ? [KEY_HEADER] : []),
    ],
    ...(route.body
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema: schemaOf(route.body, 'input', named) } },
          },
        }
      : {}),
    responses: Object.fromEntries([...answers, ...problems]),
  };
}

/** OpenAPI 3.1 of a table of routes, made from the contracts that parse requests and type answers. */
export function describeRoutes(routes: readonly Route[], version: string): Json {
  const named: Named = new Map();
  // Named by itself, so that every answer may refer to it.
  schemaOf(problem, 'output', named);
  const paths: Record<string, Json> = {};
  for (const route of routes) {
    paths[route.path] = { ...paths[route.path], [route.method]: operation(route, named) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Rinnalla',
      version,
      description:
        'Case orchestration for student welfare. Errors are RFC 9457 problem documents with a stable `code`. ' +
        'With a session cookie, requests that change something also send `X-Requested-With: rinnalla`.',
    },
    paths,
    components: {
      schemas: Object.fromEntries([...named].toSorted(([a], [b]) => (a < b ? -1 : 1))),
      securitySchemes: {
        session: { type: 'apiKey', in: 'cookie', name: 'rinnalla_session' },
        token: { type: 'http', scheme: 'bearer' },
      },
    },
  };
}
