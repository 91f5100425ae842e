import { personal } from './decision.js';
import { isLive, type Duty } from './duties.js';
import type { DutyBook, Owing } from './duty-book.js';
import type { PersonId } from './ids.js';
import type { Author } from './people.js';
import type { DutyKind } from './rules.js';
import type { CaseState, OutsideAct } from './state.js';
import type { CivilDate } from './time/civil-date.js';

/*
 * The duty to report is a person's own: nobody else's report discharges it, and nothing suppresses a second one (LSL 25 §;
 * `domain.md` R15, 2.2; core 7). Before core 7 the first report ended what everybody owed.
 */

/** Who does something in a case of which core version. */
interface Doing {
  readonly state: Pick<CaseState, 'core'>;
  readonly author: Author;
  readonly book: DutyBook;
}

/** Ends what the author owed, and whoever made it with them. */
export function endOwn(
  { state: { core }, author, book }: Doing,
  kind: DutyKind,
  on: CivilDate,
  togetherWith: readonly PersonId[] = [],
): void {
  if (core < 7) return book.done(kind, on);
  for (const duty of book.open(kind))
    if (duty.ownerId === author.personId || togetherWith.includes(duty.ownerId))
      book.doneAs(duty, on, duty.dueOn === null || on <= duty.dueOn);
}

/** Whether this is owed already: by the one who would owe it. */
export function isOwed({ state: { core }, book }: Doing, kind: DutyKind, ownerId: PersonId): boolean {
  return book.open(kind).some((duty) => core < 7 || duty.ownerId === ownerId);
}

/** Whether such an act was made: by the one who would owe it, alone or with others. */
export function wasMade(
  { core, acts }: CaseState,
  kind: OutsideAct['kind'],
  { by, since }: { readonly by: PersonId | null; readonly since?: CivilDate },
): boolean {
  const isOwn = ({ by: maker, togetherWith }: OutsideAct) =>
    maker === by || (by !== null && togetherWith?.includes(by) === true);
  return acts.some(
    (act) => act.kind === kind && (core < 7 || isOwn(act)) && (since === undefined || act.on >= since),
  );
}

/** The author owes it alone; where that can not be, as it was before core 7. */
export function owedBy({ state: { core }, author }: Doing, otherwise: Owing): Owing {
  if (core < 7 || author.personId === null || author.side === null) return otherwise;
  return personal(author.personId, author.side, otherwise.about);
}

/** What of a kind this person owes; a responsible person who owes nothing of it speaks for all who do. */
export function ownOf({ author, book }: Doing, kind: DutyKind): readonly Duty[] {
  const open = book.open(kind);
  const own = open.filter((duty) => isLive(duty) && duty.ownerId === author.personId);
  return own.length > 0 ? own : open;
}
