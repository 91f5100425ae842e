import { describe, expect, test } from '@jest/globals';
import { discussionFigures, type Asked, type AskedEnd, type AskedOffer } from '../../domain/figures.js';
import type { Calendar } from '../../domain/rules.js';
import type { Offer } from '../../domain/state.js';
import { dayNumber, parseDate } from '../../domain/time/civil-date.js';
import { recordingFigures } from '../../domain/written.js';

const day = parseDate;
const today = day('2026-11-23');
const LIMIT = '2026-11-12';
const MADE = '2026-11-03';

/** An offer for a day, made and written down on 3 November; what came of it was written down as it happened. */
function offer(on: string, outcome: Offer['outcome'], more: Partial<AskedOffer> = {}): AskedOffer {
  const outcomeOn = outcome === null ? null : day(on);
  const made = { on: day(on), offeredOn: day(MADE), recordedOn: day(MADE) };
  return { ...made, outcome, outcomeOn, outcomeRecordedOn: outcomeOn, ...more };
}

const IN_TIME = '2026-11-10';
const TOO_LATE = '2026-11-13';

function asked(offers: Asked['offers'], dueOn = LIMIT, end: AskedEnd | null = null): Asked {
  return { promise: { dueOn: day(dueOn) }, offers, end };
}

function ended(as: AskedEnd['as'], happenedOn: string, recordedOn = happenedOn): Asked {
  return asked([], LIMIT, { as, happenedOn: day(happenedOn), recordedOn: day(recordedOn) });
}

const calendar: Calendar = {
  zone: [],
  holidays: [dayNumber(day('2026-12-25'))],
  eves: [],
  schoolDays: [],
  publishedUntil: 0,
};
const by = { limit: 2, calendar };
const figuresOf = (all: readonly Asked[]) => discussionFigures(all, today, by);
const NONE = { inTime: 0, late: 0 };

describe('Offered in time and held in time stand side by side', () => {
  test('a time inside the limit that was held after it is one of each, and not a promise kept twice', () => {
    const figures = figuresOf([asked([offer(IN_TIME, 'postponed-by-learner'), offer('2026-11-17', 'held')])]);
    expect(figures).toMatchObject({
      asked: 1,
      offered: { inTime: 1, late: 0 },
      held: { inTime: 0, late: 1 },
      postponedByLearner: 1,
      waiting: NONE,
    });
  });

  test('the first time that was offered counts: a later, better one does not mend it', () => {
    const figures = figuresOf([asked([offer(TOO_LATE, 'not-held-by-staff'), offer(IN_TIME, 'held')])]);
    expect(figures).toMatchObject({
      offered: { inTime: 0, late: 1 },
      held: { inTime: 1, late: 0 },
      notHeldByStaff: 1,
    });
  });

  test('a no-show and the own postponement of the learner are counted as such, each by itself', () => {
    const figures = figuresOf([
      asked([offer(IN_TIME, 'no-show'), offer(IN_TIME, 'no-show'), offer(IN_TIME, 'postponed-by-learner')]),
    ]);
    expect(figures).toMatchObject({
      noShow: 2,
      postponedByLearner: 1,
      notHeldRecordedLate: 0,
      held: NONE,
      waiting: { inTime: 0, late: 1 },
    });
  });

  test('who was never offered anything waits, in time until the due day is over', () => {
    expect(figuresOf([asked([], '2026-11-23'), asked([], '2026-11-20')])).toMatchObject({
      asked: 2,
      offered: NONE,
      waiting: { inTime: 1, late: 1 },
    });
  });
});

describe('What staff do with a time that was offered', () => {
  test('is measured by the first one also when another took its place: a better one does not mend it', () => {
    const late = asked([offer(TOO_LATE, 'replaced'), offer(IN_TIME, 'held')]);
    expect(figuresOf([late]).offered).toEqual({ inTime: 0, late: 1 });
  });

  test('makes it none when it gives way to one after the limit; a later try of the learner does not', () => {
    const taken = asked([offer(IN_TIME, 'replaced'), offer(TOO_LATE, null)]);
    const moved = asked([offer(IN_TIME, 'replaced'), offer(IN_TIME, 'no-show'), offer(TOO_LATE, null)]);
    expect(figuresOf([taken, moved])).toMatchObject({ offered: { inTime: 1, late: 1 }, noShow: 1 });
  });

  test('stands apart when it was written down more than two working days after it was offered', () => {
    const written = (recordedOn: string, on = IN_TIME) =>
      asked([offer(on, null, { recordedOn: day(recordedOn) })]);
    const figures = figuresOf([
      written('2026-11-05'),
      written('2026-11-06'),
      written('2026-11-06', TOO_LATE),
    ]);
    expect(figures).toMatchObject({ offered: { inTime: 1, late: 1 }, offeredRecordedLate: 1 });
  });

  test('is measured by the limit as it stands: a request that is corrected to another day takes its offer along', () => {
    const both = [offer(IN_TIME, 'no-show', { offeredOn: day('2026-11-09'), recordedOn: day('2026-11-09') })];
    const limits = ['2026-11-06', '2026-11-09', '2026-11-10'];
    expect(limits.map((dueOn) => figuresOf([asked(both, dueOn)]).offered)).toEqual([
      { inTime: 0, late: 1 },
      { inTime: 0, late: 1 },
      { inTime: 1, late: 0 },
    ]);
  });
});

