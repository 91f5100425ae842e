import * as z from 'zod/mini';
import type { CaseAnswer } from '../../../../api/contracts/cases.js';
import type { CaseCommandInput } from '../../../../api/contracts/commands.js';
import { CLOSING_REASONS, TOLD_PARTIES } from '../../../../domain/commands.js';
import { isConsented } from '../../../../domain/consent.js';
import type { Side } from '../../../../domain/people.js';
import { dayFrom, dayUpTo, maybeWords, needed, oneOf, picked, words } from '../../../forms/checks.js';
import { given } from '../../../forms/command-form.js';

const ENDS = ['next', 'close'] as const;
const REASONS = ['', ...CLOSING_REASONS] as const;

interface Ending {
  readonly end: string;
  readonly nextOn: string;
  readonly reason: string;
}

/** What is asked of a meeting that was held. `appoints`: whether that meeting names the responsible person. */
export function meetingSchema(today: string, appoints: (meetingId: string) => boolean) {
  return z
    .object({
      meetingId: picked('meeting'),
      happenedOn: dayUpTo(today, 'happenedOn'),
      attended: z.array(z.string()).check(z.minLength(1, 'fields.attended.missing')),
      responsible: z.string(),
      summary: maybeWords(),
      actions: z.array(
        z.object({
          what: words('actionWhat'),
          ownerId: picked('actionOwner'),
          dueOn: dayFrom(today, 'actionDue'),
          monitorId: z.string(),
        }),
      ),
      end: oneOf(ENDS, 'end'),
      nextOn: z.string(),
      reason: oneOf(REASONS, 'closingReason'),
      told: z.array(z.enum(TOLD_PARTIES)),
    })
    .check(
      needed(
        ({ meetingId }: { meetingId: string; responsible: string }) => appoints(meetingId),
        ['responsible'],
        'appointed',
      ),
      needed(({ end }: Ending) => end === 'next', ['nextOn'], 'nextOn'),
      needed(({ end }: Ending) => end === 'close', ['reason'], 'closingReason'),
    );
}

export type MeetingAnswers = z.output<ReturnType<typeof meetingSchema>>;

function endOf(values: MeetingAnswers): Extract<CaseCommandInput, { type: 'record-meeting' }>['end'] {
  if (values.end === 'next') return { kind: 'next', on: values.nextOn };
  // The check above has made sure that a reason is there.
  return { kind: 'close', reason: values.reason === '' ? 'no-need' : values.reason, told: values.told };
}

/** The command that the answers make. */
export function meetingBody(
  values: MeetingAnswers,
  sideOf: (personId: string) => Side,
  appoints: (meetingId: string) => boolean,
): CaseCommandInput {
  return {
    type: 'record-meeting',
    meetingId: values.meetingId,
    happenedOn: values.happenedOn,
    attended: values.attended,
    ...(appoints(values.meetingId)
      ? { responsible: { personId: values.responsible, side: sideOf(values.responsible) } }
      : {}),
    ...given('summary', values.summary),
    actions: values.actions.map(({ monitorId, ...action }) => ({
      ...action,
      side: sideOf(action.ownerId),
      ...given('monitorId', monitorId),
    })),
    end: endOf(values),
  };
}

/** Who may be named to follow up what was agreed: responsible persons, also one appointed just now, and members with consent. */
export function mayFollowUp(
  {
    responsible,
    members = [],
  }: Pick<CaseAnswer, 'responsible'> & {
    readonly members?:
      | readonly Pick<NonNullable<CaseAnswer['members']>[number], 'personId' | 'consent'>[]
      | undefined;
  },
  appointed: string,
  id: string,
): boolean {
  const isMember = members.some((member) => member.personId === id && isConsented(member.consent));
  return isMember || [responsible.school, responsible.county, appointed].includes(id);
}

/** The first meeting of an expert group appoints the responsible person (OHL 14 §); later ones and home meetings do not. */
export function mustAppoint(view: CaseAnswer, meetingId: string): boolean {
  const meetings = view.meetings ?? [];
  const isGroup = meetings.find((meeting) => meeting.id === meetingId)?.kind === 'expert-group';
  return isGroup && !meetings.some((meeting) => meeting.kind === 'expert-group' && meeting.status === 'held');
}

/**
 * Whether a text about the meeting is asked for: of a group it is a part of the report, and where that lives in Wilma
 * no word of it is written here (OHL 20 §). A home meeting has no report.
 */
export function offersSummary(
  view: Pick<CaseAnswer, 'meetings' | 'report' | 'reportHome'>,
  meetingId: string,
): boolean {
  const atHome = view.meetings?.find((meeting) => meeting.id === meetingId)?.kind === 'home-meeting';
  return atHome || (view.report?.home ?? view.reportHome) !== 'wilma';
}
