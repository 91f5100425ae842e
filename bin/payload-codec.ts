import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec } from '@temporalio/common';

const ENCODING = 'binary/encrypted';
const NONCE = 12;
const TAG = 16;

interface Envelope {
  readonly metadata: Record<string, string>;
  readonly data: string;
}

function pack(payload: Payload): Buffer {
  const metadata = Object.fromEntries(
    Object.entries(payload.metadata ?? {}).map(([name, value]) => [name, Buffer.from(value).toString('base64')]),
  );
  const envelope: Envelope = { metadata, data: Buffer.from(payload.data ?? []).toString('base64') };
  return Buffer.from(JSON.stringify(envelope));
}

function unpack(bytes: Buffer): Payload {
  const { metadata, data } = JSON.parse(bytes.toString('utf8')) as Envelope;
  const raw = Object.entries(metadata).map(([name, value]) => [name, Buffer.from(value, 'base64')] as const);
  return { metadata: Object.fromEntries(raw), data: Buffer.from(data, 'base64') };
}

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
        const sealed = Buffer.concat([nonce, cipher.update(pack(payload)), cipher.final(), cipher.getAuthTag()]);
        return { metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(keyId) }, data: sealed };
      }),
    decode: async (payloads) =>
      payloads.map((payload) => {
        const { encoding, 'key-id': usedKey } = payload.metadata ?? {};
        if (!encoding || Buffer.from(encoding).toString() !== ENCODING) return payload;
        if (!usedKey || Buffer.from(usedKey).toString() !== keyId) throw new Error('a payload under a key that is not here');
        const data = Buffer.from(payload.data ?? []);
        const decipher = createDecipheriv('aes-256-gcm', key, data.subarray(0, NONCE));
        decipher.setAuthTag(data.subarray(-TAG));
        return unpack(Buffer.concat([decipher.update(data.subarray(NONCE, -TAG)), decipher.final()]));
      }),
  };
}
