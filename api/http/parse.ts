import type { z } from 'zod';
import { HttpProblem } from './problem.js';

type Issue = z.core.$ZodIssue;
type FieldError = { path: string; code: string };

/** Own codes stand in the contracts as messages; zod's own words are replaced by codes. */
const OWN_CODE = /^[a-z][a-z-]{2,30}$/;

function pathOf(path: readonly PropertyKey[]): string {
  return path.map(String).join('.');
}

function codeOf(issue: Issue): string {
  if (OWN_CODE.test(issue.message)) return issue.message;
  const isMissing = issue.input === undefined;
  switch (issue.code) {
    case 'invalid_type':
      return isMissing ? 'missing' : 'wrong-type';
    case 'unrecognized_keys':
      return 'unknown-field';
    case 'too_big':
      return 'too-large';
    case 'too_small':
      return 'too-small';
    case 'invalid_value':
    case 'invalid_union':
      return isMissing ? 'missing' : 'not-allowed-value';
    default:
      return 'invalid';
  }
}

/** Names of unknown fields come from the client and could hold anything: only harmless ones are repeated. */
function harmless(key: string): string {
  return /^[A-Za-z][A-Za-z0-9_-]{0,39}$/.test(key) ? key : '?';
}

function fieldErrors(issue: Issue, at: readonly PropertyKey[] = []): FieldError[] {
  const path = [...at, ...issue.path];
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({ path: pathOf([...path, harmless(key)]), code: 'unknown-field' }));
  }
  return [{ path: pathOf(path), code: codeOf(issue) }];
}

/**
 * Parses one part of a request. Throws 422 `invalid-fields` with a path and a code per field; values are never
 * repeated. `where` goes before the path of parts that are not the body (`query.limit`).
 */
export function parseWith<T extends z.ZodType>(schema: T, input: unknown, where?: string): z.output<T> {
  // `reportInput` tells a missing field from one of a wrong type; it stays in this function.
  const result = schema.safeParse(input, { reportInput: true });
  if (result.success) return result.data;
  const at = where === undefined ? [] : [where];
  const errors = result.error.issues.flatMap((issue) => fieldErrors(issue, at)).slice(0, 50);
  throw new HttpProblem(422, 'invalid-fields', { errors });
}
