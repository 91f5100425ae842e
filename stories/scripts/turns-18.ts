import { parseDate } from '../../domain/time/civil-date.js';
import {
  answers,
  asks,
  calls,
  does,
  family,
  group,
  guardian,
  met,
  offers,
  raise,
  talked,
  type Script,
} from '../script.js';

const MEMBERS = ['m1', 'm2'] as const;

/** On the 18th birthday the guardian's access, invitations and consents end; the learner is asked. */
export const turns18: Script = {
  name: 'turns-18',
  begins: '2027-10-04 09:00',
  until: '2028-01-28 12:00',
  school: { level: 'general-upper-secondary' },
  steps: [
    raise('2027-10-04 09:00', 'teacher', (cast) => ({
      family: family([guardian(cast, 'guardian')], parseDate('2027-11-10')),
    })),
    offers('2027-10-05 10:00', '2027-10-07 10:00'),
    talked('2027-10-07 11:00'),
    group('2027-10-07 11:10', 'curator', 'nurse'),
    asks('2027-10-07 11:15', MEMBERS, ['guardian']),
    ...answers('2027-10-08 13:00', 'guardian', 'given', MEMBERS),
    calls('2027-10-11 10:00', 'curator', {
      ...{ kind: 'expert-group', on: '2027-10-28', staff: ['curator', 'nurse'] },
      family: ['learner', 'guardian'],
    }),
    met('2027-10-28 15:00', 'curator', {
      ...{ id: 'k1', present: ['curator', 'nurse', 'learner', 'guardian'], responsible: 'curator' },
      next: '2027-11-23',
    }),
    ...(['assessments', 'support'] as const).map((part) =>
      does('2027-10-29 09:00', 'curator', 'write-entry', ({ text }) => ({
        ...{ part, text: text(), meetingId: 'k1' },
      })),
    ),
    calls('2027-11-04 10:00', 'curator', {
      ...{ kind: 'expert-group', on: '2027-11-23', staff: ['curator', 'nurse'] },
      family: ['learner', 'guardian'],
    }),
    ...answers('2027-11-11 09:00', 'guardian', 'given', ['m1'], { refused: 'guardian-has-no-position' }),
    ...answers('2027-11-12 12:00', 'learner', 'given', MEMBERS),
    calls('2027-11-12 12:30', 'curator', {
      ...{ kind: 'expert-group', on: '2027-11-25', staff: ['curator', 'nurse'], family: ['learner'] },
    }),
    met('2027-11-25 15:00', 'curator', {
      ...{ id: 'k3', present: ['curator', 'nurse', 'learner'], told: ['learner'] },
    }),
  ],
};
