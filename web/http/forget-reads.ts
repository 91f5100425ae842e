import type { QueryClient } from '@tanstack/react-query';

/** Forgets everything that was read for somebody, but who it is: the header watches that. */
export function forgetReads(queryClient: QueryClient): void {
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'me' });
}
