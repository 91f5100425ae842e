import { annexOf } from '../../../../domain/annex.js';
import { isAwaited } from '../../../../domain/consent.js';
import {
  LAWFUL_BASES,
  UNREACHED_REASONS,
  UNTOLD_GROUNDS,
  LIFTING_REASONS,
  PROHIBITION_SCOPES,
} from '../../../../domain/codes.js';
import { CLOSE_PERSON } from '../family.js';
import { LEARNER } from '../world.js';
import { guardian, relative, TEXT, type Makers } from './maker.js';

/** Telling, agreeing, forbidding. */
export const WILL: Makers<
  | 'tell-learner'
  | 'tell-guardian'
  | 'leave-guardian-untold'
  | 'withdraw-consent'
  | 'want-talk'
  | 'assess-basis'
  | 'settle-conflict'
  | 'go-on-without-guardian'
  | 'note-capacity'
  | 'prohibit-guardian'
  | 'lift-prohibition'
  | 'confirm-prohibition'
  | 'agree-contact-ways'
  | 'invite-by-hand'
> = {
  'tell-learner': () => ({ way: 'in-person' }),
  'tell-guardian': (dice) => ({
    way: 'phone',
    ...(dice.chance(70) ? { guardianId: guardian(dice) } : {}),
  }),
  'leave-guardian-untold': (dice) => ({
    ground: dice.one(UNTOLD_GROUNDS),
    ...(dice.chance(70) ? { guardianId: guardian(dice) } : {}),
  }),
  'withdraw-consent': (dice, { state }) => ({
    ...relative(dice),
    memberIds: dice.chance(40)
      ? state.members.filter((m) => !isAwaited(m.consent)).map((m) => m.id)
      : [dice.idOf(state.members)],
    way: 'signed',
  }),
  'want-talk': (dice, { state }) => ({
    by: dice.chance(80) ? LEARNER : guardian(dice),
    toId: state.responsible.county ?? null,
    evidence: { linkId: 'l', textVersion: 't', language: 'fi', identity: 'link' },
  }),
  'assess-basis': (dice) => ({ basis: dice.one(LAWFUL_BASES) }),
  'settle-conflict': (dice) => ({ outcome: dice.one(['agreed', 'no-agreement', 'learner-decides']) }),
  'go-on-without-guardian': (dice) => ({
    guardianId: dice.chance(95) ? guardian(dice) : LEARNER,
    reason: dice.one(UNREACHED_REASONS),
  }),
  'note-capacity': (dice) => ({ capacity: dice.one(['learner-alone', 'with-guardian']), grounds: TEXT }),
  'prohibit-guardian': (dice) => ({
    guardianId: dice.chance(90) ? guardian(dice) : dice.one([LEARNER, CLOSE_PERSON]),
    scope: dice.one(PROHIBITION_SCOPES),
    grounds: TEXT,
  }),
  'lift-prohibition': (dice, { state }) => ({
    prohibitionId: dice.idOf(annexOf(state).prohibitions),
    reason: dice.one(LIFTING_REASONS),
  }),
  'confirm-prohibition': (dice, { state }) => ({ prohibitionId: dice.idOf(annexOf(state).prohibitions) }),
  'agree-contact-ways': (dice) => ({
    ...{ personId: dice.chance(30) ? LEARNER : guardian(dice), channels: ['phone'] },
    never: dice.one([['letter'], ['text', 'e-mail', 'wilma']]),
  }),
  'invite-by-hand': (dice, { state }) => ({
    meetingId: dice.chance(90) ? (state.meetings.at(-1)?.id ?? 'k9') : 'k9',
    way: 'in-person',
  }),
};
