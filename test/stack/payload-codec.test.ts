import { randomBytes } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import { payloadCodec } from '../../bin/payload-codec.js';

const KEY = randomBytes(32).toString('base64');
const said = { type: 'report-child-welfare', who: 'Ánne-Máret Näkkäläjärvi' };

describe('What Temporal stores', () => {
  test('is unreadable without the key, and whole with it', async () => {
    const codec = payloadCodec(KEY);
    const sealed = await codec.encode([defaultPayloadConverter.toPayload(said)]);
    const bytes = Buffer.from(sealed[0]?.data ?? []).toString('latin1');
    expect(bytes).not.toContain('child-welfare');
    const opened = await codec.decode(sealed);
    expect(opened.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual([said]);
  });

  test('under another key is refused by name, and a changed byte is noticed', async () => {
    const sealed = await payloadCodec(KEY).encode([defaultPayloadConverter.toPayload(said)]);
    await expect(payloadCodec(randomBytes(32).toString('base64')).decode(sealed)).rejects.toThrow(
      'a key that is not here',
    );
    const data = Buffer.from(sealed[0]?.data ?? []);
    data[20] = (data[20] ?? 0) ^ 1;
    await expect(payloadCodec(KEY).decode([{ ...sealed[0], data }])).rejects.toThrow(/authenticate/);
  });

  test('under the key of before is read when that key is still here; what is written is under the new one', async () => {
    const [older, newer] = [KEY, randomBytes(32).toString('base64')];
    const sealed = await payloadCodec(older).encode([defaultPayloadConverter.toPayload(said)]);
    const rotated = payloadCodec(newer, [older]);
    const [opened] = await rotated.decode(sealed);
    expect(opened && defaultPayloadConverter.fromPayload(opened)).toEqual(said);
    const anew = await rotated.encode([defaultPayloadConverter.toPayload(said)]);
    await expect(payloadCodec(older).decode(anew)).rejects.toThrow('a key that is not here');
    expect(await payloadCodec(newer).decode(anew)).toEqual([opened]);
  });

  test('before there was a key is still read', async () => {
    const plain = defaultPayloadConverter.toPayload(said);
    expect(await payloadCodec(KEY).decode([plain])).toEqual([plain]);
  });
});
