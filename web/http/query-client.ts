import { QueryClient } from '@tanstack/react-query';
import { ConnectionLost, statusOf } from './problem.js';

const TRIES = 3;

/** An answer that is a "no" stays a "no"; a lost connection or a server in trouble is asked again. */
function isWorthRetrying(error: unknown): boolean {
  const status = statusOf(error);
  return error instanceof ConnectionLost || (status !== null && status >= 500);
}

export function makeQueryClient(): QueryClient {
  return new QueryClient({
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
