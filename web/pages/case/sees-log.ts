import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { Me } from '../../../api/contracts/me.js';
import { SIDES } from '../../../domain/people.js';

/**
 * Whether this viewer may read the log (domain/sight.ts): who sees consents does, and so does whoever is asked to take
 * over. The server decides; this keeps the page from asking for what it will not get.
 */
export function seesLog(view: CaseAnswer, me: Me | null): boolean {
  if (view.members !== undefined) return true;
  return SIDES.some((side) => view.handovers?.[side] !== undefined && view.handovers[side]?.toId === me?.id);
}
