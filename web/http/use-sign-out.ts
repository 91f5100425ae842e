import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { forgetReads } from './forget-reads.js';
import { meQuery } from './queries.js';
import { request } from './request.js';

/** Ends the session and forgets everything that was read under it. */
export function useSignOut(): () => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return () => {
    void (async () => {
      await request('/sign-out', { method: 'POST' });
      queryClient.setQueryData(meQuery.queryKey, null);
      await navigate({ to: '/kirjaudu' });
      forgetReads(queryClient);
    })();
  };
}
