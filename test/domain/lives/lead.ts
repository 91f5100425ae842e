import type { CaseState } from '../../../domain/state.js';
import { Lived } from './lived.js';
import { made, raise, type Attempt, type Start } from './random-command.js';
import { at } from './world.js';

/** Leads a life to its end; `moment` is shown the case after every command that was carried out. */
export function lead(
  first: Start,
  attempts: readonly Attempt[],
  moment: (state: CaseState) => void = () => undefined,
): Lived {
  const life = new Lived(first.rules, at('2026-10-01 09:00') + first.at);
  life.give(raise(first, life.today));
  for (const a of attempts) {
    life.until(life.now + a.pause);
    if (!life.state) throw new Error('a case that was raised is there');
    if (life.give(made(a, life.state, life.today, life.rules)).ok) moment(life.state);
  }
  return life;
}
