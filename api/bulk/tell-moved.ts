import { SHOWN_TO_POSTS } from '../../domain/duty-sight.js';
import type { DutyKind } from '../../domain/rules.js';
import type { BulkItemAnswer } from '../contracts/bulk.js';

type Told = BulkItemAnswer['moved'][number];
/** A promise before and after, as it was found or kept. */
export type Moved = Omit<Told, 'kind'> & { readonly kind: DutyKind; readonly dutyId: string };

/**
 * Promises whose day is another one, for whoever administers: no post, so of what they are is told no more than a post
 * is shown, and not its number. Which days move, and what would be late, is told of all of them.
 */
export function tellMoved(moved: readonly Moved[]): Told[] {
  return moved.map(({ kind, dutyId: _counted, ...days }) =>
    SHOWN_TO_POSTS.includes(kind) ? { ...days, kind } : days,
  );
}
