import { z } from 'zod';
import { date, id, instant } from './common.js';
import { addressees } from './forms.js';

const shown = addressees.omit({ route: true }).extend({ source: z.string(), checkedOn: date });

/**
 * `GET /api/v1/addressees`: whom acts towards the outside address today. `versions`: what was published; none: the
 * samples of the release stand in, and each says `sample`.
 */
export const addresseeBook = z
  .strictObject({
    /** For every municipality that has no row of its own. */
    county: shown,
    municipalities: z.array(shown.extend({ municipality: z.string() })),
    versions: z.array(
      z.strictObject({
        id,
        validFrom: date,
        inForce: z.boolean(),
        /** Caller as the inbox names it. */
        publishedBy: z.string(),
        publishedAt: instant,
      }),
    ),
  })
  .meta({ id: 'AddresseeBook' });
export type AddresseeBookAnswer = z.infer<typeof addresseeBook>;
