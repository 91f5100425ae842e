import { z } from 'zod';
import { date, force, id, instant, line, listOf, unitId } from './common.js';
import { UNIT_SERVICES, WEEKDAYS, type ServiceFault } from './unit-service-codes.js';

function coded(error: ServiceFault): { error: ServiceFault } {
  return { error };
}

/** `09:30`: the clock on the wall of the school. */
const TIME = /^([01]\d|2[0-3]):[0-5]\d$/;
const time = z.string().regex(TIME, coded('not-a-time'));
const phone = z.string().regex(/^\+?\d[\d ()-]{1,37}\d$/, coded('not-a-phone'));
/** The same in every language of the page: whoever reads it learns as much as the others. */
const inAllLanguages = z.strictObject({ fi: line, sv: line, en: line });

const openHours = z
  .strictObject({ weekday: z.enum(WEEKDAYS, coded('unknown-weekday')), opens: time, closes: time })
  // What is no time is said once, not compared as well.
  .refine(({ opens, closes }) => !TIME.test(opens) || !TIME.test(closes) || opens < closes, {
    ...coded('closes-before-it-opens'),
    path: ['closes'],
  });
export type OpenHours = z.output<typeof openHours>;

function overlaps(a: OpenHours, b: OpenHours): boolean {
  return a.weekday === b.weekday && a.opens < b.closes && b.opens < a.closes;
}

const hours = z
  .array(openHours)
  .max(WEEKDAYS.length * 3, { error: 'too-many' })
  .superRefine((spans, context) => {
    for (const [index, span] of spans.entries()) {
      if (spans.slice(0, index).some((before) => overlaps(before, span)))
        context.addIssue({ code: 'custom', path: [index], message: 'hours-overlap' satisfies ServiceFault });
    }
  });

/** What a unit promises of one service. `more`: where, and whatever hours do not say. */
export const unitService = z
  .strictObject({
    service: z.enum(UNIT_SERVICES, coded('unknown-service')),
    phone: phone.nullable().default(null),
    /** When one may come without an appointment. */
    hours: hours.default([]),
    more: inAllLanguages.nullable().default(null),
  })
  .refine((it) => it.hours.length > 0 || it.phone !== null || it.more !== null, coded('promises-nothing'));
export type UnitService = z.output<typeof unitService>;

const services = z
  .array(unitService)
  .max(UNIT_SERVICES.length, { error: 'too-many' })
  .superRefine((all, context) => {
    for (const [index, { service }] of all.entries()) {
      if (all.slice(0, index).some((before) => before.service === service))
        context.addIssue({
          ...{ code: 'custom', path: [index, 'service'] },
          message: 'twice' satisfies ServiceFault,
        });
    }
  });

/**
 * All that a unit promises, in place of what it promised before. `revision`: the one that was read before; when
 * somebody has published another since, it is refused with 409 `changed-since`. 0: nothing was promised yet.
 */
export const replaceServices = z.strictObject({ revision: z.int().min(0), services });
export type ReplaceServices = z.output<typeof replaceServices>;
export type ReplaceServicesInput = z.input<typeof replaceServices>;

export const unitParams = z.object({ id: unitId });

const published = {
  /** 0: nothing has been published yet. */
  revision: z.int(),
  services: z.array(unitService),
  /** Name of whoever published it; null: nobody yet, or it is a sample. */
  publishedBy: z.string().nullable(),
  publishedAt: instant.nullable(),
};
const unit = { unitId: id, name: z.string(), municipality: z.string() };

/** `GET /api/v1/unit-services`: what each unit of the caller promises, and what the law asks. */
export const unitServicesList = listOf(z.strictObject({ ...unit, ...published }))
  .extend({
    /** The service that is met without an appointment by law. */
    withoutAppointment: z.strictObject({
      ...{ service: z.enum(UNIT_SERVICES), force, basis: z.string(), source: z.string(), checkedOn: date },
    }),
  })
  .meta({ id: 'UnitServicesList' });
export type UnitServicesList = z.infer<typeof unitServicesList>;

/** What one unit promises, and what it promised before, the newest first. */
export const unitServicesDetail = z
  .strictObject({ ...unit, ...published, history: z.array(z.strictObject(published)) })
  .meta({ id: 'UnitServices' });
export type UnitServicesDetail = z.infer<typeof unitServicesDetail>;
