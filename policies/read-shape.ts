import type { z } from 'zod';
import { fault, isFaultCode, type Fault } from './fault-codes.js';

/** What of a file has the right form: everything may be missing, and an element of a list leaves its place empty. */
export type Readable<T> = T extends string | number | boolean | null | undefined
  ? T
  : T extends readonly (infer E)[]
    ? readonly (Readable<E> | undefined)[]
    : { readonly [K in keyof T]?: Readable<T[K]> };

/** A file as its shape reads it: whole, or what of it can be read beside the faults of its form. */
export interface Read<T> {
  /** Null when the form has a fault. */
  readonly value: T | null;
  /** Null when nothing of it can be read. Texts are as written, not trimmed. */
  readonly readable: Readable<T> | null;
  /** Faults of the form. */
  readonly faults: readonly Fault[];
  /** Whether what seems to be missing at this path is there in a wrong form, or under a key that is misspelt. */
  readonly isBroken: (path: string) => boolean;
}

type Path = readonly PropertyKey[];

function isHolder(value: unknown): value is Record<PropertyKey, unknown> {
  return typeof value === 'object' && value !== null;
}

function valueAt(json: unknown, path: Path): unknown {
  return path.reduce((at, key) => (isHolder(at) && Object.hasOwn(at, key) ? at[key] : undefined), json);
}

/** How many letters have to be changed, added or left out to make one word of the other. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (const [i, letter] of a.split('').entries()) {
    const next = [i + 1];
    for (let j = 0; j < b.length; j += 1) {
      const same = letter === b[j] ? 0 : 1;
      next.push(Math.min((row[j] ?? 0) + same, (row[j + 1] ?? 0) + 1, (next[j] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}

/** Longer keys are no misspelling of ours, and would take long to compare. */
const LONGEST_KEY = 60;

function isMisspelt(written: string, meant: string): boolean {
  if (written.length > LONGEST_KEY) return false;
  const most = Math.min(2, Math.floor(meant.length / 2));
  return distance(written.toLowerCase(), meant.toLowerCase()) <= most;
}

/** Takes what has not the right form out of a copy; elements of a list keep their places. */
function without(json: unknown, paths: readonly Path[]): unknown {
  const copy: unknown = structuredClone(json);
  for (const path of paths) {
    const key = path.at(-1);
    if (key === undefined) return null;
    const holder = valueAt(copy, path.slice(0, -1));
    if (Array.isArray(holder)) holder[Number(key)] = undefined;
    else if (isHolder(holder)) delete holder[key];
  }
  return copy;
}

/** One fault of the form with its place; `isKey`: the key itself is what is wrong. */
interface Misfit {
  readonly path: Path;
  readonly fault: Fault;
  readonly isKey: boolean;
}

function misfitsOf(issue: z.core.$ZodIssue): Misfit[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => {
      const path = [...issue.path, key];
      return { path, fault: fault(path.map(String).join('.'), 'unknown-key'), isKey: true };
    });
  }
  const where = issue.path.map(String).join('.');
  const inner = issue.code === 'invalid_key' ? issue.issues[0]?.message : undefined;
  const said = inner ?? issue.message;
  const told = isFaultCode(said) ? fault(where, said) : fault(where, 'wrong-form', said);
  return [{ path: issue.path, fault: told, isKey: issue.code === 'invalid_key' }];
}

/**
 * Reads a file by its shape. 1. Every fault of the form is named by path. 2. What has the right form can be judged
 * further all the same: one round names all faults. 3. A key that is misspelt is named once, not as a missing one too.
 */
export function readShape<T>(shape: z.ZodType<T>, json: unknown): Read<T> {
  const parsed = shape.safeParse(json);
  if (parsed.success) {
    // A whole value has everything that a readable one may have.
    return { value: parsed.data, readable: parsed.data as Readable<T>, faults: [], isBroken: () => false };
  }
  const found = parsed.error.issues.flatMap(misfitsOf);
  const keys = found.filter((it) => it.isKey).map((it) => it.fault.path.split('.'));
  const isMisspeltAt = (path: string) => {
    const meant = path.split('.');
    return keys.some(
      (written) =>
        written.length === meant.length &&
        written.slice(0, -1).every((key, index) => key === meant[index]) &&
        isMisspelt(written.at(-1) ?? '', meant.at(-1) ?? ''),
    );
  };
  const misfits = found.filter(
    ({ path, fault: { path: where }, isKey }) =>
      isKey || valueAt(json, path) !== undefined || !isMisspeltAt(where),
  );
  const isAround = (a: string, b: string) => a === b || a === '' || b.startsWith(`${a}.`);
  return {
    value: null,
    // The shape has judged every part; what it found wrong is taken out.
    readable: without(
      json,
      found.map((it) => it.path),
    ) as Readable<T> | null,
    faults: misfits.map((it) => it.fault),
    isBroken: (path) =>
      isMisspeltAt(path) ||
      found.some(({ fault: { path: where } }) => isAround(where, path) || isAround(path, where)),
  };
}

/** Each fault once: same place, same code. */
export function onlyOnce(faults: readonly Fault[]): Fault[] {
  const seen = new Set<string>();
  return faults.filter(({ path, code }) => {
    const key = `${path} ${code}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
