import { annexOf, guardiansOf } from '../annex.js';
import type { FamilyFacts } from '../branch-commands.js';
import { VIOLENCE_TOPICS, type RejectedTopic } from '../codes.js';
import type { Topic } from '../commands.js';
import type { DutyBook, Owing } from '../duty-book.js';
import type { CaseState } from '../state.js';
import type { CivilDate } from '../time/civil-date.js';

/** Bullying, harassment, violence: each guardian is told (POL 29 §). */
export function isViolence(topic: Topic | RejectedTopic): boolean {
  return VIOLENCE_TOPICS.some((it) => it === topic);
}

export function guardiansIn(family: FamilyFacts | undefined): FamilyFacts['guardians'] {
  return (family?.guardians ?? []).filter((it) => it.position === 'guardian');
}

/** A concern whose guardians are to be told, by somebody, from a day on. */
export interface Telling {
  readonly topic: Topic | RejectedTopic;
  readonly guardians: FamilyFacts['guardians'];
  readonly on: CivilDate;
  readonly owing: Owing;
}

/** Guardians are told without delay: each of violence, of anything else the guardians as a whole. */
export function armGuardians({ topic, guardians, on, owing }: Telling, book: DutyBook): void {
  const ofViolence = isViolence(topic);
  if (ofViolence && guardians.length > 0) {
    for (const { personId } of guardians)
      book.arm('W-POL29-guardian', on, { ...owing, about: { of: 'guardian', id: personId } });
    return;
  }
  const rule = ofViolence ? 'W-POL29-guardian' : topic === 'absence' ? 'W-POL26-guardian' : 'W-guardian';
  book.arm(rule, on, owing);
}

/**
 * The school hears of the case only now, and owes what a school owes that hears of bullying, harassment, violence or
 * absences (POL 26, 29 §): also where the learner brought it, who alone had to know until then (core 4). The causes of
 * absences are the school's to find out, whoever brought it (core 6).
 */
export function tellOnJoining(
  state: CaseState,
  { on, owing }: Pick<Telling, 'on' | 'owing'>,
  book: DutyBook,
): void {
  const { isAdult } = annexOf(state);
  const { topic, source } = state;
  if (isAdult || (topic !== 'absence' && !isViolence(topic))) return;
  // What staff brought was to be told from the first day; of anything else no guardian was to be told until now.
  if (source !== 'staff') tellGuardians(state, { on, owing }, book);
  // A school that was party from the start never joins: its causes are owed already (`raising.ts`).
  if (topic === 'absence' && (source !== 'staff' || state.core >= 6)) book.arm('W-POL26-causes', on, owing);
}

function tellGuardians(state: CaseState, { on, owing }: Pick<Telling, 'on' | 'owing'>, book: DutyBook): void {
  const { topic, source } = state;
  const { family } = annexOf(state);
  const guardians = guardiansOf(state);
  // A guardian who brought it knows; who that was is not kept, so that one alone is not told again.
  const knows = source === 'guardian' && guardiansIn(family ?? undefined).length < 2;
  const nobodyLeft = family !== null && guardians.length === 0;
  if (!knows && !nobodyLeft) armGuardians({ topic, guardians, on, owing }, book);
}
