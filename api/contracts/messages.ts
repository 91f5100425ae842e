import { z } from 'zod';
import { id, instant, listOf } from './common.js';

/** One mail of the ledger. `recipientId` null: nobody held the post; administrators see that. */
export const message = z
  .strictObject({
    id,
    /** The event that caused it. */
    seq: z.int(),
    template: z.string(),
    recipientId: id.nullable(),
    recipientName: z.string().optional(),
    notBefore: instant,
    state: z.enum(['planned', 'sending', 'sent', 'dropped', 'failed']),
    sentAt: instant.nullable(),
    /** Why it was dropped or failed: a code. */
    note: z.string().nullable(),
  })
  .meta({ id: 'Message' });
export type MessageAnswer = z.infer<typeof message>;

/** `GET /api/v1/cases/{id}/messages`. */
export const messageList = listOf(message).meta({ id: 'MessageList' });
