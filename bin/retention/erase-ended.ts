import { todayInFinland } from '../../api/rules/today.js';
import { instant } from '../../domain/time/instant.js';
import { CaseKept, eraseCase, type ErasureMeans } from '../erasures/erase-case.js';
import { listRetention } from './list-retention.js';

type Erased = Awaited<ReturnType<typeof eraseCase>>;

/** What became of one case whose period has ended. */
export type Ended =
  | { readonly erased: Erased }
  /** Something came between the list and the act: a hold, a command. The rest goes on. */
  | { readonly kept: { readonly ref: string; readonly why: CaseKept } };

export interface EndedRequest {
  readonly controllerId: string;
  readonly by: string;
  readonly second: string;
}

/**
 * Erases what may go today at one controller, each case by the same road as any erasure: with four eyes, for good. Tells
 * of each as it is done, so that nothing that went goes unsaid when a later one fails. Answers with how many were kept,
 * by policy or by what came between.
 */
export async function eraseEnded(
  means: ErasureMeans,
  { controllerId, by, second }: EndedRequest,
  tell: (ended: Ended) => void | Promise<void>,
): Promise<{ readonly erased: number; readonly kept: number }> {
  const today = todayInFinland(instant(means.now));
  const { cases } = await listRetention(means.pool, means.policy, { controllerId, until: today, today });
  let erased = 0;
  for (const { caseId, ref, keptBy } of cases) {
    if (keptBy.length > 0) continue;
    try {
      // One after the other: each line of the list hangs on the one before.
      const asked = { caseRef: caseId, reason: 'retention-ended', by, second } as const;
      const done = await eraseCase(means, asked);
      erased += 1;
      await tell({ erased: done });
    } catch (failure) {
      if (!(failure instanceof CaseKept)) throw failure;
      await tell({ kept: { ref, why: failure } });
    }
  }
  return { erased, kept: cases.length - erased };
}
