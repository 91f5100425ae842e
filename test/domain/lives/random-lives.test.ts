import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PERMISSIONS } from '../../../domain/permissions.js';
import { REFUSALS } from '../../../domain/refusals.js';
import { heldThroughout, holds } from './invariants.js';
import { attempt, made, raise, start } from './random-command.js';
import { at, Life, rulesOn } from './world.js';

const RULES = rulesOn('2026-10-01');
const LIVES = Number(process.env['LIVES'] ?? 20_000);

describe('Whatever people try, and whatever the clock does', () => {
  test(`${LIVES} random lives keep every promise`, () => {
    const seen = { accepted: new Map<string, number>(), refused: new Map<string, number>() };
    const count = (where: Map<string, number>, what: string): void =>
      void where.set(what, (where.get(what) ?? 0) + 1);
    fc.assert(
      fc.property(start, fc.array(attempt, { minLength: 1, maxLength: 14 }), (first, attempts) => {
        const life = new Life(RULES, at('2026-10-01 09:00') + first.at);
        expect(life.give(raise(first, life.today)).ok).toBe(true);
        holds(life);
        for (const a of attempts) {
          life.until(life.now + a.pause, a.asleep);
          holds(life);
          if (!life.state) throw new Error('a case that was raised is there');
          const given = made(a, life.state, life.today);
          const result = life.give(given);
          if (result.ok) count(seen.accepted, given.type);
          else count(seen.refused, result.code);
          holds(life);
        }
        heldThroughout(life);
      }),
      { numRuns: LIVES, seed: 20261123 },
    );
    // The lives are worth something only if they reach everything.
    const unlived = Object.keys(PERMISSIONS).filter(
      (type) => type !== 'raise-concern' && !seen.accepted.has(type),
    );
    expect(unlived).toEqual([]);
    const unreached = REFUSALS.filter((code) => !seen.refused.has(code) && !UNREACHABLE_HERE.has(code));
    expect(unreached).toEqual([]);
  });
});

/** Refusals of shapes that the attempts do not make; each has its own test. */
const UNREACHABLE_HERE = new Set<string>([
  'unknown-case',
  'already-raised',
  'responsible-missing',
  'school-must-not-know',
  'group-empty',
  'happened-in-future',
  'responsible-not-present',
  'no-handover',
]);
