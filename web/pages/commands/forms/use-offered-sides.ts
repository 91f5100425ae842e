import { useSuspenseQuery } from '@tanstack/react-query';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { SIDES, type Side } from '../../../../domain/people.js';
import { meQuery } from '../../../http/queries.js';

/** Sides on which the viewer has been asked to take over. */
export function useOfferedSides(view: CaseAnswer): Side[] {
  const { data: me } = useSuspenseQuery(meQuery);
  return SIDES.filter(
    (side) => view.handovers?.[side] !== undefined && view.handovers[side]?.toId === me?.id,
  );
}
