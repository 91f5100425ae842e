import { z } from 'zod';
import { RULE_IDS } from '../domain/rules.js';
import { tryParseDate, type CivilDate } from '../domain/time/civil-date.js';
import type { FaultCode } from './fault-codes.js';

/** Levels of education that share a school's calendar; their last days of spring may differ. */
export const LEVELS = ['pre-primary', 'basic', 'general-upper-secondary'] as const;
export type Level = (typeof LEVELS)[number];

/* Messages of these shapes are codes of faults (fault-codes.ts). */

const date = z.string().transform((text, context): CivilDate => {
  const parsed = tryParseDate(text);
  if (parsed !== null) return parsed;
  context.addIssue({ code: 'custom', message: 'not-a-day' });
  return z.NEVER;
});
const name = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'not-a-name');
const text = z.string().trim().min(1).max(300);
const question = z.string().regex(/^Q\d{1,2}$/, 'not-a-question');
const ruleId = z.enum(RULE_IDS);

/** What every number carries: where it comes from, how binding it is, when somebody last looked. */
function provenance<F extends 'law' | 'local'>(force: F) {
  return {
    force: z.literal(force),
    basis: z.string('no-basis').trim().min(1, 'no-basis').max(80),
    source: z.string('no-source').trim().min(1, 'no-source').max(40),
    checkedOn: date,
    uncertain: question.optional(),
    /** From knowledge: nobody has checked it against the statute yet. Shown wherever the number is shown. */
    unverified: z.literal(true).optional(),
    note: text.optional(),
  };
}

/** The key of what no source was read for. */
export const FROM_KNOWLEDGE = 'KNOWLEDGE';

/** No limit is longer than what counting follows (800 days): 250 school days, 500 weekdays, 700 days, 24 months. */
const LONGEST = { 'institution-day': 250, weekday: 500, day: 700, month: 24 } as const;

/**
 * How long a duty may take. `value` null with a unit: people agree on the day, the unit is that of the reminders.
 * Both null: "without delay", shown as age.
 */
function limit<F extends 'law' | 'local'>(force: F) {
  return z
    .strictObject({
      value: z.int().min(1).nullable(),
      unit: z.enum(['institution-day', 'weekday', 'day', 'month']).nullable(),
      ...provenance(force),
    })
    .refine(({ value, unit }) => typeof value !== 'number' || unit !== null, inSpite('unit', 'no-unit'))
    .refine(
      ({ value, unit }) => typeof value !== 'number' || !isUnit(unit) || value <= LONGEST[unit],
      inSpite('value', 'too-long-to-count'),
    )
    .refine(
      ({ source, unverified }) => source !== FROM_KNOWLEDGE || unverified !== undefined,
      inSpite('unverified', 'not-marked-unverified'),
    );
}

function isUnit(unit: unknown): unit is keyof typeof LONGEST {
  return typeof unit === 'string' && Object.hasOwn(LONGEST, unit);
}

/** A check that runs in spite of other faults of the same object: what it reads may be missing or of another form. */
function inSpite(key: string, message: FaultCode) {
  return {
    path: [key],
    message,
    when: ({ value }: { readonly value: unknown }) => typeof value === 'object' && value !== null,
  };
}

/** The act speaks of whoever is younger than this. */
const age = z.strictObject({ value: z.int().min(1).max(120), unit: z.literal('year'), ...provenance('law') });

const minuteOfDay = z.strictObject({
  value: z.int().min(0).max(1439),
  unit: z.literal('minute-of-day'),
  ...provenance('local'),
});

const holder = z.enum(['owner', 'coordinator', 'supervisor']);
const rung = z.strictObject({
  to: holder,
  at: z.discriminatedUnion('from', [
    z.strictObject({ from: z.literal('due'), days: z.int().min(-60).max(60) }),
    z.strictObject({ from: z.literal('armed') }),
    z.strictObject({ from: z.literal('office'), hours: z.number().positive().max(80) }),
  ]),
});
const ladder = z.strictObject({
  ...provenance('local'),
  rungs: z.array(rung).min(1).max(12),
  repeat: z.strictObject({ to: holder, everyDays: z.int().min(1).max(60) }),
});

const validity = { validFrom: date, validUntil: date.nullable() };

/** Source keys with what they stand for. */
export const sourcesShape = z.record(z.string(), text);

