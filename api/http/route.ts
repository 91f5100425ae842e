import express, { type Express, type NextFunction, type Request, type Response } from 'express';
import type { z } from 'zod';
import { commandKey } from '../contracts/common.js';
import type { Asking } from '../auth/authenticate.js';
import type { Caller, TokenScope } from '../auth/caller.js';
import type { RouteBudget } from '../limits/limits.js';
import { isTooDeep, JSON_DEPTH } from './json-depth.js';
import { seeingAs, sightOfCaller, type Sight } from '../sight/sight.js';
import { trailOf } from './log.js';
import { parseWith } from './parse.js';
import { HttpProblem } from './problem.js';

/** The largest body anybody may send. */
export const BODY_LIMIT = '256kb';

type Auth = 'none' | 'caller';
type Parsed<T> = T extends z.ZodType ? z.output<T> : undefined;

/** What a handler gets: everything parsed, the caller known. */
export interface Input<A extends Auth, P, Q, B, K extends boolean> {
  readonly caller: A extends 'caller' ? Caller : null;
  readonly params: Parsed<P>;
  readonly query: Parsed<Q>;
  readonly body: Parsed<B>;
  /** The Idempotency-Key, when the route asks for one. */
  readonly key: K extends true ? z.output<typeof commandKey> : null;
  readonly req: Request;
}

/** What a handler answers. Without a schema (204) there is no body. */
export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Instead of a body: takes the answer over, and keeps it open. */
  readonly opens?: (res: Response) => void;
}

/** An answer a route may give, for OpenAPI. Problems need not be listed: their form is the same everywhere. */
export interface Answer {
  readonly description: string;
  readonly schema?: z.ZodType;
  /** The type of a body that is not JSON. */
  readonly media?: string;
}

export interface RouteSpec<
  A extends Auth,
  P extends z.ZodType | undefined,
  Q extends z.ZodType | undefined,
  B extends z.ZodType | undefined,
  K extends boolean,
> {
  readonly method: 'get' | 'post';
  /** In OpenAPI's form: `/api/v1/cases/{id}`. */
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly auth: A;
  /** What a system's token must be made for. Default: `read` for a GET, `command` for a POST. */
  readonly scope?: TokenScope;
  /** The budget it is counted in. Default: `reads` for a GET, `commands` for a POST. */
  readonly budget?: RouteBudget;
  /** `look`: a browser asks by itself, which is no sign that anybody is there. Default: `sign-of-life`. */
  readonly asking?: Asking;
  /** As whom the store is asked. Default: the caller by their own relations; without a caller nobody. */
  readonly sight?: (caller: Caller) => Sight;
  /** A read that answers with a problem of its own status, besides the common ones. */
  readonly problems?: readonly number[];
  readonly idempotent?: K;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly responses: Readonly<Record<number, Answer>>;
  readonly handler: (input: Input<A, P, Q, B, K>) => Promise<Reply> | Reply;
}

/** What OpenAPI and the server need of a route; how it parses is its own affair. */
export interface Route {
  readonly method: 'get' | 'post';
  readonly path: string;
  readonly summary: string;
  readonly tag: string;
  readonly auth: Auth;
  readonly scope: TokenScope;
  readonly idempotent: boolean;
  readonly problems: readonly number[];
  readonly params: z.ZodType | undefined;
  readonly query: z.ZodType | undefined;
  readonly body: z.ZodType | undefined;
  readonly responses: Readonly<Record<number, Answer>>;
  readonly run: (req: Request, res: Response, guard: Guard) => Promise<void>;
}

/** What a route asks of its caller: a token made for it, and something left of a budget. */
export interface Demand {
  readonly scope: TokenScope;
  readonly budget: RouteBudget;
  readonly asking?: Asking;
}

/**
 * Knows who calls: throws 401 for nobody, 403 for a request another site may have forged or a token not made for it, 429
 * when the caller's budget is used up.
 */
export type Guard = (req: Request, demand: Demand) => Promise<Caller>;

// Nobody of ours packs bodies: what unpacks to something else than it seems is not unpacked.
const parseJson = express.json({ limit: BODY_LIMIT, type: 'application/json', inflate: false });

/** A body that is read. Throws 400 for one whose parts lie too deep inside each other. */
function flatEnough(body: unknown): unknown {
  if (!isTooDeep(body)) return body;
  throw new HttpProblem(400, 'nested-too-deep', { detail: `A body nests at most ${JSON_DEPTH} deep.` });
}

