import { createCipheriv, createDecipheriv, randomFillSync } from 'node:crypto';

const NONCE = 12;
const TAG = 16;

// Random bytes are asked for a few hundred nonces at a time: an import seals hundreds of thousands. None is used twice.
const random = Buffer.alloc(NONCE * 256);
let used = random.length;

function freshNonce(): Buffer {
  if (used === random.length) {
    randomFillSync(random);
    used = 0;
  }
  used += NONCE;
  return Buffer.from(random.subarray(used - NONCE, used));
}

/**
 * Encrypts with AES-256-GCM under a nonce of its own, which leads the box. What the box is `about` (the id of its row)
 * is authenticated with it, so that a box put into another row does not open there.
 *
 * @param key 32 bytes
 */
export function lock(key: Buffer, plain: Uint8Array, about = ''): Buffer {
  const nonce = freshNonce();
  const cipher = createCipheriv('aes-256-gcm', key, nonce);
  cipher.setAAD(Buffer.from(about));
  return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Opens a box of `lock`. Throws when a byte of it was changed, or key or `about` are not those it was made with. */
export function unlock(key: Buffer, box: Buffer, about = ''): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, box.subarray(0, NONCE));
  decipher.setAAD(Buffer.from(about));
  decipher.setAuthTag(box.subarray(-TAG));
  return Buffer.concat([decipher.update(box.subarray(NONCE, -TAG)), decipher.final()]);
}
