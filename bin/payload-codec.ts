import type { PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { lock, unlock } from '../api/vault/box.js';
import { createKeyring } from '../api/vault/keyring.js';

// The package is CommonJS: Node sees its default export only.
const WirePayload = proto.temporal.api.common.v1.Payload;

const ENCODING = 'binary/encrypted';

/**
 * Encrypts what Temporal stores (AES-256-GCM). The name of the key travels with each payload: what was written under
 * an older key is read under it, what is written from now on is under the present one. A payload that is not
 * encrypted is read as it is.
 *
 * @param secret the present one: at least 32 bytes, base64
 * @param older those before it
 */
export function payloadCodec(secret: string, older: readonly string[] = []): PayloadCodec {
  const keys = createKeyring('payload', secret, older);
  const { current } = keys;
  return {
    encode: async (payloads) =>
      payloads.map((payload) => ({
        metadata: { encoding: Buffer.from(ENCODING), 'key-id': Buffer.from(current.id) },
        data: lock(current.key, WirePayload.encode(payload).finish()),
      })),
    decode: async (payloads) =>
      payloads.map((payload) => {
        const { encoding, 'key-id': usedKey } = payload.metadata ?? {};
        if (!encoding || Buffer.from(encoding).toString() !== ENCODING) return payload;
        const key = keys.find(Buffer.from(usedKey ?? []).toString());
        if (!key) throw new Error('a payload under a key that is not here');
        return WirePayload.decode(unlock(key, Buffer.from(payload.data ?? [])));
      }),
  };
}
