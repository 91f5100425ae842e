import { z } from 'zod';

/** What the sealed row of a request holds: who asks, and what they wrote. */
const shape = z.object({ name: z.string(), className: z.string(), words: z.string() });
export type TalkWords = z.infer<typeof shape>;

/** One text, so that it is sealed, read and erased as one. */
export function packWords(words: TalkWords): string {
  return JSON.stringify(words);
}

export function unpackWords(body: string): TalkWords {
  return shape.parse(JSON.parse(body));
}
