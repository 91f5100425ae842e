import { randomUUID } from 'node:crypto';
import type { CommandAnswerBody } from '../../api/contracts/answers.js';
import type { CaseAnswer } from '../../api/contracts/cases.js';
import type { CaseCommandInput, RaiseConcernInput } from '../../api/contracts/commands.js';
import type { Problem } from '../../api/contracts/common.js';
import { sampleLearners, samplePerson } from '../../stack/sample-data.js';
import { readAnswer } from '../support/read-answer.js';
import { signInAt } from '../support/sign-in.js';
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

/** A command of one type, as a client writes it. */
export type CommandOf<T extends CaseCommandInput['type']> = Extract<CaseCommandInput, { type: T }>;

/** Asks again once when the server had closed an idle connection, as HTTP allows, while the next file was loaded. */
async function fetchOnce(input: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(input, init);
  } catch (failure) {
    const cause = failure instanceof Error ? failure.cause : undefined;
    const isIdle = cause instanceof Error && cause.message === 'other side closed';
    if (!isIdle) throw failure;
    return fetch(input, init);
  }
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
  const response = await fetchOnce(base + path, {
    method,
    headers: { ...json, ...sent.headers },
    ...(body === undefined ? {} : { body }),
  });
  const text = await readAnswer(response);
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
  return new SignedIn(await signInAt(base, samplePerson(who).id), base);
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

/** The learner of the sample with this family name. */
export function learnerOf(family: string) {
  const found = sampleLearners.find((it) => it.family === family);
  if (found === undefined) throw new Error('no such sample learner');
  return found;
}

/** What became of a command: sent again under its key while it is on its way (202), as a page does it. */
async function outcomeOf(
  sent: (key: string) => Promise<Got<CommandAnswerBody>>,
): Promise<Got<CommandAnswerBody>> {
  const key = randomUUID();
  for (let turn = 0; ; turn += 1) {
    const got = await sent(key);
    if (got.status !== 202 || turn === 100) return got;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Opens a case and answers its id; fails with what the door said. */
export async function opened(by: SignedIn, changes: Partial<RaiseConcernInput> = {}): Promise<string> {
  const got = await outcomeOf((key) => by.raise(concern(changes), key));
  if (got.status !== 201) throw new Error(`not opened: ${got.text}`);
  return got.body.id;
}

/** Gives a command that must be carried out, and answers the case as its sender sees it now. */
export async function given(by: SignedIn, id: string, command: CaseCommandInput): Promise<CaseAnswer> {
  const got = await outcomeOf((key) => by.command(id, command, key));
  if (got.status !== 200 || !got.body.case) throw new Error(`${command.type}: ${got.status} ${got.text}`);
  return got.body.case;
}

/** Gives a command that must not be carried out: status, code, and the source of the rule or the fields at fault. */
export async function refusedWith(by: SignedIn, id: string, command: CaseCommandInput) {
  const got = await by.command(id, command);
  const { code, source, errors } = problemOf(got);
  return { status: got.status, code, ...(errors ? { errors } : { source }) };
}

/** Today where the schools are. */
export async function todayOf(by: SignedIn): Promise<string> {
  return (await by.get<{ today: string }>('/api/v1/me')).body.today;
}

/** The day `days` after another. */
export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(day) + days * 86_400_000).toISOString().slice(0, 10);
}
