import { hashKey, queryOptions, useMutation, useQueryClient, type QueryKey } from '@tanstack/react-query';
import { useState } from 'react';
import type { ConsultationAnswer, ConsultationList, SlipPending } from '../../api/contracts/consultations.js';
import type { TalkAnswer, TalkList } from '../../api/contracts/talks.js';
import { statusOf } from './problem.js';
import { get, request } from './request.js';

/*
 * Reads and sends of slips: what is asked for outside any case. A command on one invalidates `['slips']`.
 */

export const consultationsQuery = queryOptions({
  queryKey: ['slips', 'consultations'],
  queryFn: async ({ signal }) => (await get<ConsultationList>('/consultations', signal)).items,
});

export function consultationQuery(id: string) {
  return queryOptions({
    queryKey: ['slips', 'consultations', id],
    queryFn: ({ signal }) => get<ConsultationAnswer>(`/consultations/${encodeURIComponent(id)}`, signal),
  });
}

export const talksQuery = queryOptions({
  queryKey: ['slips', 'talks'],
  queryFn: async ({ signal }) => (await get<TalkList>('/talk-requests', signal)).items,
});

export function talkQuery(id: string) {
  return queryOptions({
    queryKey: ['slips', 'talks', id],
    queryFn: ({ signal }) => get<TalkAnswer>(`/talk-requests/${encodeURIComponent(id)}`, signal),
  });
}

/** What became of it: stored, or kept and to be done. */
export type SlipOutcome<T> =
  | { readonly kind: 'done'; readonly answer: T }
  | { readonly kind: 'pending'; readonly id: string };

async function send<T>(path: string, body: unknown, key: string): Promise<SlipOutcome<T>> {
  const { status, body: answer } = await request<T | SlipPending>(path, { method: 'POST', body, key });
  // The status tells the two apart.
  return status === 202
    ? { kind: 'pending', id: (answer as SlipPending).id }
    : { kind: 'done', answer: answer as T };
}

/**
 * Sends a form about a slip under one key for the life of the form, as `useSendCommand` does for cases. `leaving`: a read
 * of what is the sender's no more afterwards; it is not asked for again.
 */
export function useSendSlip<B, T>(path: string, leaving?: QueryKey) {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: B) => send<T>(path, body, key),
    onError: (error) => {
      const status = statusOf(error);
      if (status !== null && status < 500 && status !== 429) setKey(crypto.randomUUID());
    },
    onSuccess: () =>
      queryClient.invalidateQueries({
        queryKey: ['slips'],
        ...(leaving === undefined ? {} : { predicate: ({ queryHash }) => queryHash !== hashKey(leaving) }),
      }),
  });
}
