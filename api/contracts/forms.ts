import { z } from 'zod';
import { CRIME_SUSPICIONS, DANGERS, INTERPRETER_NEEDS, WITHOUT_CONSENT_GROUNDS } from '../../domain/codes.js';
import { OUTSIDE_CHANNELS, TOLD_OF_REPORT } from '../../domain/commands.js';
import { USUAL_PARTS } from '../../domain/outside-details.js';
import { actKind } from './annex.js';
import { caseRef, date, familyRole, id, partId, staffRole, side } from './common.js';

/* The printed form of an act towards the outside (`domain.md` 3.4, 3.5): what stands on the paper, from the record. */

const person = z.strictObject({ name: z.string(), phone: z.string().nullable() });

const place = z.strictObject({
  name: z.string(),
  phone: z.string().nullable(),
  /** Where the contact can be made in writing, never by unprotected e-mail. */
  address: z.string().nullable(),
});
const route = {
  /** Outside office hours, and 112. */
  outOfHours: z.strictObject({ name: z.string(), phone: z.string() }),
  emergency: z.string(),
  /** The entry is a sample, not an address to use. */
  sample: z.boolean(),
  /** Whose it is: of the municipality where the learner lives, or of the county because that has none of its own. */
  route: z.enum(['municipality', 'county']),
};

/** An addressee by the learner's municipality of residence. */
const addressee = z.strictObject({ ...place.shape, ...route });

/** Whom acts towards the outside address where the learner lives: what a form suggests while it is written. */
export const addressees = z.strictObject({ socialServices: place, police: place, ...route });
export type AddresseesAnswer = z.infer<typeof addressees>;

/** Parts that the steps of absence ask for (source document 002) and that are not recorded yet. */
export const FORM_PARTS = ['surveys', 'measuresTried', 'homeCooperation'] as const;

/** What stands on the paper. A field that is added needs a default in `api/cases/printed-form.ts`: older copies lack it. */
export const outsidePaper = z
  .strictObject({
    ref: caseRef,
    actId: partId,
    kind: actKind,
    /** Legal source, for people. */
    basis: z.string(),
    on: date,
    /** As the act was recorded. */
    recorded: z.strictObject({ addressee: z.string(), channel: z.enum(OUTSIDE_CHANNELS) }),
    /** Who is addressed where the learner lives. */
    addressee,
    municipality: z.string().nullable(),
    /** Who made the act, with position: a duty-holder is never anonymous. */
    reporter: z.strictObject({
      name: z.string(),
      role: z.union([staffRole, familyRole, z.literal('system')]),
      side,
      employer: z.string(),
      phone: z.string().nullable(),
    }),
    child: z.strictObject({
      name: z.string(),
      birthDate: date.nullable(),
      schoolName: z.string(),
      class: z.string(),
      /** The address is protected: it is not on the paper, and the addressee must be told so. */
      addressProtected: z.boolean(),
    }),
    /** Contact data of somebody whose address is protected are not on the paper. */
    guardians: z.array(
      z.strictObject({
        ...person.shape,
        position: z.enum(['guardian', 'parent-not-guardian']),
        livesApart: z.boolean(),
        addressProtected: z.boolean(),
      }),
    ),
    /** Why the act was made, in the words that were recorded; null: erased. */
    reason: z.string().nullable(),
    jointly: z.enum(['learner', 'guardian', 'both', 'no-consent-ground']).nullable(),
    /** Of a contact: on what it was made without consent, and what support is hoped for; null: not said. */
    withoutConsentGround: z.enum(WITHOUT_CONSENT_GROUNDS).nullable(),
    hopedSupport: z.string().nullable(),
    told: z.enum(TOLD_OF_REPORT).nullable(),
    suspicion: z.enum(CRIME_SUSPICIONS).nullable(),
    /** What such a form usually asks; null: not said, or erased. */
    siblings: z.string().nullable(),
    household: z.string().nullable(),
    whereabouts: z.string().nullable(),
    immediateDanger: z.enum(DANGERS).nullable(),
    interpreter: z.enum(INTERPRETER_NEEDS).nullable(),
    /** What the form of such an act usually asks and nobody said: the paper says so. Nobody owes it. */
    unsaid: z.array(z.enum(USUAL_PARTS)),
    /** What was tried, how home and school worked together, and for absence which surveys were done. */
    surveys: z.array(z.string()),
    measuresTried: z.string().nullable(),
    homeCooperation: z.string().nullable(),
    /** What belongs on the paper and is not recorded yet. The act never waits for it. */
    missing: z.array(z.enum(FORM_PARTS)),
    responsible: person.nullable(),
    followUpOn: date.nullable(),
  })
  .meta({ id: 'OutsidePaper' });
export type OutsidePaper = z.infer<typeof outsidePaper>;

/** One printing of a form: the first of an act is number 1. */
const printing = z.strictObject({ number: z.int().min(1), on: date, by: id.nullable() });

export const outsideForm = z
  .strictObject({
    ...outsidePaper.shape,
    /** Earlier prints of this form, oldest first; each is kept as it was (`…/prints/{number}`). */
    printed: z.array(printing),
    /** Fingerprint of all that stands on the paper; `print-form` sends it back. */
    shown: z.string(),
  })
  .meta({ id: 'OutsideForm' });
export type OutsideForm = z.infer<typeof outsideForm>;

export const printedForm = z
  .strictObject({
    ...printing.shape,
    /** Exactly what was on the paper, whatever was recorded later; null: erased. */
    paper: outsidePaper.nullable(),
    /** Somebody whom the paper names without a mark has a protected address by now: what it tells must not go on. */
    protectedSince: z.boolean(),
  })
  .meta({ id: 'PrintedForm' });
export type PrintedForm = z.infer<typeof printedForm>;
