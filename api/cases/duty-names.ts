import type { CaseState } from '../../domain/state.js';
import type { TextVault } from '../vault/text-vault.js';

/**
 * What the promises of a case are called outside the service. Inside they are counted (`d1`, `d2`), and whoever may not
 * see some of them would read from a missing number that there is one: perhaps a report. Outside the name of a promise
 * tells nothing of its place, and nobody can make up the name of one they were not shown.
 */
export interface DutyNames {
  readonly nameOf: (dutyId: string) => string;
  /** The promise of this name; null: none of the case has it. */
  readonly idOf: (name: string) => string | null;
}

/** The names of one case. A new master key of the vault gives new ones: who held an old one loads the page anew. */
export function dutyNames(
  vault: Pick<TextVault, 'nameWithin'>,
  { caseId, duties }: Pick<CaseState, 'caseId' | 'duties'>,
): DutyNames {
  const nameOf = (dutyId: string): string => vault.nameWithin(caseId, `duty/${dutyId}`);
  return { nameOf, idOf: (name) => duties.find(({ id }) => nameOf(id) === name)?.id ?? null };
}
