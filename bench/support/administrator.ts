import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { PolicyVersionDetailAnswer } from '../../api/contracts/policies.js';
import { addDays, type CivilDate } from '../../domain/time/civil-date.js';
import type { PolicyFile } from '../../policies/shapes.js';
import { samplePerson } from '../../stack/sample-people.js';
import { signInAt } from '../../test/support/sign-in.js';

/** Asks as the sample's administrator; throws unless it is answered with success. */
export type Ask = <T>(method: 'GET' | 'POST', path: string, body?: object) => Promise<T>;

export async function administrator(url: string): Promise<Ask> {
  const headers = { 'content-type': 'application/json', 'x-requested-with': 'rinnalla' };
  const cookie = await signInAt(url, samplePerson('administrator').id);
  return async <T>(method: 'GET' | 'POST', path: string, sent?: object): Promise<T> => {
    const key = method === 'POST' ? { 'idempotency-key': randomUUID() } : {};
    const init = { method, headers: { ...headers, ...key, cookie } };
    const answer = await fetch(url + path, sent ? { ...init, body: JSON.stringify(sent) } : init);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  };
}

/** Publishes a version of the Espoo-like sample that begins today and counts the next step shorter; its id. */
export async function publishShorter(ask: Ask, today: CivilDate): Promise<string> {
  const text = await readFile(new URL('../../policies/providers/espoo-sample.json', import.meta.url), 'utf8');
  const file = JSON.parse(text) as PolicyFile;
  const old = file.versions.at(-1);
  if (!old) throw new Error('the sample has no version');
  const fresh = structuredClone(old);
  old.validUntil = addDays(today, -1);
  fresh.validFrom = today;
  const rule = fresh.rules['L-NEXT'];
  if (rule) rule.limit.value = 3;
  file.versions = [...file.versions, fresh];
  const path = '/api/v1/policies/espoo-sample/versions';
  const { id } = await ask<PolicyVersionDetailAnswer>('POST', path, { content: file });
  for (const step of ['validate', 'publish']) await ask('POST', `${path}/${id}/${step}`);
  return id;
}
