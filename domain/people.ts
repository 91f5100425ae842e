import type { PersonId, UnitId } from './ids.js';

/** An employer that takes part: the education provider's school, or the wellbeing services county. */
export const SIDES = ['school', 'county'] as const;
export type Side = (typeof SIDES)[number];

/** What staff are employed as (`domain.md` 5.2). The employer is not implied by the role: it is a fact of the person. */
export const STAFF_ROLES = [
  'class_teacher',
  'homeroom_teacher',
  'subject_teacher',
  'special_needs_teacher',
  'guidance_counsellor',
  'principal',
  'vet_tutor',
  'pre_primary_teacher',
  'ece_special_teacher',
  'daycare_director',
  'school_coach',
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'psych_nurse',
  'family_social_worker',
  'child_welfare_worker',
  'outreach_youth_worker',
  'interpreter',
  'other_expert',
  'coordinator',
  'supervisor',
  'administrator',
] as const;
export type StaffRole = (typeof STAFF_ROLES)[number];

/** Social- and health-care professionals of student welfare: they alone assess a minor's prohibition (OHL 18 § 2). */
export const WELFARE_PROFESSIONALS: ReadonlySet<StaffRole> = new Set<StaffRole>([
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'psych_nurse',
]);

/** With whom a learner is given an opportunity to talk (OHL 15 §). A nurse is reached without appointment (OHL 17 §). */
export const DISCUSSION_ROLES: ReadonlySet<StaffRole> = new Set<StaffRole>(['curator', 'psychologist']);

/** Whether somebody acts here as a social- or health-care professional of student welfare. */
export function isWelfareProfessional({ role }: Pick<Author, 'role'>): boolean {
  return [...WELFARE_PROFESSIONALS].some((it) => it === role);
}

/** People who are not staff but part of the learner's life. */
export type FamilyRole = 'learner' | 'guardian' | 'close_person';

/** A role that holds now, at one employer; `unitId` null: everywhere at that employer. */
export interface HeldRole {
  readonly role: StaffRole;
  readonly side: Side;
  readonly unitId: UnitId | null;
}

/**
 * Who gives a command: facts that travel with it, checked by the API when it was received.
 * `system` is the service itself (a roll-out, an import), never a person.
 */
export interface Actor {
  readonly personId: PersonId | null;
  readonly roles: readonly HeldRole[];
  readonly kind: 'person' | 'system';
}

/** Author and position, as every entry must name them (OHL 20 §). */
export interface Author {
  readonly personId: PersonId | null;
  /** A learner or guardian answers for themselves, by link. */
  readonly role: StaffRole | FamilyRole | 'system';
  readonly side: Side | null;
}
