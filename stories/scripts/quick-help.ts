import { closes, offers, raise, talked, type Script } from '../script.js';

/** OHL 15 §: the opportunity to talk inside seven school days; nobody above hears of it. */
export const quickHelp: Script = {
  name: 'quick-help',
  begins: '2027-08-16 09:00',
  until: '2027-09-30 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher'),
    offers('2027-08-17 10:00', '2027-08-19 10:00'),
    talked('2027-08-19 11:00'),
    closes('2027-08-23 14:00', 'curator', 'goals-met', ['learner', 'guardian', 'teacher']),
  ],
};
