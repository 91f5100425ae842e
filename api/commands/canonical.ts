import { createHash } from 'node:crypto';

/** The same text for the same content, whatever order its keys came in. */
export function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  const sorted = entries.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

/** What tells two bodies under one key apart: SHA-256 of the parsed request, texts included, and what it was sent to. */
export function bodyHash(target: string, request: unknown): string {
  return createHash('sha256').update(target).update('\n').update(canonical(request)).digest('hex');
}
