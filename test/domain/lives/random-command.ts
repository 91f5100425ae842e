import fc from 'fast-check';
import type { AnyCommand, CommandData, CommandType } from '../../../domain/commands.js';
import { SIDES } from '../../../domain/people.js';
import type { Rules } from '../../../domain/rules.js';
import { nextStep } from '../../../domain/next-step.js';
import type { CaseState } from '../../../domain/state.js';
import { addDays, type CivilDate } from '../../../domain/time/civil-date.js';
import {
  actor,
  command,
  GUARDIAN,
  LEARNER,
  PEOPLE,
  roleOf,
  rulesOn,
  sideOf,
  SCHOOL,
  SYSTEM,
  text,
  type Who,
} from './world.js';

const WHO = Object.keys(PEOPLE) as Who[];

/** One thing that somebody tries, with choices that numbers make. */
export interface Attempt {
  readonly type: CommandType;
  readonly who: number;
  readonly other: number;
  readonly pick: number;
  readonly days: number;
  readonly flag: boolean;
  /** Milliseconds that pass before. */
  readonly pause: number;
  readonly asleep: boolean;
}

const TYPES: readonly CommandType[] = [
  ...([
    'offer-discussion',
    'offer-discussion',
    'record-discussion',
    'record-discussion',
    'decline-discussion',
  ] as const),
  ...([
    'explain-lateness',
    'join-side',
    'propose-group',
    'propose-group',
    'request-consent',
    'record-consent',
  ] as const),
  ...([
    'record-consent',
    'call-meeting',
    'call-meeting',
    'cancel-meeting',
    'record-meeting',
    'record-meeting',
  ] as const),
  ...([
    'complete-action',
    'close-case',
    'reopen-case',
    'contact-social-services',
    'report-child-welfare',
  ] as const),
  ...(['complete-outside-act', 'offer-handover', 'accept-handover', 'refuse-handover', 'reassign'] as const),
  ...(['correct-fact', 'void-case', 'adopt-rules'] as const),
];

const MINUTES = 60_000;
const pause = fc.oneof(
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 120 * MINUTES }) },
  { weight: 3, arbitrary: fc.integer({ min: 0, max: 5 * 1440 * MINUTES }) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 * 1440 * MINUTES }) },
);

export const attempt: fc.Arbitrary<Attempt> = fc.record({
  type: fc.constantFrom(...TYPES),
  who: fc.nat(8),
  other: fc.nat(8),
  pick: fc.nat(5),
  days: fc.integer({ min: -3, max: 25 }),
  flag: fc.boolean(),
  pause,
  asleep: fc.boolean(),
});

export interface Start {
  readonly source: 'learner' | 'staff' | 'guardian';
  readonly urgent: boolean;
  readonly fromTeacher: boolean;
  /** Milliseconds after the first of October 2026. */
  readonly at: number;
  readonly daysAgo: number;
}

export const start: fc.Arbitrary<Start> = fc.record({
  source: fc.constantFrom('learner', 'staff', 'guardian'),
  urgent: fc.boolean(),
  fromTeacher: fc.boolean(),
  at: fc.integer({ min: 0, max: 500 * 1440 * MINUTES }),
  daysAgo: fc.integer({ min: 0, max: 12 }),
});

export function raise(s: Start, today: CivilDate): AnyCommand {
  const who: Who = s.source !== 'learner' && s.fromTeacher ? 'teacher' : 'curator';
  const school = s.source === 'learner' ? {} : { school: PEOPLE.teacher };
  return command(actor(who), 'raise-concern', addDays(today, -s.daysAgo), {
    ref: 'R-2026-000001',
    learnerId: LEARNER,
    schoolId: SCHOOL,
    source: s.source,
    urgent: s.urgent,
    topic: 'absence',
    discussedWith: [],
    responsible: { county: PEOPLE.curator, ...school },
  });
}

type Maker<T extends CommandType> = (a: Attempt, state: CaseState, today: CivilDate) => CommandData[T];

function person(n: number): Who {
  return WHO[n % WHO.length] ?? 'curator';
}

function staff(who: Who): {
  personId: (typeof PEOPLE)[Who];
  role: ReturnType<typeof roleOf>;
  side: ReturnType<typeof sideOf>;
} {
  return { personId: PEOPLE[who], role: roleOf(who), side: sideOf(who) };
}

/** The same policy with another calendar: a storm week in autumn, and a shorter published time. */
function stormy(): Rules {
  const rules = rulesOn('2026-10-01');
  const schoolDays = rules.calendar.schoolDays.filter((_range, i) => i % 7 !== 3);
  return {
    ...rules,
    id: 'f'.repeat(32),
    calendar: { ...rules.calendar, schoolDays, publishedUntil: rules.calendar.publishedUntil - 200 },
  };
}

export const STORMY = stormy();

