import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  DraftVersionInput,
  EndingCalendarsAnswer,
  PolicyListAnswer,
  PolicyVersionDetailAnswer,
  PolicyVersionListAnswer,
} from '../../api/contracts/policies.js';
import { statusOf } from './problem.js';
import { get, request } from './request.js';

/*
 * Rules and calendars as versions, for administrators. Whatever is sent invalidates `['policies']`.
 */

/** As the API's paths name them. */
export const POLICY_KINDS = ['policies', 'calendars'] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

export function policiesQuery(kind: PolicyKind) {
  return queryOptions({
    queryKey: ['policies', kind],
    queryFn: async ({ signal }) => (await get<PolicyListAnswer>(`/${kind}`, signal)).items,
  });
}

export function policyVersionsQuery(kind: PolicyKind, name: string) {
  return queryOptions({
    queryKey: ['policies', kind, name],
    queryFn: async ({ signal }) =>
      (await get<PolicyVersionListAnswer>(`/${kind}/${encodeURIComponent(name)}/versions`, signal)).items,
  });
}

function pathOf(kind: PolicyKind, name: string, id: string): string {
  return `/${kind}/${encodeURIComponent(name)}/versions/${encodeURIComponent(id)}`;
}

export function policyVersionQuery(kind: PolicyKind, name: string, id: string) {
  return queryOptions({
    queryKey: ['policies', kind, name, id],
    queryFn: ({ signal }) => get<PolicyVersionDetailAnswer>(pathOf(kind, name, id), signal),
  });
}

/** Calendars that end soon, and versions that open cases are behind. */
export const endingCalendarsQuery = queryOptions({
  queryKey: ['policies', 'ending'],
  queryFn: ({ signal }) => get<EndingCalendarsAnswer>('/calendars/ending', signal),
});

/** What an administrator does with one version. */
export type VersionAct = 'validate' | 'publish';

/** Validates or publishes a version; whatever the answer is, it is read anew: faults are kept with the version. */
export function useActOnVersion(kind: PolicyKind, name: string, id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (act: VersionAct) => {
      const path = `${pathOf(kind, name, id)}/${act}`;
      await request<PolicyVersionDetailAnswer>(path, { method: 'POST', key: crypto.randomUUID() });
      return act;
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['policies'] }),
  });
}

interface Draft extends DraftVersionInput {
  readonly kind: PolicyKind;
  readonly name: string;
}

/** Keeps a draft under one key for the life of the form, so that a second press makes no second draft. */
export function useSendDraft() {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async ({ kind, name, ...body }: Draft) => {
      const path = `/${kind}/${encodeURIComponent(name)}/versions`;
      const answer = await request<PolicyVersionDetailAnswer>(path, { method: 'POST', body, key });
      return { kind, name, id: answer.body.id };
    },
    onError: (error) => {
      const status = statusOf(error);
      if (status !== null && status < 500 && status !== 429) setKey(crypto.randomUUID());
    },
    onSuccess: async () => {
      setKey(crypto.randomUUID());
      await queryClient.invalidateQueries({ queryKey: ['policies'] });
    },
  });
}
