import type { Command, CommandType } from './commands.js';
import type { Duty, DutyChange } from './duties.js';
import { openBook, type DutyBook, type Owing } from './duty-book.js';
import type { CaseEvent, CaseEventOf, EventData, EventType } from './events.js';
import type { PersonId } from './ids.js';
import { WELFARE_PROFESSIONALS, type Actor, type Author, type Side } from './people.js';
import type { Refusal } from './refusals.js';
import type { Rules } from './rules.js';
import type { CaseState, Stage } from './state.js';
import type { CivilDate } from './time/civil-date.js';
import type { Instant } from './time/instant.js';

/** An event before it has its number. */
export interface Draft<T extends EventType = EventType> {
  readonly type: T;
  readonly data: EventData[T];
  readonly duties: readonly DutyChange[];
  readonly stage?: Stage;
}

export type AnyDraft = { [T in EventType]: Draft<T> }[EventType];

/** What a rule of one command sees. */
export interface Deciding<T extends CommandType> {
  readonly state: CaseState;
  readonly command: Command<T>;
  readonly data: Command<T>['data'];
  readonly rules: Rules;
  readonly now: Instant;
  readonly today: CivilDate;
  /** The day the act took place. */
  readonly on: CivilDate;
  readonly author: Author;
  readonly book: DutyBook;
}

/** The rule of one command: the events it causes, or why not. */
export type Decider<T extends CommandType> = (deciding: Deciding<T>) => readonly AnyDraft[] | Refusal;

export function isRefusal(result: readonly AnyDraft[] | Refusal): result is Refusal {
  return !Array.isArray(result);
}

/** A draft of an event with what the book has written since the last one. */
export function draft<T extends EventType>(
  book: DutyBook,
  type: T,
  data: EventData[T],
  stage?: Stage,
): Draft<T> {
  return { type, data, duties: book.take(), ...(stage ? { stage } : {}) };
}

/**
 * The one side an actor speaks for in this case: that of a role at its school first.
 *
 * @param byProfession of several posts on that side, the one as a professional of student welfare says who it was (core 4)
 */
export function authorOf(actor: Actor, schoolId: string | null, byProfession = false): Author {
  if (actor.kind === 'system') return { personId: actor.personId, role: 'system', side: null };
  const here = actor.roles.filter((role) => role.unitId === schoolId);
  const everywhere = actor.roles.filter((role) => role.unitId === null);
  const first = here[0] ?? everywhere[0] ?? actor.roles[0];
  const professional = [...here, ...everywhere].find(
    ({ role, side }) => side === first?.side && WELFARE_PROFESSIONALS.has(role),
  );
  const held = (byProfession ? professional : undefined) ?? first;
  return { personId: actor.personId, role: held?.role ?? 'system', side: held?.side ?? null };
}

/** Whether a side is party to the case: a side that is not does not know of it. */
export function isParty(state: CaseState, side: Side): boolean {
  return state.responsible[side] !== undefined;
}

/** Whoever is responsible on the author's side; of the other when the author's own is not party. */
export function responsibleFor(state: CaseState, author: Author): Owing {
  const own = author.side ? state.responsible[author.side] : undefined;
  if (own && author.side) return { ownerId: own, side: author.side, bound: 'side' };
  return anyResponsible(state);
}

/** The county's responsible person, else the school's: an open case has at least one. */
export function anyResponsible(state: CaseState): Owing {
  const { county, school } = state.responsible;
  if (county) return { ownerId: county, side: 'county', bound: 'side' };
  if (school) return { ownerId: school, side: 'school', bound: 'side' };
  throw new Error('a case without a responsible person');
}

/** What was ended is owed again, by whoever is responsible by now. */
export function oweAgain(state: CaseState, duties: readonly Duty[], book: DutyBook): void {
  const { ownerId } = anyResponsible(state);
  for (const duty of duties) {
    book.reopen(duty);
    if (duty.bound === 'side') book.give(duty, state.responsible[duty.side] ?? ownerId);
  }
}

/** A duty that stays with one person, whoever becomes responsible. */
export function personal(ownerId: PersonId, side: Side, about?: Duty['about']): Owing {
  return { ownerId, side, bound: 'person', ...(about ? { about } : {}) };
}

/** @param core the behaviour a case that is not there yet will have */
export function bookOf(state: CaseState | null, rules: Rules, now: Instant, core = 1): DutyBook {
  return openBook(state?.duties ?? [], rules, now, state?.core ?? core);
}

/** Numbers drafts into events of the log. */
export function sealDrafts(
  drafts: readonly AnyDraft[],
  from: { seq: number; at: Instant; happenedOn: CivilDate; by: Author; commandId: CaseEvent['commandId'] },
): CaseEvent[] {
  return drafts.map((d, i) => sealed(d, from, from.seq + i));
}

/** Events with lines that only the whole of them brought: the last one carries them. */
export function withLines(events: readonly CaseEvent[], lines: readonly DutyChange[]): readonly CaseEvent[] {
  const last = events.at(-1);
  if (!last || lines.length === 0) return events;
  return [...events.slice(0, -1), { ...last, duties: [...(last.duties ?? []), ...lines] }];
}

function sealed(d: AnyDraft, from: Parameters<typeof sealDrafts>[1], seq: number): CaseEvent {
  const event: CaseEventOf<EventType> = {
    v: 1,
    seq,
    type: d.type,
    at: from.at,
    happenedOn: from.happenedOn,
    by: from.by,
    commandId: from.commandId,
    ...(d.stage ? { stage: d.stage } : {}),
    data: d.data,
    ...(d.duties.length > 0 ? { duties: d.duties } : {}),
  };
  // The draft pairs type and data; the spread above loses that pairing for the compiler only.
  return event as CaseEvent;
}