const MAKE: { [T in Exclude<CommandType, 'raise-concern'>]: Maker<T> } = {
  'offer-discussion': (a, _s, today) => ({
    ...{ withId: PEOPLE.curator, on: addDays(today, a.days), minute: 540, told: 'phone' },
    ...(a.flag ? { latenessReason: 'no-time-free' } : {}),
  }),
  'record-discussion': (a) => ({
    outcome:
      (['held', 'held', 'no-show', 'postponed-by-learner', 'not-held-by-staff'] as const)[a.pick % 5] ??
      'held',
  }),
  'decline-discussion': () => ({ reason: 'evidently-unnecessary' }),
  'explain-lateness': (a) => ({ dutyId: `d${a.pick + 1}`, reason: 'staff-absent' }),
  'join-side': (a) => ({
    side: 'school',
    responsibleId: PEOPLE.homeroom,
    ground: a.flag ? 'learner-agrees' : 'OHL-22',
  }),
  'propose-group': (a) => ({
    members: [staff(person(a.who)), staff(person(a.other))].slice(0, 1 + (a.pick % 2)),
  }),
  'request-consent': (a) => ({ memberIds: [`m${1 + (a.pick % 3)}`], askedOf: [LEARNER], told: 'in-person' }),
  'record-consent': (a) => ({
    ...{
      memberId: `m${1 + (a.pick % 3)}`,
      answer: (['given', 'partly', 'refused', 'given'] as const)[a.other % 4] ?? 'given',
    },
    ...{ by: a.flag ? LEARNER : GUARDIAN, byRole: a.flag ? 'learner' : 'guardian', way: 'signed' },
  }),
  'call-meeting': (a, s, today) => ({
    ...{ kind: a.flag ? 'expert-group' : 'home-meeting', on: addDays(today, a.days % 4), minute: 600 },
    invitedStaff: a.flag
      ? s.members
          .filter((m) => a.pick === 0 || m.consent === 'given')
          .map(({ personId, role, side }) => ({ personId, role, side }))
      : [staff('teacher')],
    invitedFamily: [{ personId: GUARDIAN, role: 'guardian' }],
  }),
  'cancel-meeting': (_a, s) => ({ meetingId: `k${s.meetings.length}`, reason: 'staff-absent' }),
  'record-meeting': (a, s, today) => {
    const meeting = s.meetings.at(-1);
    const present = s.members.find((m) => m.consent === 'given');
    return {
      ...{ meetingId: meeting?.id ?? 'k1', attended: [...(meeting?.staff ?? [])] },
      ...(present && a.flag ? { responsible: { personId: present.personId, side: present.side } } : {}),
      actions:
        a.pick > 0
          ? [
              {
                ownerId: PEOPLE.curator,
                side: 'county' as const,
                what: text(),
                dueOn: addDays(today, Math.abs(a.days)),
              },
            ]
          : [],
      end:
        a.pick % 3 === 0
          ? { kind: 'close', reason: 'goals-met', told: ['learner'] }
          : { kind: 'next', on: addDays(today, a.days) },
    };
  },
  'complete-action': (a) => ({ actionId: `a${1 + (a.pick % 3 === 2 ? 1 : 0)}` }),
  'close-case': (a) => ({
    reason: (['goals-met', 'moved', 'no-need'] as const)[a.pick % 3] ?? 'goals-met',
    told: ['learner'],
  }),
  'reopen-case': () => ({ reason: text() }),
  'contact-social-services': (a, _s, today) => ({
    ...{ addressee: 'county', channel: 'phone', reason: text(), jointly: 'guardian' },
    ...(a.flag
      ? {
          details: {
            measuresTried: text(),
            homeCooperation: text(),
            followUpOn: addDays(today, Math.abs(a.days) + 1),
          },
        }
      : {}),
  }),
  'report-child-welfare': () => ({ addressee: 'county', channel: 'form', reason: text(), told: 'both' }),
  'complete-outside-act': (a, _s, today) => ({
    actId: `x${1 + (a.pick % 2)}`,
    details:
      [
        { measuresTried: text(), homeCooperation: text() },
        { acknowledgedOn: today },
        { followUpOn: addDays(today, 5) },
        { followedUpOn: today },
      ][a.other % 4] ?? {},
  }),
  'offer-handover': (a) => ({
    side: sideOf(person(a.other)),
    toId: PEOPLE[person(a.other)],
    fallbackId: PEOPLE[a.flag ? 'countyCoordinator' : 'schoolCoordinator'],
  }),
  'accept-handover': (a) => ({ side: sideOf(person(a.who)) }),
  'refuse-handover': (a) => ({ side: sideOf(person(a.who)), reason: 'no-capacity' }),
  reassign: (a) => ({ side: sideOf(person(a.who)), toId: PEOPLE[person(a.other)], reason: 'absent' }),
  'correct-fact': (a, s, today) => ({
    fact:
      a.pick % 2 === 0
        ? { name: 'urgent', value: !s.urgent }
        : { name: 'requested-on', value: addDays(today, -Math.abs(a.days)) },
  }),
  'void-case': () => ({ reason: 'wrong-learner' }),
  'adopt-rules': () => ({ rules: STORMY }),
};

/** The command of an attempt against a case as it is now; often one that must be refused. */
export function made(a: Attempt, state: CaseState, today: CivilDate): AnyCommand {
  // A third of the attempts follow the next-step card, so that lives get far along the road.
  const advised = a.who % 3 === 0 ? nextStep(state)?.command : undefined;
  const wanted = advised ?? a.type;
  const type = wanted === 'raise-concern' ? 'close-case' : wanted;
  const maker = MAKE[type] as Maker<typeof type>;
  const responsible = WHO.find(
    (w) =>
      PEOPLE[w] ===
      (a.flag ? state.responsible.county : (state.responsible.school ?? state.responsible.county)),
  );
  const receiver = WHO.find((w) => SIDES.some((side) => state.handovers[side]?.toId === PEOPLE[w]));
  if (receiver && (type === 'accept-handover' || type === 'refuse-handover') && a.pick < 4) {
    const side = sideOf(receiver);
    return type === 'accept-handover'
      ? command(actor(receiver), type, today, { side })
      : command(actor(receiver), type, today, { side, reason: 'no-capacity' });
  }
  // Half of the attempts come from somebody who may: else nearly all would be refused.
  const who = a.pick % 2 === 0 && responsible && type !== 'reassign' ? responsible : person(a.who);
  const happenedOn = a.days < -1 ? addDays(today, a.days) : today;
  return command(type === 'adopt-rules' ? SYSTEM : actor(who), type, happenedOn, maker(a, state, today));
}
