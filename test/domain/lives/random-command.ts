import fc from 'fast-check';
import { isUnderWay } from '../../../domain/transfer-standing.js';
import { REJECTED_TOPICS } from '../../../domain/codes.js';
import { TOPICS, type AnyCommand, type CommandType } from '../../../domain/commands.js';
import { asId, type CaseId, type CommandId } from '../../../domain/ids.js';
import { isAwaited, isConsented } from '../../../domain/consent.js';
import { isLive } from '../../../domain/duties.js';
import { stepOf } from '../../../domain/next-step.js';
import type { Actor } from '../../../domain/people.js';
import { isReported } from '../../../domain/outside-details.js';
import { may, PERMISSIONS } from '../../../domain/permissions.js';
import { EXPECTATIONS, type DutyKind, type Rules } from '../../../domain/rules.js';
import type { CaseState } from '../../../domain/state.js';
import { addDays, type CivilDate } from '../../../domain/time/civil-date.js';
import { EVERYBODY, HELD, NAMED, STAFF } from './cast.js';
import { Dice } from './dice.js';
import { FAMILIES } from './family.js';
import { ENDING, RULES, WILMA } from './makers/ending.js';
import { OUTWARD } from './makers/outward.js';
import { PLANS, RECORD } from './makers/plans.js';
import { ROAD } from './makers/road.js';
import { WILL } from './makers/will.js';
import { FAMILY_IDS, type Maker, type Makers } from './makers/maker.js';
import { actor, LEARNER, PEOPLE, SCHOOL, SYSTEM } from './world.js';

type Lived = Exclude<CommandType, 'raise-concern'>;

/** One row a command: a new command without its maker does not compile. */
const MAKE: Makers<Lived> = { ...ROAD, ...ENDING, ...WILL, ...OUTWARD, ...PLANS, ...RECORD };

// `Object.keys` forgets what the table says.
const TYPES = Object.keys(MAKE) as readonly Lived[];
/** What changes the most for everybody else is tried more often; what ends a life, less. */
const OFTEN: readonly Lived[] = [
  ...(['propose-group', 'request-consent', 'record-consent', 'record-consent', 'record-consent'] as const),
  ...(['call-meeting', 'record-meeting', 'withdraw-consent', 'prohibit-guardian', 'plan-transfer'] as const),
  ...([
    'pause-duty',
    'go-on-without-guardian',
    'write-entry',
    'close-case',
    'record-transfer-consent',
    'send-package',
    'send-package',
  ] as const),
];
const HARSH: ReadonlySet<Lived> = new Set<Lived>(['void-case', 'close-case']);

/** A life is a beginning and attempts; all of them follow from numbers. */
const seed = fc.noBias(fc.nat());

const NO_ROLES: Actor = { personId: EVERYBODY.at(-1)?.personId ?? null, roles: [], kind: 'person' };
const CASE_ID = asId<CaseId>('0000a5a5-0000-4000-8000-000000000001');
let commands = 0;

function say(who: Actor, type: CommandType, happenedOn: CivilDate, data: unknown, named = NAMED): AnyCommand {
  commands += 1;
  const id = asId<CommandId>(`00000004-0000-4000-8000-${commands.toString(16).padStart(12, '0')}`);
  const posts = type === 'offer-discussion' ? { posts: HELD } : {};
  const envelope = { v: 1, id, caseId: CASE_ID, type, receivedAt: null, happenedOn, actor: who, named };
  // Each maker pairs its type with its data; an index by a union cannot show it.
  return { ...envelope, ...posts, data } as unknown as AnyCommand;
}

export interface Start {
  readonly from: number;
  readonly rules: Rules;
  /** Milliseconds after the first of October 2026, up to 500 days. */
  readonly at: number;
}

export const start: fc.Arbitrary<Start> = seed.map((from) => {
  const dice = new Dice(from);
  return { from, rules: dice.chance(15) ? WILMA : RULES, at: dice.of(500 * 1440) * 60_000 };
});

/** One thing that somebody tries, and what comes before it. */
export interface Attempt {
  readonly from: number;
  /** Milliseconds that pass before: mostly few; sometimes days, now and then two months. */
  readonly pause: number;
  /** The engine was down meanwhile. */
  readonly asleep: boolean;
  /** The run ends before, and a new one goes on. */
  readonly anew: boolean;
}

const HOUR = 3_600_000;

export const attempt: fc.Arbitrary<Attempt> = seed.map((from) => {
  const dice = new Dice(~from);
  const days = dice.chance(80) ? 5 : 60;
  const pause = dice.chance(55) ? dice.of(2 * HOUR) : dice.of(days * 24) * HOUR;
  return { from, pause, asleep: dice.chance(40), anew: dice.chance(3) };
});

