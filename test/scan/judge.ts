import Ajv2020, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { Description, Operation } from './description.js';
import type { ScanRequest } from './requests.js';

/** What came back. */
export interface ScanAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

const DOCUMENT = 'urn:rinnalla:openapi';
const STACK = /\n\s+at .{1,200}:\d+:\d+|node_modules\/|\/(api|domain|prisma|bin)\/[\w/-]+\.ts/;
const CODE = /^[a-z][a-z0-9-]{1,60}$/;

function pointer(...parts: readonly string[]): string {
  return parts
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .map((part) => `/${part}`)
    .join('');
}

/** Knows what the description says of answers. */
export class Judge {
  private readonly ajv = new Ajv2020.default({ strict: false, validateSchema: false, allErrors: false });
  private readonly compiled = new Map<string, ValidateFunction>();

  constructor(description: Description) {
    addFormats.default(this.ajv);
    this.ajv.addSchema({ ...description, $id: DOCUMENT });
  }

  /** What is wrong with an answer, in few words without values; null when nothing is. */
  fault({ operation, method }: ScanRequest, answer: ScanAnswer): string | null {
    const { status, headers, text } = answer;
    if (status >= 500) return `${status} ${codeOf(text)}`;
    if (STACK.test(text)) return `${status} tells where our code lies`;
    if (
      (status === 429 || status === 202) &&
      headers.get(status === 202 ? 'location' : 'retry-after') === null
    )
      return `${status} without saying where or when to ask again`;
    if (method === operation.method) return this.faultOfAnswer(operation, answer);
    return faultOfOtherMethod(operation, method, answer);
  }

  private faultOfAnswer(operation: Operation, { status, headers, text }: ScanAnswer): string | null {
    const types = operation.answers.get(status);
    if (types === undefined) return `${status} ${codeOf(text)} is not in the description`;
    if (types.length === 0) return text === '' ? null : `${status} has a body that is not in the description`;
    const type = (headers.get('content-type') ?? '').split(';')[0] ?? '';
    if (!types.includes(type)) return `${status} comes as ${type === '' ? 'nothing' : type}`;
    const body = type.includes('json') ? parsed(text) : text;
    if (body === undefined) return `${status} is no JSON`;
    const way = ['paths', operation.path, operation.method.toLowerCase(), 'responses', String(status)];
    const wrong = this.mismatch(pointer(...way, 'content', type, 'schema'), body);
    if (wrong !== null) return `${status} differs from its schema: ${wrong}`;
    return type === 'application/problem+json' ? faultOfProblem(body, status) : null;
  }

  private mismatch(at: string, body: unknown): string | null {
    let validate = this.compiled.get(at);
    if (validate === undefined) {
      validate = this.ajv.compile({ $ref: `${DOCUMENT}#${at}` });
      this.compiled.set(at, validate);
    }
    if (validate(body)) return null;
    const [error] = validate.errors ?? [];
    const place = (error?.instancePath ?? '').replaceAll(/\/\d+/g, '/*');
    return `${place} ${error?.keyword ?? ''} ${JSON.stringify(error?.params ?? {})}`;
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function codeOf(text: string): string {
  const body = parsed(text);
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined;
  return typeof code === 'string' ? code : '(no code)';
}

function faultOfProblem(body: unknown, status: number): string | null {
  if (typeof body !== 'object' || body === null || !('code' in body && 'type' in body && 'status' in body))
    return `${status} is no problem document`;
  const { code, type } = body;
  if (typeof code !== 'string' || !CODE.test(code)) return `${status} has no stable code`;
  if (type !== `urn:rinnalla:problem:${code}`) return `${status} ${code} is of another type`;
  return body.status === status ? null : `${status} ${code} says ${String(body.status)}`;
}

/** HEAD is a GET without its body; any other method that is not there is 405. */
function faultOfOtherMethod(operation: Operation, method: string, { status, headers, text }: ScanAnswer) {
  if (method === 'HEAD') {
    const known = [405, ...operation.answers.keys()].includes(status);
    return text === '' && known ? null : `${status} to HEAD`;
  }
  if (status === 429) return null;
  // A path that cannot be read names nothing, whatever the method.
  if (status === 404 && codeOf(text) === 'not-found') return null;
  if (status !== 405) return `${status} ${codeOf(text)} to ${method}`;
  return headers.get('allow') === operation.methods.join(', ') ? null : `405 without what is allowed`;
}
