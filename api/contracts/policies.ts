import { z } from 'zod';
import { bulkCandidate } from './bulk.js';
import { content, countingUnit, date, id, instant, line, listOf, ruleId } from './common.js';

/** What can be wrong with a policy or a calendar (policies/fault-codes.ts has a sentence for operators for each). */
export const FAULT_CODES = [
  'wrong-form',
  'unknown-key',
  'not-a-day',
  'not-a-name',
  'not-a-question',
  'no-basis',
  'no-source',
  'unknown-source',
  'no-unit',
  'no-length',
  'people-agree',
  'too-long-to-count',
  'checked-in-the-future',
  'not-marked-unverified',
  'ends-before-it-begins',
  'gap-at-the-end',
  'gap-before-next',
  'overlap-with-next',
  'overlap-with-published',
  'begins-outside-its-years',
  'school-year-left-out',
  'undoes-published',
  'not-in-later-version',
  'law-has-this-number',
  'law-has-no-such-rule',
  'rule-missing',
  'no-such-ladder',
  'rungs-out-of-order',
  'expectation-climbs',
  'law-changes',
  'closes-before-it-opens',
  'not-ascending',
  'outside-the-years',
  'spans-overlap',
  'term-day-holiday',
  'term-day-sunday',
  'unlisted-saturday',
  'not-a-saturday',
  'outside-the-terms',
  'term-missing-before',
  'spring-missing',
  'not-a-school-day',
  'level-ends-too-early',
  'decided-twice',
  'not-two-years',
  'outside-the-school-year',
  'holidays-unknown',
  'not-inside-one-term',
  'habit-and-confirmation',
  'working-days-differ',
  'gap-in-school-years',
  'overlap-of-school-years',
  'wrong-end',
  'other-name',
  'published-never-changes',
  'nothing-new',
  'one-version-at-a-time',
  'moves-dates-silently',
  'not-a-phone',
  'mail-address',
  'sample-published',
  'listed-twice',
  'rule-set-too-large',
] as const;
export type FaultCodeAnswer = (typeof FAULT_CODES)[number];

/** A fault by its path in the file: `versions.0.rules.L-NEXT.limit.source`. `detail`: a date, a number or a name. */
export const policyFault = z.strictObject({
  path: z.string(),
  code: z.enum(FAULT_CODES),
  detail: z.string().optional(),
});
export type PolicyFault = z.infer<typeof policyFault>;

/** Name of a policy or a calendar: `espoo-sample`. */
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, { error: 'not-a-name' });
export const nameParams = z.object({ name });
export const versionParams = z.object({ name, id });

export const VERSION_STATES = ['draft', 'validated', 'published'] as const;

/** One version as lists carry it. */
export const policyVersion = z
  .strictObject({
    id,
    name: z.string(),
    /** Null while the draft does not say it in a readable way. */
    validFrom: date.nullable(),
    state: z.enum(VERSION_STATES),
    /** Holds today: of the published ones that have begun, the last. */
    inForce: z.boolean(),
    /** Set when it is a sample: the sentence that says so. */
    sample: z.string().nullable(),
    /** First 32 hex digits of the SHA-256 of its content. */
    hash: z.string(),
    /** Names; null: it came with a release. */
    draftedBy: z.string().nullable(),
    draftedAt: instant,
    validatedBy: z.string().nullable(),
    validatedAt: instant.nullable(),
    publishedBy: z.string().nullable(),
    publishedAt: instant.nullable(),
    /** Why it may move dates of running cases; null: it moves none. */
    movesDatesBecause: z.string().nullable(),
    /** Running cases have to be moved by bulk work; publishing alone moves none. */
    rollOut: z.boolean(),
    /** What the last validation found. */
    faults: z.array(policyFault),
  })
  .meta({ id: 'PolicyVersion' });
export type PolicyVersionAnswer = z.infer<typeof policyVersion>;

/** `GET /api/v1/policies` and `/api/v1/calendars`: each by name, with the version that holds today. */
export const policyList = listOf(
  z.strictObject({
    name: z.string(),
    sample: z.string().nullable(),
    inForce: date.nullable(),
    /** The last school day that is decided; calendars only. */
    publishedUntil: date.nullable(),
    schools: z.array(z.string()),
    drafts: z.int(),
  }),
).meta({ id: 'PolicyList' });
export type PolicyListAnswer = z.infer<typeof policyList>;

