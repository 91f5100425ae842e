import type { CommandType } from './commands.js';
import type { Actor, HeldRole, Side } from './people.js';
import { PRECONDITIONS } from './preconditions.js';
import { refuse, type Refusal } from './refusals.js';
import type { CaseState, CaseStatus } from './state.js';

/** By what a person may give a command. Each is a relation to this case, read from state, or a post at an employer. */
export type Standing =
  | 'staff'
  | 'responsible'
  | 'member'
  | 'owner'
  | 'receiver'
  | 'coordinator'
  | 'supervisor'
  | 'system';

export interface Permission {
  readonly who: readonly Standing[];
  readonly in: readonly CaseStatus[];
  /** Law or policy that says so. */
  readonly source: string;
}

const OPEN: readonly CaseStatus[] = ['open'];
const LIVING: readonly CaseStatus[] = ['open', 'aftercare'];
const ALWAYS: readonly CaseStatus[] = ['open', 'closed', 'aftercare'];

/** Who may give which command, in which status of the case. One row a command; buttons and reasons derive from it. */
export const PERMISSIONS = {
  'raise-concern': { who: ['staff'], in: [], source: 'OHL 16 §' },
  'offer-discussion': { who: ['responsible', 'coordinator'], in: OPEN, source: 'OHL 15 §' },
  'record-discussion': { who: ['responsible'], in: OPEN, source: 'OHL 15 §' },
  'decline-discussion': { who: ['responsible'], in: OPEN, source: 'OHL 15 §' },
  'explain-lateness': { who: ['responsible', 'owner'], in: LIVING, source: 'OHL 26 §' },
  'join-side': { who: ['responsible'], in: OPEN, source: 'OHL 22 §' },
  'propose-group': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 14 §' },
  'request-consent': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 19 §' },
  'record-consent': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 19 §' },
  'call-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 14 §' },
  'cancel-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 14 §' },
  'record-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 20 §' },
  'complete-action': { who: ['responsible', 'owner'], in: OPEN, source: 'OHL 20 §' },
  'close-case': { who: ['responsible'], in: OPEN, source: 'OHL 20 §' },
  'reopen-case': {
    who: ['responsible', 'coordinator', 'supervisor'],
    in: ['closed', 'aftercare'],
    source: 'OHL 16 §',
  },
  'contact-social-services': { who: ['staff'], in: ALWAYS, source: 'SHL 35 §, LSL 25 a §' },
  'report-child-welfare': { who: ['staff'], in: ALWAYS, source: 'LSL 25 §' },
  'complete-outside-act': { who: ['responsible', 'owner'], in: ALWAYS, source: 'LSL 25 §' },
  'offer-handover': { who: ['responsible', 'coordinator'], in: LIVING, source: 'OHL 14 §' },
  'accept-handover': { who: ['receiver'], in: LIVING, source: 'OHL 14 §' },
  'refuse-handover': { who: ['receiver'], in: LIVING, source: 'OHL 14 §' },
  reassign: { who: ['supervisor'], in: LIVING, source: 'OHL 14 §' },
  'correct-fact': { who: ['responsible', 'coordinator'], in: OPEN, source: 'GDPR 16' },
  'void-case': { who: ['responsible', 'coordinator', 'supervisor'], in: ALWAYS, source: 'GDPR 17' },
  'adopt-rules': { who: ['system'], in: LIVING, source: 'POL 23 §' },
} as const satisfies Record<CommandType, Permission>;

/** True when a role of the actor holds at the case's school, on a side that is party to the case. */
export function postHere(role: HeldRole, state: CaseState): boolean {
  return (
    state.responsible[role.side] !== undefined && (role.unitId === null || role.unitId === state.schoolId)
  );
}

/** Whether the actor supervises (or coordinates) the given side of the case. */
export function holdsPost(
  actor: Actor,
  state: CaseState,
  post: 'supervisor' | 'coordinator',
  side?: Side,
): boolean {
  return actor.roles.some(
    (r) => r.role === post && postHere(r, state) && (side === undefined || r.side === side),
  );
}

function stands(actor: Actor, standing: Standing, state: CaseState | null): boolean {
  if (standing === 'system') return actor.kind === 'system';
  if (standing === 'staff') return actor.kind === 'person' && actor.roles.length > 0;
  if (!state || actor.personId === null) return false;
  const me = actor.personId;
  switch (standing) {
    case 'responsible':
      return state.responsible.school === me || state.responsible.county === me;
    case 'member':
      return state.members.some(
        (m) => m.personId === me && (m.consent === 'given' || m.consent === 'partly'),
      );
    case 'owner':
      return state.duties.some((d) => d.ownerId === me && d.status === 'open');
    case 'receiver':
      return state.handovers.school?.toId === me || state.handovers.county?.toId === me;
    case 'coordinator':
    case 'supervisor':
      return holdsPost(actor, state, standing);
  }
}

/**
 * Whether this actor may give this command now.
 * Refusals: `not-allowed`, `unknown-case`, `already-raised`, `case-void`, `case-not-open`, `case-not-closed`, and those of `PRECONDITIONS`.
 */
export function may(
  actor: Actor,
  type: CommandType,
  state: CaseState | null,
): { readonly ok: true } | Refusal {
  const permission: Permission = PERMISSIONS[type];
  if (!permission.who.some((standing) => stands(actor, standing, state)))
    return refuse('not-allowed', permission.source);
  if (type === 'raise-concern') return state ? refuse('already-raised', permission.source) : { ok: true };
  if (!state) return refuse('unknown-case', permission.source);
  if (state.status === 'void') return refuse('case-void', permission.source);
  if (!permission.in.includes(state.status)) {
    return refuse(state.status === 'open' ? 'case-not-closed' : 'case-not-open', permission.source);
  }
  return PRECONDITIONS[type]?.(state) ?? { ok: true };
}
