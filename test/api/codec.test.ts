import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { defaultPayloadConverter } from '@temporalio/common';
import type { CodecPayloads } from '../../api/contracts/codec.js';
import { payloadCodec } from '../../bin/payload-codec.js';
import { testStack } from '../support/test-stack.js';
import { send, signIn, type SignedIn } from './door.js';
import { inProcess, type InProcess } from './in-process.js';

const UI = 'http://127.0.0.1:8233';
const DECODE = '/api/v1/codec/decode';
const said = { code: 'report-child-welfare' };

let door: InProcess;
let administrator: SignedIn;
beforeAll(async () => {
  door = await inProcess({ temporalUiOrigin: UI });
  administrator = await signIn('administrator', door.url);
});
afterAll(() => door.stop());

async function stored(): Promise<CodecPayloads> {
  const sealed = await payloadCodec(testStack().payloadKey).encode([defaultPayloadConverter.toPayload(said)]);
  const text = (bytes: Uint8Array | null | undefined) => Buffer.from(bytes ?? []).toString('base64');
  return {
    payloads: sealed.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, text(value)])),
      data: text(data),
    })),
  };
}

/** As the UI asks: with the person's cookie and the origin the browser adds, and no header of ours. */
async function ask(cookie: string, origin: string, body: unknown, path = DECODE) {
  return send<CodecPayloads>('POST', path, { body, headers: { cookie, origin } }, door.url);
}

test("an administrator reads in Temporal's UI what the engine stores, and writes what it can read", async () => {
  const body = await stored();
  const got = await ask(administrator.cookie, UI, body);
  expect(got.status).toBe(200);
  expect(got.headers.get('access-control-allow-origin')).toBe(UI);
  expect(got.headers.get('access-control-allow-credentials')).toBe('true');
  const [opened] = got.body.payloads;
  expect(JSON.parse(Buffer.from(opened?.data ?? '', 'base64').toString())).toEqual(said);
  const again = await ask(administrator.cookie, UI, got.body, '/api/v1/codec/encode');
  expect((await ask(administrator.cookie, UI, again.body)).body).toEqual(got.body);
});

test('nobody else reads it: no session, another role, another origin, a key that is not here', async () => {
  const body = await stored();
  expect((await ask('', UI, body)).status).toBe(401);
  const supervisor = await signIn('countySupervisor', door.url);
  expect((await ask(supervisor.cookie, UI, body)).status).toBe(403);
  const foreign = await ask(administrator.cookie, 'http://127.0.0.1:8234', body);
  expect(foreign.status).toBe(403);
  expect(foreign.headers.get('access-control-allow-origin')).toBeNull();
  const other = {
    payloads: body.payloads.map((it) => ({ ...it, metadata: { ...it.metadata, 'key-id': '' } })),
  };
  expect((await ask(administrator.cookie, UI, other)).status).toBe(422);
});

test("the UI's origin opens nothing but the codec, and without an origin in the settings there is no codec", async () => {
  const headers = { cookie: administrator.cookie, origin: UI };
  const got = await send('POST', '/api/v1/cases', { body: {}, headers }, door.url);
  expect(got.status).toBe(403);
  expect(got.headers.get('access-control-allow-origin')).toBeNull();
  const preflight = await send('OPTIONS', DECODE, { headers: { origin: UI } }, door.url);
  expect(preflight.status).toBe(204);
  expect(preflight.headers.get('access-control-allow-headers')).toContain('X-Namespace');
  const elsewhere = await signIn('administrator');
  expect((await elsewhere.post(DECODE, { body: await stored() })).status).toBe(404);
});
