import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { nameOf } from '../use-case-people.js';

type Member = NonNullable<CaseAnswer['members']>[number];

/** Name of a member: of the directory, or as it was written for somebody from outside. */
export function memberName(view: CaseAnswer, member: Member): string {
  return member.external?.name ?? nameOf(view, member.personId);
}

/** Members of the group with what they are and what was answered about them. */
export function useMemberChoices(view: CaseAnswer, among: (member: Member) => boolean): Choice[] {
  const { t } = useTranslation();
  return (view.members ?? []).filter(among).map((member) => {
    const work = member.external
      ? t(`codes.organisation.${member.external.organisation}`)
      : t(`codes.role.${member.role}`);
    return {
      value: member.id,
      label: memberName(view, member),
      hint: `${work} · ${t(`codes.consent.${member.consent}`)}`,
    };
  });
}
