import { z } from 'zod';
import {
  ANSWER_WAYS,
  CLOSING_REASONS,
  CONSENT_ANSWERS,
  MEETING_KINDS,
  REQUEST_SOURCES,
  TELLING_WAYS,
  TOLD_PARTIES,
  TOPICS,
} from '../../domain/commands.js';
import { GLASS_REASONS, SPOKEN_LANGUAGES, UNREACHED_REASONS } from '../../domain/codes.js';
import { OFFER_OUTCOMES, type ConsentState } from '../../domain/state.js';
import { NEXT_STEPS } from '../../domain/next-step.js';
import { REFUSALS } from '../../domain/refusals.js';
import { SECTIONS } from '../../domain/sight.js';
import {
  adviceEntry,
  consentItem,
  disclosure,
  external,
  family,
  outsideAct,
  plans,
  report,
} from './annex.js';
import { commandSchemas, type ClientCommandType } from './commands.js';
import {
  caseRef,
  caseStatus,
  civilDate,
  date,
  familyRole,
  id,
  instant,
  line,
  minuteOfDay,
  pageOf,
  partId,
  personId,
  ruleId,
  side,
  staffRole,
  stage,
  unitId,
} from './common.js';
import { duty } from './duties.js';
import { addressees } from './forms.js';

/** Whether a command is one that a client may send. */
export function isClientCommand(type: string): type is ClientCommandType {
  return Object.hasOwn(commandSchemas, type);
}

/** Names of the commands a client may send. */
export const CLIENT_COMMANDS: readonly ClientCommandType[] =
  Object.keys(commandSchemas).filter(isClientCommand);
export const clientCommand = z.enum(CLIENT_COMMANDS);

/** The one sentence, one button, date and reason on top of the case page. `why`: the rule that asks for it. */
export const nextStep = z.strictObject({
  code: z.enum(NEXT_STEPS),
  dutyId: partId.nullable(),
  command: clientCommand.nullable(),
  alternative: clientCommand.nullable(),
  dueOn: date.nullable(),
  why: ruleId.nullable(),
  /** Legal or policy source of `why`, for people. */
  basis: z.string().optional(),
});
export type NextStepAnswer = z.infer<typeof nextStep>;

export const stageEntry = z.strictObject({
  code: stage,
  state: z.enum(['done', 'current', 'later', 'skipped']),
  at: date.nullable(),
  by: id.nullable(),
});

/** `name` only for those who may see people; lists and mails use initials at most. */
export const learner = z.strictObject({
  id,
  initials: z.string(),
  name: z.string().optional(),
  class: z.string().optional(),
});

export const offer = z.strictObject({
  id: partId,
  withId: id,
  on: date,
  minute: minuteOfDay,
  told: z.enum(TELLING_WAYS),
  offeredOn: date,
  inTime: z.boolean(),
  /** `replaced`: another time took its place before anybody came. */
  outcome: z.enum(OFFER_OUTCOMES).nullable(),
  outcomeOn: date.nullable(),
  /** The day it was recorded, when that is not the day it was made. */
  recordedOn: date.optional(),
  /** The day on which the learner agreed, where somebody else had asked. */
  agreedOn: date.optional(),
});

const CONSENT_STATES = [
  'proposed',
  'requested',
  ...CONSENT_ANSWERS,
  'conflict',
  'withdrawn',
  'expired',
] as const satisfies readonly ConsentState[];

const goneOnWithout = z.strictObject({ guardianId: id, reason: z.enum(UNREACHED_REASONS), on: date });

