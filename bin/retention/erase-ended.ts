import { todayInFinland } from '../../api/rules/today.js';
import { instant } from '../../domain/time/instant.js';
import { StackProblem } from '../../stack/problem.js';
import { eraseCase, type ErasureMeans } from '../erasures/erase-case.js';
import { listRetention } from './list-retention.js';

/** What was erased, case by case, and how many were kept although their period has ended. */
export interface Ended {
  readonly erased: readonly Awaited<ReturnType<typeof eraseCase>>[];
  readonly kept: number;
  /** Why cases that might have gone did not, in words. */
  readonly refused: readonly string[];
}

/** Erases what may go today at one controller, each case by the same road as any erasure: with four eyes, for good. */
export async function eraseEnded(
  means: ErasureMeans,
  {
    controllerId,
    by,
    second,
  }: { readonly controllerId: string; readonly by: string; readonly second: string },
): Promise<Ended> {
  const today = todayInFinland(instant(means.now));
  const asked = { controllerId, until: today, today };
  const { cases } = await listRetention(means.pool, means.policy, asked);
  const erased: Awaited<ReturnType<typeof eraseCase>>[] = [];
  const refused: string[] = [];
  for (const { caseId, keptBy } of cases) {
    if (keptBy.length > 0) continue;
    // One after the other: each line of the list hangs on the one before. A case that may not go (a hold placed
    // meanwhile, a command on its way) keeps no other.
    try {
      erased.push(await eraseCase(means, { caseRef: caseId, reason: 'retention-ended', by, second }));
    } catch (failure) {
      if (!(failure instanceof StackProblem)) throw failure;
      refused.push(failure.message);
    }
  }
  return { erased, refused, kept: cases.length - erased.length };
}
