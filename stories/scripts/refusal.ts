import { answers, asks, calls, group, met, offers, raise, talked, type Script } from '../script.js';

const MEMBERS = ['m1', 'm2'] as const;

/** OHL 19 §: no consent, no group; school and talks go on. */
export const refusal: Script = {
  name: 'refusal',
  begins: '2027-08-16 09:00',
  until: '2027-10-29 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher', () => ({ topic: 'learning' })),
    offers('2027-08-17 10:00', '2027-08-19 10:00'),
    talked('2027-08-19 11:00'),
    group('2027-08-20 09:00', 'curator', 'nurse'),
    asks('2027-08-20 09:10', MEMBERS, ['learner', 'guardian']),
    ...answers('2027-08-23 13:00', 'guardian', 'given', MEMBERS),
    ...answers('2027-08-24 10:00', 'learner', 'refused', MEMBERS),
    calls(
      '2027-08-24 10:30',
      'curator',
      { kind: 'expert-group', on: '2027-08-31', staff: ['curator', 'nurse'], family: ['guardian'] },
      { refused: 'consent-missing' },
    ),
    calls('2027-08-25 09:00', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-08-31', staff: ['curator'], family: ['guardian'] },
    }),
    met('2027-08-31 15:00', 'teacher', {
      ...{ id: 'k1', present: ['teacher', 'curator', 'learner', 'guardian'], next: '2027-10-12' },
    }),
    calls('2027-10-04 09:00', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-10-12', staff: ['curator'], family: ['guardian'] },
    }),
    met('2027-10-12 15:00', 'teacher', {
      ...{ id: 'k2', present: ['teacher', 'curator', 'learner', 'guardian'] },
    }),
  ],
};
