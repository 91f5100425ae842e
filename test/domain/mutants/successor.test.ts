import { describe, expect, test } from '@jest/globals';
import { annexOf } from '../../../domain/annex.js';
import { openBook } from '../../../domain/duty-book.js';
import type { Duty, DutyChange } from '../../../domain/duties.js';
import type { Glass } from '../../../domain/glass.js';
import type { PersonId } from '../../../domain/ids.js';
import type { Side } from '../../../domain/people.js';
import type { CaseState, ConsentState, Meeting } from '../../../domain/state.js';
import { passWork, settleSuccessors } from '../../../domain/successor.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { instant } from '../../../domain/time/instant.js';
import { heldGroup } from '../branches/support.js';
import { at, PEOPLE, rulesOn, text, type Who } from '../lives/world.js';

const RULES = rulesOn('2026-10-01');
const NOW = instant(at('2026-11-18 12:00'));
const TODAY = parseDate('2026-11-18');
/** A group that has met: the nurse answers for the county and the homeroom teacher is the other member. */
const HELD = heldGroup().state;
const [MET] = HELD.meetings;
const [SOME_DUTY] = HELD.duties;

type Change = (state: CaseState) => CaseState;
const all =
  (...changes: readonly Change[]): Change =>
  (state) =>
    changes.reduce((so, change) => change(so), state);

const member =
  (who: Who, consent: ConsentState): Change =>
  (state) => ({
    ...state,
    members: state.members.map((it) => (it.personId === PEOPLE[who] ? { ...it, consent } : it)),
  });
const stranger =
  (who: Who): Change =>
  (state) => ({
    ...state,
    members: state.members.filter((it) => it.personId !== PEOPLE[who]),
  });
const met =
  (...meetings: readonly Partial<Meeting>[]): Change =>
  (state) => ({
    ...state,
    meetings: meetings.flatMap((change) => (MET ? [{ ...MET, ...change }] : [])),
  });
const responsible =
  (side: Side, who: Who): Change =>
  (state) => ({ ...state, responsible: { ...state.responsible, [side]: PEOPLE[who] } });
const gone =
  (who: Who, side: Side = 'county'): Change =>
  (state) => ({
    ...state,
    annex: {
      ...annexOf(state),
      surroundings: {
        ...{ schoolId: state.schoolId, enrolledUntil: null, classCode: '7b', languages: [] },
        gone: [{ personId: PEOPLE[who], side }],
      },
    },
  });
/** Somebody owes something for the county, alone and open unless said otherwise. */
const owing =
  (who: Who, change: Partial<Duty> = {}): Change =>
  (state) => {
    if (!SOME_DUTY) throw new Error('a concern begins a clock');
    const open = { status: 'open', bound: 'person', side: 'county', kind: 'action', about: null } as const;
    const id = `d${90 + state.duties.length}`;
    const duty: Duty = { ...SOME_DUTY, ...open, id, ownerId: PEOPLE[who], ...change };
    return { ...state, duties: [...state.duties, duty] };
  };
const SUCCESSOR = { kind: 'successor', about: { of: 'handover', id: 'county' } } as const;

/** What a change from one case to the other writes about who follows: begun, ended, given to whom. */
function settled(before: Change, after: Change): readonly DutyChange[] {
  const [was, is] = [before(HELD), all(before, after)(HELD)];
  const book = openBook(is.duties, RULES, NOW, is.core);
  settleSuccessors(was, is, book, TODAY);
  return book.take();
}

const asIs: Change = (state) => state;
const begun = (lines: readonly DutyChange[]) =>
  lines.flatMap((it) => (it.op === 'arm' ? [`${it.duty.kind} of ${it.duty.side}, ${it.duty.bound}`] : []));
const given = (lines: readonly DutyChange[]): readonly PersonId[] =>
  lines.flatMap((it) => (it.op === 'own' ? [it.ownerId] : []));
const ended = (lines: readonly DutyChange[]) => lines.filter((it) => it.op === 'done').length;

