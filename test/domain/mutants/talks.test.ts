import { describe, expect, test } from '@jest/globals';
import { annexOf, type Transfer } from '../../../domain/annex.js';
import type { Duty } from '../../../domain/duties.js';
import { openBook } from '../../../domain/duty-book.js';
import type { PersonId } from '../../../domain/ids.js';
import type { CaseState, ConsentState } from '../../../domain/state.js';
import { settleTalks } from '../../../domain/talks.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { ask, FATHER, MOTHER, withGroup } from '../branches/support.js';
import { at, LEARNER, PEOPLE, rulesOn } from '../lives/world.js';

const RULES = rulesOn('2026-10-01');
const NOW = instant(at('2026-11-18 12:00'));
/** A group of two about whom learner and guardians were asked; curator and teacher are responsible. */
const ASKED = ask(withGroup(), [LEARNER, MOTHER, FATHER]).state;
const [SOME_DUTY] = ASKED.duties;

function talk(by: string | null, ownerId: PersonId = PEOPLE.curator): Duty {
  if (!SOME_DUTY) throw new Error('a concern begins a clock');
  const about = by === null ? null : ({ of: 'asked', id: by } as const);
  return { ...SOME_DUTY, id: 'd90', kind: 'talk-first', status: 'open', ownerId, about };
}
const wanting = (duty: Duty, change: Partial<CaseState> = {}): CaseState => ({
  ...ASKED,
  duties: [duty],
  ...change,
});
const answered = (state: CaseState, consent: ConsentState = 'given'): CaseState => ({
  ...state,
  members: state.members.map((it) => ({ ...it, consent })),
});
const alone = (state: CaseState): CaseState => ({
  ...state,
  annex: { ...annexOf(state), capacity: 'learner-alone' },
});

/** What becomes of talks between one case and the other. */
function settled(before: CaseState, after: CaseState): readonly string[] {
  const book = openBook(after.duties, RULES, NOW, after.core);
  settleTalks(before, after, book);
  return book.take().map((line) => (line.op === 'own' ? `to ${line.ownerId}` : line.op));
}

describe('A talk that somebody wanted before answering', () => {
  const mothers = wanting(talk(MOTHER));

  test('is waited for as long as something is asked, and not once the last question is answered', () => {
    expect(settled(mothers, mothers)).toEqual([]);
    expect(settled(mothers, answered(mothers))).toEqual(['cancel']);
    expect(settled(answered(mothers), answered(mothers))).toEqual([]);
  });

  test('is waited for while the data of a move are asked about, and not once the move is over', () => {
    const moving = (change: Partial<Transfer> = {}): CaseState => {
      const move: Transfer = {
        ...{ id: 'r1', kind: 'school', movesOn: parseDate('2027-01-07'), toUnitId: null, answers: [] },
        ...{ teachingSentOn: null, welfareSentOn: null, acceptedOn: null },
        ...change,
      };
      const state = answered(mothers);
      return { ...state, annex: { ...annexOf(state), transfers: [move] } };
    };
    const over = moving({ acceptedOn: ASKED.requestedOn });
    expect(settled(mothers, moving())).toEqual([]);
    expect(settled(moving(), over)).toEqual(['cancel']);
    expect(settled(over, over)).toEqual([]);
  });

  test('is not waited for of a guardian where the learner decides alone; of the learner it is', () => {
    expect(settled(mothers, alone(mothers))).toEqual(['cancel']);
    const own = wanting(talk(LEARNER));
    expect(settled(own, alone(own))).toEqual([]);
  });

  test('is of somebody: one of nobody is waited for by nobody', () => {
    const nobodys = wanting(talk(null));
    expect(settled(nobodys, alone(nobodys))).toEqual(['cancel']);
  });

  test('stays with whoever was asked for it while they lead or are a member, else passes to who does', () => {
    const ledBy = (who: keyof typeof PEOPLE) => wanting(talk(MOTHER, PEOPLE[who]));
    for (const who of ['curator', 'teacher'] as const) expect(settled(ledBy(who), ledBy(who))).toEqual([]);
    const given = {
      ...ledBy('nurse'),
      members: ASKED.members.map((it) => ({ ...it, consent: 'given' as const })),
    };
    const asks = {
      ...given,
      members: given.members.map((it, i) => (i === 1 ? { ...it, consent: 'requested' as const } : it)),
    };
    expect(settled(asks, asks)).toEqual([]);
    expect(settled(ledBy('nurse'), ledBy('nurse'))).toEqual([`to ${PEOPLE.curator}`]);
    expect(settled(ledBy('colleague'), ledBy('colleague'))).toEqual([`to ${PEOPLE.curator}`]);
  });

  test('ended by that person’s own answer alone before core 7, and ends with the case by itself', () => {
    const sixth = { ...mothers, core: 6 };
    expect(settled(sixth, answered(sixth))).toEqual([]);
    const seventh = { ...mothers, core: 7 };
    expect(settled(seventh, answered(seventh))).toEqual(['cancel']);
    const closed = { ...mothers, status: 'closed' } as const;
    expect(settled(closed, answered(closed))).toEqual([]);
  });
});
