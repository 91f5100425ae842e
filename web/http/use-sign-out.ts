import { useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { SignedOut } from '../../api/contracts/me.js';
import { forgetReads } from './forget-reads.js';
import { meQuery } from './queries.js';
import { request } from './request.js';

/** Which sessions end: this one, or every one of the person. */
export type Leaving = 'sign-out' | 'sign-out-everywhere';

/**
 * Ends the session, forgets everything that was read under it, and goes on to leave the identity provider too, where
 * it has a page for that: on a shared device the next one must not come in as this one.
 */
export function useSignOut(): (leaving: Leaving) => void {
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  return (leaving) => {
    void (async () => {
      const { body } = await request<SignedOut>(`/${leaving}`, { method: 'POST' });
      queryClient.setQueryData(meQuery.queryKey, null);
      if (body.endSessionUrl === null) await navigate({ to: '/kirjaudu' });
      else globalThis.location.assign(body.endSessionUrl);
      forgetReads(queryClient);
    })();
  };
}
