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
const MEETING = {
  kind: 'expert-group',
  on: '2027-09-07',
  staff: ['curator', 'nurse'],
  family: ['learner', 'guardian', 'otherGuardian'],
} as const;

/** Guardians who live apart are both asked; while they differ nobody is told and nobody is invited. */
export const twoGuardians: Script = {
  name: 'two-guardians',
  begins: '2027-08-16 09:00',
  until: '2027-11-30 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher', (cast) => ({
      family: family([
        guardian(cast, 'guardian', { livesApart: true }),
        guardian(cast, 'otherGuardian', { livesApart: true }),
      ]),
    })),
    offers('2027-08-17 10:00', '2027-08-19 10:00'),
    talked('2027-08-19 11:00'),
    group('2027-08-20 09:00', 'curator', 'nurse'),
    asks('2027-08-20 09:10', MEMBERS, ['guardian'], { refused: 'ask-both-guardians' }),
    asks('2027-08-20 09:20', MEMBERS, ['guardian', 'otherGuardian']),
    ...answers('2027-08-23 09:00', 'guardian', 'given', MEMBERS),
    ...answers('2027-08-24 15:00', 'otherGuardian', 'refused', MEMBERS),
    calls('2027-08-24 15:10', 'curator', MEETING, { refused: 'consent-missing' }),
    does('2027-08-27 13:00', 'curator', 'settle-conflict', { outcome: 'agreed' }),
    ...answers('2027-08-27 13:10', 'guardian', 'given', MEMBERS),
    ...answers('2027-08-30 09:00', 'otherGuardian', 'given', MEMBERS),
    calls('2027-08-30 09:30', 'curator', MEETING),
    met('2027-09-07 15:00', 'curator', {
      ...{ id: 'k1', present: ['curator', 'nurse', 'learner', 'guardian', 'otherGuardian'] },
      ...{ responsible: 'curator', next: '2027-10-12' },
    }),
    ...(['assessments', 'support'] as const).map((part) =>
      does('2027-09-08 09:00', 'curator', 'write-entry', ({ text }) => ({
        ...{ part, text: text(), meetingId: 'k1' },
      })),
    ),
    calls('2027-10-04 09:00', 'curator', { ...MEETING, on: '2027-10-12' }),
    met('2027-10-12 15:00', 'curator', {
      ...{ id: 'k2', present: ['curator', 'nurse', 'learner', 'guardian', 'otherGuardian'] },
    }),
  ],
};
