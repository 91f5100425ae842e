import { z } from 'zod';
import {
  CONSENT_SOURCES,
  CRIME_SUSPICIONS,
  DANGERS,
  DISCLOSURE_ASKERS,
  DISCLOSURE_GROUNDS,
  DISCLOSURE_WAYS,
  INTERPRETER_NEEDS,
  JOINT_CONTACT_FAILURES,
  NEEDS,
  RESPONSES,
  SERVICES,
  WITHOUT_CONSENT_GROUNDS,
} from '../../domain/codes.js';
import { OUTSIDE_CHANNELS, TOLD_OF_REPORT } from '../../domain/commands.js';
import { civilDate, distinct, line, partId, personId, staffRole, text } from './common.js';
import { happened } from './road-commands.js';

/* Towards social services, police, health care and experts. See `commands.ts`. */

/** What the form of an authority usually asks besides; nothing waits for it, and nobody owes it. */
const usualDetails = {
  /** Brothers and sisters, and other children of the household. */
  siblings: text.exactOptional(),
  /** Who lives in the household. */
  household: text.exactOptional(),
  /** Where the child is now. */
  whereabouts: text.exactOptional(),
  immediateDanger: z.enum(DANGERS).exactOptional(),
  /** Into which language the family needs an interpreter. */
  interpreter: z.enum(INTERPRETER_NEEDS).exactOptional(),
};

/** What may follow later. Each missing part is a duty of the act, but for what is usual only. */
const outsideDetails = z.strictObject({
  ...usualDetails,
  measuresTried: text.exactOptional(),
  homeCooperation: text.exactOptional(),
  acknowledgedOn: civilDate.exactOptional(),
  followUpOn: civilDate.exactOptional(),
  followedUpOn: civilDate.exactOptional(),
  responsibleId: personId.exactOptional(),
  /** Who else made it: what they owed is done by it too. Nobody else's own duty to report is (LSL 25 §). */
  togetherWith: distinct(personId, { max: 20 }).exactOptional(),
  /** A child who needs special support: the assessment begins by the 7th weekday (SHL 36 §). */
  specialSupport: z.boolean().exactOptional(),
  /** There is reason to suspect an offence that must be reported to the police (LSL 25 § 3). */
  crimeSuspected: z.boolean().exactOptional(),
});

/** What every act towards the outside says at once. It is recorded, never sent, and waits for nobody's approval. */
const outsideAct = {
  ...happened,
  addressee: line,
  channel: z.enum(OUTSIDE_CHANNELS),
  reason: text,
  details: outsideDetails.exactOptional(),
};

/** What a contact says besides; it waits for neither. */
const contactDetails = {
  withoutConsentGround: z.enum(WITHOUT_CONSENT_GROUNDS).exactOptional(),
  hopedSupport: text.exactOptional(),
};

/**
 * A contact made together (LSL 25 a §, SHL 35 §), or without consent: then on which ground, when it is known. It waits
 * for neither the ground nor what support is hoped for.
 */
export const contactSocialServices = z
  .strictObject({
    type: z.literal('contact-social-services'),
    ...outsideAct,
    jointly: z.enum(['learner', 'guardian', 'both', 'no-consent-ground']),
    ...contactDetails,
  })
  .refine((act) => act.jointly === 'no-consent-ground' || act.withoutConsentGround === undefined, {
    error: 'not-both',
    path: ['withoutConsentGround'],
  });

/** A child welfare report (LSL 25 §): needs nobody's approval, and is made again although one exists. */
export const reportChildWelfare = z.strictObject({
  type: z.literal('report-child-welfare'),
  ...outsideAct,
  told: z.enum(TOLD_OF_REPORT),
});

/** A report to the police (LSL 25 § 3). Ask the police before the family is told. */
export const reportToPolice = z.strictObject({
  type: z.literal('report-to-police'),
  ...outsideAct,
  suspicion: z.enum(CRIME_SUSPICIONS),
});

