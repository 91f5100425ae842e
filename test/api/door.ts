import { randomUUID } from 'node:crypto';
import type { CommandAnswerBody } from '../../api/contracts/answers.js';
import type { CaseCommandInput, RaiseConcernInput } from '../../api/contracts/commands.js';
import type { Problem } from '../../api/contracts/common.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { testStack } from '../support/test-stack.js';

/** What came back: the body is read, whatever its type. */
export interface Got<T = unknown> {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed JSON; undefined without a body. */
  readonly body: T;
}

interface Sent {
  readonly body?: unknown;
  /** Sent as it is, instead of `body`. */
  readonly raw?: string;
  readonly headers?: Record<string, string>;
}

/** Address of the running product. */
export function url(): string {
  const found = testStack().url;
  if (found === undefined) throw new Error('this level needs the running product');
  return found;
}

/** Sends a request as nobody in particular. */
export async function send<T = unknown>(
  method: string,
  path: string,
  sent: Sent = {},
  base = url(),
): Promise<Got<T>> {
  const body = sent.raw ?? (sent.body === undefined ? undefined : JSON.stringify(sent.body));
  const json: Record<string, string> = body === undefined ? {} : { 'content-type': 'application/json' };
  const response = await fetch(base + path, {
    method,
    headers: { ...json, ...sent.headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  const parsed = response.headers.get('content-type')?.includes('json') ? (JSON.parse(text) as T) : undefined;
  // A test that reads the body of an answer without one fails where it reads.
  return { status: response.status, headers: response.headers, text, body: parsed as T };
}

/** The problem document of an answer. */
export function problemOf(got: Got): Problem {
  return got.body as Problem;
}

/** Somebody who is signed in. */
export class SignedIn {
  readonly cookie: string;
  readonly base: string;

  constructor(cookie: string, base: string) {
    this.cookie = cookie;
    this.base = base;
  }

  get<T = unknown>(path: string): Promise<Got<T>> {
    return send<T>('GET', path, { headers: { cookie: this.cookie } }, this.base);
  }

  post<T = unknown>(path: string, sent: Sent = {}): Promise<Got<T>> {
    const headers = { cookie: this.cookie, 'x-requested-with': 'rinnalla', ...sent.headers };
    return send<T>('POST', path, { ...sent, headers }, this.base);
  }

  raise(body: RaiseConcernInput, key: string = randomUUID()): Promise<Got<CommandAnswerBody>> {
    return this.post('/api/v1/cases', { body, headers: { 'idempotency-key': key } });
  }

  command(id: string, body: CaseCommandInput, key: string = randomUUID()): Promise<Got<CommandAnswerBody>> {
    return this.post(`/api/v1/cases/${id}/commands`, { body, headers: { 'idempotency-key': key } });
  }
}

type Who = Parameters<typeof samplePerson>[0];

/** Signs in as a sample person. */
export async function signIn(who: Who, base = url()): Promise<SignedIn> {
  const got = await send('POST', '/api/v1/dev/sign-in', { body: { personId: samplePerson(who).id } }, base);
  const cookie = got.headers.get('set-cookie')?.split(';')[0];
  if (got.status !== 204 || cookie === undefined) throw new Error(`nobody could sign in as ${who}`);
  return new SignedIn(cookie, base);
}

export function learner(index: number) {
  const found = sampleLearners[index];
  if (found === undefined) throw new Error('no such sample learner');
  return found;
}

/** A concern that the school's coordinator may raise: teacher and curator of the basic school take it. */
export function concern(changes: Partial<RaiseConcernInput> = {}): RaiseConcernInput {
  return {
    learnerId: learner(0).id,
    source: 'staff',
    topic: 'absence',
    discussedWith: ['learner'],
    responsible: { school: samplePerson('homeroomTeacher').id, county: samplePerson('curator').id },
    ...changes,
  };
}

/** The day `days` after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
