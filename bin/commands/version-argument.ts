import { readFile } from 'node:fs/promises';
import type pg from 'pg';
import {
  candidateOf,
  candidateOfRow,
  UnreadableCandidate,
  type Candidate,
} from '../../api/bulk/candidate.js';
import { HttpProblem } from '../../api/http/problem.js';
import { findVersion, inForce, readVersions, type VersionRow } from '../../api/policies/versions.js';
import { todayInFinland } from '../../api/rules/today.js';
import { ADOPTION_MODES, type AdoptionMode } from '../../domain/codes.js';
import { isUuid } from '../../domain/ids.js';
import { instant } from '../../domain/time/instant.js';
import { ANY_CONTROLLER, TOKEN_SCOPES, type Caller } from '../../api/auth/caller.js';
import { SIDES } from '../../domain/people.js';
import type { VersionKind } from '../../policies/seed.js';
import { StackProblem } from '../../stack/problem.js';
import { wrongUse } from './command-line.js';

/** Whoever stands at the machine: an administrator of every employer, under one name. */
export const OPERATOR: Caller = {
  kind: 'system',
  key: 'operator',
  personId: null,
  name: 'operator',
  language: 'fi',
  roles: SIDES.map((side) => ({
    role: 'administrator',
    side,
    unitId: null,
    controllerId: ANY_CONTROLLER,
  })),
  scopes: TOKEN_SCOPES,
  level: null,
};

export interface NamedVersion {
  readonly kind: VersionKind;
  readonly version: string;
}

/** Which of the two options was given. */
export function readWhat(
  command: string,
  values: { readonly policy?: string | undefined; readonly calendar?: string | undefined },
): NamedVersion {
  const { policy, calendar } = values;
  if ((policy === undefined) === (calendar === undefined))
    throw wrongUse(command, 'one of --policy and --calendar is needed');
  return policy === undefined
    ? { kind: 'calendar', version: calendar ?? '' }
    : { kind: 'policy', version: policy };
}

export function readMode(command: string, value: string | undefined): AdoptionMode {
  const mode = ADOPTION_MODES.find((it) => it === (value ?? 'recompute'));
  if (mode) return mode;
  throw wrongUse(command, `--mode takes one of ${ADOPTION_MODES.join(', ')}`);
}

/** A version of the store: its id, `name@day`, or a name alone for the one that holds today. */
export async function findNamed(pool: pg.Pool, { kind, version }: NamedVersion): Promise<VersionRow | null> {
  if (isUuid(version)) return findVersion(pool, kind, version);
  const [name = '', day] = version.split('@');
  const rows = await readVersions(pool, kind, name);
  if (day === undefined) return inForce(rows, todayInFinland(instant(Date.now())));
  return rows.find((row) => row.valid_from === day && row.state === 'published') ?? null;
}

/** The same, or a StackProblem that says where to look. */
export async function mustFindNamed(pool: pg.Pool, named: NamedVersion): Promise<VersionRow> {
  const row = await findNamed(pool, named);
  if (row) return row;
  throw new StackProblem(
    `There is no ${named.kind} version ${named.version}.`,
    `\`npx rinnalla ${named.kind} list\` shows those there are.`,
  );
}

function unreadable(what: string, failure: unknown): StackProblem {
  const faults =
    failure instanceof UnreadableCandidate
      ? failure.faults
      : failure instanceof HttpProblem
        ? (failure.options.errors ?? [])
        : [{ path: '', code: failure instanceof Error ? failure.message : String(failure) }];
  const lines = faults.map(({ path, code }) => `  ${path === '' ? '(the whole file)' : path}: ${code}`);
  return new StackProblem(
    `${what} cannot be read as a version:\n${lines.join('\n')}`,
    '`npx rinnalla policy check` and `calendar check` say more.',
  );
}

/** What is looked at: a version of the store, or a file that is in no store. */
export async function readCandidate(pool: pg.Pool, named: NamedVersion): Promise<Candidate> {
  const row = await findNamed(pool, named);
  const text = row ? null : await readFile(named.version, 'utf8').catch(() => null);
  if (!row && text === null) {
    throw new StackProblem(
      `${named.version} is neither a ${named.kind} version nor a file.`,
      `\`npx rinnalla ${named.kind} list\` shows the versions there are.`,
    );
  }
  try {
    return row ? candidateOfRow(row) : candidateOf(named.kind, JSON.parse(text ?? ''));
  } catch (failure) {
    throw unreadable(named.version, failure);
  }
}
