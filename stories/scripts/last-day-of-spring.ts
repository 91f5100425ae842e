import { closes, does, offers, raise, talked, type Script } from '../script.js';

/**
 * OHL 15 §: on the last school day of spring, a Saturday. Seven school days would end in August; what is urgent is due
 * on the next weekday. The summer itself wakes nobody.
 */
export const lastDayOfSpring: Script = {
  name: 'last-day-of-spring',
  begins: '2027-06-05 10:00',
  until: '2027-09-30 12:00',
  steps: [
    raise('2027-06-05 10:00', 'teacher'),
    does('2027-06-05 10:30', 'curator', 'correct-fact', { fact: { name: 'urgent', value: true } }),
    offers('2027-06-07 09:00', '2027-06-07 13:00', { told: 'phone' }),
    talked('2027-06-07 14:00'),
    closes('2027-08-16 10:00', 'curator', 'no-need', ['learner', 'guardian', 'teacher']),
  ],
};
