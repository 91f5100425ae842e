import { infiniteQueryOptions, queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  BulkAnswer,
  BulkCandidatesAnswer,
  BulkItemsAnswer,
  BulkListAnswer,
  StartBulkInput,
  WhatIfAnswer,
} from '../../api/contracts/bulk.js';
import type { PolicyKind } from './policies.js';
import { statusOf } from './problem.js';
import { get, query, request } from './request.js';

/*
 * Roll-outs, for administrators. Whatever is sent invalidates `['bulk']`.
 */

/** How often a roll-out that is under way is read again. Milliseconds. */
const LOOK_AGAIN = 2_000;

/** The API names one kind in the singular; pages and paths, several. */
export const BULK_KIND = { policies: 'policy', calendars: 'calendar' } as const satisfies Record<
  PolicyKind,
  BulkAnswer['kind']
>;

export const bulksQuery = queryOptions({
  queryKey: ['bulk', 'all'],
  queryFn: async ({ signal }) => (await get<BulkListAnswer>('/bulk', signal)).items,
});

export const bulkCandidatesQuery = queryOptions({
  queryKey: ['bulk', 'candidates'],
  queryFn: async ({ signal }) => (await get<BulkCandidatesAnswer>('/bulk/candidates', signal)).items,
});

export function bulkQuery(id: string) {
  return queryOptions({
    queryKey: ['bulk', 'one', id],
    queryFn: ({ signal }) => get<BulkAnswer>(`/bulk/${encodeURIComponent(id)}`, signal),
    refetchInterval: (state) => (state.state.data?.state === 'running' ? LOOK_AGAIN : false),
  });
}

export interface BulkItemFilters {
  readonly newlyLate?: boolean;
  readonly moved?: boolean;
  readonly outcome?: 'refused';
}

/** `seen`: how many there are by the counters, so that the list is read again when they move. */
export function bulkItemsQuery(id: string, filters: BulkItemFilters, seen: number) {
  return infiniteQueryOptions({
    queryKey: ['bulk', 'one', id, 'items', filters, seen],
    queryFn: ({ pageParam, signal }) =>
      get<BulkItemsAnswer>(
        `/bulk/${encodeURIComponent(id)}/items${query({ ...filters, limit: 50, cursor: pageParam })}`,
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (page: BulkItemsAnswer) => page.next,
    enabled: seen > 0,
  });
}

export type WhatIfInput = Pick<StartBulkInput, 'kind' | 'versionId' | 'mode'>;

/** Tries a version out; nothing is written, so nothing is read anew. */
export function useWhatIf() {
  return useMutation({
    mutationFn: async (body: WhatIfInput) =>
      (await request<WhatIfAnswer>('/what-if', { method: 'POST', body })).body,
  });
}

/** Starts a roll-out under one key for the life of the page, so that a second press starts no second one. */
export function useStartBulk() {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: async (body: WhatIfInput) =>
      (await request<BulkAnswer>('/bulk', { method: 'POST', body, key })).body,
    onError: (error) => {
      const status = statusOf(error);
      if (status !== null && status < 500 && status !== 429) setKey(crypto.randomUUID());
    },
    onSuccess: async (bulk) => {
      queryClient.setQueryData(bulkQuery(bulk.id).queryKey, bulk);
      await queryClient.invalidateQueries({ queryKey: ['bulk', 'all'] });
      await queryClient.invalidateQueries({ queryKey: ['policies', 'ending'] });
    },
  });
}

export type BulkSteer = 'pause' | 'resume' | 'cancel';

export function useSteerBulk(id: string) {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: async (steer: BulkSteer) =>
      (await request<BulkAnswer>(`/bulk/${encodeURIComponent(id)}/${steer}`, { method: 'POST' })).body,
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['bulk'] }),
  });
}
