import { z } from 'zod';
import { ASK_CHANNELS, CONSENT_ITEMS } from '../../domain/codes.js';
import { date, id, instant, listOf, partId, personId } from './common.js';

const SECOND_FACTORS = ['none', 'staff-code', 'text-code'] as const;

/** One value or several of the same name. */
function several<T extends z.ZodType>(item: T) {
  return z.preprocess((value) => (Array.isArray(value) ? value : [value]), z.array(item).min(1).max(20));
}

/** What would be asked of whom, as `request-consent` says it. */
export const consentPreviewQuery = z.strictObject({
  personId,
  memberIds: several(partId),
  items: several(z.enum(CONSENT_ITEMS)).default([]),
  channel: z.enum(ASK_CHANNELS),
  language: z
    .string()
    .regex(/^[a-z]{2,3}$/, { error: 'unknown-language' })
    .exactOptional(),
  secondFactor: z.enum(SECOND_FACTORS).exactOptional(),
});
export type ConsentPreviewQuery = z.output<typeof consentPreviewQuery>;

/** `GET /api/v1/cases/{id}/consent-preview`: the message in words; `page` shows the question as the receiver sees it. */
export const consentPreview = z
  .strictObject({
    subject: z.string(),
    text: z.string(),
    answerBy: date,
    secondFactor: z.enum(SECOND_FACTORS),
    page: z.string().optional(),
  })
  .meta({ id: 'ConsentPreview' });
export type ConsentPreviewAnswer = z.infer<typeof consentPreview>;

/** A link that went out, without its secret. */
export const consentLinkAnswer = z
  .strictObject({
    id,
    personId: id,
    memberIds: z.array(z.string()),
    channel: z.enum(ASK_CHANNELS),
    language: z.string(),
    madeAt: instant,
    answerBy: date,
    /** `locked`: a wrong code too many times. `unready`: asked for, and not stored yet. */
    state: z.enum(['open', 'answered', 'unready', 'expired', 'replaced', 'locked', 'withdrawn']),
    answeredAt: instant.nullable(),
    secondFactor: z.enum(SECOND_FACTORS),
    /** The code to tell the person by another way, for those who may ask; absent once it is of no use. */
    code: z.string().optional(),
  })
  .meta({ id: 'ConsentLink' });
export type ConsentLinkAnswer = z.infer<typeof consentLinkAnswer>;

/** `GET /api/v1/cases/{id}/consent-links`. */
export const consentLinkList = listOf(consentLinkAnswer).meta({ id: 'ConsentLinkList' });