export const memberEntry = z.strictObject({
  id: partId,
  personId: id,
  role: staffRole,
  side,
  consent: z.enum(CONSENT_STATES),
  consentOn: date.nullable(),
  answers: z.array(
    z.strictObject({
      by: id,
      byRole: familyRole,
      answer: z.enum(CONSENT_ANSWERS),
      way: z.enum(ANSWER_WAYS),
      on: date,
      /** The last day for which this answer was given. */
      validUntil: date.exactOptional(),
      /** What this person agreed to, item by item. */
      items: z.array(consentItem).exactOptional(),
      /** In which language what was asked was explained, and whether an interpreter helped (HL 26 §). */
      explainedIn: z.enum(SPOKEN_LANGUAGES).exactOptional(),
      withInterpreter: z.boolean().exactOptional(),
      /** A consent that stood was taken back: it counts as a no until this person answers anew. */
      withdrawn: z.literal(true).exactOptional(),
    }),
  ),
  /** From outside student welfare. */
  external: external.optional(),
  askedOf: z.array(id).optional(),
  /** What was asked to be told to the member, item by item. */
  items: z.array(consentItem).optional(),
  /** Of it what everybody who decides agreed to: that, and no more, may be told. */
  agreedItems: z.array(consentItem).optional(),
  /** The last day on which the consent holds. */
  validUntil: date.optional(),
  /** Of somebody from outside: when an earlier consent stood, its last day not included. What was given then was given by it. */
  stood: z.array(z.strictObject({ from: date, until: date })).optional(),
});
export type MemberAnswer = z.infer<typeof memberEntry>;

export const meeting = z.strictObject({
  id: partId,
  kind: z.enum(MEETING_KINDS),
  on: date,
  minute: minuteOfDay,
  status: z.enum(['called', 'held', 'cancelled']),
  staff: z.array(id),
  family: z.array(id),
  attended: z.array(id),
  nextOn: date.nullable(),
  /** Network meeting: who invites. */
  inviterId: id.optional(),
});

/** `what` only for those who may read texts. */
export const action = z.strictObject({
  id: partId,
  meetingId: partId,
  ownerId: id,
  /** Who follows it up: whoever the meeting named, as long as they may; else a responsible person. */
  monitorId: id.nullable(),
  what: z.string().optional(),
  dueOn: date,
  doneOn: date.nullable(),
  /** The caller may say now that it is done. */
  mayComplete: z.boolean(),
});

export const handover = z.strictObject({
  side,
  fromId: id,
  toId: id,
  fallbackId: id,
  offeredAt: instant,
  expiresAt: instant,
});

/** What the viewer may do now; `reason` says why not, for a disabled button. */
export const commandChoice = z.strictObject({
  type: clientCommand,
  allowed: z.boolean(),
  reason: z.enum(REFUSALS).optional(),
  source: z.string().optional(),
});

export const personEntry = z.strictObject({
  name: z.string(),
  role: z.union([staffRole, familyRole]),
  side: side.optional(),
});
export type PersonEntry = z.infer<typeof personEntry>;

const glassEntry = z.strictObject({
  id: partId,
  personId: id,
  side,
  reason: z.enum(GLASS_REASONS),
  /** What whoever opened it wrote. */
  words: z.string().optional(),
  from: instant,
  until: instant,
  isOver: z.boolean(),
  reviewedOn: date.nullable(),
});

