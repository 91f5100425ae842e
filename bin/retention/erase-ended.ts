import { todayInFinland } from '../../api/rules/today.js';
import { instant } from '../../domain/time/instant.js';
import { eraseCase, type ErasureMeans } from '../erasures/erase-case.js';
import { listRetention } from './list-retention.js';

/** What was erased, case by case, and how many were kept although their period has ended. */
export interface Ended {
  readonly erased: readonly Awaited<ReturnType<typeof eraseCase>>[];
  readonly kept: number;
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
  for (const { caseId, keptBy } of cases) {
    if (keptBy.length > 0) continue;
    // One after the other: each line of the list hangs on the one before.
    erased.push(await eraseCase(means, { caseRef: caseId, reason: 'retention-ended', by, second }));
  }
  return { erased, kept: cases.length - erased.length };
}