function readBody(req: Request, res: Response): Promise<unknown> {
  if (!req.is('application/json')) {
    throw new HttpProblem(415, 'unsupported-media-type', { detail: 'Bodies are application/json.' });
  }
  // The parser takes nothing at all for an empty object; it is no JSON.
  if (req.get('content-length') === '0') throw new HttpProblem(400, 'malformed-json');
  return new Promise<unknown>((resolve, reject) => {
    parseJson(req, res, (failure?: unknown) => {
      if (failure === undefined) resolve(req.body);
      else
        reject(
          failure instanceof Error ? failure : new HttpProblem(400, 'malformed-json', { cause: failure }),
        );
    });
  }).then(flatEnough);
}

function readKey(req: Request): z.output<typeof commandKey> {
  const header = req.get('idempotency-key');
  if (header === undefined || header === '') {
    throw new HttpProblem(400, 'key-missing', { detail: 'An Idempotency-Key header (a UUID) is needed.' });
  }
  const key = commandKey.safeParse(header.toLowerCase());
  if (!key.success)
    throw new HttpProblem(400, 'key-malformed', { detail: 'The Idempotency-Key must be a UUID.' });
  return key.data;
}

/**
 * Declares a route. The table of routes is what the server serves and what OpenAPI is made from, so that neither can
 * know a route the other does not. Order of refusals: 401, forged 403, 429, 400/413/415, 422, then the handler's own.
 */
export function route<
  A extends Auth,
  P extends z.ZodType | undefined = undefined,
  Q extends z.ZodType | undefined = undefined,
  B extends z.ZodType | undefined = undefined,
  K extends boolean = false,
>(spec: RouteSpec<A, P, Q, B, K>): Route {
  const { method, path, summary, tag, auth, params, query, body, responses, problems, handler } = spec;
  const idempotent = spec.idempotent === true;
  const scope = spec.scope ?? (method === 'get' ? 'read' : 'command');
  const budget = spec.budget ?? (method === 'get' ? 'reads' : 'commands');
  const { asking = 'sign-of-life' } = spec;
  const sightOf = spec.sight ?? sightOfCaller;
  const run = async (req: Request, res: Response, guard: Guard): Promise<void> => {
    const caller = auth === 'caller' ? await guard(req, { scope, budget, asking }) : null;
    const key = idempotent ? readKey(req) : null;
    const sent = body === undefined ? undefined : await readBody(req, res);
    const input = {
      caller,
      key,
      params: params === undefined ? undefined : parseParams(params, req.params),
      query: query === undefined ? undefined : parseWith(query, req.query, 'query'),
      body: body === undefined ? undefined : parseWith(body, sent),
      req,
    };
    // Each member was made from the part of `spec` that gives it its type; the compiler cannot follow the conditions.
    const handle = () => handler(input as Input<A, P, Q, B, K>);
    answer(res, await (caller === null ? handle() : seeingAs(sightOf(caller), handle)));
  };
  return {
    method,
    path,
    summary,
    tag,
    auth,
    scope,
    idempotent,
    problems: problems ?? [],
    params,
    query,
    body,
    responses,
    run,
  };
}

/** An id that cannot be one names nothing: 404, like any other unknown id. */
function parseParams(schema: z.ZodType, params: unknown): unknown {
  const result = schema.safeParse(params);
  if (!result.success) throw new HttpProblem(404, 'not-found', { detail: 'There is nothing here for you.' });
  return result.data;
}

function answer(res: Response, reply: Reply): void {
  res.status(reply.status);
  for (const [name, value] of Object.entries(reply.headers ?? {})) res.setHeader(name, value);
  if (reply.opens) reply.opens(res);
  else if (reply.body === undefined) res.end();
  else res.json(reply.body);
}

/** Serves the routes; another method on a path of theirs is answered with 405. */
export function mountRoutes(app: Express, routes: readonly Route[], guard: Guard): void {
  const methods = new Map<string, string[]>();
  for (const it of routes) {
    const path = it.path.replaceAll(/\{(\w+)\}/g, ':$1');
    methods.set(path, [...(methods.get(path) ?? []), it.method.toUpperCase()]);
    app[it.method](path, (req: Request, res: Response, next: NextFunction) => {
      trailOf(req).route = it.path;
      it.run(req, res, guard).catch(next);
    });
  }
  for (const [path, allowed] of methods) {
    app.all(path, (_req, res) => {
      res.setHeader('Allow', allowed.join(', '));
      throw new HttpProblem(405, 'method-not-allowed');
    });
  }
}
