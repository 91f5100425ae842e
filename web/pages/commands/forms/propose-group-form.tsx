import { useSuspenseQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import { EXTERNAL_ORGANISATIONS, type ExternalOrganisation } from '../../../../domain/codes.js';
import type { Side, StaffRole } from '../../../../domain/people.js';
import type { CommandFormProps } from '../../../forms/command-form.js';
import { hinted, line, maybe, people, pickFrom, rows, text } from '../../../forms/described-fields.js';
import { DescribedForm } from '../../../forms/described-form.js';
import { choicesOf } from '../../../forms/enum-choices.js';
import { meQuery } from '../../../http/queries.js';
import { asMember, partySides, usePartyStaff } from '../use-case-people.js';

/** What somebody from outside is in the group, where the organisation tells it. */
const ROLE_OF: { readonly [O in ExternalOrganisation]?: StaffRole } = {
  'family-social-work': 'family_social_worker',
  'child-welfare': 'child_welfare_worker',
  'youth-work': 'outreach_youth_worker',
};

/** The side that asks for an outsider: the proposer's own. */
function useAskingSide(view: CaseAnswer): Side {
  const { data: me } = useSuspenseQuery(meQuery);
  const sides = partySides(view);
  return sides.find((side) => me?.roles.some((held) => held.side === side)) ?? sides[0] ?? 'county';
}

/** Each member by name: staff of the sides that take part, and people from outside student welfare. */
export function ProposeGroupForm({ view }: CommandFormProps): ReactElement {
  const { t } = useTranslation();
  const known = new Set(view.members?.map((member) => member.personId));
  const staff = usePartyStaff(view).filter((person) => !known.has(person.id));
  const side = useAskingSide(view);
  const organisations = choicesOf(EXTERNAL_ORGANISATIONS, (one) => t(`codes.organisation.${one}`));
  const outsider = { organisation: pickFrom('organisation', organisations), name: line('outsideName') };
  return (
    <DescribedForm
      type="propose-group"
      view={view}
      fields={{
        purpose: maybe(text('purpose', t('reader.members'))),
        members: maybe(people('groupMembers', staff)),
        outsiders: hinted(
          t('cautions.outsider'),
          maybe(
            rows('outsideMembers', outsider, {
              title: (n) => t('forms.shared.outsider', { n }),
              add: t('forms.shared.addOutsider'),
            }),
          ),
        ),
      }}
      faults={({ members, outsiders }) => ({
        members: members.length + outsiders.length === 0 && 'fields.groupMembers.missing',
      })}
      body={({ members = [], outsiders = [], ...answers }) => ({
        type: 'propose-group',
        ...answers,
        members: [
          ...members.flatMap((id) => asMember(staff, id)),
          ...outsiders.map((external) => ({
            role: ROLE_OF[external.organisation] ?? ('other_expert' as const),
            side,
            external,
          })),
        ],
      })}
    />
  );
}
