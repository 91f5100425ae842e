import type { TextRef, Topic } from '../commands.js';
import type { PersonId, UnitId } from '../ids.js';
import type { Actor, Side, StaffRole } from '../people.js';
import type { SlipCommand, SlipEnvelope, SlipState, TimedEvent } from '../slips/slip.js';
import type { CivilDate } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';

/*
 * Anonymous consultation (`domain.md` 2.1 row 2a, 2.2): one question of staff to one post, one answer. Nothing in
 * these types can name a learner, a class or a case, and nothing may be added that could: the learner is not there.
 */

/** Posts that may be asked. */
export const CONSULTED_ROLES = [
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'special_needs_teacher',
] as const satisfies readonly StaffRole[];
export type ConsultedRole = (typeof CONSULTED_ROLES)[number];

export interface ConsultationState extends SlipState {
  readonly role: ConsultedRole;
  readonly topic: Topic;
  /** Whoever asked; null once the words are gone. */
  readonly askedBy: PersonId | null;
  readonly question: TextRef | null;
  readonly answer: TextRef | null;
}

export interface ConsultationData {
  ask: {
    readonly schoolId: UnitId;
    readonly topic: Topic;
    readonly role: ConsultedRole;
    /** The employer the post belongs to, by the directory. */
    readonly side: Side;
    readonly question: TextRef;
    readonly answerBy: CivilDate;
  };
  answer: { readonly answer: TextRef };
}

export type ConsultationCommand = {
  [T in keyof ConsultationData]: SlipCommand & { readonly type: T; readonly data: ConsultationData[T] };
}[keyof ConsultationData];

export type ConsultationEvent =
  | (SlipEnvelope & { readonly type: 'consultation-asked'; readonly data: AskedData })
  | (SlipEnvelope & {
      readonly type: 'consultation-answered';
      readonly data: ConsultationData['answer'] & { readonly eraseAt: Instant };
    })
  | TimedEvent;

/** What the first event holds: the question, and the state every slip begins with. */
export type AskedData = Omit<ConsultationData['ask'], 'schoolId' | 'side' | 'role' | 'answerBy'> & {
  readonly slip: SlipState & { readonly role: ConsultedRole };
};

/** How a person is related to a consultation; null: it does not exist for them. */
export type ConsultationRelation = 'asker' | 'answerer' | 'coordinator' | 'supervisor';

/**
 * The nearest relation of somebody to a consultation. Asker and answerers read its words; so does the coordinator, who
 * may have to answer for a vacant post. A supervisor sees that it waits.
 */
export function relationTo(
  viewer: Actor,
  state: Pick<ConsultationState, 'schoolId' | 'side' | 'role' | 'askedBy'>,
): ConsultationRelation | null {
  if (viewer.personId !== null && viewer.personId === state.askedBy) return 'asker';
  const posts = viewer.roles
    .filter((held) => held.side === state.side && (held.unitId === null || held.unitId === state.schoolId))
    .map((held) => held.role);
  if (posts.includes(state.role)) return 'answerer';
  if (posts.includes('coordinator')) return 'coordinator';
  return posts.includes('supervisor') ? 'supervisor' : null;
}
