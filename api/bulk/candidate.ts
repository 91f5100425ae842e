import { holidays, nationalBase, sources } from '../../policies/registry.js';
import type { RolledOut } from '../../policies/roll-out.js';
import { validateCalendar, validatePolicy } from '../../policies/schema.js';
import type { VersionKind } from '../../policies/seed.js';
import { HttpProblem } from '../http/problem.js';
import type { VersionRow } from '../policies/versions.js';

/** A version that is looked at: published, a draft, or a file. */
export interface Candidate {
  /** Null: a file that is not in the store. */
  readonly id: string | null;
  readonly kind: VersionKind;
  readonly name: string;
  readonly validFrom: string | null;
  readonly rolledOut: RolledOut;
}

/** Why content cannot be looked at: its faults by path. */
export class UnreadableCandidate extends Error {
  override readonly name = 'UnreadableCandidate';
  readonly faults: readonly { readonly path: string; readonly code: string }[];

  constructor(faults: UnreadableCandidate['faults']) {
    super('the version has faults');
    this.faults = faults;
  }
}

function known(): ReadonlySet<string> {
  return new Set(Object.keys(sources()));
}

/** Reads the content of a policy or calendar file. Throws `UnreadableCandidate`. */
export function candidateOf(kind: VersionKind, content: unknown): Candidate {
  if (kind === 'calendar') {
    const read = validateCalendar(content, { sources: known(), holidays: holidays() });
    if (!read.ok) throw new UnreadableCandidate(read.faults);
    const calendar = read.value;
    const { name, validFrom } = calendar;
    return { id: null, kind, name, validFrom, rolledOut: { kind, calendar } };
  }
  const read = validatePolicy(content, { sources: known(), base: nationalBase() });
  if (!read.ok) throw new UnreadableCandidate(read.faults);
  const { name, versions } = read.value;
  const version = versions.at(-1);
  if (version === undefined) throw new UnreadableCandidate([{ path: 'versions', code: 'nothing-new' }]);
  const policy = { ...version, name };
  return { id: null, kind, name, validFrom: version.validFrom, rolledOut: { kind, policy } };
}

/** A version of the store. A draft that has faults is a problem document that names them. */
export function candidateOfRow(row: VersionRow): Candidate {
  const { id, kind, name, valid_from: validFrom } = row;
  if (row.state === 'published') return { id, kind, name, validFrom, rolledOut: { kind, versionId: id } };
  try {
    return { ...candidateOf(kind, row.content), id };
  } catch (failure) {
    if (!(failure instanceof UnreadableCandidate)) throw failure;
    const errors = failure.faults.map(({ path, code }) => ({ path, code }));
    throw new HttpProblem(422, 'invalid-policy', { errors });
  }
}
