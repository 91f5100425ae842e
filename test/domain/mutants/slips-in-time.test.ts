import { describe, expect, test } from '@jest/globals';
import type { Ladder } from '../../../domain/rules.js';
import { rungAfterPassing } from '../../../domain/slips/passing.js';
import { openSlip, settled, type SlipRules, type SlipState } from '../../../domain/slips/slip.js';
import { nextSlipWake, wakeSlip } from '../../../domain/slips/wake.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { after, HOUR, instant, type Instant } from '../../../domain/time/instant.js';
import { at, curator, idOf, RULES, SCHOOL } from '../slips/people.js';

const OPENED = at('2027-08-16 09:00');

/** A request to talk, opened on a Monday morning and due on the Wednesday of the week after. */
function slip(rule: SlipState['rule'] = 'T-OHL15-7', rules: SlipRules = RULES): SlipState {
  const asked = { id: idOf('a slip in time'), schoolId: SCHOOL, role: 'curator', side: 'county' } as const;
  const days = { startedOn: parseDate('2027-08-16'), dueOn: parseDate('2027-08-25') };
  return openSlip({ ...asked, rule, ...days }, rules, OPENED);
}

/** The same rules with other reminders for those who are asked to talk. */
function reminding(ladder: Ladder | null): SlipRules {
  const { standard: _standard, ...others } = RULES.rules.ladders;
  return { ...RULES, rules: { ...RULES.rules, ladders: ladder ? { ...others, standard: ladder } : others } };
}

function remindersOf(state: SlipState, now: Instant, rules = RULES) {
  return wakeSlip(state, now, rules).flatMap((it) => (it.type === 'reminder-prepared' ? [it.data] : []));
}

describe('A slip that was passed on', () => {
  const noon = at('2027-08-20 12:00');

  test('keeps a reminder of its own moment, the last of them too', () => {
    // Urgent: at once, after four office hours, and then of mornings.
    const last = { index: 1, to: 'coordinator', at: at('2027-08-16 13:00') } as const;
    expect(rungAfterPassing({ ...slip('T-OHL15-urgent'), rung: last }, RULES, noon)).toEqual(last);
  });

  test('finds anew a reminder of a morning, the first of them too', () => {
    const first = { index: 2, to: 'supervisor', at: at('2027-08-30 08:00') } as const;
    const found = rungAfterPassing({ ...slip('T-OHL15-urgent'), rung: first }, RULES, noon);
    expect(found).toEqual({ index: 2, to: 'supervisor', at: at('2027-08-26 08:00') });
  });

  test('begins with the first reminder that is still ahead, though others are armed already', () => {
    const third = { index: 2, to: 'owner', at: at('2027-08-25 08:00') } as const;
    const found = rungAfterPassing({ ...slip(), rung: third }, RULES, noon);
    expect(found).toEqual({ index: 0, to: 'owner', at: at('2027-08-23 08:00') });
  });

  test('keeps its reminder where none is of a morning, and where the rules know no reminders any more', () => {
    const armed = { index: 5, to: 'supervisor', at: at('2027-09-06 08:00') } as const;
    const atOnce = reminding({
      ...{ rungs: [{ to: 'owner', at: { from: 'armed' } }], repeat: { to: 'supervisor', everyDays: 5 } },
    });
    for (const rules of [atOnce, reminding(null)])
      expect(rungAfterPassing({ ...slip(), rung: armed }, rules, noon)).toEqual(armed);
  });
});

describe('A slip in time', () => {
  test('that was forgotten is told of once, and of the next morning that is still ahead', () => {
    const late = at('2027-08-24 12:00');
    const [told, ...more] = remindersOf(slip(), late);
    expect(more).toEqual([]);
    // Those of Monday and Tuesday have passed: the one of Wednesday takes their place.
    expect(told).toEqual({
      ...{ to: 'owner', index: 2, notBefore: at('2027-08-25 08:00') },
      next: { index: 3, to: 'coordinator', at: at('2027-08-26 08:00') },
    });
  });

  test('reminds again after so many days of the last reminder, not of the moment it was written', () => {
    const daily = reminding({
      ...{ rungs: [{ to: 'owner', at: { from: 'due', days: 0 } }] },
      ...{ repeat: { to: 'supervisor', everyDays: 1 } },
    });
    const state = slip('T-OHL15-7', daily);
    expect(state.rung).toEqual({ index: 0, to: 'owner', at: at('2027-08-25 08:00') });
    const written = nextSlipWake(state, daily) ?? instant(0);
    const [first] = remindersOf(state, written, daily);
    expect(first).toMatchObject({ index: 0, notBefore: at('2027-08-25 08:00') });
    expect(first?.next).toEqual({ index: 1, to: 'supervisor', at: at('2027-08-26 08:00') });
  });

  test('that was forgotten over its last reminder reminds again counted from now', () => {
    // Of its own moment: it is told of when it is found, hours later, and the next one is ahead of that.
    const urgent = slip('T-OHL15-urgent');
    const found = at('2027-08-30 12:00');
    const [told] = remindersOf(urgent, found);
    expect(told).toMatchObject({ index: 0, to: 'owner', notBefore: OPENED });
    expect(told?.next?.at ?? 0).toBeGreaterThan(found);
  });

  test('causes nothing any more once its words are gone, and nothing while it has nobody to remind', () => {
    const gone: SlipState = { ...slip(), status: 'erased', rung: null };
    expect(wakeSlip(gone, at('2028-01-01 12:00'), RULES)).toEqual([]);
    const event = { v: 1, seq: 2, at: OPENED, by: curator.personId, commandId: null } as const;
    const kept = { ...settled(slip(), event, at('2027-09-16 00:00')), eraseAt: null };
    expect(wakeSlip(kept, after(at('2028-01-01 12:00'), HOUR), RULES)).toEqual([]);
  });
});
