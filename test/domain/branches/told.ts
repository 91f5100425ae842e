import { evolve } from '../../../domain/evolve.js';
import { mailsOf } from '../../../domain/mails.js';
import type { Road } from './support.js';

/** Which text goes to whom by what is done now. */
export function told(road: Road, act: (road: Road) => Road): (readonly (string | undefined)[])[] {
  const before = road.state;
  const from = road.life.log.length;
  const { life } = act(road);
  let state: typeof before | null = before;
  return life.log.slice(from).flatMap((event) => {
    const met = state;
    state = evolve(met, event, before.caseId);
    if (!state) throw new Error('no case');
    return mailsOf(event, met, state, life.rules).map(({ template, to }) => [
      template,
      'personId' in to ? to.personId : to.rung,
    ]);
  });
}