/** A report made before a child is born (LSL 25 c §). */
export const reportUnbornChild = z.strictObject({ type: z.literal('report-unborn-child'), ...outsideAct });

/**
 * Later parts of the record of an act. What came of it lies between its day and today. What support is hoped for is said
 * of a contact alone, on what ground it was made without consent of one that has not said so yet (SHL 35 §). Refusals:
 * `nothing-to-complete`, also for what another act would say; `unknown-act`, `happened-in-future`, `happened-before-request`.
 */
export const completeOutsideAct = z.strictObject({
  type: z.literal('complete-outside-act'),
  ...happened,
  actId: partId,
  details: outsideDetails.extend(contactDetails),
});

/** A contact together with the family is proposed; it stands instead of a report (LSL 25 a §). */
export const proposeJointContact = z.strictObject({
  type: z.literal('propose-joint-contact'),
  ...happened,
  with: z.enum(['learner', 'guardian', 'both']),
});

/** It did not come about. `criteriaMet` (LSL 25 §): then a report follows without delay. Refusals: `no-joint-contact`. */
export const recordJointContact = z.strictObject({
  type: z.literal('record-joint-contact'),
  ...happened,
  failure: z.enum(JOINT_CONTACT_FAILURES),
  criteriaMet: z.boolean(),
});

/** The child or family is guided to a service (SHL 35 §). */
export const guideToServices = z.strictObject({
  type: z.literal('guide-to-services'),
  ...happened,
  service: z.enum(SERVICES),
  withConsent: z.boolean(),
  note: text.exactOptional(),
});

/** A need was established on `happenedOn`: a clock of the other side starts, or the duty to guide. */
export const noteNeed = z.strictObject({ type: z.literal('note-need'), ...happened, need: z.enum(NEEDS) });

/** What became of something the other side owed. Refusals: `unknown-duty`, `not-expected`. */
export const recordResponse = z.strictObject({
  type: z.literal('record-response'),
  ...happened,
  dutyId: partId,
  response: z.enum(RESPONSES),
});

/**
 * The form of an act was printed: exactly what was on the paper is kept. `shown` is the fingerprint that came with
 * the form (`GET …/acts/{actId}/form`); 422 `not-what-was-shown` when the record has changed since.
 */
export const printForm = z.strictObject({
  type: z.literal('print-form'),
  ...happened,
  actId: partId,
  shown: z.string().regex(/^[0-9a-f]{64}$/, { error: 'not-an-id' }),
});

/** Advice of an expert who is no member of the group; no more is told than the question needs (OHL 19 §). */
export const askAdvice = z.strictObject({
  type: z.literal('ask-advice'),
  ...happened,
  role: staffRole,
  told: text,
});

/** Refusals: `unknown-advice`. */
export const recordAdvice = z.strictObject({
  type: z.literal('record-advice'),
  ...happened,
  adviceId: partId,
  advice: text.exactOptional(),
});

/** Who asked for it, and by what name; who was not asked by anybody names nobody. */
const requestedBy = z
  .strictObject({ who: z.enum(DISCLOSURE_ASKERS), name: line.exactOptional() })
  .refine((by) => by.who !== 'nobody' || by.name === undefined, { error: 'not-both', path: ['name'] });

/**
 * Secret data were given to an outsider: what, to whom, why, and on what ground (OHL 20 §). An itemised consent is named:
 * a member from outside, or a transfer. Refusals: `disclosure-consent-missing` (none is named, or it did not stand on the day).
 */
export const recordDisclosure = z
  .strictObject({
    type: z.literal('record-disclosure'),
    ...happened,
    recipient: line,
    what: text,
    ground: z.enum(DISCLOSURE_GROUNDS),
    reason: text,
    way: z.enum(DISCLOSURE_WAYS),
    requestedBy: requestedBy.exactOptional(),
    consent: z.strictObject({ of: z.enum(CONSENT_SOURCES), id: partId }).exactOptional(),
  })
  .refine((given) => given.ground === 'itemised-consent' || given.consent === undefined, {
    error: 'not-both',
    path: ['consent'],
  });
