import { draft, personal, type Decider } from '../decision.js';
import { glassesOf, openGlassOf } from '../glass.js';
import { refuse } from '../refusals.js';
import { SIGHTS, rightsOf } from '../sight.js';
import { after, MINUTE } from '../time/instant.js';

const SOURCE = 'GDPR 6 (1) d';

/**
 * Somebody with a post over the case opens it in an emergency.
 *
 * 1. Sight is for that person and for so many minutes as policy says; it is over by itself.
 * 2. Somebody else must look at it afterwards: nobody reviews themselves.
 * 3. Who sees all of that already has nothing to break; while it is open, once is enough.
 */
export const breakGlass: Decider<'break-glass'> = ({ state, command, data, on, now, author, book }) => {
  const { personId, side } = author;
  if (personId === null || side === null) return refuse('not-allowed', SOURCE);
  if (data.reviewerId === personId) return refuse('same-person', SOURCE);
  const seen = new Set(rightsOf(command.actor, state, now).flatMap((right) => right.sections));
  if (openGlassOf(state, personId, now) || SIGHTS['break-glass'].sections.every((it) => seen.has(it)))
    return refuse('already-seen', SOURCE);
  const glassId = `g${glassesOf(state).length + 1}`;
  book.arm('L-GLASS', on, personal(data.reviewerId, data.reviewerSide, { of: 'glass', id: glassId }));
  const { minutes, ...said } = data;
  return [draft(book, 'glass-broken', { ...said, glassId, side, until: after(now, minutes * MINUTE) })];
};

/**
 * Whoever must look at it says what they found, and nobody else, whatever else they owe in this case. The glass is whole
 * again, also when time was left.
 */
export const reviewGlass: Decider<'review-glass'> = ({ state, data, on, author, book }) => {
  const glass = glassesOf(state).find((it) => it.id === data.glassId);
  if (!glass || glass.reviewedOn !== null) return refuse('unknown-glass', SOURCE);
  if (glass.personId === author.personId) return refuse('same-person', SOURCE);
  if (!book.open('glass-review', glass.id).some((it) => it.ownerId === author.personId))
    return refuse('not-allowed', SOURCE);
  book.done('glass-review', on, glass.id);
  return [draft(book, 'glass-reviewed', data)];
};
