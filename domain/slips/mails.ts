import type { PersonId, UnitId } from '../ids.js';
import { officeTime } from '../office-time.js';
import type { RungHolder } from '../rules.js';
import type { CivilDate } from '../time/civil-date.js';
import type { Instant } from '../time/instant.js';
import type { SlipEnvelope, SlipRules, SlipState, TimedEvent } from './slip.js';

/** Texts about slips: they say that something waits, never what, from whom or about whom. */
export const SLIP_TEMPLATES = [
  'slip-task',
  'slip-urgent',
  'slip-reminder',
  'slip-overdue',
  'slip-unanswered',
  'slip-answered',
] as const;
export type SlipTemplate = (typeof SLIP_TEMPLATES)[number];

/**
 * What must still be true when a mail about a slip goes out: it waits, or it is settled. `schoolId`: and at this school;
 * those of another one are not reminded of what they see no more. Absent in rows of an older release.
 */
export interface SlipStill {
  readonly kind: 'slip';
  readonly status: 'open' | 'settled';
  readonly schoolId?: UnitId;
}

/** A mail to whoever holds the asked post, to a rung of the same employer, or to one person. */
export interface SlipMail {
  readonly template: SlipTemplate;
  readonly to: { readonly personId: PersonId } | { readonly rung: RungHolder };
  readonly notBefore: Instant;
  readonly still: SlipStill;
  readonly data: { readonly dueOn?: CivilDate };
}

function waits({ schoolId }: Pick<SlipState, 'schoolId'>): SlipStill {
  return { kind: 'slip', status: 'open', schoolId };
}

/** The mail that a new slip causes: none when its ladder tells at once anyway. `state`: as it was opened. */
export function mailsOfOpening(state: SlipState, { rules }: SlipRules): readonly SlipMail[] {
  if (state.rung !== null && state.rung.at <= state.openedAt) return [];
  const notBefore = officeTime(rules, state.openedAt);
  return [
    {
      template: 'slip-task',
      to: { rung: 'owner' },
      notBefore,
      still: waits(state),
      data: { dueOn: state.dueOn },
    },
  ];
}

/** The mail of a slip that was passed on: those who hold the post there hear what they would of a new one. */
export function mailsOfPassing(
  event: SlipEnvelope,
  state: SlipState,
  { rules }: SlipRules,
): readonly SlipMail[] {
  const isUrgent = state.rule === 'T-OHL15-urgent';
  const notBefore = isUrgent ? event.at : officeTime(rules, event.at);
  const isOver = state.dueAt <= notBefore;
  const template = isOver ? 'slip-overdue' : isUrgent ? 'slip-urgent' : 'slip-task';
  const data = { dueOn: state.dueOn };
  return [{ template, to: { rung: 'owner' }, notBefore, still: waits(state), data }];
}

/** The mail of a rung, inside the answering employer. */
export function mailsOfReminder(
  event: Extract<TimedEvent, { type: 'reminder-prepared' }>,
  state: SlipState,
): readonly SlipMail[] {
  const { to, index, notBefore } = event.data;
  const data = { dueOn: state.dueOn };
  const mail = (template: SlipTemplate): readonly SlipMail[] => [
    { template, to: { rung: to }, notBefore, still: waits(state), data },
  ];
  if (state.dueAt <= notBefore) return mail('slip-overdue');
  if (to !== 'owner') return mail('slip-unanswered');
  return mail(state.rule === 'T-OHL15-urgent' && index === 0 ? 'slip-urgent' : 'slip-reminder');
}

/** Tells somebody that there is an answer. */
export function mailOfAnswer(event: SlipEnvelope, personId: PersonId, { rules }: SlipRules): SlipMail {
  const still = { kind: 'slip', status: 'settled' } as const;
  const notBefore = officeTime(rules, event.at);
  return { template: 'slip-answered', to: { personId }, notBefore, still, data: {} };
}

/** Whether the condition of a mail still holds. */
export function slipStillTrue(still: SlipStill, state: Pick<SlipState, 'status' | 'schoolId'>): boolean {
  if (still.schoolId !== undefined && still.schoolId !== state.schoolId) return false;
  return still.status === state.status;
}
