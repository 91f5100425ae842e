import { decide } from '../../../domain/decide.js';
import type { CaseEvent } from '../../../domain/events.js';
import { fold } from '../../../domain/evolve.js';
import type { CaseState } from '../../../domain/state.js';
import { OF_CLOCKS, OF_THE_CASE } from './invariants/case.js';
import { OF_MEMBERSHIP, OF_THE_FAMILY } from './invariants/family.js';
import type { Ledger } from './invariants/mails.js';
import { must } from './invariants/must.js';
import { OF_THE_RECORD, OF_WRITING } from './invariants/record.js';
import type { Lived } from './lived.js';
import { closingByService } from './random-command.js';

export const STANDING = [...OF_THE_CASE, ...OF_THE_FAMILY, ...OF_THE_RECORD];
export const PASSING = [...OF_CLOCKS, ...OF_MEMBERSHIP, ...OF_WRITING];

/** Everything that must hold after every step of every life. */
export function holds(life: Lived, ledger: Ledger): void {
  const { state, fresh } = life;
  if (!state || fresh.length === 0) return;
  life.fresh = [];
  for (const moment of fresh) {
    for (const { promise, kept } of PASSING) if (!kept(moment, life)) must(false, promise);
    ledger.take(moment, life.rules);
  }
  for (const { promise, kept } of STANDING) if (!kept(state, life)) must(false, promise);
  ledger.check(state);
}

function bytes(value: unknown): string {
  return JSON.stringify(value);
}

/** The log as another version of the core would have begun it. */
function underCore(log: readonly CaseEvent[], core: number): CaseEvent[] {
  return log.map((e) => (e.type === 'concern-raised' ? { ...e, data: { ...e.data, core } } : e));
}

/** What must hold of a whole life once it has been lived. */
export function heldThroughout(life: Lived): void {
  const { state, folded, log, rules, caseId } = life;
  if (!state) return;
  must(bytes(folded) === bytes(state), 'it changes nothing where a run ends and another goes on');
  must(!decide(state, closingByService(life.today), rules, life.now).ok, 'the service closes nothing');
  // Dear, and the same for every life: a third of them is enough to find what breaks it.
  if (log.length % 3 !== 0) return;
  const stored = bytes(log);
  const again = fold(JSON.parse(stored) as CaseEvent[], caseId);
  must(bytes(again) === bytes(state), 'a case is its log, to the byte');
  must(bytes(JSON.parse(bytes(state))) === bytes(state), 'the state survives a journey as JSON');
  const other: CaseState | null = fold(underCore(log, 1), caseId);
  must(
    bytes({ ...other, core: 0 }) === bytes({ ...state, core: 0 }),
    'the fold asks for no version of the core',
  );
}
