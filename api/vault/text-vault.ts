import { createHmac, randomBytes, randomUUID } from 'node:crypto';
import type pg from 'pg';
import type { SealedText } from '../commands/sealing.js';
import { lock, unlock } from './box.js';
import { KeyCache, type DataKey } from './key-cache.js';
import { createKeyring, type Keyring } from './keyring.js';

/** What texts belong to; each kind has its own shelf of keys. */
export type Shelf = 'case' | 'slip';

/** A data key as the vault keeps it. */
export interface WrappedKey {
  readonly id: string;
  readonly wrapped: Buffer;
  readonly masterId: string;
}

/** Texts ready for their rows: ids and boxes in the same order, all under one key. */
export interface SealedBatch {
  readonly ids: readonly string[];
  readonly boxes: readonly Buffer[];
  /** Null without texts. */
  readonly keyId: string | null;
  /** A key that is new and has to be stored in the same statement as the texts. */
  readonly newKey: WrappedKey | null;
  /** To be called once the texts are stored: the key serves the next ones. */
  readonly stored: () => void;
}

/** A row of a text with its key beside it (`TEXT_COLUMNS`). */
export interface TextRow {
  readonly id: string;
  readonly salt: Buffer;
  readonly body: string;
  readonly sealed: Buffer | null;
  readonly key_id: string | null;
  readonly subject_id: string;
  readonly wrapped: Buffer | null;
  readonly master_id: string | null;
}

/** What a row of a text holds. */
export interface OpenText {
  readonly salt: Buffer;
  readonly body: string;
}

const SALT = 16;
/** Characters of a name: 96 bits. */
const NAME = 16;
/** Of a command without words. */
export const NO_TEXTS: SealedBatch = {
  ids: [],
  boxes: [],
  keyId: null,
  newKey: null,
  stored: () => undefined,
};

/** Columns and tables every reader of texts selects from, to be opened by `open`; the text is `t`, its key `k`. */
export const TEXT_COLUMNS = 't.id, t.salt, t.body, t.sealed, t.key_id, k.wrapped, k.master_id';
export const CASE_TEXTS = `${TEXT_COLUMNS}, t.case_id AS subject_id
  FROM sealed_text t LEFT JOIN vault.case_key k ON k.id = t.key_id`;
export const SLIP_TEXTS = `${TEXT_COLUMNS}, t.slip_id AS subject_id
  FROM slip_text t LEFT JOIN vault.slip_key k ON k.id = t.key_id`;

const KEY_OF = {
  case: 'SELECT id, wrapped, master_id FROM vault.case_key WHERE case_id = $1 ORDER BY made_at, id LIMIT 1',
  slip: 'SELECT id, wrapped, master_id FROM vault.slip_key WHERE slip_id = $1 ORDER BY made_at, id LIMIT 1',
} as const satisfies Record<Shelf, string>;

/**
 * Seals free texts of cases and slips under data keys, and opens them.
 *
 * 1. Each case, each slip has its own data key; it lies in the schema `vault`, wrapped under the master key, bound to
 *    its case. The box of a text holds salt and words, bound to the text's id. Without the data key a row tells
 *    nothing, not even whether a guess at its words is right.
 * 2. A new key is stored by the statement that stores its first texts: no text is ever under a key that is nowhere.
 * 3. Two processes that meet at a case's first text may make a key each. Both are the case's, and both go with it.
 * 4. A text whose key is gone is erased: it opens as null, not as a failure. A key that is there under a master key
 *    that is not here is a mistake of the settings, and fails.
 */
export class TextVault {
  private readonly masters: Keyring;
  private readonly cache: KeyCache;

  constructor(masters: Keyring, now: () => number = Date.now) {
    this.masters = masters;
    this.cache = new KeyCache(now);
  }

