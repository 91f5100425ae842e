import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { ADOPTION_MODES } from '../../domain/codes.js';
import type { CaseEvent } from '../../domain/events.js';
import { fold } from '../../domain/evolve.js';
import { asId, type CommandId } from '../../domain/ids.js';
import type { Rules } from '../../domain/rules.js';
import type { CaseState } from '../../domain/state.js';
import { weekdayOf } from '../../domain/time/civil-date.js';
import { DAY } from '../../domain/time/instant.js';
import { adoption, REMINDER_DAYS, whatIf } from '../../domain/what-if.js';
import { Lived } from './lives/lived.js';
import { attempt, made, raise, start } from './lives/random-command.js';
import { at, rulesOn } from './lives/world.js';
import { runs } from './lives/runs.js';

const RULES = rulesOn('2026-10-01');
const LIVES = Number(process.env['LIVES'] ?? 1_000);

/** The same rules without school on Wednesdays: a storm a week. */
function stormy(rules: Rules): Rules {
  const schoolDays = rules.calendar.schoolDays.flatMap(([from, to]) => {
    const days = Array.from({ length: to - from + 1 }, (_, n) => from + n);
    return days.filter((day) => weekdayOf(day) !== 3).map((day): [number, number] => [day, day]);
  });
  return { ...rules, id: 'stormy', calendar: { ...rules.calendar, schoolDays } };
}

/** Other lengths: each longer or shorter by so many units, never below one. */
function lengthsBy(rules: Rules, units: number): Rules {
  const duties = Object.fromEntries(
    Object.entries(rules.duties).map(([id, rule]) => [
      id,
      typeof rule.length === 'number' ? { ...rule, length: Math.max(1, rule.length + units) } : rule,
    ]),
  );
  return { ...rules, id: `lengths${units}`, duties };
}

/** Reminders climb at once to the coordinator, and are repeated every other day. */
function impatient(rules: Rules): Rules {
  const ladders = Object.fromEntries(
    Object.entries(rules.ladders).map(([name, ladder]) => [
      name,
      { rungs: ladder.rungs.slice(0, 1), repeat: { to: 'coordinator', everyDays: 2 } as const },
    ]),
  );
  return { ...rules, id: 'impatient', ladders };
}

const candidate = fc.constantFrom(
  stormy(RULES),
  lengthsBy(RULES, -3),
  lengthsBy(RULES, 4),
  impatient(RULES),
  lengthsBy(impatient(stormy(RULES)), -2),
);
const mode = fc.constantFrom(...ADOPTION_MODES);
const lived = fc.tuple(start, fc.array(attempt, { maxLength: 12, size: 'max' }));
type Numbers = typeof lived extends fc.Arbitrary<infer T> ? T : never;

/** A life up to the day on which others rules are looked at. */
function live([first, attempts]: Numbers): { readonly life: Lived; readonly state: CaseState } {
  const life = new Lived(first.rules, at('2026-10-01 09:00') + first.at);
  life.give(raise(first, life.today));
  for (const a of attempts) {
    life.until(life.now + a.pause, a.asleep);
    const given = made(a, stateOf(life), life.today, life.rules);
    // Other rules come by the roll-out alone.
    if (given.type !== 'adopt-rules') life.give(given);
    life.until(life.now);
  }
  return { life, state: stateOf(life) };
}

function stateOf({ state }: Lived): CaseState {
  if (!state) throw new Error('a case that was raised is there');
  return state;
}

/** The command as the roll-out gives it. */
function adopt(life: Lived, rules: Rules, how: (typeof ADOPTION_MODES)[number]) {
  const id = asId<CommandId>('ffffffff-0000-4000-8000-000000000001');
  return life.give(adoption({ id, caseId: life.caseId, rules, mode: how, at: life.now }));
}

