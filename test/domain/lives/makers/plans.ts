import { annexOf } from '../../../../domain/annex.js';
import {
  CANCELLING_REASONS,
  CONSENT_ITEMS,
  GLASS_FINDINGS,
  GLASS_REASONS,
  REPORT_PARTS,
  SITUATION_PARTS,
  TRANSFER_KINDS,
} from '../../../../domain/codes.js';
import { glassesOf } from '../../../../domain/glass.js';
import { addDays } from '../../../../domain/time/civil-date.js';
import { STAFF } from '../cast.js';
import { PEOPLE } from '../world.js';
import { FAMILY_IDS, relative, TEXT, type Makers } from './maker.js';

/** Plans, turns of the road, transitions. */
export const PLANS: Makers<
  | 'record-causes'
  | 'record-turn'
  | 'end-turn'
  | 'plan-support'
  | 'plan-return'
  | 'complete-return-step'
  | 'change-service'
  | 'plan-transfer'
  | 'record-transfer-consent'
  | 'send-package'
  | 'confirm-transfer'
  | 'cancel-transfer'
> = {
  'record-causes': (dice) => ({ causes: TEXT, withGuardian: dice.chance(50) }),
  'record-turn': (dice, { today }) => ({
    kind: dice.one(['disciplinary-removal', 'exclusion', 'hospital-school']),
    from: today,
    ...(dice.chance(50) ? { until: addDays(today, dice.of(20) - 1) } : {}),
  }),
  'end-turn': (dice, { state }) => ({ turnId: dice.idOf(annexOf(state).turns) }),
  'plan-support': () => ({ what: TEXT }),
  'plan-return': (dice, { today }) => ({
    steps: dice.some([1, 2, 3]).map((n) => {
      const owner = dice.one(STAFF);
      return {
        on: addDays(today, n * 3 - dice.of(4)),
        what: TEXT,
        ownerId: owner.personId,
        side: owner.side,
      };
    }),
  }),
  'complete-return-step': (dice, { state }) => ({ stepId: dice.idOf(annexOf(state).returnSteps) }),
  'change-service': () => ({ to: 'youth-work', tried: TEXT }),
  'plan-transfer': (dice, { today }) => ({
    kind: dice.one(TRANSFER_KINDS),
    movesOn: addDays(today, dice.of(60)),
  }),
  'record-transfer-consent': (dice, { state }) => ({
    ...relative(dice),
    transferId: dice.idOf(annexOf(state).transfers),
    answer: dice.one(['given', 'given', 'partly', 'refused']),
    items: dice.some(CONSENT_ITEMS.slice(0, 3)),
    way: 'signed',
  }),
  'send-package': (dice, { state }) => ({
    transferId: dice.idOf(annexOf(state).transfers),
    package: dice.one(['teaching', 'welfare', 'welfare']),
  }),
  'confirm-transfer': (dice, { state }) => ({ transferId: dice.idOf(annexOf(state).transfers) }),
  'cancel-transfer': (dice, { state }) => ({
    transferId: dice.idOf(annexOf(state).transfers),
    reason: dice.one(CANCELLING_REASONS),
  }),
};

/** The student welfare report, what two employers share, and clocks in people's hands. */
export const RECORD: Makers<
  | 'write-entry'
  | 'correct-entry'
  | 'publish-entries'
  | 'contact-other-side'
  | 'share-situation'
  | 'divide-responsibilities'
  | 'pause-duty'
  | 'resume-duty'
  | 'set-due-date'
  | 'break-glass'
  | 'review-glass'
> = {
  'write-entry': (dice, { state, rules }) => {
    const here = rules.reportHome !== 'wilma';
    const known = state.meetings.at(-1)?.id;
    return {
      part: dice.one(REPORT_PARTS),
      ...(here === dice.chance(90) ? { text: TEXT } : dice.chance(80) ? { reference: 'W-1' } : {}),
      ...(known && dice.chance(30) ? { meetingId: dice.chance(90) ? known : 'k9' } : {}),
    };
  },
  'correct-entry': (dice, { state }) => ({ entryId: dice.idOf(annexOf(state).entries), text: TEXT }),
  'publish-entries': (dice, { state }) => ({
    entryIds: dice.chance(95) ? [dice.idOf(annexOf(state).entries)] : [],
    toIds: dice.some(FAMILY_IDS),
  }),
  'contact-other-side': () => ({ way: 'phone' }),
  'share-situation': (dice) => ({
    parts: dice.some(SITUATION_PARTS).map((part) => ({ part, text: TEXT })),
  }),
  'divide-responsibilities': (dice) => {
    const { personId, side } = dice.one(STAFF);
    return { tasks: [{ task: 'invites-network', side, personId }] };
  },
  'pause-duty': (dice, { state }) => ({
    dutyId: dice.idOf(dice.chance(80) ? state.duties.filter((d) => d.force === 'local') : state.duties),
    reason: 'learner-ill',
  }),
  'resume-duty': (dice, { state }) => ({
    dutyId: dice.idOf(dice.chance(80) ? state.duties.filter((d) => d.status === 'paused') : state.duties),
  }),
  'set-due-date': (dice, { state, today }) => ({
    dutyId: dice.idOf(dice.chance(80) ? state.duties.filter((d) => d.status === 'open') : state.duties),
    dueOn: addDays(today, dice.of(20) - 2),
    reason: TEXT,
  }),
  'break-glass': (dice) => ({
    ...{ reasonCode: dice.one(GLASS_REASONS), reason: TEXT, minutes: 60 },
    ...(dice.chance(80)
      ? { reviewerId: PEOPLE.countySupervisor, reviewerSide: 'county' }
      : { reviewerId: PEOPLE.countyCoordinator, reviewerSide: 'county' }),
  }),
  'review-glass': (dice, { state }) => ({
    glassId: dice.idOf(glassesOf(state)),
    finding: dice.one(GLASS_FINDINGS),
    note: TEXT,
  }),
};
