import { z } from 'zod';
import { id, language, side, staffRole } from './common.js';

const heldRole = z.strictObject({
  role: staffRole,
  side,
  /** Null: everywhere at that employer. */
  unitId: id.nullable(),
  unitName: z.string().nullable(),
  employer: z.string(),
});

/** `GET /api/v1/me`: who I am, my roles now, my language. A system has no person and no language of its own. */
export const me = z
  .strictObject({
    kind: z.enum(['person', 'system']),
    id: id.nullable(),
    name: z.string(),
    language,
    roles: z.array(heldRole),
    /** Whether the pages of supervision and of starting a case are for this caller. */
    can: z.strictObject({ raiseConcern: z.boolean(), supervise: z.boolean() }),
    /** Today in the time zone of the policy. */
    today: z.string().meta({ format: 'date' }),
  })
  .meta({ id: 'Me' });
export type Me = z.infer<typeof me>;

/** `POST /api/v1/sign-out` and `…/sign-out-everywhere`: what is left to do is at the provider. */
export const signedOut = z
  .strictObject({
    /** Where to leave the provider too; null when it has no such page, or does not answer. */
    endSessionUrl: z.string().nullable(),
  })
  .meta({ id: 'SignedOut' });
export type SignedOut = z.infer<typeof signedOut>;
