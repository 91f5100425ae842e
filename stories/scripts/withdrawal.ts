import {
  answers,
  asks,
  calls,
  closes,
  does,
  group,
  met,
  offers,
  raise,
  talked,
  type Script,
} from '../script.js';

const MEMBERS = ['m1', 'm2', 'm3'] as const;

function withdraws(at: string, memberIds: readonly string[]) {
  return does(at, 'curator', 'withdraw-consent', ({ person }) => ({
    ...{ memberIds, by: person('learner'), byRole: 'learner', way: 'in-person' },
  }));
}

/** OHL 19 §: what was given can be taken back, and what hangs on it ends at once. */
export const withdrawal: Script = {
  name: 'withdrawal',
  begins: '2027-08-16 09:00',
  until: '2027-11-30 12:00',
  steps: [
    raise('2027-08-16 09:00', 'teacher'),
    offers('2027-08-17 10:00', '2027-08-19 10:00'),
    talked('2027-08-19 11:00'),
    does('2027-08-19 11:10', 'curator', 'note-capacity', ({ text }) => ({
      ...{ capacity: 'learner-alone', grounds: text() },
    })),
    group('2027-08-20 09:00', 'curator', 'nurse', 'colleague'),
    asks('2027-08-20 09:10', MEMBERS, ['learner']),
    ...answers('2027-08-20 09:20', 'learner', 'given', MEMBERS),
    calls('2027-08-23 10:00', 'curator', {
      ...{ kind: 'expert-group', on: '2027-09-02', staff: ['curator', 'nurse', 'colleague'] },
      family: ['learner', 'guardian'],
    }),
    withdraws('2027-08-27 12:30', ['m3']),
    does('2027-08-30 09:00', 'curator', 'assess-basis', { basis: 'other-consents-stand' }),
    met('2027-09-02 15:00', 'curator', {
      ...{ id: 'k1', present: ['curator', 'nurse', 'learner', 'guardian'], responsible: 'curator' },
      next: '2027-10-07',
    }),
    ...(['assessments', 'support', 'handling'] as const).map((part) =>
      does('2027-09-03 09:00', 'curator', 'write-entry', ({ text }) => ({
        ...{ part, text: text(), meetingId: 'k1' },
      })),
    ),
    calls('2027-09-28 09:00', 'curator', {
      ...{ kind: 'expert-group', on: '2027-10-07', staff: ['curator', 'nurse'] },
      family: ['learner', 'guardian'],
    }),
    withdraws('2027-10-01 10:00', ['m1', 'm2']),
    does('2027-10-01 10:30', 'nurse', 'write-entry', ({ text }) => ({ part: 'note', text: text() }), {
      refused: 'not-allowed',
    }),
    does('2027-10-04 09:00', 'curator', 'assess-basis', { basis: 'teaching-side-only' }),
    closes('2027-10-08 10:00', 'curator', 'consent-refused', ['learner', 'guardian', 'members']),
  ],
};
