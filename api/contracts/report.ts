import { z } from 'zod';
import { id } from './common.js';

/* Whom a student welfare report is about (OHL 20 §), as the directory knows them today; see `annex.ts` for its entries. */

/** How somebody is reached; null: the directory does not know, or the data are protected. */
const reached = {
  name: z.string(),
  phone: z.string().nullable(),
  email: z.string().nullable(),
  /** The contact data are protected, and not here. */
  contactProtected: z.boolean(),
};

/**
 * `GET /api/v1/cases/{id}/report/people`. Guardians who have part in the case, and no others. Where the address of
 * anybody in the family is protected, neither contact data nor municipality of the learner are told.
 */
export const reportPeople = z
  .strictObject({
    learner: z.strictObject({ ...reached, municipality: z.string().nullable() }),
    guardians: z.array(z.strictObject({ personId: id, ...reached })),
  })
  .meta({ id: 'ReportPeople' });
export type ReportPeople = z.infer<typeof reportPeople>;

/** `GET /api/v1/cases/{id}/report/identity-code`; null: the directory holds none. */
export const reportIdentityCode = z
  .strictObject({ identityCode: z.string().nullable() })
  .meta({ id: 'ReportIdentityCode' });
export type ReportIdentityCode = z.infer<typeof reportIdentityCode>;
