import { addDays } from '../../../../domain/time/civil-date.js';
import type { Rules } from '../../../../domain/rules.js';
import { FAMILIES } from '../family.js';
import { STAFF } from '../cast.js';
import { OTHER_SCHOOL, rulesOn } from '../world.js';
import { PEOPLE } from '../world.js';
import { TEXT, type Makers } from './maker.js';

/** The same policy with another calendar: storm weeks, and a shorter published time. */
function stormy(rules: Rules): Rules {
  const schoolDays = rules.calendar.schoolDays.filter((_range, i) => i % 7 !== 3);
  const calendar = { ...rules.calendar, schoolDays, publishedUntil: rules.calendar.publishedUntil - 200 };
  return { ...rules, id: 'f'.repeat(32), calendar };
}

export const RULES = rulesOn('2026-10-01');
/** The report lives in the school's own system. */
export const WILMA: Rules = { ...RULES, id: 'e'.repeat(32), reportHome: 'wilma' };
const STORMY = stormy(RULES);
const ELSEWHERE: Rules = { ...rulesOn('2026-10-01', OTHER_SCHOOL), id: 'd'.repeat(32) };

/** The end of a case, who answers for it, mistakes, and what the service itself does. */
export const ENDING: Makers<
  | 'close-case'
  | 'reopen-case'
  | 'void-case'
  | 'offer-handover'
  | 'accept-handover'
  | 'refuse-handover'
  | 'reassign'
  | 'correct-fact'
  | 'adopt-rules'
  | 'update-family'
  | 'update-surroundings'
> = {
  'close-case': (dice) => ({ reason: dice.one(['goals-met', 'moved', 'no-need']), told: ['learner'] }),
  'reopen-case': () => ({ reason: TEXT }),
  'void-case': (dice) => ({
    reason: dice.one(['wrong-learner', 'duplicate']),
    ...(dice.chance(70) ? { note: TEXT } : {}),
  }),
  'offer-handover': (dice) => {
    const to = dice.one(STAFF);
    const fallback = to.side === 'county' ? PEOPLE.countyCoordinator : PEOPLE.schoolCoordinator;
    return { side: to.side, toId: to.personId, fallbackId: fallback };
  },
  'accept-handover': (dice, { state }) => ({
    side: dice.chance(90) ? (state.handovers.school ? 'school' : 'county') : 'school',
  }),
  'refuse-handover': (dice, { state }) => ({
    side: dice.chance(90) ? (state.handovers.school ? 'school' : 'county') : 'school',
    reason: 'no-capacity',
  }),
  reassign: (dice) => {
    const to = dice.one(STAFF);
    return { side: to.side, toId: to.personId, reason: 'absent' };
  },
  'correct-fact': (dice, { state, today }) => {
    if (dice.chance(40)) return { fact: { name: 'urgent', value: !state.urgent } };
    if (dice.chance(20))
      return {
        fact: {
          name: 'school',
          value: dice.chance(80) ? OTHER_SCHOOL : state.schoolId,
          rules: ELSEWHERE,
        },
      };
    const value = addDays(today, 1 - dice.of(20));
    return { fact: { name: 'requested-on', value } };
  },
  'adopt-rules': (dice) => ({
    rules: dice.one([STORMY, RULES]),
    mode: dice.one(['recompute', 'keep', 'earlier']),
  }),
  'update-family': (dice, { state, today }) => ({
    family: dice.one(FAMILIES)(today, dice.of(60) - 10) ??
      state.annex?.family ?? { ...NOBODY, adultOn: today },
  }),
  'update-surroundings': (dice, { state, today }) => ({
    surroundings: {
      schoolId: dice.chance(75) ? state.schoolId : OTHER_SCHOOL,
      enrolledUntil: dice.chance(85) ? null : addDays(today, -1),
      classCode: dice.one(['7b', '7c']),
      languages: [],
      gone: dice.chance(50) ? [] : [dice.one(STAFF)].map(({ personId, side }) => ({ personId, side })),
    },
    holders: dice.chance(80) ? { county: PEOPLE.countyCoordinator, school: PEOPLE.schoolCoordinator } : {},
  }),
};

const NOBODY = { adultOn: null, prePrimary: false, addressProtected: false, guardians: [] };
