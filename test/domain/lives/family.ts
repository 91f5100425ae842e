import type { FamilyFacts } from '../../../domain/branch-commands.js';
import { asId, type PersonId } from '../../../domain/ids.js';
import { addDays, type CivilDate } from '../../../domain/time/civil-date.js';
import { GUARDIAN } from './world.js';

/** The other guardian, who lives elsewhere in some families. */
export const SECOND_GUARDIAN = asId<PersonId>('00000002-0000-4000-8000-000000000003');
/** A parent without custody. */
export const OTHER_PARENT = asId<PersonId>('00000002-0000-4000-8000-000000000004');
/** Somebody whom the learner trusts, and whom no register names. */
export const CLOSE_PERSON = asId<PersonId>('00000002-0000-4000-8000-000000000005');

type Parent = FamilyFacts['guardians'][number];

function parent(personId: PersonId, change: Partial<Parent> = {}): Parent {
  return { personId, position: 'guardian', livesApart: false, addressProtected: false, ...change };
}

export function family(guardians: readonly Parent[], change: Partial<FamilyFacts> = {}): FamilyFacts {
  return { adultOn: null, prePrimary: false, addressProtected: false, guardians, ...change };
}

export const oneGuardian = (): FamilyFacts => family([parent(GUARDIAN)]);
export const together = (): FamilyFacts => family([parent(GUARDIAN), parent(SECOND_GUARDIAN)]);
export const apart = (): FamilyFacts =>
  family([parent(GUARDIAN, { livesApart: true }), parent(SECOND_GUARDIAN, { livesApart: true })]);
export const withOtherParent = (): FamilyFacts =>
  family([parent(GUARDIAN), parent(OTHER_PARENT, { position: 'parent-not-guardian' })]);
export const prePrimary = (): FamilyFacts => ({ ...apart(), prePrimary: true });
export const hidden = (): FamilyFacts =>
  family([parent(GUARDIAN, { addressProtected: true }), parent(SECOND_GUARDIAN, { livesApart: true })]);
/** Of age in so many days. */
export const growing = (today: CivilDate, days: number): FamilyFacts => ({
  ...apart(),
  adultOn: addDays(today, days),
});

/** Families that lives begin with, or find themselves in later. */
export const FAMILIES: readonly ((today: CivilDate, days: number) => FamilyFacts | null)[] = [
  () => null,
  oneGuardian,
  together,
  apart,
  withOtherParent,
  prePrimary,
  hidden,
  growing,
  growing,
  (today, days) => ({ ...growing(today, days), addressProtected: true }),
];
