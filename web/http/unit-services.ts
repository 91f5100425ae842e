import { queryOptions, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type {
  ReplaceServicesInput,
  UnitServicesDetail,
  UnitServicesList,
} from '../../api/contracts/unit-services.js';
import { statusOf } from './problem.js';
import { get, request } from './request.js';

/*
 * What units promise of their services, for administrators. Whatever is sent invalidates `['unit-services']`.
 */

export const unitServicesListQuery = queryOptions({
  queryKey: ['unit-services'],
  queryFn: ({ signal }) => get<UnitServicesList>('/unit-services', signal),
});

function pathOf(unitId: string): string {
  return `/units/${encodeURIComponent(unitId)}/services`;
}

export function unitServicesQuery(unitId: string) {
  return queryOptions({
    queryKey: ['unit-services', unitId],
    queryFn: ({ signal }) => get<UnitServicesDetail>(pathOf(unitId), signal),
  });
}

/** As a form has them: what is no hour or no number yet is the API's to refuse. */
export interface SentServices extends Pick<ReplaceServicesInput, 'revision'> {
  readonly services: readonly unknown[];
}

/** Publishes under one key until something was answered, so that a second press is no second revision. */
export function usePublishServices(unitId: string) {
  const queryClient = useQueryClient();
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMutation({
    mutationFn: (body: SentServices) =>
      request<UnitServicesDetail>(pathOf(unitId), { method: 'POST', body, key }),
    onError: (error) => {
      const status = statusOf(error);
      if (status !== null && status < 500 && status !== 429) setKey(crypto.randomUUID());
    },
    onSuccess: async () => {
      setKey(crypto.randomUUID());
      await queryClient.invalidateQueries({ queryKey: ['unit-services'] });
    },
  });
}
