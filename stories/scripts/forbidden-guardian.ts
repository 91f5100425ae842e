import { calls, does, family, guardian, met, offers, raise, talked, type Script } from '../script.js';

/** OHL 18 § 2: a mature minor forbids a guardian; a professional of student welfare assesses it, nobody else. */
export const forbiddenGuardian: Script = {
  name: 'forbidden-guardian',
  begins: '2027-08-16 09:00',
  until: '2027-12-17 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher', (cast) => ({
      ...{ topic: 'home', discussedWith: ['learner'] },
      family: family([guardian(cast, 'guardian'), guardian(cast, 'otherGuardian')]),
    })),
    offers('2027-08-16 10:00', '2027-08-17 10:00'),
    talked('2027-08-17 10:45'),
    calls('2027-08-17 11:00', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-08-24', staff: ['curator'] },
      family: ['learner', 'guardian', 'otherGuardian'],
    }),
    does(
      '2027-08-18 10:00',
      'teacher',
      'prohibit-guardian',
      ({ person, text }) => ({ guardianId: person('guardian'), scope: 'both', grounds: text() }),
      { refused: 'not-allowed' },
    ),
    does('2027-08-18 10:15', 'curator', 'prohibit-guardian', ({ person, text }) => ({
      ...{ guardianId: person('guardian'), scope: 'both', grounds: text() },
    })),
    does(
      '2027-08-18 11:00',
      'teacher',
      'tell-guardian',
      ({ person }) => ({ guardianId: person('guardian'), way: 'phone' }),
      { refused: 'guardian-prohibited' },
    ),
    does('2027-08-18 11:05', 'teacher', 'tell-guardian', ({ person }) => ({
      ...{ guardianId: person('otherGuardian'), way: 'phone' },
    })),
    met('2027-08-24 15:00', 'teacher', {
      ...{ id: 'k1', present: ['teacher', 'curator', 'learner', 'otherGuardian'], next: '2027-09-28' },
    }),
    calls(
      '2027-09-20 09:00',
      'teacher',
      { kind: 'home-meeting', on: '2027-09-28', staff: ['curator'], family: ['guardian'] },
      { refused: 'guardian-prohibited' },
    ),
    calls('2027-09-20 09:05', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-09-28', staff: ['curator'] },
      family: ['learner', 'otherGuardian'],
    }),
    met('2027-09-28 15:00', 'teacher', {
      ...{ id: 'k2', present: ['teacher', 'curator', 'learner', 'otherGuardian'], next: '2027-12-09' },
    }),
    does('2027-11-12 10:00', 'curator', 'lift-prohibition', {
      ...{ prohibitionId: 'p1', reason: 'learner-agrees' },
    }),
    calls('2027-11-29 09:00', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-12-09', staff: ['curator'] },
      family: ['learner', 'guardian', 'otherGuardian'],
    }),
    met('2027-12-09 15:00', 'teacher', {
      ...{ id: 'k3', present: ['teacher', 'curator', 'learner', 'guardian', 'otherGuardian'] },
    }),
  ],
};
