import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { Choice } from '../../../components/choice.js';
import { nameOf } from '../use-case-people.js';

type Member = NonNullable<CaseAnswer['members']>[number];

/** Members of the group with what they are and what was answered about them. */
export function useMemberChoices(view: CaseAnswer, among: (member: Member) => boolean): Choice[] {
  const { t } = useTranslation();
  return (view.members ?? []).filter(among).map((member) => {
    const work = member.external
      ? t(`codes.organisation.${member.external.organisation}`)
      : t(`codes.role.${member.role}`);
    return {
      value: member.id,
      label: nameOf(view, member.personId),
      hint: `${work} · ${t(`codes.consent.${member.consent}`)}`,
    };
  });
}
