import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { useTranslation } from 'react-i18next';
import type { DevPeople } from '../../api/contracts/me.js';
import type { StaffRole } from '../../domain/people.js';
import { Notice } from '../components/notice.js';
import { PageHead } from '../components/page-head.js';
import { forgetReads } from '../http/forget-reads.js';
import { statusOf } from '../http/problem.js';
import { devPeopleQuery, meQuery } from '../http/queries.js';
import { request } from '../http/request.js';
import { problemText } from '../language/problem-text.js';
import { PagePending } from './page-pending.js';

const route = getRouteApi('/kirjaudu');
type DevPerson = DevPeople['items'][number];

/** Those who carry cases first. */
const ORDER = [
  'curator',
  'psychologist',
  'school_nurse',
  'school_doctor',
  'class_teacher',
  'homeroom_teacher',
  'subject_teacher',
  'special_needs_teacher',
  'guidance_counsellor',
  'principal',
  'coordinator',
  'supervisor',
  'administrator',
] as const satisfies readonly StaffRole[];

function useSignIn() {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const { takaisin } = route.useSearch();
  return useMutation({
    mutationFn: (personId: string) => request('/dev/sign-in', { method: 'POST', body: { personId } }),
    onSuccess: async () => {
      forgetReads(queryClient);
      await queryClient.fetchQuery({ ...meQuery, staleTime: 0 });
      await (takaisin === undefined ? navigate({ to: '/tehtavat' }) : navigate({ href: takaisin }));
    },
  });
}

function RoleGroup(props: {
  role: StaffRole;
  people: readonly DevPerson[];
  onPick: (id: string) => void;
}): ReactElement {
  const { t } = useTranslation();
  return (
    <section className="signin-group">
      <h2>{t(`codes.role.${props.role}`)}</h2>
      <p className="quiet">{t(`pages.signIn.sees.${props.role}`)}</p>
      <ul className="person-grid card-foot">
        {props.people.map((person) => (
          <li key={person.id}>
            <button type="button" className="person-button" onClick={() => props.onPick(person.id)}>
              <span className="person-name">{person.name}</span>
              <span className="small quiet">
                {person.roles
                  .filter((held) => held.role === props.role)
                  .map((held) => held.unitName ?? held.employer)
                  .join(', ')}
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Development sign-in: whom one may be, and what each of them sees. */
export function SignInPage(): ReactElement {
  const { t } = useTranslation();
  const people = useQuery(devPeopleQuery);
  const signIn = useSignIn();
  if (people.isPending) return <PagePending />;
  const closed = statusOf(people.error) === 404;
  return (
    <>
      <PageHead
        title={t('pages.signIn.title')}
        lead={t(closed ? 'pages.signIn.closed' : 'pages.signIn.lead')}
      />
      {people.isError && !closed ? <Notice tone="danger" live title={problemText(t, people.error)} /> : null}
      {signIn.isError ? <Notice tone="danger" live title={problemText(t, signIn.error)} /> : null}
      <div className="signin">
        {ORDER.map((role) => {
          const group = people.data?.items.filter((person) => person.roles[0]?.role === role) ?? [];
          if (group.length === 0) return null;
          return <RoleGroup key={role} role={role} people={group} onPick={(id) => signIn.mutate(id)} />;
        })}
      </div>
    </>
  );
}
