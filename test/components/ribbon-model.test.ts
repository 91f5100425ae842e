import { describe, expect, test } from '@jest/globals';
import type { TraceDayAnswer } from '../../api/contracts/duties.js';
import { dueDate } from '../../domain/time/due-date.js';
import { dayNumber, parseDate } from '../../domain/time/civil-date.js';
import type { Calendar } from '../../domain/rules.js';
import { ribbonModel, type RibbonCell } from '../../web/components/ribbon-model.js';

const day = (date: string): number => dayNumber(parseDate(date));

/** Espoo around the autumn break of week 42 in 2026 (domain.md section 6). */
const calendar: Calendar = {
  zone: [],
  holidays: [],
  eves: [],
  schoolDays: [
    [day('2026-10-05'), day('2026-10-09')],
    [day('2026-10-19'), day('2026-10-23')],
    [day('2026-10-26'), day('2026-10-30')],
  ],
  publishedUntil: day('2027-07-31'),
};

function traceOf(start: string): readonly TraceDayAnswer[] {
  return dueDate({ unit: 'institution-day', length: 7 }, parseDate(start), calendar).days;
}

function word(cell: RibbonCell): string {
  if (cell.kind !== 'day') return `${cell.kind} ${cell.days}`;
  return [cell.date.slice(8), cell.start ? 'start' : cell.place, cell.due ? 'due' : '']
    .filter(Boolean)
    .join(' ');
}

describe('the school-day ribbon', () => {
  test('shows each counted day, the weekend as a gap and the break as a break', () => {
    const model = ribbonModel(traceOf('2026-10-08'), '2026-10-20');
    expect(model?.cells.map(word)).toEqual([
      '08 start',
      '09 past',
      'break 9',
      '19 past',
      '20 today',
      '21 ahead',
      '22 ahead',
      '23 ahead',
      'skip 2',
      '26 ahead due',
    ]);
    expect(model).toMatchObject({ total: 7, come: 3, todayCounts: true, dueOn: '2026-10-26' });
  });

  test('counts nothing on a day that does not count', () => {
    expect(ribbonModel(traceOf('2026-10-08'), '2026-10-14')).toMatchObject({ come: 1, todayCounts: false });
  });

  test('is not drawn without days', () => {
    expect(ribbonModel([], '2026-10-14')).toBeNull();
  });
});
