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
  return { inTime, outcome, outcomeOn: on === null ? null : day(on) };
}

function asked(dueOn: string, offers: Asked['offers'], more: Partial<Asked> = {}): Asked {
  return { promise: { dueOn: day(dueOn), status: 'done' }, offers, isOpen: true, ...more };
}

describe('Offered in time and held in time stand side by side', () => {
  test('a time inside the limit that was held after it is one of each, and not a promise kept twice', () => {
    const figures = discussionFigures(
      [asked('2026-11-10', [offer(true, 'postponed-by-learner'), offer(false, 'held', '2026-11-17')])],
      today,
    );
    expect(figures).toMatchObject({
      asked: 1,
      offered: { inTime: 1, late: 0 },
      held: { inTime: 0, late: 1 },
      postponedByLearner: 1,
      waiting: { inTime: 0, late: 0 },
    });
  });

  test('the first time that was offered counts: a later, better one does not mend it', () => {
    const figures = discussionFigures(
      [asked('2026-12-01', [offer(false, 'not-held-by-staff'), offer(true, 'held', '2026-11-20')])],
      today,
    );
    expect(figures).toMatchObject({
      offered: { inTime: 0, late: 1 },
      held: { inTime: 1, late: 0 },
      notHeldByStaff: 1,
    });
  });

  test('a no-show and the own postponement of the learner are counted as such, each by itself', () => {
    const figures = discussionFigures(
      [
        asked('2026-11-10', [
          offer(true, 'no-show'),
          offer(true, 'no-show'),
          offer(true, 'postponed-by-learner'),
        ]),
      ],
      today,
    );
    expect(figures).toMatchObject({
      noShow: 2,
      postponedByLearner: 1,
      held: { inTime: 0, late: 0 },
      waiting: { inTime: 0, late: 1 },
    });
  });

  test('who was never offered anything waits, in time until the due day is over; a closed case does not', () => {
    const waiting = [
      asked('2026-11-23', [], { promise: { dueOn: today, status: 'open' } }),
      asked('2026-11-20', [], { promise: { dueOn: day('2026-11-20'), status: 'open' } }),
      asked('2026-11-20', [], { promise: { dueOn: day('2026-11-20'), status: 'open' }, isOpen: false }),
      asked('2026-11-20', [], { promise: { dueOn: day('2026-11-20'), status: 'cancelled' } }),
    ];
    expect(discussionFigures(waiting, today)).toMatchObject({
      asked: 4,
      offered: { inTime: 0, late: 0 },
      waiting: { inTime: 1, late: 1 },
      declined: 1,
    });
  });
});

test('what was recorded more than two working days after it happened stands apart; a weekend does not count', () => {
  const calendar: Calendar = {
    zone: [],
    holidays: [dayNumber(day('2026-12-25'))],
    eves: [],
    schoolDays: [],
    publishedUntil: 0,
  };
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
