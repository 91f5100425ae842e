import { isMember } from './consent.js';
import { isLive, type Duty } from './duties.js';
import type { PersonId } from './ids.js';
import { SIDES } from './people.js';
import type { CaseAction, CaseState } from './state.js';

/** Who may follow agreed actions up: whoever is responsible for the case, and members whose consent stands (OHL 19 §). */
export function mayMonitor({ responsible, members }: CaseState, personId: PersonId): boolean {
  return SIDES.some((side) => responsible[side] === personId) || isMember(members, personId);
}

/**
 * Who follows an agreed action up (OHL 20 §: the report names who answers for doing it and for following it up). Whoever
 * the meeting named, as long as they may; else the responsible person of the owner's side, or of the other side where
 * the owner would follow themselves up. Null: nobody is responsible any more.
 */
export function monitorOf(state: CaseState, action: CaseAction): PersonId | null {
  const { monitorId, ownerId } = action;
  if (monitorId !== undefined && mayMonitor(state, monitorId)) return monitorId;
  const own = dutyOf(state, action)?.side ?? 'county';
  const both = [state.responsible[own], state.responsible[own === 'county' ? 'school' : 'county']];
  return both.find((id) => id !== undefined && id !== ownerId) ?? both.find((id) => id !== undefined) ?? null;
}

/** Whoever the meeting named to follow this duty up, as long as they may; the duty's owner hears of it anyway. */
export function namedMonitorOf(state: CaseState, duty: Duty): PersonId | null {
  if (duty.kind !== 'action') return null;
  const monitorId = state.actions.find((action) => action.id === duty.about?.id)?.monitorId;
  return monitorId !== undefined && monitorId !== duty.ownerId && mayMonitor(state, monitorId)
    ? monitorId
    : null;
}

function dutyOf({ duties }: CaseState, action: CaseAction): Duty | undefined {
  const theirs = duties.filter((duty) => duty.kind === 'action' && duty.about?.id === action.id);
  return theirs.find(isLive) ?? theirs[0];
}
