import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';

// The package is CommonJS: Node sees its default export only.
const WirePayload = proto.temporal.api.common.v1.Payload;

const ENCODING = 'binary/encrypted';
const NONCE = 12;
const TAG = 16;

/**
 * Encrypts what Temporal stores (AES-256-GCM). The name of the key travels with each payload, so that a second key
 * can come beside the first; a payload that is not encrypted is read as it is.
 *
 * @param secret at least 32 bytes, base64
 */
export function payloadCodec(secret: string): PayloadCodec {
  const key = createHash('sha256').update('payload').update(Buffer.from(secret, 'base64')).digest();
  const keyId = createHash('sha256').update(key).digest('hex').slice(0, 8);
  return {
    encode: async (payloads) =>
      payloads.map((payload) => {
        const nonce = randomBytes(NONCE);
        const cipher = createCipheriv('aes-256-gcm', key, nonce);
        const sealed = Buffer.concat([
          nonce,
          cipher.update(WirePayload.encode(payload).finish()),
          cipher.final(),
          cipher.getAuthTag(),
        ]);
        return { metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(keyId) }, data: sealed };
      }),
    decode: async (payloads) =>
      payloads.map((payload) => {
        const { encoding, 'key-id': usedKey } = payload.metadata ?? {};
        if (!encoding || Buffer.from(encoding).toString() !== ENCODING) return payload;
        if (!usedKey || Buffer.from(usedKey).toString() !== keyId)
          throw new Error('a payload under a key that is not here');
        const data = Buffer.from(payload.data ?? []);
        const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE));
        decipher.setAuthTag(data.subarray(-TAG));
        return WirePayload.decode(
          Buffer.concat([decipher.update(data.subarray(NONCE, -TAG)), decipher.final()]),
        );
      }),
  };
}
