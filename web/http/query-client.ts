import { QueryCache, QueryClient } from '@tanstack/react-query';
import { ConnectionLost, statusOf } from './problem.js';

const TRIES = 3;

/** An answer that is a "no" stays a "no"; a lost connection or a server in trouble is asked again. */
function isWorthRetrying(error: unknown): boolean {
  const status = statusOf(error);
  return error instanceof ConnectionLost || (status !== null && status >= 500);
}

/** What was shown is not this person's to see any more, or not there any more. */
const NO_MORE: ReadonlySet<number> = new Set([401, 403, 404, 410]);

export function makeQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({
      // What was read before a "no" must not stay on the page as if nothing had been said.
      onError: (error, query) => {
        const status = statusOf(error);
        if (status !== null && NO_MORE.has(status) && query.state.data !== undefined) query.reset();
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 10_000,
        retry: (failures, error) => failures < TRIES && isWorthRetrying(error),
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
