import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { copyPart, givenState, givesEvent } from '../../../domain/copy-part.js';
import { copyFor } from '../../../domain/data-subject.js';
import type { CaseEvent } from '../../../domain/events.js';
import type { PersonId } from '../../../domain/ids.js';
import type { CaseState } from '../../../domain/state.js';
import { parseDate } from '../../../domain/time/civil-date.js';
import { oneGuardian } from './family.js';
import { must } from './invariants/must.js';
import { lead } from './lead.js';
import { attempt, start } from './random-command.js';
import { runs } from './runs.js';
import { GUARDIAN } from './world.js';

const ON = parseDate('2026-11-29');
/** So many lives reach every kind of copy; fewer are a quick look. */
const LIVES = 80;

/** Everything that a copy of this life would say to a person, in one text; null: there is none. */
function saidTo(personId: PersonId, state: CaseState, log: readonly CaseEvent[]): string | null {
  const adultOn = parseDate('2035-01-01');
  const right = copyFor(state, personId, { family: { ...oneGuardian(), adultOn }, on: ON });
  if (!right.ok) return null;
  must(right.withheld.includes('untold-acts'), 'what is withheld follows from who asks');
  const part = copyPart(right, log);
  const events = log.filter((event) => givesEvent(part, event, state));
  const hidden = state.acts.filter((it) => !part.toldActs.has(it.id)).map((it) => `"${it.id}"`);
  const told = JSON.stringify([givenState(part, state), events.map(({ type, data }) => ({ type, data }))]);
  for (const id of hidden) must(!told.includes(id), 'an act that was not told is nowhere in the copy');
  return told;
}

test('in every life a copy for a minor’s guardian tells of no act they were not told of, and of no prohibition', () => {
  let [copies, acts, refused] = [0, 0, 0];
  fc.assert(
    fc.property(start, fc.array(attempt, { minLength: 5, maxLength: 30, size: 'max' }), (first, attempts) => {
      const { state, log } = lead(first, attempts);
      if (!state) throw new Error('a case that was raised is there');
      const forbidden = state.annex?.prohibitions.some(
        (it) => it.guardianId === GUARDIAN && it.liftedOn === null,
      );
      const told = saidTo(GUARDIAN, state, log);
      if (forbidden) must(told === null, 'a forbidden guardian gets nothing');
      if (told === null) refused += 1;
      else {
        copies += 1;
        acts += state.acts.length;
        must(!/prohibition(?!s":\[\])/.test(told), 'a guardian is told of no prohibition');
      }
    }),
    { numRuns: runs(LIVES), seed: 20261129 },
  );
  if (runs(LIVES) < LIVES) return;
  expect(Math.min(copies, acts, refused)).toBeGreaterThan(4);
});
