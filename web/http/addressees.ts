import { queryOptions } from '@tanstack/react-query';
import type { AddresseeBookAnswer } from '../../api/contracts/addressees.js';
import { get } from './request.js';

/** Whom acts towards the outside address today, for administrators. Nothing of it is changed here. */
export const addresseesQuery = queryOptions({
  queryKey: ['addressees'],
  queryFn: ({ signal }) => get<AddresseeBookAnswer>('/addressees', signal),
});