/** The national base: what an act says, the same for every provider. */
export const baseShape = z.strictObject({
  name,
  versions: z
    .array(
      z.strictObject({
        ...validity,
        rules: z.partialRecord(ruleId, z.strictObject({ limit: limit('law'), onlyUnder: age.optional() })),
      }),
    )
    .min(1),
});

/** A provider's policy: its local numbers, its ladders (also for the law's duties), its hours. */
export const policyShape = z.strictObject({
  name,
  sample: text.optional(),
  versions: z
    .array(
      z.strictObject({
        ...validity,
        mailMinute: minuteOfDay,
        office: z.strictObject({ from: minuteOfDay, to: minuteOfDay }),
        /** Where the student welfare report lives; left out: in Rinnalla. There are never two registers of one report. */
        reportHome: z.strictObject({ value: z.literal('wilma'), ...provenance('local') }).optional(),
        lawLadders: z.partialRecord(ruleId, name),
        rules: z.partialRecord(ruleId, z.strictObject({ ladder: name, limit: limit('local') })),
        ladders: z.record(name, ladder),
      }),
    )
    .min(1),
});

/** Who owes each duty, what starts it and what ends it: the same under every policy. */
export const dutiesShape = z.record(
  ruleId,
  z.strictObject({
    owes: z.enum(['school', 'county', 'either', 'duty-holder', 'social-services', 'health-care']),
    starts: text,
    ends: text,
  }),
);

const namedDay = z.strictObject({ date, name });

/** Public holidays, and the eves that move a last day although they count (MAL 5 §). */
export const holidaysShape = z.strictObject({
  name,
  basis: text,
  source: text,
  checkedOn: date,
  uncertain: question.optional(),
  years: z.strictObject({ from: z.int(), until: z.int() }),
  holidays: z.array(namedDay),
  eves: z.array(namedDay),
});

const span = { name, from: date, to: date };
const schoolYear = z.strictObject({
  schoolYear: z.string().regex(/^\d{4}-\d{2}$/),
  terms: z.array(z.strictObject(span)).min(1),
  /** `byHabit`: these days were not read from a decision; `notConfirmed` says what is missing. */
  breaks: z.array(
    z.strictObject({
      ...span,
      source: text,
      byHabit: z.literal(true).optional(),
      notConfirmed: text.optional(),
    }),
  ),
  /** Decided school Saturdays. */
  saturdays: z.array(date),
  /** Single days decided otherwise: a day off inside a term, or work on a day inside a break. */
  exceptional: z.array(z.strictObject({ date, work: z.boolean(), source: text, note: text.optional() })),
  /**
   * `lastDay`: the level's work ends earlier; `workingDays` checks it, counted by hand for this level. `finalYearUntil` is shown only:
   * the institution itself goes on working.
   */
  levels: z.partialRecord(
    z.enum(LEVELS),
    z.strictObject({
      lastDay: date.optional(),
      finalYearUntil: date.optional(),
      workingDays: z.int().min(1).max(366).optional(),
    }),
  ),
  /** Working days of the whole year, counted by hand or told by the source: a check on the rows above. */
  workingDays: z.int().min(1).max(366),
});

/**
 * A school's decided calendar. `validFrom`: what begins from this day on is counted by it. `publishedUntil`: the last
 * school day it decides. The last of its years may be told in part: `toldThrough` in school-year-end.ts.
 */
export const calendarShape = z.strictObject({
  name,
  sample: text.optional(),
  source: text,
  checkedOn: date,
  validFrom: date,
  publishedUntil: date,
  years: z.array(schoolYear).min(1),
});

export type DutiesFile = z.infer<typeof dutiesShape>;
export type BaseFile = z.infer<typeof baseShape>;
export type BaseVersion = BaseFile['versions'][number];
export type PolicyFile = z.infer<typeof policyShape>;
export type PolicyVersion = PolicyFile['versions'][number];
export type HolidaysFile = z.infer<typeof holidaysShape>;
export type CalendarFile = z.infer<typeof calendarShape>;
export type SchoolYear = CalendarFile['years'][number];

/** The ladder of a policy with this name. Names are people's: `constructor` is one of them, and found in every object. */
export function ladderNamed<L>(
  { ladders }: { readonly ladders?: Readonly<Record<string, L>> },
  wanted: string,
): L | undefined {
  return ladders !== undefined && Object.hasOwn(ladders, wanted) ? ladders[wanted] : undefined;
}
