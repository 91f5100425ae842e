import { parseDate } from '../../domain/time/civil-date.js';
import type { PolicyVersion } from '../../policies/shapes.js';
import { answers, asks, closes, group, offers, raise, talked, type Script } from '../script.js';

const MEMBERS = ['m1', 'm2'] as const;
const FROM = '2027-08-18';

/** The same policy from a day on, with three school days instead of five for the answer about consent. */
function quicker(version: PolicyVersion): PolicyVersion {
  const rule = version.rules['L-CONSENT'];
  if (!rule) throw new Error('the sample has no such rule');
  const limit = { ...rule.limit, value: 3 };
  const rules = { ...version.rules, 'L-CONSENT': { ...rule, limit } };
  return { ...version, validFrom: parseDate(FROM), validUntil: null, rules };
}

/** A policy version is rolled out: local dates are counted anew, the law's own stay, old and new both in the log. */
export const rollOut: Script = {
  name: 'roll-out',
  begins: '2027-08-16 09:00',
  until: '2027-10-29 12:00',
  school: { own: true },
  steps: [
    raise('2027-08-16 09:00', 'teacher'),
    group('2027-08-16 10:00', 'curator', 'nurse'),
    asks('2027-08-16 10:05', MEMBERS, ['guardian']),
    { at: `${FROM} 07:00`, mode: 'recompute', policy: quicker },
    ...answers('2027-08-19 12:00', 'guardian', 'refused', MEMBERS),
    offers('2027-08-20 10:00', '2027-08-24 10:00'),
    talked('2027-08-24 11:00'),
    closes('2027-08-30 10:00', 'curator', 'goals-met', ['learner', 'guardian']),
  ],
};