  /** Seals the texts of one command. `fresh`: the case or slip begins with it, so that there is no key to look for. */
  async seal(
    pool: Pick<pg.Pool, 'query'>,
    shelf: Shelf,
    subjectId: string,
    texts: readonly SealedText[],
    fresh = false,
  ): Promise<SealedBatch> {
    if (texts.length === 0) return NO_TEXTS;
    const known = this.cache.get(subjectId) ?? (fresh ? null : await this.find(pool, shelf, subjectId));
    const key = known ?? { id: randomUUID(), key: randomBytes(32) };
    return {
      ids: texts.map((text) => text.id),
      boxes: texts.map((text) => lock(key.key, Buffer.concat([text.salt, Buffer.from(text.body)]), text.id)),
      keyId: key.id,
      newKey: known ? null : this.wrap(key, subjectId),
      stored: () => this.cache.put(subjectId, key),
    };
  }

  /** What a row holds, wherever it lies; null when its key is gone. */
  open(row: TextRow): OpenText | null {
    const { id, key_id: keyId, sealed, wrapped, master_id: masterId } = row;
    if (keyId === null || sealed === null) return { salt: row.salt, body: row.body };
    if (wrapped === null || masterId === null) return null;
    const key = this.unwrap({ id: keyId, wrapped, masterId }, row.subject_id);
    const plain = unlock(key.key, sealed, id);
    return { salt: plain.subarray(0, SALT), body: plain.subarray(SALT).toString() };
  }

  /** The words of rows, by id; what is erased is left out. */
  words(rows: readonly TextRow[]): ReadonlyMap<string, string> {
    return new Map(
      rows.flatMap((row) => {
        const text = this.open(row);
        return text === null ? [] : [[row.id, text.body] as const];
      }),
    );
  }

  /**
   * What is stored of a request's hash, so that a repeated one is known again: under the master key, for a bare hash
   * confirms a guess at short words to everybody who has a dump.
   */
  fingerprint(hash: string): string {
    return createHmac('sha256', this.masters.current.key).update(`request/${hash}`).digest('hex');
  }

  /** Whether a stored fingerprint is that of a hash, under any master key; from before there was a vault, the hash itself. */
  isFingerprint(stored: string, hash: string): boolean {
    const keys = this.masters.ids.flatMap((id) => this.masters.find(id) ?? []);
    const made = keys.map((key) => createHmac('sha256', key).update(`request/${hash}`).digest('hex'));
    return stored === hash || made.includes(stored);
  }

  /**
   * What a thing of a case is called outside the service: always the same under one master key, and it tells neither
   * which number the thing has nor how many there are.
   */
  nameWithin(caseId: string, thing: string): string {
    const { key } = this.masters.current;
    return createHmac('sha256', key).update(`name/${caseId}/${thing}`).digest('base64url').slice(0, NAME);
  }

  /** Wraps a data key anew, under the present master key. */
  rewrap(key: WrappedKey, subjectId: string): WrappedKey {
    return this.wrap(this.unwrap(key, subjectId), subjectId);
  }

  private async find(pool: Pick<pg.Pool, 'query'>, shelf: Shelf, subjectId: string): Promise<DataKey | null> {
    const { rows } = await pool.query<{ id: string; wrapped: Buffer; master_id: string }>({
      name: `${shelf}-key`,
      text: KEY_OF[shelf],
      values: [subjectId],
    });
    const row = rows[0];
    return row ? this.unwrap({ id: row.id, wrapped: row.wrapped, masterId: row.master_id }, subjectId) : null;
  }

  private wrap({ id, key }: DataKey, subjectId: string): WrappedKey {
    const { current } = this.masters;
    return { id, wrapped: lock(current.key, key, `${id}/${subjectId}`), masterId: current.id };
  }

  private unwrap({ id, wrapped, masterId }: WrappedKey, subjectId: string): DataKey {
    const master = this.masters.find(masterId);
    if (!master) throw new Error('a data key under a master key that is not here');
    return { id, key: unlock(master, wrapped, `${id}/${subjectId}`) };
  }
}

/** The master keys of the vault, from the settings. */
export function masterKeys(textKey: string, older: readonly string[]): Keyring {
  return createKeyring('text', textKey, older);
}
