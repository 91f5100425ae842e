import { describe, expect, test } from '@jest/globals';
import { discussionFigures, recordingFigures, type Asked } from '../../domain/figures.js';
import type { Calendar } from '../../domain/rules.js';
import type { Offer } from '../../domain/state.js';
import { dayNumber, parseDate } from '../../domain/time/civil-date.js';

const day = parseDate;
const today = day('2026-11-23');

function offer(
  inTime: boolean,
  outcome: Offer['outcome'],
  on: string | null = null,
): Asked['offers'][number] {
  return { inTime, outcome, outcomeOn: on === null ? null : day(on), offeredOn: day('2026-11-03') };
}

function asked(dueOn: string, offers: Asked['offers'], more: Partial<Asked> = {}): Asked {
  return { promise: { dueOn: day(dueOn) }, offers, isOpen: true, isDeclined: false, ...more };
}

const calendar: Calendar = {
  zone: [],
  holidays: [dayNumber(day('2026-12-25'))],
  eves: [],
  schoolDays: [],
  publishedUntil: 0,
};
const figuresOf = (all: readonly Asked[]) => discussionFigures(all, today, 2, calendar);

describe('Offered in time and held in time stand side by side', () => {
  test('a time inside the limit that was held after it is one of each, and not a promise kept twice', () => {
    const figures = figuresOf([
      asked('2026-11-10', [offer(true, 'postponed-by-learner'), offer(false, 'held', '2026-11-17')]),
    ]);
    expect(figures).toMatchObject({
      asked: 1,
      offered: { inTime: 1, late: 0 },
      held: { inTime: 0, late: 1 },
      postponedByLearner: 1,
      waiting: { inTime: 0, late: 0 },
    });
  });

  test('the first time that was offered counts: a later, better one does not mend it', () => {
    const figures = figuresOf([
      asked('2026-12-01', [offer(false, 'not-held-by-staff'), offer(true, 'held', '2026-11-20')]),
    ]);
    expect(figures).toMatchObject({
      offered: { inTime: 0, late: 1 },
      held: { inTime: 1, late: 0 },
      notHeldByStaff: 1,
    });
  });

  test('a no-show and the own postponement of the learner are counted as such, each by itself', () => {
    const figures = figuresOf([
      asked('2026-11-10', [
        offer(true, 'no-show'),
        offer(true, 'no-show'),
        offer(true, 'postponed-by-learner'),
      ]),
    ]);
    expect(figures).toMatchObject({
      noShow: 2,
      postponedByLearner: 1,
      held: { inTime: 0, late: 0 },
      waiting: { inTime: 0, late: 1 },
    });
  });

  test('who was never offered anything waits, in time until the due day is over; a closed case does not', () => {
    const waiting = [
      asked('2026-11-23', [], {}),
      asked('2026-11-20', [], {}),
      asked('2026-11-20', [], { isOpen: false }),
      asked('2026-11-20', [], { isDeclined: true }),
    ];
    expect(figuresOf(waiting)).toMatchObject({
      asked: 4,
      offered: { inTime: 0, late: 0 },
      waiting: { inTime: 1, late: 1 },
      declined: 1,
    });
  });
});

describe('What staff do with a time that was offered', () => {
  test('is measured by the first one also when another took its place: a better one does not mend it', () => {
    const late = asked('2026-11-12', [offer(false, 'replaced'), offer(true, 'held', '2026-11-10')]);
    expect(figuresOf([late]).offered).toEqual({ inTime: 0, late: 1 });
  });

  test('makes it none when it gives way to one after the limit; a later try of the learner does not', () => {
    const taken = asked('2026-11-12', [offer(true, 'replaced'), offer(false, null)]);
    const moved = asked('2026-11-12', [offer(true, 'replaced'), offer(true, 'no-show'), offer(false, null)]);
    expect(figuresOf([taken, moved])).toMatchObject({ offered: { inTime: 1, late: 1 }, noShow: 1 });
  });

  test('stands apart when it was written down more than two working days after it was offered', () => {
    const written = (recordedOn: string, inTime = true) =>
      asked('2026-11-12', [{ ...offer(inTime, null), recordedOn: day(recordedOn) }]);
    const figures = figuresOf([written('2026-11-05'), written('2026-11-06'), written('2026-11-06', false)]);
    expect(figures).toMatchObject({ offered: { inTime: 1, late: 1 }, offeredRecordedLate: 1 });
  });
});

test('a promise that passes on when the learner moves was not declined', () => {
  const moved = asked('2026-11-12', [], { isOpen: false });
  expect(figuresOf([moved])).toMatchObject({ asked: 1, declined: 0, waiting: { inTime: 0, late: 0 } });
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
  expect(recordingFigures(rows, 2, calendar)).toEqual({ recorded: 17, late: 2 });
});