describe('Whether a responsible person leaves the group', () => {
  const refused = member('nurse', 'refused');

  test('by a no to somebody never agreed to: only where they sat in it', () => {
    const asked = member('nurse', 'requested');
    expect(begun(settled(asked, refused))).toEqual(['successor of county, person']);
    const sat = (...meetings: readonly Partial<Meeting>[]) =>
      begun(settled(all(asked, met({ attended: [PEOPLE.homeroom] }, ...meetings)), refused)).length;
    expect(sat()).toBe(0);
    expect(sat({ attended: [PEOPLE.nurse] })).toBe(1);
    expect(sat({ kind: 'home-meeting', attended: [PEOPLE.nurse] })).toBe(0);
    expect(sat({ status: 'called', attended: [PEOPLE.nurse] })).toBe(0);
    expect(sat({ status: 'cancelled', attended: [PEOPLE.nurse] })).toBe(0);
  });

  test('by a no to somebody agreed to, whether they sat in it or not', () => {
    const elsewhere = met({ attended: [PEOPLE.homeroom] });
    expect(begun(settled(elsewhere, refused))).toHaveLength(1);
    expect(begun(settled(all(elsewhere, member('nurse', 'partly')), refused))).toHaveLength(1);
  });

  test('not by a second no, nor as somebody who was proposed only now', () => {
    expect(settled(member('nurse', 'withdrawn'), refused)).toEqual([]);
    const proposedNow: Change = (state) => ({ ...state, members: refused(HELD).members });
    expect(settled(stranger('nurse'), proposedNow)).toEqual([]);
    expect(settled(asIs, stranger('nurse'))).toEqual([]);
  });

  test('a group has met when one of its meetings was held, and not at home', () => {
    const after = (...meetings: readonly Partial<Meeting>[]) =>
      begun(settled(met(...meetings), refused)).length;
    expect(after({ status: 'called' }, {})).toBe(1);
    expect(after({ kind: 'home-meeting' }, {})).toBe(1);
    expect(after({ status: 'called' })).toBe(0);
    expect(after({ kind: 'home-meeting' })).toBe(0);
  });
});

describe('What whoever left still did as a member', () => {
  const left = all(member('nurse', 'withdrawn'), owing('nurse', SUCCESSOR));
  const followed = responsible('county', 'curator');

  test('passes to who follows, and nothing else does', () => {
    expect(given(settled(all(left, owing('nurse')), followed))).toEqual([PEOPLE.curator]);
    expect(given(settled(all(left, owing('nurse', { status: 'done' })), followed))).toEqual([]);
    expect(given(settled(all(left, owing('nurse', { kind: 'next-step' })), followed))).toEqual([]);
    expect(given(settled(all(left, owing('homeroom')), followed))).toEqual([]);
  });

  test('stays theirs where they are a member again by then, or nobody is responsible', () => {
    const back = all(followed, member('nurse', 'given'));
    expect(given(settled(all(left, owing('nurse')), back))).toEqual([]);
    const nobody: Change = (state) => ({ ...state, responsible: { school: PEOPLE.teacher } });
    expect(given(settled(all(left, owing('nurse')), nobody))).toEqual([]);
  });
});

