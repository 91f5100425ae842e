import { isMember } from './consent.js';
import type { Duty } from './duties.js';
import type { PersonId } from './ids.js';
import { SIDES } from './people.js';
import type { CaseAction, CaseState } from './state.js';

/** Who may follow agreed actions up: whoever is responsible for the case, and members whose consent stands (OHL 19 §). */
export function mayMonitor({ responsible, members }: CaseState, personId: PersonId): boolean {
  return SIDES.some((side) => responsible[side] === personId) || isMember(members, personId);
}

/** Whoever the meeting named to follow this duty up, as long as they may, and do not do it themselves by now. */
export function namedMonitorOf(state: CaseState, { kind, about, ownerId }: Duty): PersonId | null {
  if (kind !== 'action') return null;
  const monitorId = state.actions.find((action) => action.id === about?.id)?.monitorId;
  return monitorId !== undefined && monitorId !== ownerId && mayMonitor(state, monitorId) ? monitorId : null;
}

/**
 * Who follows an agreed action up (OHL 20 §: the report names who answers for doing it and for following it up). Whoever
 * the meeting named, else the responsible person of the owner's side, or of the other side where the owner would follow
 * themselves up. Null: nobody is responsible any more.
 */
export function monitorOf(state: CaseState, { id }: CaseAction): PersonId | null {
  const duty = state.duties.findLast((it) => it.kind === 'action' && it.about?.id === id);
  const named = duty ? namedMonitorOf(state, duty) : null;
  if (named !== null) return named;
  const { school, county } = state.responsible;
  const both = duty?.side === 'school' ? [school, county] : [county, school];
  return (
    both.find((it) => it !== undefined && it !== duty?.ownerId) ?? both.find((it) => it !== undefined) ?? null
  );
}