/** Somebody raises a concern; `rightly`: in a way that is accepted. */
export function raise({ from }: Start, today: CivilDate, rightly = true): AnyCommand {
  const dice = new Dice(from + 1);
  const source = dice.one(['learner', 'staff', 'staff', 'guardian', 'other'] as const);
  const byTeacher = source !== 'learner' && dice.chance(50);
  const facts = dice.one(FAMILIES)(today, 5 + dice.of(300));
  const school = source === 'learner' ? {} : { school: PEOPLE.teacher };
  const data = {
    ...{ ref: 'R-2026-000001', learnerId: LEARNER, schoolId: SCHOOL, source, urgent: dice.chance(25) },
    topic: dice.chance(30) ? 'absence' : dice.one(TOPICS),
    discussedWith: dice.some(['learner', 'guardian'] as const),
    responsible: { county: PEOPLE.curator, ...school },
    ...(facts ? { family: facts } : {}),
  };
  const who = actor(byTeacher ? 'teacher' : 'curator');
  const on = addDays(today, -dice.of(12));
  if (rightly) return say(who, 'raise-concern', on, data);
  const wrong = dice.one([
    { topic: dice.one(REJECTED_TOPICS) },
    { responsible: {} },
    { source: 'learner', responsible: { county: PEOPLE.curator, school: PEOPLE.teacher } },
  ]);
  return say(who, 'raise-concern', on, { ...data, ...wrong });
}

/** What a command is about must be there for it to be worth a try; now and then it is tried all the same. */
const ABOUT: { readonly [T in Lived]?: (state: CaseState) => boolean } = {
  'end-turn': ({ annex }) => annex?.turns.some((it) => it.endedOn === null) === true,
  'complete-return-step': ({ annex }) => annex?.returnSteps.some((it) => it.doneOn === null) === true,
  'correct-entry': ({ annex }) => (annex?.entries.length ?? 0) > 0,
  'publish-entries': ({ annex }) => (annex?.entries.length ?? 0) > 0,
  'record-transfer-consent': ({ annex }) => (annex?.transfers.length ?? 0) > 0,
  'send-package': ({ annex }) => (annex?.transfers.length ?? 0) > 0,
  'confirm-transfer': ({ annex }) => annex?.transfers.some((it) => it.welfareSentOn !== null) === true,
  'cancel-transfer': ({ annex }) => (annex?.transfers.length ?? 0) > 0,
  'record-advice': ({ annex }) => annex?.advice.some((it) => it.answeredOn === null) === true,
  'lift-prohibition': ({ annex }) => (annex?.prohibitions.length ?? 0) > 0,
  'confirm-prohibition': ({ annex }) => (annex?.prohibitions.length ?? 0) > 0,
  'print-form': ({ acts }) => acts.length > 0,
  'complete-outside-act': ({ acts }) => acts.length > 0,
  'record-response': ({ duties }) => duties.some((d) => isLive(d) && EXPECTATIONS.has(d.kind)),
  'resume-duty': ({ duties }) => duties.some((d) => d.status === 'paused'),
  'settle-conflict': owes('consent-conflict'),
  'go-on-without-guardian': ({ members }) => members.some((m) => m.consent === 'requested' && m.askedOf),
  'assess-basis': owes('lawful-basis'),
  'record-joint-contact': owes('joint-contact'),
  'invite-by-hand': owes('manual-invitation'),
  'tell-learner': owes('tell-learner'),
  'tell-guardian': owes('tell-guardian'),
  'leave-guardian-untold': (state) => isReported(state) && owes('tell-guardian')(state),
  'withdraw-consent': ({ members }) => members.some((m) => isConsented(m.consent)),
  'request-consent': ({ members }) => members.length > 0,
  'record-consent': ({ members }) => members.length > 0,
  'want-talk': ({ members }) => members.some((m) => m.askedOf !== undefined),
  'accept-handover': ({ handovers }) => Object.keys(handovers).length > 0,
  'refuse-handover': ({ handovers }) => Object.keys(handovers).length > 0,
  'complete-action': ({ actions }) => actions.some((it) => it.doneOn === null),
  'record-meeting': ({ meetings }) => meetings.some((m) => m.status === 'called'),
  'cancel-meeting': ({ meetings }) => meetings.some((m) => m.status === 'called'),
  'explain-lateness': ({ duties }) => duties.some((d) => d.late),
  'review-glass': owes('glass-review'),
};

