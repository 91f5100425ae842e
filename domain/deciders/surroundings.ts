import { annexOf, isGone, leftSchool } from '../annex.js';
import { anyResponsible, draft, responsibleFor, type Decider } from '../decision.js';
import { refuse } from '../refusals.js';
import { sameValue } from '../same-value.js';
import type { CaseState } from '../state.js';
import { passWork } from '../successor.js';
import { isUnderWay } from '../transfer-standing.js';
import { withAnnex } from './guardians.js';

/** Another school, or none, that the case did not know of, and nobody plans the transfer yet. */
function movesAway(before: CaseState, after: CaseState): boolean {
  if (!leftSchool(after)) return false;
  const known = annexOf(before).surroundings;
  const toKnown = leftSchool(before) && known?.schoolId === annexOf(after).surroundings?.schoolId;
  return !toKnown && !annexOf(after).transfers.some(isUnderWay);
}

/**
 * School, class, language or staff have changed in the directory.
 *
 * 1. A case stays with the school and the record it is in: passing it on is a transfer, with its own consent
 *    (OHL 23 §). A learner who goes elsewhere makes the next step due.
 * 2. A responsible person who holds no post here any more stays responsible until somebody else is, and whoever can
 *    name one owes it at once.
 * 3. What anybody else who is gone owed alone passes to the responsible person of their side.
 * 4. Class and language change nothing that is owed: they are known from here on.
 */
export const updateSurroundings: Decider<'update-surroundings'> = ({ state, data, on, author, book }) => {
  const { surroundings, holders } = data;
  if (sameValue(annexOf(state).surroundings, surroundings)) return refuse('surroundings-unchanged', 'GDPR 5');
  const after = withAnnex(state, { surroundings });
  if (state.status === 'open' || state.core >= 7) {
    for (const { personId, side } of surroundings.gone) {
      if (isGone(state, personId, side)) continue;
      const responsible = state.responsible[side];
      if (responsible !== personId)
        passWork(state, { from: personId, side, to: responsible ?? anyResponsible(state).ownerId }, book);
      // Core 1 knows no successor, and would not see the duty end.
      else if (state.core >= 2 && state.status === 'open' && book.open('successor', side).length === 0) {
        const about = { of: 'handover', id: side } as const;
        book.arm('L-SUCCESSOR', on, { ownerId: holders[side] ?? personId, side, bound: 'person', about });
      }
    }
    if (state.status === 'open' && movesAway(state, after) && book.open('next-step').length === 0)
      book.arm('L-NEXT', on, responsibleFor(state, author));
  }
  return [draft(book, 'surroundings-updated', data)];
};
