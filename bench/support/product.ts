import type { DutyList } from '../../api/contracts/duties.js';
import { randomUUID } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { WIDE_LIMITS } from '../../bin/limit-settings.js';
import { loadSampleData } from '../../bin/load-sample-data.js';
import { startApp, type App } from '../../stack/app.js';
import { sampleLearners, samplePerson } from '../../stack/sample-people.js';
import { findPort } from '../../stack/ports.js';
import { startStack, type Stack } from '../../stack/stack.js';
import { signInAt } from '../../test/support/sign-in.js';

const CURATOR = samplePerson('curator');
const TEACHER = samplePerson('classTeacher');

/** The whole product on its embedded stack, in a folder of its own, and a signed-in curator. */
export interface Product {
  readonly stack: Stack;
  readonly app: App;
  /** Raises a concern whose request came so many days ago; answers the case's id. */
  readonly raise: (daysAgo?: number) => Promise<string>;
  /** Raises a concern and stays until it is decided and stored; answers how it was answered at first. */
  readonly seeRaised: () => Promise<number>;
  /** Gives a command; throws unless it is answered 200 or 201. */
  readonly command: (caseId: string, body: Record<string, unknown>) => Promise<void>;
  /** Gives a command; answers its status, 202 included. */
  readonly attempt: (caseId: string, body: Record<string, unknown>) => Promise<number>;
  /** Gives a command and stays until it is decided and stored; answers how it was answered at first. */
  readonly see: (caseId: string, body: Record<string, unknown>) => Promise<number>;
  /** The name of the first promise of a case. */
  readonly promiseOf: (caseId: string) => Promise<string>;
  readonly close: () => Promise<void>;
}

export async function startProduct(): Promise<Product> {
  const home = await mkdtemp(join(tmpdir(), 'rinnalla-bench-'));
  await chmod(home, 0o711);
  const ports = { postgres: 56_329, temporal: 18_233, smtp: 13_525, inbox: 19_025, identity: 19_026 };
  const stack = await startStack({ home, ports });
  await loadSampleData(stack);
  const app = await startApp({ stack, port: await findPort(19_080, 'the API'), env: WIDE_LIMITS });
  const send = await signIn(app.url);
  const inTime = async (path: string, body: Record<string, unknown>): Promise<Answer> => {
    const { status, answer } = await send(path, body);
    if (status === 202) throw new Error(`not answered in time: ${path}`);
    return answer;
  };
  const learner = sampleLearners[0];
  if (!learner) throw new Error('no sample learner');
  const concern = (daysAgo: number): Record<string, unknown> => ({
    ...(daysAgo > 0 ? { happenedOn: day(-daysAgo) } : {}),
    ...{
      learnerId: learner.id,
      schoolId: learner.unitId,
      source: 'staff',
      urgent: false,
      topic: 'absence',
      discussedWith: [],
    },
    responsible: { county: CURATOR.id, school: TEACHER.id },
  });
  const raise = async (daysAgo = 0): Promise<string> => (await inTime('/api/v1/cases', concern(daysAgo))).id;
  const seeRaised = async (): Promise<number> => {
    const { status, key } = await send('/api/v1/cases', concern(0));
    if (status === 202) await send.outcome(key);
    return status;
  };
  const command = async (caseId: string, body: Record<string, unknown>): Promise<void> => {
    await inTime(`/api/v1/cases/${caseId}/commands`, body);
  };
  const attempt = async (caseId: string, body: Record<string, unknown>): Promise<number> =>
    (await send(`/api/v1/cases/${caseId}/commands`, body)).status;
  const see = async (caseId: string, body: Record<string, unknown>): Promise<number> => {
    const { status, key } = await send(`/api/v1/cases/${caseId}/commands`, body);
    if (status === 202) await send.outcome(key);
    return status;
  };
  const promiseOf = async (caseId: string): Promise<string> => {
    const { items } = await send.read<DutyList>(`/api/v1/cases/${caseId}/duties`);
    return items[0]?.id ?? '';
  };
  const close = async (): Promise<void> => {
    await app.stop();
    await stack.stop();
    await rm(home, { recursive: true, force: true });
  };
  return { stack, app, raise, seeRaised, command, attempt, see, promiseOf, close };
}

interface Answer {
  readonly id: string;
  readonly code?: string;
}

interface Send {
  (
    path: string,
    body: Record<string, unknown>,
  ): Promise<{ readonly status: number; readonly answer: Answer; readonly key: string }>;
  /** Asks until a command that was taken is decided. */
  readonly outcome: (key: string) => Promise<void>;
  readonly read: <T>(path: string) => Promise<T>;
}

async function signIn(url: string): Promise<Send> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'rinnalla' };
  const cookie = await signInAt(url, CURATOR.id);
  const post = async (path: string, payload: Record<string, unknown>) => {
    const key = randomUUID();
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { ...headers, cookie, 'idempotency-key': key },
      body: JSON.stringify(payload),
    });
    const answer = (await response.json()) as Answer;
    if (response.status > 202) throw new Error(`${response.status} ${answer.code ?? ''} ${path}`);
    return { status: response.status, answer, key };
  };
  const outcome = async (key: string): Promise<void> => {
    for (;;) {
      const response = await fetch(`${url}/api/v1/commands/${key}`, { headers: { ...headers, cookie } });
      const { status } = (await response.json()) as { readonly status?: string };
      if (status !== 'pending') return;
      // Asking is work for the API too, and not what is measured.
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  const read = async <T>(path: string): Promise<T> =>
    (await (await fetch(url + path, { headers: { ...headers, cookie } })).json()) as T;
  return Object.assign(post, { outcome, read });
}

function day(offset: number): string {
  return new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);
}

/** A command that moves the timer of a case each time: the agreed time is moved to and fro, inside the limit. */
export function moving(n: number): Record<string, unknown> {
  return {
    type: 'offer-discussion',
    withId: CURATOR.id,
    on: day(n % 2 === 0 ? 1 : 4),
    minute: 600,
    told: 'phone',
  };
}

/** A command that moves no timer: why a limit was not kept, on a case whose request is old. */
export function still(dutyId: string): Record<string, unknown> {
  return { type: 'explain-lateness', dutyId, reason: 'no-time-free' };
}
