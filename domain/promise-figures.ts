import type { DutyKind, Force } from './rules.js';
import type { CivilDate } from './time/civil-date.js';
import { dayThatCounts, isRecordedLate, type Recorded, type Recording } from './written.js';

/** Which promises a figure is about. */
interface OfKind {
  readonly kind: DutyKind;
  readonly force: Force;
}

/** Promises as they stand, of cases that are not void and without those that were cancelled. */
export interface StandingPromises extends OfKind {
  readonly kept: number;
  readonly broken: number;
  readonly open: number;
  readonly openLate: number;
}

/** Kept promises by the day of the act that kept them, and the day that was recorded. */
export interface KeptPromises extends OfKind, Recorded {}

/** Promises that the closing or voiding of their case ended, by when that happened. */
export interface EndedPromises extends OfKind, Recorded {
  readonly by: 'closing' | 'voiding';
  readonly dueOn: CivilDate | null;
  /** It was ended before, after its limit: the voiding took it out of the figures. */
  readonly isBroken: boolean;
}

/** Promises of one kind: facts that are never added together. */
export interface PromiseFigures extends StandingPromises {
  /** Kept by what was written down long afterwards: not among `kept`. */
  readonly keptRecordedLate: number;
  /** Its case was closed, and its limit had passed by then. */
  readonly endedLate: number;
  /** Its case was voided, and its limit had passed by then. */
  readonly voidedLate: number;
}

type Apart = Pick<PromiseFigures, 'keptRecordedLate' | 'endedLate' | 'voidedLate'>;

function isLate({ dueOn, isBroken, ...written }: EndedPromises, by: Recording): boolean {
  return isBroken || (dueOn !== null && dayThatCounts(written, by) > dueOn);
}

function same(a: OfKind, b: OfKind): boolean {
  return a.kind === b.kind && a.force === b.force;
}

function sum(rows: readonly Recorded[]): number {
  return rows.reduce((all, row) => all + row.count, 0);
}

/** The law first, then by kind. */
function inOrder(a: OfKind, b: OfKind): number {
  if (a.force !== b.force) return a.force === 'law' ? -1 : 1;
  return a.kind < b.kind ? -1 : Number(a.kind > b.kind);
}

/**
 * Promises by kind. No ending takes a lateness out of them, and what was recorded long afterwards was not kept by that:
 * each stands apart.
 *
 * @param kept of the promises in `standing`; those recorded in time may be left out
 * @param ended none of them is in `standing`; those inside their limit may be left out
 */
export function promiseFigures(
  standing: readonly StandingPromises[],
  kept: readonly KeptPromises[],
  ended: readonly EndedPromises[],
  by: Recording,
): PromiseFigures[] {
  const afterwards = kept.filter((row) => isRecordedLate(row, by));
  const late = ended.filter((row) => isLate(row, by));
  const none = { kept: 0, broken: 0, open: 0, openLate: 0 };
  const others = late.filter((row, at) => ![...standing, ...late.slice(0, at)].some((it) => same(it, row)));
  const rows = [...standing, ...others.map(({ kind, force }) => ({ kind, force, ...none }))];
  return rows.toSorted(inOrder).map((row) => {
    const ofKind = late.filter((it) => same(it, row));
    const apart: Apart = {
      keptRecordedLate: sum(afterwards.filter((it) => same(it, row))),
      endedLate: sum(ofKind.filter((it) => it.by === 'closing')),
      voidedLate: sum(ofKind.filter((it) => it.by === 'voiding')),
    };
    return { ...row, ...apart, kept: row.kept - apart.keptRecordedLate };
  });
}
