import { createHmac } from 'node:crypto';
import { lock, unlock } from '../../vault/box.js';
import { createKeyring, type Keyring } from '../../vault/keyring.js';

/** A personal identity code as it is kept: a box only the key opens, and a keyed hash by which the same code is known. */
export interface SealedCode {
  readonly sealed: Buffer;
  readonly keyId: string;
  readonly match: Buffer;
}

/**
 * Seals personal identity codes under keys of their own, made from the master key of the vault. The box is bound to
 * employer and source id: put into another row it does not open. A bare hash would be no protection, for there are few
 * codes to try; this one needs the key.
 */
export class IdentityKeys {
  private readonly boxes: Keyring;
  private readonly matches: Keyring;

  constructor(textKey: string, older: readonly string[] = []) {
    this.boxes = createKeyring('identity-code', textKey, older);
    this.matches = createKeyring('identity-code-match', textKey, older);
  }

  /** The name of the key that seals now: after a change of the master key all codes are sealed anew. */
  get keyId(): string {
    return this.boxes.current.id;
  }

  seal(code: string, owner: { readonly controllerId: string; readonly sourceId: string }): SealedCode {
    const { id: keyId, key } = this.boxes.current;
    const sealed = lock(key, Buffer.from(code), `${owner.controllerId}/${owner.sourceId}`);
    return { sealed, keyId, match: createHmac('sha256', this.matches.current.key).update(code).digest() };
  }

  /** Opens a box of `seal`; `about`: employer and source id. Throws when its key is not here, or it was put elsewhere. */
  open(sealed: Buffer, keyId: string, about: string): string {
    const key = this.boxes.find(keyId);
    if (key === undefined)
      throw new Error('an identity code is sealed under a key that is not among the settings');
    return unlock(key, sealed, about).toString();
  }
}