describe('When a responsible person who was gone', () => {
  const goneNurse = gone('nurse');

  test('is followed by somebody, what they alone owed passes on; of whoever is there nothing does', () => {
    const followed = responsible('county', 'curator');
    expect(given(settled(all(goneNurse, owing('nurse')), followed))).toEqual([PEOPLE.curator]);
    expect(given(settled(owing('nurse'), followed))).toEqual([]);
    expect(given(settled(all(gone('homeroom'), owing('homeroom')), followed))).toEqual([]);
  });

  const owed = all(goneNurse, owing('nurse', SUCCESSOR));
  const back: Change = (state) => ({ ...state, annex: annexOf(HELD) });

  test('is back, nobody else is looked for: as a member, or as somebody who never was one', () => {
    expect(ended(settled(owed, back))).toBe(1);
    expect(ended(settled(all(owed, stranger('nurse')), back))).toBe(1);
    expect(ended(settled(all(owed, member('nurse', 'requested')), back))).toBe(1);
  });

  test('is back, and kept out of a group that goes on, somebody else is; where none goes on, nobody', () => {
    const keptOut = all(owed, member('nurse', 'withdrawn'));
    expect(settled(keptOut, back)).toEqual([]);
    expect(ended(settled(all(keptOut, met({ status: 'called' })), back))).toBe(1);
  });

  test('is back on the day the consent to them ends, what was owed before is owed once', () => {
    expect(settled(owed, all(back, member('nurse', 'withdrawn')))).toEqual([]);
  });

  test('is followed by somebody whom the learner keeps out of the group, nobody third is looked for', () => {
    const followed = all(back, member('homeroom', 'refused'), responsible('county', 'homeroom'));
    const other = all(owed, member('curator', 'given'));
    expect(ended(settled(other, followed))).toBe(1);
  });
});

describe('What somebody who is gone owed alone', () => {
  const passed = (change: Change, from: Who = 'nurse', to: Who = 'curator') => {
    const state = change(HELD);
    const book = openBook(state.duties, RULES, NOW, state.core);
    passWork(state, { from: PEOPLE[from], side: 'county', to: PEOPLE[to] }, book);
    return given(book.take());
  };

  test('passes on: what is owed for that side, by that person, and runs', () => {
    expect(passed(owing('nurse'))).toEqual([PEOPLE.curator]);
    expect(passed(owing('nurse', { status: 'paused' }))).toEqual([PEOPLE.curator]);
    expect(passed(owing('nurse', { status: 'done' }))).toEqual([]);
    expect(passed(owing('nurse', { side: 'school' }))).toEqual([]);
    expect(passed(owing('nurse', { bound: 'side' }))).toEqual([]);
    expect(passed(owing('homeroom'))).toEqual([]);
  });

  test('but an answer to a hand-over, and a successor: those are not passed', () => {
    expect(passed(owing('nurse', { kind: 'handover-answer' }))).toEqual([]);
    expect(passed(owing('nurse', { kind: 'successor' }))).toEqual([]);
  });

  const glass = (id: string, by: Who, side: Side): Glass => ({
    ...{ id, personId: PEOPLE[by], side, reason: 'immediate-danger', reasonTextId: text().textId },
    ...{
      from: instant(at('2026-11-18 08:00')),
      until: instant(at('2026-11-18 09:00')),
      isOver: true,
      reviewedOn: null,
    },
  });
  /** The second emergency, opened by somebody, is to be looked at by the nurse. */
  const opened = (by: Who, kind: Duty['kind'] = 'glass-review'): Change =>
    all(owing('nurse', { kind, about: { of: 'glass', id: 'g2' } }), (state) => ({
      ...state,
      annex: {
        ...annexOf(state),
        glasses: [glass('g1', 'teacher', 'school'), glass('g2', by, 'county')],
      },
    }));

  test('an emergency is looked at by whoever follows, unless they opened it: then by the other side', () => {
    expect(passed(opened('colleague'))).toEqual([PEOPLE.curator]);
    expect(passed(opened('curator'))).toEqual([PEOPLE.teacher]);
    expect(passed(all(opened('curator'), owing('nurse', { kind: 'glass-review' })))).toEqual([
      PEOPLE.teacher,
      PEOPLE.curator,
    ]);
    expect(passed(opened('curator', 'action'))).toEqual([PEOPLE.curator]);
  });

  test('an emergency stays where nobody else could look at it', () => {
    const onlyGone: Change = (state) => ({ ...state, responsible: { county: PEOPLE.nurse } });
    expect(passed(all(opened('curator'), onlyGone))).toEqual([]);
    const nobody: Change = (state) => ({ ...state, responsible: {} });
    expect(passed(all(opened('curator'), nobody))).toEqual([]);
  });
});
