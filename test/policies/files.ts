import { readFileSync } from 'node:fs';

/** A file of `policies/` as plain JSON, to be spoiled by a test. */
export function policyJson(file: string): unknown {
  return JSON.parse(readFileSync(new URL(`../../policies/${file}`, import.meta.url), 'utf8'));
}

/** A copy with the value at a path replaced; `undefined` removes the key. Missing keys on the way are an error. */
export function withChange(json: unknown, path: string, value: unknown): unknown {
  const copy: unknown = structuredClone(json);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let at = copy;
  for (const key of keys) {
    if (!isRecord(at) || !(key in at)) throw new Error(`no ${key} on the way to ${path}`);
    at = at[key];
  }
  if (!isRecord(at)) throw new Error(`nothing to change at ${path}`);
  if (value === undefined) delete at[last];
  else at[last] = value;
  return copy;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