export const policyVersionList = listOf(policyVersion).meta({ id: 'PolicyVersionList' });
export type PolicyVersionListAnswer = z.infer<typeof policyVersionList>;

/**
 * A draft: a file of `policies/` as JSON. `movesDatesBecause`: dates of running cases may move, and why; without it a
 * version that would move one is refused.
 */
export const draftVersion = z.strictObject({
  content,
  movesDatesBecause: line.exactOptional(),
});
export type DraftVersionInput = z.input<typeof draftVersion>;

const ruleShown = z.strictObject({
  /** Null: agreed by people; `unit` null as well: without delay. */
  value: z.int().nullable(),
  unit: countingUnit.nullable(),
  basis: z.string(),
  source: z.string(),
  ladder: z.string(),
});
const rungHolder = z.enum(['owner', 'coordinator', 'supervisor']);
const ladderShown = z.strictObject({
  rungs: z.array(
    z.strictObject({
      to: rungHolder,
      at: z.discriminatedUnion('from', [
        z.strictObject({ from: z.literal('due'), days: z.int() }),
        z.strictObject({ from: z.literal('armed') }),
        z.strictObject({ from: z.literal('office'), hours: z.number() }),
      ]),
    }),
  ),
  repeat: z.strictObject({ to: rungHolder, everyDays: z.int() }),
});
/** Minutes of the local day. */
const hoursShown = z.strictObject({ mail: z.int(), from: z.int(), to: z.int() });

function changed<T extends z.ZodType>(shape: T) {
  return { before: shape.nullable(), after: shape.nullable() };
}

/** What a version changes against the one it follows; only what differs. */
export const policyChanges = z.strictObject({
  rules: z.array(z.strictObject({ id: ruleId, ...changed(ruleShown) })),
  ladders: z.array(z.strictObject({ id: z.string(), ...changed(ladderShown) })),
  hours: z.strictObject(changed(hoursShown)).nullable(),
});
export const calendarChanges = z.strictObject({
  /** Days that were told otherwise before. */
  days: z.array(z.strictObject({ date, schoolDay: z.boolean() })),
  /** School years that no version told before. */
  newYears: z.array(z.string()),
  publishedUntil: z.strictObject(changed(date)),
});

/** One version with what it changes; `changes` null: it cannot be read as what it should be. */
export const policyVersionDetail = policyVersion
  .extend({
    changes: z
      .strictObject({ policy: policyChanges.nullable(), calendar: calendarChanges.nullable() })
      .nullable(),
    /** Schools under this name, and their open cases: none of them is changed by publishing. */
    affects: z.strictObject({ schools: z.int(), openCases: z.int() }),
    /** The caller administers every school under this name, and may validate and publish. */
    mayPublish: z.boolean(),
    content: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'PolicyVersionDetail' });
export type PolicyVersionDetailAnswer = z.infer<typeof policyVersionDetail>;

/**
 * `GET /api/v1/calendars/ending`: calendars of the caller's schools that nothing follows and that end soon, and what
 * holds today and some of their running cases are not under: both are tasks until they are done. So are policies that the
 * law has left behind: nothing moves until a new version is published and rolled out.
 */
export const endingCalendars = z
  .strictObject({
    items: z.array(
      z.strictObject({
        name: z.string(),
        /** The last school day that is decided; null: nothing that is published tells today. */
        publishedUntil: date.nullable(),
        /** Days from today to that day; negative when it has passed. */
        daysLeft: z.int().nullable(),
        schools: z.array(z.string()),
      }),
    ),
    behind: z.array(bulkCandidate),
    law: z.array(
      z.strictObject({
        name: z.string(),
        /** The day on which the version in force began. */
        validFrom: date,
        /** The day since which the law is another one. */
        changedOn: date,
        schools: z.array(z.string()),
        /** Open cases of these schools that are counted by the older law, as far as the caller may know of them. */
        cases: z.int(),
      }),
    ),
  })
  .meta({ id: 'EndingCalendars' });
export type EndingCalendarsAnswer = z.infer<typeof endingCalendars>;
