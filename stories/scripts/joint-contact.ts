import { parseDate } from '../../domain/time/civil-date.js';
import { calls, closes, does, dutyOf, met, offers, raise, talked, type Script } from '../script.js';

/** LSL 25 a §, 25 §: the joint contact is refused, the criteria are met: the report follows without delay. */
export const jointContact: Script = {
  name: 'joint-contact',
  begins: '2027-08-16 09:00',
  until: '2028-03-31 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher', () => ({ topic: 'absence', discussedWith: ['learner'] })),
    does('2027-08-17 08:30', 'teacher', 'tell-guardian', { way: 'phone' }),
    offers('2027-08-17 10:00', '2027-08-19 10:00'),
    does('2027-08-18 09:00', 'curator', 'contact-other-side', { way: 'phone' }),
    does('2027-08-18 15:00', 'teacher', 'record-causes', ({ text }) => ({
      ...{ causes: text(), withGuardian: true },
    })),
    talked('2027-08-19 11:00'),
    calls('2027-08-23 09:00', 'teacher', {
      ...{ kind: 'home-meeting', on: '2027-08-30', staff: ['curator'], family: ['learner', 'guardian'] },
    }),
    met('2027-08-30 15:00', 'teacher', {
      ...{ id: 'k1', present: ['teacher', 'curator', 'learner', 'guardian'], next: '2027-09-27' },
    }),
    does('2027-08-30 15:10', 'teacher', 'propose-joint-contact', { with: 'both' }),
    does('2027-08-31 10:00', 'teacher', 'record-joint-contact', { failure: 'refused', criteriaMet: true }),
    does('2027-08-31 10:20', 'teacher', 'report-child-welfare', ({ text }) => ({
      ...{ addressee: 'county', channel: 'phone', reason: text(), told: 'both' },
    })),
    does('2027-09-01 10:00', 'teacher', 'complete-outside-act', ({ text }) => ({
      actId: 'x1',
      details: { measuresTried: text(), homeCooperation: text(), followUpOn: parseDate('2027-10-05') },
    })),
    does('2027-09-03 09:00', 'teacher', 'complete-outside-act', {
      ...{ actId: 'x1', details: { acknowledgedOn: parseDate('2027-09-03') } },
    }),
    does('2027-09-03 09:10', 'teacher', 'record-response', (cast) => ({
      ...{ dutyId: dutyOf(cast, 'expected-urgency'), response: 'not-told' },
    })),
    does('2027-09-09 13:00', 'teacher', 'record-response', (cast) => ({
      ...{ dutyId: dutyOf(cast, 'expected-decision'), response: 'done' },
    })),
    closes('2027-09-20 10:00', 'curator', 'passed-to-service', ['learner', 'guardian', 'teacher']),
    does('2027-10-05 14:00', 'teacher', 'complete-outside-act', {
      ...{ actId: 'x1', details: { followedUpOn: parseDate('2027-10-05') } },
    }),
    does('2027-12-02 09:00', 'teacher', 'record-response', (cast) => ({
      ...{ dutyId: dutyOf(cast, 'expected-assessment'), response: 'done' },
    })),
    does('2028-02-01 09:00', 'teacher', 'record-response', (cast) => ({
      ...{ dutyId: dutyOf(cast, 'expected-service'), response: 'done' },
    })),
  ],
};
