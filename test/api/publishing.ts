import { randomUUID } from 'node:crypto';
import { expect } from '@jest/globals';
import type { PolicyVersionDetailAnswer } from '../../api/contracts/policies.js';
import type { SignedIn } from './door.js';

type Kind = 'policies' | 'calendars';
const keyed = () => ({ headers: { 'idempotency-key': randomUUID() } });

/** Keeps a draft; answers its id. */
export async function draft(admin: SignedIn, kind: Kind, name: string, content: unknown): Promise<string> {
  const path = `/api/v1/${kind}/${name}/versions`;
  const got = await admin.post<PolicyVersionDetailAnswer>(path, { body: { content }, ...keyed() });
  expect([got.status, got.text]).toEqual([201, got.text]);
  return got.body.id;
}

/** Drafts, validates and publishes; each must succeed. Answers the id of the version. */
export async function publish(admin: SignedIn, kind: Kind, name: string, content: unknown): Promise<string> {
  const id = await draft(admin, kind, name, content);
  for (const step of ['validate', 'publish']) {
    const got = await admin.post(`/api/v1/${kind}/${name}/versions/${id}/${step}`, keyed());
    expect([step, got.status, got.text]).toEqual([step, 200, got.text]);
  }
  return id;
}
