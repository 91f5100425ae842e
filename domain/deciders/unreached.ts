import { annexOf } from '../annex.js';
import { memberConsentUnder } from '../consent.js';
import { consequenceOf, follow, recomputed } from '../consequences.js';
import { draft, type Decider } from '../decision.js';
import type { CaseState } from '../state.js';
import { whyWaitedFor } from '../unreached.js';
import { withAnnex } from './guardians.js';

/** Members about whom an answer is waited for, and nothing else. */
function waiting(state: CaseState): ReadonlySet<string> {
  const members = state.members.filter(
    (m) => m.consent === 'requested' && memberConsentUnder(state, m.answers) === 'requested',
  );
  return new Set(members.map((m) => m.id));
}

/**
 * Of several guardians one cannot take part because of travel, illness or another reason, and a delay would harm: that
 * one's consent is not needed (LHL 5 § 2). `whyWaitedFor` says when.
 *
 * 1. From this very event nobody waits for that answer; what the others said counts at once.
 * 2. Nothing else of that guardian's part changes: told, invited and shown what guardians are. An answer that comes
 *    later counts as any other; a no is then a conflict.
 * 3. Only members who waited move on: what was refused or taken back stays so.
 */
export const goOnWithoutGuardian: Decider<'go-on-without-guardian'> = (deciding) => {
  const { state, data, on, author, book } = deciding;
  const needed = whyWaitedFor(state, data.guardianId);
  if (needed) return needed;
  const goneOnWithout = [...(annexOf(state).goneOnWithout ?? []), { ...data, on }];
  const after = withAnnex(state, { goneOnWithout });
  const waited = waiting(state);
  const changes = recomputed(state, after).filter((change) => waited.has(change.memberId));
  const follows = consequenceOf(state, after, changes, deciding);
  if (changes.length > 0) follow(after, follows, { on, author, book });
  return [draft(book, 'went-on-without-guardian', { ...data, follows })];
};