/** One case as far as the caller may see it: sections the caller may not see are absent, not null. */
export const caseAnswer = z
  .strictObject({
    id,
    ref: caseRef,
    version: z.int(),
    stage,
    status: caseStatus,
    urgent: z.boolean(),
    late: z.boolean(),
    schoolId: id,
    schoolName: z.string().optional(),
    openedAt: instant,
    responsible: z.strictObject({ school: id.optional(), county: id.optional() }),
    stages: z.array(stageEntry),
    commands: z.array(commandChoice),
    /** Today where the school is: what forms take as the day of an act unless told otherwise. */
    today: date,
    /** Name and version of the policy the case is under. */
    policy: z.string(),
    /** Where the student welfare report of the case lives: that is told also to who may not read it. */
    reportHome: z.enum(['rinnalla', 'wilma']).optional(),
    /** Sections of the case that are the caller's to see, here or under a route of their own. */
    sections: z.array(z.enum(SECTIONS)),
    /** The first step the caller may know of; null: there is none, or it is not theirs to know. */
    nextStep: nextStep.nullable().optional(),
    duties: z.array(duty).optional(),
    learner: learner.optional(),
    topic: z.enum(TOPICS).optional(),
    source: z.enum(REQUEST_SOURCES).optional(),
    requestedOn: date.optional(),
    /** The words in which the concern was described. */
    description: z.string().optional(),
    offers: z.array(offer).optional(),
    members: z.array(memberEntry).optional(),
    /** Guardians whose answer is not waited for (LHL 5 §); absent where the case never went on without one. */
    goneOnWithout: z.array(goneOnWithout).optional(),
    meetings: z.array(meeting).optional(),
    actions: z.array(action).optional(),
    acts: z.array(outsideAct).optional(),
    /**
     * Whom an act would address where the learner lives, for those who see people; the county's route when the
     * learner's address is protected and the caller does not keep the acts.
     */
    addressees: addressees.optional(),
    report: report.optional(),
    plans: plans.optional(),
    family: family.optional(),
    disclosures: z.array(disclosure).optional(),
    advice: z.array(adviceEntry).optional(),
    /** Every time the case was opened in an emergency, for those who may know who looked. */
    glasses: z.array(glassEntry).optional(),
    handovers: z.strictObject({ school: handover.optional(), county: handover.optional() }).optional(),
    closing: z
      .strictObject({ reason: z.enum(CLOSING_REASONS), told: z.array(z.enum(TOLD_PARTIES)), on: date })
      .optional(),
    /** Names of everybody mentioned in the visible sections, by id. */
    people: z.record(z.string(), personEntry).optional(),
  })
  .meta({ id: 'Case' });
export type CaseAnswer = z.infer<typeof caseAnswer>;

/** One row of the list: what is needed to choose a case, no more. */
export const caseRow = z
  .strictObject({
    id,
    ref: caseRef,
    version: z.int(),
    stage,
    status: caseStatus,
    urgent: z.boolean(),
    late: z.boolean(),
    schoolId: id,
    schoolName: z.string(),
    openedAt: instant,
    updatedAt: instant,
    responsible: z.strictObject({ school: id.optional(), county: id.optional() }),
    responsibleNames: z.strictObject({ school: z.string().optional(), county: z.string().optional() }),
    nextDueAt: instant.nullable(),
    nextDueOn: date.nullable(),
    nextStep: nextStep.nullable().optional(),
    learner: learner.optional(),
  })
  .meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof caseRow>;

/** `GET /api/v1/cases`. */
export const caseList = pageOf(caseRow).meta({ id: 'CaseList' });
export type CaseList = z.infer<typeof caseList>;

const yesNo = z.enum(['true', 'false']).transform((value) => value === 'true');
export const CASE_SORTS = ['due', '-due', 'opened', '-opened', 'updated', '-updated'] as const;

/** How many rows a page has. */
export const pageLimit = z.coerce.number().int().min(1).max(200).default(50);

/**
 * Filters of the list. `responsible` is a person's id or `me`; `waitingFor` the owner of an open duty (id or `me`);
 * `dueBefore` a day: something is due before it; `q` a reference, or words of the learner's name for those who may
 * see it. Without `status`, open cases and aftercare.
 */
export const caseListQuery = z.strictObject({
  stage: stage.exactOptional(),
  status: z.enum(['open', 'closed', 'aftercare', 'void', 'all']).exactOptional(),
  school: unitId.exactOptional(),
  responsible: z.union([z.literal('me'), personId]).exactOptional(),
  late: yesNo.exactOptional(),
  waitingFor: z.union([z.literal('me'), personId]).exactOptional(),
  dueBefore: civilDate.exactOptional(),
  q: line.exactOptional(),
  sort: z.enum(CASE_SORTS).default('due'),
  limit: pageLimit,
  cursor: z.string().max(300).exactOptional(),
});
export type CaseListQuery = z.output<typeof caseListQuery>;

/** `GET /api/v1/learners/{id}/open-cases`: only those the caller may see. */
export const openCases = z
  .strictObject({ items: z.array(z.strictObject({ id, ref: caseRef, stage, openedAt: instant })) })
  .meta({ id: 'OpenCases' });
