import { isDeepStrictEqual } from 'node:util';
import { CHAIN_START, linkHash } from '../../activities/chain.js';
import { dutyRow, viewOf } from '../../activities/view-rows.js';
import type { CaseState } from '../../domain/state.js';
import { isLiving, type StoredCase } from './stored-cases.js';

/** Something that must not be. */
export interface Fault {
  readonly kind:
    | 'chain-broken'
    | 'no-log'
    | 'no-rules'
    | 'view-missing'
    | 'view-differs'
    | 'duties-differ'
    | 'sleeps'
    | 'no-run'
    | 'run-differs'
    | 'wake-differs'
    | 'no-answer'
    | 'owner-unknown'
    | 'undecided'
    | 'outcome-wrong'
    | 'text-altered'
    | 'words-stay'
    | 'text-locked'
    | 'erasure-undone'
    | 'erasure-unlisted'
    | 'mail-waits';
  readonly caseId: string | null;
  readonly ref: string;
  /** Codes, numbers and names of columns; never what a case is about. */
  readonly detail: string;
}

/** JSON as another reader of it sees it: absent and undefined are the same. */
function plain(value: unknown): unknown {
  return value === undefined ? null : (JSON.parse(JSON.stringify(value)) as unknown);
}

/** Whether two states say the same. The core that decides is a run's own affair; everything else is the log's. */
export function isSameState(a: CaseState | null, b: CaseState | null): boolean {
  const withoutCore = (state: CaseState | null): unknown => plain(state ? { ...state, core: 0 } : null);
  return isDeepStrictEqual(withoutCore(a), withoutCore(b));
}

/** Where the hash chain of a log breaks, or null. */
export function breakOf({ events }: StoredCase): string | null {
  let hash = CHAIN_START;
  let next = 1;
  for (const { seq, type, body, prev_hash, hash: own, command_id } of events) {
    if (seq !== next) return `event ${next} is missing`;
    if (prev_hash !== hash) return `event ${seq} does not follow event ${seq - 1}`;
    if (linkHash(hash, body) !== own) return `event ${seq} is not what its hash says`;
    const {
      seq: n,
      type: t,
      commandId: c,
    } = JSON.parse(body) as { seq?: unknown; type?: unknown; commandId?: unknown };
    if (n !== seq || t !== type || c !== command_id)
      return `event ${seq} has columns that its text does not bear out`;
    hash = own;
    next += 1;
  }
  return null;
}

/** Names of the columns in which rows differ from what they ought to say. */
function differing(
  wanted: Readonly<Record<string, unknown>>,
  row: Readonly<Record<string, unknown>>,
): string[] {
  return Object.keys(wanted).filter((name) => !isDeepStrictEqual(plain(wanted[name]), plain(row[name])));
}

/** What of the view is not what the log says: names of columns. */
export function viewDifferences({ state, nextWake, events, view }: StoredCase): string[] {
  if (!state || !view) return [];
  return differing(viewOf(state, nextWake, events.at(-1)?.hash ?? CHAIN_START), view);
}

/** Which duties have rows that are not what the log says. */
export function dutyDifferences({ state, duties }: StoredCase): string[] {
  const rows = new Map(duties.map((row) => [String(row['duty_id']), row]));
  const wrong = (state?.duties ?? []).filter((duty) => {
    const row = rows.get(duty.id);
    rows.delete(duty.id);
    return !row || differing({ ...dutyRow(duty), school_id: state?.schoolId }, row).length > 0;
  });
  return [...wrong.map((duty) => duty.id), ...rows.keys()];
}

/** Faults of a case that PostgreSQL alone can tell: its chain, its rows, and that nothing sleeps. */
export function faultsOf(stored: StoredCase): Fault[] {
  const { caseId, ref, state, rules, view, nextWake } = stored;
  const fault = (kind: Fault['kind'], detail: string): Fault => ({ kind, caseId, ref, detail });
  if (stored.events.length === 0) return [fault('no-log', 'a view without events')];
  const broken = breakOf(stored);
  if (broken) return [fault('chain-broken', broken)];
  if (!state) return [fault('chain-broken', 'the log does not begin with a concern')];
  if (!rules) return [fault('no-rules', state.rulesId)];
  const columns = viewDifferences(stored);
  const duties = dutyDifferences(stored);
  return [
    ...(view ? [] : [fault('view-missing', `version ${state.version}`)]),
    ...(columns.length > 0 ? [fault('view-differs', columns.join(', '))] : []),
    ...(duties.length > 0 ? [fault('duties-differ', duties.join(', '))] : []),
    ...(isLiving(state) && nextWake === null
      ? [fault('sleeps', 'no duty is armed and nothing will wake it')]
      : []),
  ];
}
