import { annexOf } from '../../../../domain/annex.js';
import { isAwaited, isConsented } from '../../../../domain/consent.js';
import { addDays } from '../../../../domain/time/civil-date.js';
import { ASK_CHANNELS, CONSENT_ITEMS } from '../../../../domain/codes.js';
import { EVERYBODY, OUTSIDERS, proposed, STAFF } from '../cast.js';
import { CLOSE_PERSON } from '../family.js';
import { GUARDIAN, LEARNER, PEOPLE } from '../world.js';
import { FAMILY_IDS, relative, TEXT, type Maker, type Makers } from './maker.js';

const recordMeeting: Maker<'record-meeting'> = (dice, { state, today, rules }) => {
  const meeting = state.meetings.findLast((it) => it.status === 'called');
  const members = state.members.filter((m) => isConsented(m.consent));
  const chosen = dice.chance(80) ? members[0] : state.members[0];
  const side = chosen && dice.chance(90) ? chosen.side : 'school';
  const guests = [...(meeting?.staff ?? []), ...(meeting?.family ?? [])];
  const owner = dice.one(STAFF);
  return {
    meetingId: meeting?.id ?? 'k9',
    attended: dice.chance(90) ? guests : dice.chance(20) ? [] : dice.some(EVERYBODY.map((it) => it.personId)),
    ...(chosen && dice.chance(80) ? { responsible: { personId: chosen.personId, side } } : {}),
    ...(rules.reportHome === 'wilma' && dice.chance(90) ? {} : { summary: TEXT }),
    actions: dice.chance(50)
      ? []
      : [
          { ownerId: owner.personId, side: owner.side, what: TEXT, dueOn: addDays(today, dice.of(20) - 1) },
          {
            ...{ ownerId: PEOPLE.curator, side: 'county', what: TEXT, dueOn: addDays(today, dice.of(20)) },
            ...(dice.chance(50) ? { monitorId: dice.one(EVERYBODY).personId } : {}),
          },
        ],
    end: dice.chance(15)
      ? { kind: 'close', reason: 'goals-met', told: ['learner'] }
      : { kind: 'next', on: addDays(today, dice.of(30) - 1) },
  };
};

const callMeeting: Maker<'call-meeting'> = (dice, { state, today }) => {
  const kind = dice.one(['home-meeting', 'expert-group', 'expert-group', 'network-meeting'] as const);
  const members = state.members.filter((m) => isConsented(m.consent) || dice.chance(5));
  const invited = kind === 'home-meeting' ? [dice.one(EVERYBODY), dice.one(STAFF)].map(proposed) : members;
  const family = dice.one([[LEARNER], [LEARNER, GUARDIAN], [GUARDIAN], dice.some(FAMILY_IDS), []]);
  return {
    ...{ kind, on: addDays(today, dice.chance(60) ? 0 : dice.of(8) - 2), minute: 600 },
    invitedStaff: invited.map(({ personId, role, side }) => {
      const outside = OUTSIDERS.find((it) => it.personId === personId);
      return { personId, role, side, ...(outside?.external ? { external: outside.external } : {}) };
    }),
    invitedFamily: [
      ...family.map((personId) => ({
        personId,
        role: personId === LEARNER ? ('learner' as const) : ('guardian' as const),
      })),
      ...(dice.chance(5) ? [{ personId: CLOSE_PERSON, role: 'close_person' as const }] : []),
    ],
    ...(dice.chance(85) ? { inviterId: PEOPLE.curator } : {}),
  };
};

/** From the request to the meeting. */
export const ROAD: Makers<
  | 'offer-discussion'
  | 'record-discussion'
  | 'decline-discussion'
  | 'explain-lateness'
  | 'join-side'
  | 'propose-group'
  | 'request-consent'
  | 'record-consent'
  | 'call-meeting'
  | 'cancel-meeting'
  | 'record-meeting'
  | 'complete-action'
> = {
  'offer-discussion': (dice, { today }) => ({
    withId: dice.chance(95) ? PEOPLE.curator : dice.one([PEOPLE.teacher, PEOPLE.nurse]),
    ...{ on: addDays(today, dice.of(14) - (dice.chance(5) ? 9 : 0)), minute: 540, told: 'phone' },
    ...(dice.chance(50) ? { latenessReason: 'no-time-free' } : {}),
  }),
  'record-discussion': (dice) => ({
    outcome: dice.one(['held', 'held', 'held', 'no-show', 'postponed-by-learner', 'not-held-by-staff']),
  }),
  'decline-discussion': () => ({ reason: 'evidently-unnecessary' }),
  'explain-lateness': (dice, { state }) => ({
    dutyId: dice.idOf(dice.chance(50) ? state.duties : state.duties.filter((d) => d.late)),
    reason: 'staff-absent',
  }),
  'join-side': (dice) => ({
    ...(dice.chance(85)
      ? ({ side: 'school', responsibleId: PEOPLE.homeroom } as const)
      : ({ side: 'county', responsibleId: PEOPLE.colleague } as const)),
    ground: dice.one(['learner-agrees', 'OHL-22', 'LSL-25']),
  }),
  'propose-group': (dice) => ({
    members: [...dice.some(STAFF).slice(0, 3), ...(dice.chance(40) ? [dice.one(OUTSIDERS)] : [])]
      .slice(0, dice.chance(97) ? 4 : 0)
      .map(proposed),
  }),
  'request-consent': (dice, { state, today }) => {
    const open = state.members.filter((m) => !isConsented(m.consent) && m.consent !== 'requested');
    // Now and then whoever agreed not to be reached that way.
    const unwilling = dice.chance(50) ? annexOf(state).contactWays[0] : undefined;
    const askedOf = unwilling
      ? [unwilling.personId]
      : dice.one([[LEARNER], [LEARNER, ...FAMILY_IDS.slice(1, 3)], dice.some(FAMILY_IDS)]);
    const asked = askedOf.map((personId) => ({ personId, language: 'fi', linkId: 'l1' }));
    const unwanted = ASK_CHANNELS.filter((it) => unwilling?.never.includes(it));
    const channel = dice.one(unwanted.length > 0 ? unwanted : ASK_CHANNELS);
    return {
      memberIds: dice.chance(90) ? open.map((m) => m.id) : [dice.idOf(state.members)],
      askedOf,
      told: 'in-person',
      ...(dice.chance(40)
        ? { asking: { channel, textVersion: 't', answerBy: addDays(today, 14), asked } }
        : {}),
      ...(dice.chance(80) ? { items: dice.some(CONSENT_ITEMS) } : {}),
    };
  },
  'record-consent': (dice, { state, today }) => ({
    ...relative(dice),
    memberId: dice.idOf(dice.chance(80) ? state.members.filter((m) => isAwaited(m.consent)) : state.members),
    answer: dice.one(['given', 'given', 'given', 'partly', 'refused']),
    way: dice.chance(80) ? 'signed' : 'phone',
    ...(dice.chance(80) ? { items: dice.some(CONSENT_ITEMS) } : {}),
    ...(dice.chance(15) ? { validUntil: addDays(today, dice.of(60) - 4) } : {}),
  }),
  'call-meeting': callMeeting,
  'cancel-meeting': (dice, { state }) => ({
    meetingId: dice.chance(90) ? (state.meetings.at(-1)?.id ?? 'k9') : 'k1',
    reason: 'staff-absent',
  }),
  'record-meeting': recordMeeting,
  'complete-action': (dice, { state }) => ({
    actionId: dice.idOf(state.actions.filter((it) => it.doneOn === null || dice.chance(10))),
  }),
};
