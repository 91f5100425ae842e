import { evolve } from '../../../domain/evolve.js';
import { mailsOf, type MailIntent } from '../../../domain/mails.js';
import type { Road } from './support.js';

/** The mails of what is done now. */
export function mailsOfDoing(road: Road, act: (road: Road) => Road): readonly MailIntent[] {
  const before = road.state;
  const from = road.life.log.length;
  const { life } = act(road);
  let state: typeof before | null = before;
  return life.log.slice(from).flatMap((event) => {
    const met = state;
    state = evolve(met, event, before.caseId);
    if (!state) throw new Error('no case');
    return mailsOf(event, met, state, life.rules);
  });
}

/** Which text goes to whom by what is done now. */
export function told(road: Road, act: (road: Road) => Road): (readonly (string | undefined)[])[] {
  return mailsOfDoing(road, act).map(({ template, to }) => [
    template,
    'personId' in to ? to.personId : to.rung,
  ]);
}
