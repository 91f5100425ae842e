import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { PERMISSIONS } from '../../../domain/permissions.js';
import { REFUSALS } from '../../../domain/refusals.js';
import { heldThroughout, holds } from './invariants.js';
import { Ledger } from './invariants/mails.js';
import { must } from './invariants/must.js';
import { Lived } from './lived.js';
import { attempt, made, raise, start, type Attempt, type Start } from './random-command.js';
import { at } from './world.js';

/** Half of the lives of a whole run: each half has a file of its own, so that two cores lead them. */
const HALF = Math.ceil(Number(process.env['LIVES'] ?? 50_000) / 2);
/** Fewer, for a quick look, do not reach everything. */
const ENOUGH = 20_000;

/** What the lives of a run have reached. */
const accepted = new Map<string, number>();
const refused = new Map<string, number>();

function count(where: Map<string, number>, what: string): void {
  where.set(what, (where.get(what) ?? 0) + 1);
}

function begin(life: Lived, first: Start): void {
  if (first.from % 20 === 0) {
    const early = life.give(raise(first, life.today, false));
    if (early.ok) return;
    count(refused, early.code);
  }
  must(life.give(raise(first, life.today)).ok, 'a concern can always be raised');
}

function step(life: Lived, a: Attempt): void {
  life.until(life.now + a.pause, a.asleep);
  if (a.anew) life.continueAsNew();
  if (!life.state) throw new Error('a case that was raised is there');
  const given = made(a, life.state, life.today, life.rules);
  const answer = life.give(given);
  if (!answer.ok) return count(refused, answer.code);
  count(accepted, given.type);
  const { state: once } = life;
  must(life.give(given).ok && life.state === once, 'the same command twice is one');
  life.until(life.now);
}

/** Leads random lives from this seed, and declares the tests of them. */
export function leadHalf(seed: number): void {
  test(`${HALF} random lives keep every promise`, () => {
    fc.assert(
      fc.property(
        start,
        fc.array(attempt, { minLength: 1, maxLength: 20, size: 'max' }),
        (first, attempts) => {
          const life = new Lived(first.rules, at('2026-10-01 09:00') + first.at);
          const ledger = new Ledger();
          begin(life, first);
          life.until(life.now);
          holds(life, ledger);
          for (const a of attempts) {
            step(life, a);
            holds(life, ledger);
          }
          heldThroughout(life);
        },
      ),
      { numRuns: HALF, seed },
    );
  }, 600_000);

  test('and the lives are worth something: every command was carried out in some of them', () => {
    if (HALF < ENOUGH) return;
    const unlived = Object.keys(PERMISSIONS).filter(
      (type) => !accepted.has(type) && type !== 'raise-concern',
    );
    expect(unlived).toEqual([]);
  });

  test('and every refusal was met, except those of a case that is not there or there already', () => {
    if (HALF < ENOUGH) return;
    const unmet = REFUSALS.filter((code) => !refused.has(code));
    expect(unmet).toEqual(['unknown-case', 'already-raised']);
  });
}