describe('What came of a time, written down more than two working days afterwards', () => {
  const on = (recordedOn: string) => ({ outcomeRecordedOn: day(recordedOn) });

  test('is not a talk held in time but stands apart; one held late is late whenever it was written down', () => {
    const held = [
      offer('2026-11-10', 'held', on('2026-11-12')),
      offer('2026-11-10', 'held', on('2026-11-13')),
      offer('2026-11-13', 'held', on('2026-11-23')),
    ];
    expect(figuresOf(held.map((it) => asked([it])))).toMatchObject({
      held: { inTime: 1, late: 1 },
      heldRecordedLate: 1,
      waiting: NONE,
    });
  });

  test('is counted of those that were not held, each of which stays what it is', () => {
    const missed = [offer(IN_TIME, 'no-show', on('2026-11-23')), offer(IN_TIME, 'postponed-by-learner')];
    expect(figuresOf([asked(missed)])).toMatchObject({
      noShow: 1,
      postponedByLearner: 1,
      notHeldRecordedLate: 1,
    });
  });
});

describe('No ending takes a lateness away', () => {
  test.each([
    ['closed', 'ended'],
    ['declined', 'declined'],
    ['voided', 'voided'],
  ] as const)('of a request that was %s: late when the limit had passed by then', (as, figure) => {
    const all = [ended(as, '2026-11-12'), ended(as, '2026-11-13')];
    const figures = figuresOf(all);
    expect(figures[figure]).toEqual({ inTime: 1, late: 1 });
    expect(figures).toMatchObject({ asked: as === 'voided' ? 0 : 2, waiting: NONE, held: NONE });
  });

  test('a day that was said long afterwards is not the one on which it ended; one said within two working days is', () => {
    const all = [ended('closed', '2026-11-12', '2026-11-16'), ended('closed', '2026-11-12', '2026-11-17')];
    expect(figuresOf(all).ended).toEqual({ inTime: 1, late: 1 });
  });

  test('a void case is in no other figure, also when somebody was met in it', () => {
    const end = { as: 'voided', happenedOn: today, recordedOn: today } as const;
    const met = asked([offer(IN_TIME, 'held')], LIMIT, end);
    const metLate = asked([offer(TOO_LATE, 'held')], LIMIT, end);
    expect(figuresOf([met, metLate])).toMatchObject({
      ...{ asked: 0, offered: NONE, held: NONE, ended: NONE },
      voided: { inTime: 1, late: 1 },
    });
  });

  test('a case that is closed after the talk was held did not end without one', () => {
    const end = { as: 'closed', happenedOn: today, recordedOn: today } as const;
    const figures = figuresOf([asked([offer(IN_TIME, 'held')], LIMIT, end)]);
    expect(figures).toMatchObject({ held: { inTime: 1, late: 0 }, ended: NONE });
  });

  test('a promise that passes on when the learner moves was not declined', () => {
    expect(figuresOf([ended('closed', '2026-11-11')])).toMatchObject({
      ...{ asked: 1, declined: NONE, waiting: NONE },
      ended: { inTime: 1, late: 0 },
    });
  });
});

test('what was recorded more than two working days after it happened stands apart; a weekend does not count', () => {
  const row = (happenedOn: string, recordedOn: string, count: number) => ({
    happenedOn: day(happenedOn),
    recordedOn: day(recordedOn),
    count,
  });
  const rows = [
    row('2026-11-20', '2026-11-24', 5), // Friday to Tuesday: two
    row('2026-11-20', '2026-11-25', 2), // to Wednesday: three
    row('2026-12-23', '2026-12-28', 3), // Wednesday over Christmas Day and a weekend to Monday: two
    row('2026-11-23', '2026-11-23', 7),
  ];
  expect(recordingFigures(rows, by)).toEqual({ recorded: 17, late: 2 });
});
