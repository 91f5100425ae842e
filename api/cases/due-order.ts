import { OPENLY_SHOWN } from '../../domain/duty-sight.js';
import { keysOfPosts } from '../../domain/sight-keys.js';
import { isSupervising } from '../../domain/sight.js';
import type { Caller } from '../auth/caller.js';

/**
 * What a list is ordered by when it goes by what falls due, as an expression on `v` (case_view). Neither the order nor
 * the mark where a page ends tells of a day that is not the caller's to know:
 *
 * 1. Whoever is responsible: the first of all promises.
 * 2. Over a post: the first of those that every post is shown, a column, because some see thousands of cases.
 * 3. Who owes something, or is a member: the first of those that they owe or that everybody who sees promises is shown.
 * 4. Anybody else sees no promise: nothing falls due.
 */
export function dueShown(
  caller: Pick<Caller, 'personId' | 'roles'>,
  bind: (value: unknown) => string,
): string {
  const posts = keysOfPosts(caller.roles.filter(isSupervising));
  const byPost = posts.length === 0 ? '' : `WHEN v.sight && ${bind(posts)}::text[] THEN v.post_due_at`;
  if (caller.personId === null) return byPost === '' ? 'NULL::timestamptz' : `CASE ${byPost} END`;
  const me = bind(caller.personId);
  const consented = bind(JSON.stringify([{ personId: caller.personId, consent: 'given' }]));
  const limited = bind(JSON.stringify([{ personId: caller.personId, consent: 'partly' }]));
  return `CASE WHEN ${me}::uuid IN (v.responsible_school, v.responsible_county) THEN v.next_due_at ${byPost}
    WHEN v.state -> 'members' @> ANY (ARRAY[${consented}, ${limited}]::jsonb[])
      OR EXISTS (SELECT FROM case_duty o WHERE o.case_id = v.case_id AND o.owner_id = ${me}::uuid AND o.status IN ('open', 'paused'))
    THEN (SELECT min(d.due_at) FROM case_duty d WHERE d.case_id = v.case_id AND d.status = 'open'
      AND (d.owner_id = ${me}::uuid OR d.kind = ANY (${bind(OPENLY_SHOWN)}::text[]))) END`;
}
