import { describe, expect, test } from '@jest/globals';
import {
  promiseFigures,
  type EndedPromises,
  type KeptPromises,
  type StandingPromises,
} from '../../domain/promise-figures.js';
import { parseDate } from '../../domain/time/civil-date.js';

const day = parseDate;
const by = { limit: 2, calendar: { zone: [], holidays: [], eves: [], schoolDays: [], publishedUntil: 0 } };
const DISCUSSION = { kind: 'discussion', force: 'law' } as const;
const STANDING: StandingPromises = { ...DISCUSSION, kept: 4, broken: 1, open: 2, openLate: 1 };

function kept(recordedOn: string, count: number): KeptPromises {
  return { ...DISCUSSION, happenedOn: day('2026-11-09'), recordedOn: day(recordedOn), count };
}

function ended(happenedOn: string, more: Partial<EndedPromises> = {}): EndedPromises {
  const on = day(happenedOn);
  const days = { dueOn: day('2026-11-12'), happenedOn: on, recordedOn: on };
  return { ...DISCUSSION, ...days, by: 'closing', isBroken: false, count: 1, ...more };
}

describe('Promises by kind', () => {
  test('one that was kept by what was recorded more than two working days afterwards is not among the kept', () => {
    expect(promiseFigures([STANDING], [kept('2026-11-11', 1), kept('2026-11-12', 2)], [], by)).toEqual([
      { ...STANDING, kept: 2, keptRecordedLate: 2, endedLate: 0, voidedLate: 0 },
    ]);
  });

  test('one that ended with its case stays when its limit had passed, and without it leaves no row', () => {
    expect(promiseFigures([], [], [ended('2026-11-12'), ended('2026-11-13', { dueOn: null })], by)).toEqual(
      [],
    );
    const said = ended('2026-11-12', { recordedOn: day('2026-11-17'), count: 2 });
    expect(promiseFigures([], [], [ended('2026-11-13'), said], by)).toEqual([
      {
        ...STANDING,
        kept: 0,
        broken: 0,
        open: 0,
        openLate: 0,
        keptRecordedLate: 0,
        endedLate: 3,
        voidedLate: 0,
      },
    ]);
  });

  test('one of a void case stands apart, also when it was broken long before', () => {
    const voided = [
      ended('2026-11-13', { by: 'voiding' }),
      ended('2026-11-10', { by: 'voiding', isBroken: true }),
      ended('2026-11-12', { by: 'voiding' }),
    ];
    expect(promiseFigures([STANDING], [], voided, by)).toMatchObject([
      { endedLate: 0, voidedLate: 2, broken: 1 },
    ]);
  });

  test('the law comes first, each kind in its place', () => {
    const local = { ...STANDING, kind: 'next-step', force: 'local' } as const;
    const other = ended('2026-11-13', { kind: 'convene', force: 'local' });
    const kinds = promiseFigures([local, STANDING], [], [other], by).map((row) => row.kind);
    expect(kinds).toEqual(['discussion', 'convene', 'next-step']);
  });
});
