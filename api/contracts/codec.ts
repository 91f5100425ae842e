import { z } from 'zod';

/** A payload as Temporal's UI and command line write it in JSON: bytes are base64. */
const wirePayload = z.object({
  metadata: z.record(z.string(), z.base64()).optional(),
  data: z.base64().optional(),
});

/** What the UI asks and what it is answered: as many payloads, in the same order. */
export const codecPayloads = z.object({ payloads: z.array(wirePayload).max(1_000) });
export type CodecPayloads = z.infer<typeof codecPayloads>;
