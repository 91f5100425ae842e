import { createHash } from 'node:crypto';

/** A key and the name under which what it encrypts remembers it. */
export interface NamedKey {
  readonly id: string;
  readonly key: Buffer;
}

/** Keys for one purpose: the present one encrypts, all decrypt. */
export interface Keyring {
  readonly current: NamedKey;
  /** The key of this name; undefined when it is not here. */
  readonly find: (id: string) => Buffer | undefined;
  readonly ids: readonly string[];
}

function keyOf(purpose: string, secret: string): NamedKey {
  const key = createHash('sha256').update(purpose).update(Buffer.from(secret, 'base64')).digest();
  return { id: createHash('sha256').update(key).digest('hex').slice(0, 8), key };
}

/**
 * Keys made from secrets of the settings: for each purpose others, so that one secret may serve several.
 *
 * @param secret at least 32 bytes, base64: the present one
 * @param older those before it, which open what was encrypted in their time
 */
export function createKeyring(purpose: string, secret: string, older: readonly string[] = []): Keyring {
  const current = keyOf(purpose, secret);
  const all = [current, ...older.map((it) => keyOf(purpose, it))];
  const byId = new Map(all.map(({ id, key }) => [id, key]));
  return { current, find: (id) => byId.get(id), ids: [...byId.keys()] };
}
