import { noPartOf } from './annex.js';
import type { CommandType } from './commands.js';
import { isLive, type Duty } from './duties.js';
import { namedMonitorOf } from './monitors.js';
import { owedFor } from './owed-acts.js';
import type { PersonId } from './ids.js';
import { WELFARE_PROFESSIONALS, type Actor, type HeldRole, type Side } from './people.js';
import { PRECONDITIONS } from './preconditions.js';
import { refuse, type Refusal } from './refusals.js';
import type { CaseState, CaseStatus } from './state.js';

/** By what a person may give a command. Each is a relation to this case, read from state, or a post at an employer. */
export type Standing =
  | 'staff'
  | 'responsible'
  | 'asked'
  | 'member'
  | 'owner'
  | 'monitor'
  | 'receiver'
  | 'coordinator'
  | 'professional'
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
  'record-consent': { who: ['responsible', 'member', 'asked'], in: OPEN, source: 'OHL 19 §' },
  'call-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 14 §' },
  'cancel-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 14 §' },
  'record-meeting': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 20 §' },
  'complete-action': { who: ['responsible', 'owner', 'monitor'], in: LIVING, source: 'OHL 20 §' },
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
  'tell-learner': { who: ['responsible', 'owner'], in: OPEN, source: 'OHL 16 §' },
  'tell-guardian': { who: ['responsible', 'owner', 'member'], in: OPEN, source: 'OHL 16 §, POL 29 §' },
  'leave-guardian-untold': { who: ['responsible', 'owner'], in: OPEN, source: 'LSL 25 §, OHL 18 §' },
  'withdraw-consent': { who: ['responsible', 'member', 'asked'], in: ALWAYS, source: 'OHL 19 §' },
  'want-talk': { who: ['asked'], in: OPEN, source: 'OHL 18 §, OHL 19 §' },
  'assess-basis': { who: ['responsible', 'owner'], in: OPEN, source: 'OHL 19 §' },
  'settle-conflict': { who: ['responsible', 'professional'], in: OPEN, source: 'OHL 18 §, OHL 19 §' },
  'go-on-without-guardian': {
    who: ['responsible', 'professional'],
    in: OPEN,
    source: 'LHL 5 §, OHL 19 §',
  },
  'note-capacity': { who: ['professional'], in: ALWAYS, source: 'OHL 18 §' },
  'prohibit-guardian': { who: ['professional'], in: ALWAYS, source: 'OHL 18 §' },
  'lift-prohibition': { who: ['professional'], in: ALWAYS, source: 'OHL 18 §' },
  'confirm-prohibition': { who: ['professional'], in: ALWAYS, source: 'OHL 18 §' },
  'agree-contact-ways': { who: ['responsible', 'member'], in: OPEN, source: 'S001' },
  'invite-by-hand': { who: ['responsible', 'owner'], in: LIVING, source: 'OHL 14 §' },
  'update-family': { who: ['system'], in: LIVING, source: 'GDPR 5' },
  'update-surroundings': { who: ['system'], in: LIVING, source: 'GDPR 5' },
  'propose-joint-contact': { who: ['staff'], in: OPEN, source: 'LSL 25 a §' },
  'record-joint-contact': { who: ['responsible', 'owner'], in: LIVING, source: 'LSL 25 a §' },
  'report-to-police': { who: ['staff'], in: ALWAYS, source: 'LSL 25 §' },
  'report-unborn-child': { who: ['staff'], in: ALWAYS, source: 'LSL 25 c §' },
  'guide-to-services': { who: ['responsible', 'owner', 'member'], in: OPEN, source: 'SHL 35 §' },
  'note-need': { who: ['responsible', 'member'], in: OPEN, source: 'SHL 35 §, THoL' },
  'record-response': { who: ['responsible', 'owner'], in: LIVING, source: 'LSL 26 §, SHL 36 §' },
  'print-form': { who: ['responsible', 'owner'], in: ALWAYS, source: 'LSL 25 §, SHL 35 §' },
  'ask-advice': { who: ['responsible', 'member'], in: OPEN, source: 'OHL 19 §' },
  'record-advice': { who: ['responsible', 'owner'], in: OPEN, source: 'OHL 19 §' },
  'record-disclosure': { who: ['responsible', 'member'], in: ALWAYS, source: 'OHL 20 §' },
  'record-causes': { who: ['responsible', 'owner', 'member'], in: OPEN, source: 'POL 26 §' },
  'record-turn': { who: ['responsible', 'member'], in: OPEN, source: 'POL 36 §' },
  'end-turn': { who: ['responsible', 'member'], in: OPEN, source: 'POL 36 §' },
  'plan-support': { who: ['responsible', 'owner'], in: OPEN, source: 'POL 36 §' },
  'plan-return': { who: ['responsible', 'owner'], in: OPEN, source: 'POL 36 §, S001' },
  'complete-return-step': { who: ['responsible', 'owner'], in: OPEN, source: 'S001' },
  'change-service': { who: ['responsible'], in: OPEN, source: 'S001' },
  'plan-transfer': { who: ['responsible'], in: OPEN, source: 'OHL 23 §, POL 40 §' },
  'record-transfer-consent': { who: ['responsible'], in: LIVING, source: 'OHL 23 §' },
  'send-package': { who: ['responsible', 'owner'], in: LIVING, source: 'OHL 23 §, POL 40 §' },
  'confirm-transfer': { who: ['responsible', 'owner'], in: LIVING, source: 'S001' },
  'cancel-transfer': { who: ['responsible'], in: LIVING, source: 'OHL 23 §, POL 40 §, S001' },
  'write-entry': { who: ['responsible', 'member'], in: ALWAYS, source: 'OHL 20 §' },
  'correct-entry': {
    who: ['responsible', 'member'],
    in: ['open', 'closed', 'aftercare'],
    source: 'OHL 20 §',
  },
  'publish-entries': { who: ['responsible'], in: ALWAYS, source: 'OHL 20 §' },
  'contact-other-side': { who: ['responsible', 'owner'], in: OPEN, source: 'S001' },
  'share-situation': { who: ['responsible', 'member'], in: OPEN, source: 'S001' },
  'divide-responsibilities': { who: ['responsible', 'member'], in: OPEN, source: 'S001' },
  'pause-duty': { who: ['responsible', 'owner'], in: OPEN, source: 'local policy' },
  'resume-duty': { who: ['responsible', 'owner', 'coordinator'], in: OPEN, source: 'local policy' },
  'set-due-date': { who: ['responsible', 'coordinator'], in: OPEN, source: 'local policy' },
  'break-glass': { who: ['coordinator', 'supervisor'], in: ALWAYS, source: 'GDPR 6 (1) d, 9 (2) c' },
  'review-glass': { who: ['owner'], in: ALWAYS, source: 'OHL 26 §' },
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