function owes(kind: DutyKind): (state: CaseState) => boolean {
  return ({ duties }) => duties.some((d) => d.kind === kind && isLive(d));
}

function isWorthIt(type: Lived, state: CaseState): boolean {
  const { in: statuses } = PERMISSIONS[type] as { readonly in: readonly string[] };
  return statuses.includes(state.status) && ABOUT[type]?.(state) !== false;
}

/** The way through a group, a move or a hand-over: what is next on it. */
function alongTheRoad(dice: Dice, { members, meetings, handovers, annex }: CaseState): Lived {
  const moving = annex?.transfers.find(isUnderWay);
  if (moving && dice.chance(50)) {
    if (moving.welfareSentOn) return dice.one(['confirm-transfer', 'cancel-transfer', 'close-case']);
    return moving.answers.length > 0 ? 'send-package' : 'record-transfer-consent';
  }
  if (Object.keys(handovers).length > 0 && dice.chance(50))
    return dice.one(['accept-handover', 'refuse-handover', 'offer-handover']);
  if (members.length === 0) return 'propose-group';
  if (meetings.some((m) => m.status === 'called')) return 'record-meeting';
  if (members.some((m) => isAwaited(m.consent)) && dice.chance(70)) return 'record-consent';
  return dice.one(['call-meeting', 'call-meeting', 'withdraw-consent', 'record-consent']);
}

/** A third follow what some open duty asks for, so that lives get far along the road. */
function typeOf(dice: Dice, state: CaseState): Lived {
  const open = state.duties.filter((duty) => duty.status === 'open');
  if (open.length > 0 && dice.chance(35)) {
    const step = stepOf(state, dice.one(open));
    const type = step.alternative !== null && dice.chance(20) ? step.alternative : step.command;
    if (type !== 'raise-concern' && type !== 'close-case') return type;
  }
  if (state.status === 'open' && dice.chance(35)) return alongTheRoad(dice, state);
  for (;;) {
    const type = dice.chance(30) ? dice.one(OFTEN) : dice.one(TYPES);
    const tried = HARSH.has(type)
      ? dice.chance(isKept(type, state) ? 60 : 15)
      : isWorthIt(type, state) || dice.chance(7);
    if (tried) return type;
  }
}

/** Something keeps the case from being voided: that is what a life is to meet. */
function isKept(type: Lived, { duties }: CaseState): boolean {
  return type === 'void-case' && duties.some((it) => it.kind === 'glass-review' && it.status === 'open');
}

/** Mostly somebody who may: else nearly all would be refused. */
function whoOf(dice: Dice, type: Lived, state: CaseState): Actor {
  const [first, ...rest] = PERMISSIONS[type].who as readonly string[];
  if (first === 'system' && rest.length === 0 && dice.chance(90)) return SYSTEM;
  // By link one of the family answers, as themselves or, wrongly, for another.
  if ([first, ...rest].includes('asked') && (type === 'want-talk' || dice.chance(20)))
    return { personId: dice.one(FAMILY_IDS), roles: [], kind: 'person' };
  const from = dice.of(EVERYBODY.length);
  if (dice.chance(80))
    for (let i = 0; i < EVERYBODY.length; i += 1) {
      const player = EVERYBODY[(from + i) % EVERYBODY.length];
      if (player && may(player.actor, type, state).ok) return player.actor;
    }
  return EVERYBODY[from]?.actor ?? NO_ROLES;
}

/** What is tried next against a case as it is now; often something that must be refused. */
export function made({ from }: Attempt, state: CaseState, today: CivilDate, rules = RULES): AnyCommand {
  const dice = new Dice(from);
  const type = typeOf(dice, state);
  const maker = MAKE[type] as Maker<Lived>;
  const on = dice.chance(85) ? today : addDays(today, 1 - dice.of(8));
  const named = dice.chance(98) ? NAMED : {};
  return say(whoOf(dice, type, state), type, on, maker(dice, { state, today, rules }), named);
}

/** A child welfare report by some member of the staff, with nothing but what a report must say. */
export function report(today: CivilDate, which: number): AnyCommand {
  const who = STAFF[which % STAFF.length]?.actor ?? NO_ROLES;
  const data = { addressee: 'county', channel: 'phone', reason: { textId: 't', hmac: '' }, told: 'not-told' };
  return say(who, 'report-child-welfare', today, data);
}

/** Whatever the service itself must never be able to do. */
export function closingByService(today: CivilDate): AnyCommand {
  return say(SYSTEM, 'close-case', today, { reason: 'moved', told: [] });
}
