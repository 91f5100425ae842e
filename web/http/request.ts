import type { Problem } from '../../api/contracts/common.js';
import { ConnectionLost, Refused } from './problem.js';

export interface Answer<T> {
  readonly status: number;
  readonly body: T;
}

interface Sending {
  readonly method?: 'GET' | 'POST';
  readonly body?: unknown;
  readonly key?: string;
  readonly signal?: AbortSignal;
}

function headersOf(sending: Sending): Headers {
  const headers = new Headers({ Accept: 'application/json, application/problem+json' });
  if (sending.method === 'POST') headers.set('X-Requested-With', 'rinnalla');
  if (sending.body !== undefined) headers.set('Content-Type', 'application/json');
  if (sending.key !== undefined) headers.set('Idempotency-Key', sending.key);
  return headers;
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    const body: Partial<Problem> = await response.json();
    if (typeof body.code === 'string') {
      return { type: 'about:blank', title: '', status: response.status, ...body, code: body.code };
    }
  } catch {
    // not a problem document: something between us and the API answered
  }
  return { type: 'about:blank', title: '', status: response.status, code: 'unexpected' };
}

/**
 * One request to the API of the same origin. Throws `Refused` when the answer is a problem and `ConnectionLost` when
 * there is no answer. The shape of the body is the contract's: same release, same origin, so it is not checked again.
 */
export async function request<T>(path: string, sending: Sending = {}): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(`/api/v1${path}`, {
      method: sending.method ?? 'GET',
      headers: headersOf(sending),
      credentials: 'same-origin',
      cache: 'no-store',
      body: sending.body === undefined ? null : JSON.stringify(sending.body),
      signal: sending.signal ?? null,
    });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') throw error;
    throw new ConnectionLost(error);
  }
  if (!response.ok) {
    const retry = Number(response.headers.get('Retry-After'));
    throw new Refused(await problemOf(response), Number.isFinite(retry) && retry > 0 ? retry : null);
  }
  const text = await response.text();
  return { status: response.status, body: (text === '' ? undefined : JSON.parse(text)) as T };
}

/** The body of a GET. */
export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  return (await request<T>(path, signal ? { signal } : {})).body;
}

/** `?a=1&b=2` of what is defined and not empty. */
export function query(parts: Readonly<Record<string, string | number | boolean | undefined>>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parts)) {
    if (value !== undefined && value !== '') search.set(name, String(value));
  }
  const text = search.toString();
  return text === '' ? '' : `?${text}`;
}
