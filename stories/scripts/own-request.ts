import { parseDate } from '../../domain/time/civil-date.js';
import { closes, does, offers, raise, talked, type Script } from '../script.js';

/**
 * OHL 15 §, 18 §, 21 §: a learner's own request has the county's side only. That it was made is secret from the
 * school; when it is late, only the county hears of it.
 */
export const ownRequest: Script = {
  name: 'own-request',
  begins: '2027-08-16 09:00',
  until: '2027-10-29 12:00',
  steps: [
    raise('2027-08-16 09:00', 'curator', ({ person }) => ({
      ...{ source: 'learner', topic: 'home', discussedWith: ['learner'] },
      responsible: { county: person('curator') },
    })),
    does(
      '2027-08-17 09:00',
      'teacher',
      'offer-discussion',
      ({ person }) => ({
        ...{ withId: person('curator'), on: parseDate('2027-08-18'), minute: 600, told: 'in-person' },
      }),
      { refused: 'not-allowed' },
    ),
    does(
      '2027-08-17 10:00',
      'curator',
      'decline-discussion',
      { reason: 'evidently-unnecessary' },
      { refused: 'own-request-cannot-be-declined' },
    ),
    offers('2027-08-27 09:00', '2027-08-30 10:00', { latenessReason: 'staff-absent' }),
    talked('2027-08-30 11:00'),
    closes('2027-09-03 10:00', 'curator', 'goals-met', ['learner']),
  ],
};
