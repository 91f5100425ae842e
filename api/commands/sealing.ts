import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type { TextRef } from '../../domain/commands.js';
import { asId, type TextId } from '../../domain/ids.js';

/** A text on its way into its sealed row. */
export interface SealedText {
  readonly id: string;
  readonly salt: Buffer;
  readonly body: string;
}

/** Takes words out of a command: each becomes a reference, and the row it refers to is kept here for the inbox. */
export interface Sealer {
  seal(text: string): TextRef;
  /** `{[name]: reference}` when there are words, nothing otherwise. */
  optional<N extends string>(name: N, text: string | undefined): { [K in N]?: TextRef };
  readonly sealed: readonly SealedText[];
}

/** HMAC-SHA256 of a text under its own salt, in hex: proves the content for as long as the row exists. */
export function hmacOf(text: string, salt: Buffer): string {
  return createHmac('sha256', salt).update(text).digest('hex');
}

export function createSealer(): Sealer {
  const sealed: SealedText[] = [];
  const seal = (body: string): TextRef => {
    const text = { id: randomUUID(), salt: randomBytes(16), body };
    sealed.push(text);
    return { textId: asId<TextId>(text.id), hmac: hmacOf(body, text.salt) };
  };
  return {
    seal,
    optional<N extends string>(name: N, text: string | undefined) {
      const none: { [K in N]?: TextRef } = {};
      return text === undefined ? none : { ...none, [name]: seal(text) };
    },
    sealed,
  };
}