describe('What a roll-out would do', () => {
  test('is what it then does, in every case and mode', () => {
    let moved = 0;
    let late = 0;
    fc.assert(
      fc.property(lived, candidate, mode, (before, rules, how) => {
        const { life, state } = live(before);
        const foreseen = whatIf({ state, rules: life.rules, candidate: rules, mode: how, now: life.now });
        const result = adopt(life, rules, how);
        expect(foreseen.ok).toBe(result.ok);
        if (!foreseen.ok || !result.ok) {
          expect(foreseen).toEqual(result);
          return;
        }
        const event = life.log.at(-1);
        expect(event?.type).toBe('rules-adopted');
        expect(foreseen.becomes).toEqual(life.state);
        const { shift } = foreseen;
        moved += shift.moved.length;
        late += shift.newlyLate ? 1 : 0;
        // What is kept is not kept behind the law.
        const forward = shift.moved.filter(
          ({ rule, before: was, after: is }) =>
            !rule.startsWith('L-') && (is.dueOn ?? '') < (was.dueOn ?? ''),
        );
        if (how === 'keep') expect(shift.moved).toEqual(forward);
        if (how === 'earlier') {
          for (const duty of shift.moved)
            expect(Number(duty.after.dueAt)).toBeLessThanOrEqual(Number(duty.before.dueAt));
        }
        // The event keeps the old day and the new one of everything that the what-if names.
        const lines = (event?.duties ?? []).flatMap((line) => (line.op === 'move' ? [line] : []));
        for (const duty of shift.moved) {
          expect(lines.find((line) => line.id === duty.dutyId)).toMatchObject({
            from: { dueOn: duty.before.dueOn },
            to: { dueOn: duty.after.dueOn },
          });
        }
      }),
      { numRuns: LIVES, seed: 20261123 },
    );
    expect(moved).toBeGreaterThan(LIVES / 10);
    // A quick look may meet none.
    if (LIVES >= 1_000) expect(late).toBeGreaterThan(0);
  });

  test('is told from the log alone, so that days later it is told the same', () => {
    fc.assert(
      fc.property(lived, candidate, mode, (before, rules, how) => {
        const { life, state } = live(before);
        const again = fold(JSON.parse(JSON.stringify(life.log)) as CaseEvent[], life.caseId);
        const asked = { rules: life.rules, candidate: rules, mode: how, now: life.now };
        if (!again) throw new Error('a log that begins with a concern');
        expect(whatIf({ ...asked, state: again })).toEqual(whatIf({ ...asked, state }));
      }),
      { numRuns: runs(100), seed: 7 },
    );
  });

  test('is the same for rules that a store hands back with their keys in another order', () => {
    fc.assert(
      fc.property(lived, candidate, mode, (before, rules, how) => {
        const { life, state } = live(before);
        const asked = { state, candidate: rules, mode: how, now: life.now };
        const fresh = whatIf({ ...asked, rules: life.rules });
        expect(whatIf({ ...asked, rules: backwards(life.rules) })).toEqual(fresh);
      }),
      { numRuns: runs(100), seed: 5 },
    );
  });

  test('counts the reminders that then go out, if nobody does anything meanwhile', () => {
    let compared = 0;
    fc.assert(
      fc.property(lived, candidate, mode, (before, rules, how) => {
        const { life, state } = live(before);
        const foreseen = whatIf({ state, rules: life.rules, candidate: rules, mode: how, now: life.now });
        if (!foreseen.ok) return;
        const until = life.now + REMINDER_DAYS * DAY;
        const untouched = remindersOf(live(before).life, until);
        adopt(life, rules, how);
        const moved = remindersOf(life, until);
        if (untouched === null || moved === null) return;
        compared += 1;
        const extra = foreseen.extra.reduce((sum, row) => sum + row.count, 0);
        expect(extra).toBe(moved - untouched);
        expect(foreseen.extra.every((row) => (row.to === 'owner') === (row.ownerId !== null))).toBe(true);
      }),
      { numRuns: runs(300), seed: 11 },
    );
    expect(compared).toBeGreaterThan(runs(300) / 3);
  });

  test('is nothing for a case that is closed, or under those rules already', () => {
    const { life, state } = live([{ from: 1, rules: RULES, at: 0 }, []]);
    const asked = { rules: RULES, mode: 'recompute' as const, now: life.now };
    expect(whatIf({ ...asked, state, candidate: RULES })).toMatchObject({
      ok: false,
      code: 'fact-unchanged',
    });
    const closed = { ...state, status: 'closed' as const };
    const other = lengthsBy(RULES, 4);
    expect(whatIf({ ...asked, state: closed, candidate: other })).toMatchObject({
      ok: false,
      code: 'case-not-open',
    });
    expect(whatIf({ ...asked, state: { ...state, status: 'aftercare' }, candidate: other }).ok).toBe(true);
  });
});

/** The same content, each object's keys the other way round. */
function backwards<T>(value: T): T {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(backwards) as T;
  const entries = Object.entries(value).map(([key, inner]) => [key, backwards(inner)]);
  return Object.fromEntries(entries.toReversed()) as T;
}

/** Reminders that go out until then when nothing but time passes; null when time does more than remind. */
function remindersOf(life: Lived, until: number): number | null {
  const from = life.log.length;
  life.until(until);
  const events = life.log.slice(from);
  const others = events.filter((it) => it.type !== 'reminder-prepared' && it.type !== 'duty-fell-due');
  if (others.length > 0) return null;
  return events.filter((it) => it.type === 'reminder-prepared' && it.data.notBefore <= until).length;
}
