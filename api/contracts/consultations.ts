import { z } from 'zod';
import { TOPICS } from '../../domain/commands.js';
import { CONSULTED_ROLES } from '../../domain/consultation/consultation.js';
import { civilDate, date, id, instant, listOf, text, unitId } from './common.js';

/*
 * Anonymous consultation. The requests are strict and have no field for a learner, a class or a case: one that is sent
 * all the same is refused as unknown.
 */

const role = z.enum(CONSULTED_ROLES);
const topic = z.enum(TOPICS);

/** `POST /api/v1/consultations`. `schoolId`: needed by those who work at more than one school. */
export const askConsultation = z
  .strictObject({
    topic,
    role,
    question: text,
    answerBy: civilDate,
    schoolId: unitId.exactOptional(),
  })
  .meta({ id: 'AskConsultation' });
export type AskConsultation = z.output<typeof askConsultation>;
export type AskConsultationInput = z.input<typeof askConsultation>;

/** `POST /api/v1/consultations/{id}/answer`: once. */
export const answerConsultation = z.strictObject({ answer: text }).meta({ id: 'AnswerConsultation' });
export type AnswerConsultation = z.output<typeof answerConsultation>;
export type AnswerConsultationInput = z.input<typeof answerConsultation>;

export const consultationParams = z.object({ id });

const RELATIONS = ['asker', 'answerer', 'coordinator', 'supervisor'] as const;

/** A consultation as far as the caller may see it; its words are absent from lists and for supervisors. */
export const consultation = z
  .strictObject({
    id,
    schoolId: id,
    schoolName: z.string(),
    topic,
    role,
    relation: z.enum(RELATIONS),
    status: z.enum(['open', 'settled']),
    mayAnswer: z.boolean(),
    late: z.boolean(),
    askedAt: instant,
    askedBy: z.string().optional(),
    answerBy: date,
    answeredAt: instant.nullable(),
    answeredBy: z.string().optional(),
    /** Day after which the words are gone; null while nobody has answered. */
    keptUntil: date.nullable(),
    question: z.string().optional(),
    answer: z.string().optional(),
  })
  .meta({ id: 'Consultation' });
export type ConsultationAnswer = z.infer<typeof consultation>;

/** 202: kept and to be done; nothing of it is lost. */
export const slipPending = z.strictObject({ id, status: z.literal('pending') }).meta({ id: 'SlipPending' });
export type SlipPending = z.infer<typeof slipPending>;

/** Those the caller asked, and those waiting for the caller or for somebody the caller looks after. */
export const consultationList = listOf(consultation).meta({ id: 'ConsultationList' });
export type ConsultationList = z.infer<typeof consultationList>;
