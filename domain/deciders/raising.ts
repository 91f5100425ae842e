import type { CommandData } from '../commands.js';
import { CURRENT_CORE } from '../core-version.js';
import { draft, type AnyDraft, type Deciding } from '../decision.js';
import { refuse, type Refusal } from '../refusals.js';

type Raising = Omit<Deciding<'raise-concern'>, 'state' | 'command'> & {
  readonly data: CommandData['raise-concern'];
};

/**
 * A concern is raised: the discussion clock starts on the day the request came (OHL 15 §), and there is a
 * responsible person from the first second on each side that is party.
 *
 * A learner's own request to a professional of the county has the county's side only: that it was made is
 * secret from the school. A request that staff of the school bring has the school's side too.
 */
export function raiseConcern({ data, rules, on, author, book }: Raising): readonly AnyDraft[] | Refusal {
  const { county, school } = data.responsible;
  if (!county) return refuse('responsible-missing', 'OHL 15 §');
  if (data.source === 'learner' && author.side === 'county' && school)
    return refuse('school-must-not-know', 'OHL 21 §');
  if (author.side === 'school' && data.source !== 'learner' && !school)
    return refuse('responsible-missing', 'OHL 16 §');
  book.arm(data.urgent ? 'T-OHL15-urgent' : 'T-OHL15-7', on, {
    ownerId: county,
    side: 'county',
    bound: 'side',
  });
  return [draft(book, 'concern-raised', { ...data, core: CURRENT_CORE, rulesId: rules.id }, 'discussion')];
}