/** Somebody of the family who was asked for consent and still has part: whoever acts as staff does not act as that. */
export function wasAsked(actor: Actor, state: CaseState): boolean {
  const me = actor.personId;
  if (me === null || actor.kind !== 'person' || actor.roles.length > 0) return false;
  return noPartOf(state, me) === null && state.members.some((m) => m.askedOf?.includes(me) === true);
}

/** Somebody owes what this command is for; before core 4 whatever they owed was enough. */
function owes(me: PersonId, type: CommandType, { core, duties }: CaseState): boolean {
  const kinds = core >= 4 ? owedFor(type) : null;
  return duties.some((d) => d.ownerId === me && isLive(d) && (kinds === null || kinds.includes(d.kind)));
}

/**
 * Whether this person may act on this one promise: its owner, or who answers for a side (core 4; before, whoever may
 * give the command). Who holds a post here is asked by `may`.
 */
export function answersFor(
  me: PersonId | null,
  { core, responsible }: CaseState,
  duty: Pick<Duty, 'ownerId'> | undefined,
): boolean {
  return core < 4 || (me !== null && [responsible.school, responsible.county, duty?.ownerId].includes(me));
}

/** Whom a meeting named to follow this agreed action up, and who may know of it still; before core 9 they only heard of it. */
function followsUp(me: PersonId, state: CaseState, duty: Duty): boolean {
  return state.core >= 9 && isLive(duty) && namedMonitorOf(state, duty) === me;
}

/** Whether this person may say of this one agreed action that it is done: who answers for it, and who follows it up. */
export function mayComplete(me: PersonId | null, state: CaseState, duty: Duty | undefined): boolean {
  if (answersFor(me, state, duty)) return true;
  return me !== null && duty !== undefined && followsUp(me, state, duty);
}

function stands(actor: Actor, standing: Standing, state: CaseState | null, type: CommandType): boolean {
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
    case 'asked':
      return wasAsked(actor, state);
    case 'owner':
      return owes(me, type, state);
    case 'monitor':
      return state.duties.some((duty) => followsUp(me, state, duty));
    case 'receiver':
      return state.handovers.school?.toId === me || state.handovers.county?.toId === me;
    case 'professional':
      return (
        (stands(actor, 'responsible', state, type) || stands(actor, 'member', state, type)) &&
        actor.roles.some((r) => WELFARE_PROFESSIONALS.has(r.role))
      );
    case 'coordinator':
    case 'supervisor':
      return holdsPost(actor, state, standing);
  }
}

const OUTLIVES_SINCE_7: ReadonlySet<CommandType> = new Set<CommandType>([
  'invite-by-hand',
  'complete-action',
]);

/**
 * Before core 5 a consent to a transfer could not be taken back once the case was closed; before core 7 no word by hand
 * and no agreed action outlived closing.
 */
function cannotYet(type: CommandType, { core, status }: CaseState): boolean {
  if (status === 'open') return false;
  return (core < 5 && type === 'record-transfer-consent') || (core < 7 && OUTLIVES_SINCE_7.has(type));
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
  if (!permission.who.some((standing) => stands(actor, standing, state, type)))
    return refuse('not-allowed', permission.source);
  if (type === 'raise-concern') return state ? refuse('already-raised', permission.source) : { ok: true };
  if (!state) return refuse('unknown-case', permission.source);
  if (state.status === 'void') return refuse('case-void', permission.source);
  if (cannotYet(type, state) || !permission.in.includes(state.status)) {
    return refuse(state.status === 'open' ? 'case-not-closed' : 'case-not-open', permission.source);
  }
  return PRECONDITIONS[type]?.(state) ?? { ok: true };
}
