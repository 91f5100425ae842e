import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../api/contracts/cases.js';
import type { StaffList } from '../../../api/contracts/directory.js';
import { DISCUSSION_ROLES, type FamilyRole, type Side, type StaffRole } from '../../../domain/people.js';
import type { Choice } from '../../components/choice.js';
import type { PickedPerson } from '../../components/person-picker.js';
import { guardiansQuery, staffQuery } from '../../http/queries.js';
import { nameIn } from '../case/name-in.js';

export interface StaffPerson extends PickedPerson {
  readonly role: StaffRole;
  readonly side: Side;
  /** Every post they hold at this school or everywhere at their employer. */
  readonly roles: readonly StaffRole[];
}

export interface FamilyPerson {
  readonly id: string;
  readonly name: string;
  readonly role: FamilyRole;
}

/** The role that matters at this school: one held here before one held everywhere. */
function roleHere(
  person: StaffList['items'][number],
  schoolId: string,
): { role: StaffRole; side: Side } | undefined {
  return person.roles.find((held) => held.unitId === schoolId) ?? person.roles[0];
}

/** Who works at the school, ready to be picked. */
export function useStaff(schoolId: string): StaffPerson[] {
  const { t } = useTranslation();
  const { data = [] } = useQuery({ ...staffQuery(schoolId), enabled: schoolId !== '' });
  return data.flatMap((person) => {
    const held = roleHere(person, schoolId);
    if (!held) return [];
    const load = t('picker.cases', { count: person.openCases });
    const detail = [t(`codes.role.${held.role}`), t(`codes.side.${held.side}`), load].join(' · ');
    const roles = person.roles
      .filter(({ unitId }) => unitId === schoolId || unitId === null)
      .map(({ role }) => role);
    return [{ id: person.id, name: person.name, detail, role: held.role, side: held.side, roles }];
  });
}

/** With whom the learner is given the discussion that the law promises (OHL 15 §). */
export function useDiscussionStaff(schoolId: string): StaffPerson[] {
  return useStaff(schoolId).filter(({ roles }) => roles.some((role) => DISCUSSION_ROLES.has(role)));
}

/** Those of them who work on a side that is party: a side that is absent must not learn of the case. */
export function usePartyStaff(view: CaseAnswer): StaffPerson[] {
  return useStaff(view.schoolId).filter((person) => view.responsible[person.side] !== undefined);
}

/** The guardians of the learner who have part in the case: nobody who is forbidden can be picked (OHL 18 § 2). */
export function useGuardians(view: CaseAnswer): FamilyPerson[] {
  const { data = [] } = useQuery(guardiansQuery(view.learner?.id ?? ''));
  const apart = new Set(
    view.family?.guardians.filter((one) => one.noPart !== null).map((one) => one.personId),
  );
  if (view.family?.isAdult) return [];
  return data
    .filter((guardian) => !apart.has(guardian.id))
    .map((guardian) => ({ ...guardian, role: 'guardian' as const }));
}

/** The learner and the guardians of a case, where the viewer may know them. */
export function useFamily(view: CaseAnswer): FamilyPerson[] {
  const guardians = useGuardians(view);
  if (!view.learner) return [];
  const { id, initials, name = initials } = view.learner;
  return [{ id, name, role: 'learner' }, ...guardians];
}

/** What a person of the family is to the learner, as a command names it. */
export function familyRole(family: readonly FamilyPerson[], id: string): FamilyRole {
  return family.find((person) => person.id === id)?.role ?? 'guardian';
}

/** Family as choices of a question. */
export function useFamilyChoices(family: readonly FamilyPerson[]): Choice[] {
  const { t } = useTranslation();
  return family.map((person) => ({
    value: person.id,
    label: person.name,
    hint: t(`codes.role.${person.role}`),
  }));
}

/** Name of somebody in the case; empty when the viewer may not know it. */
export function nameOf(view: CaseAnswer, id: string | null | undefined): string {
  return nameIn(view, id);
}

/** A person of the directory as a command names a proposed member. */
export function asMember(
  staff: readonly StaffPerson[],
  id: string,
): { personId: string; role: StaffRole; side: Side }[] {
  const person = staff.find((one) => one.id === id);
  return person ? [{ personId: person.id, role: person.role, side: person.side }] : [];
}

/** Sides that are party to the case, in a fixed order. */
export function partySides(view: CaseAnswer): Side[] {
  return (['county', 'school'] as const).filter((side) => view.responsible[side] !== undefined);
}
