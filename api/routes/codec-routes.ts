import type { Payload, PayloadCodec } from '@temporalio/common';
import { holds } from '../auth/caller.js';
import { codecPayloads, type CodecPayloads } from '../contracts/codec.js';
import type { Deps } from '../deps.js';
import { HttpProblem } from '../http/problem.js';
import { route, type Route } from '../http/route.js';
import { CODEC_PATH } from '../http/temporal-ui.js';

type Wire = CodecPayloads['payloads'][number];

function fromWire({ metadata = {}, data }: Wire): Payload {
  const bytes = Object.entries(metadata).map(([key, value]) => [key, Buffer.from(value, 'base64')] as const);
  return { metadata: Object.fromEntries(bytes), data: Buffer.from(data ?? '', 'base64') };
}

function toWire({ metadata, data }: Payload): Wire {
  const text = (value: Uint8Array) => Buffer.from(value).toString('base64');
  const entries = Object.entries(metadata ?? {}).map(([key, value]) => [key, text(value)] as const);
  return { metadata: Object.fromEntries(entries), ...(data ? { data: text(data) } : {}) };
}

function codecRoute(deps: Deps, act: 'decode' | 'encode', summary: string): Route {
  return route({
    method: 'post',
    path: `${CODEC_PATH}/${act}`,
    summary,
    tag: 'codec',
    auth: 'caller',
    scope: 'administer',
    problems: [403, 422],
    body: codecPayloads,
    responses: { 200: { description: 'The payloads, in the same order.', schema: codecPayloads } },
    handler: async ({ caller, body }) => {
      // A person, not a system: what runs unattended has no business with what the engine stores.
      if (caller.kind !== 'person' || !holds(caller, 'administrator'))
        throw new HttpProblem(403, 'not-allowed', { source: 'OHL 26 §' });
      const codecs: readonly PayloadCodec[] = deps.temporal.options.loadedDataConverter.payloadCodecs;
      let payloads = body.payloads.map(fromWire);
      for (const codec of act === 'encode' ? codecs : codecs.toReversed()) {
        // One codec works on what the one before it has made.
        payloads = await codec[act](payloads).catch((cause: unknown) => {
          throw new HttpProblem(422, 'unreadable-payload', { cause });
        });
      }
      return { status: 200, body: { payloads: payloads.map(toWire) } };
    },
  });
}

/** What Temporal's UI asks so that an administrator reads payloads there; only with a configured origin. */
export function codecRoutes(deps: Deps): Route[] {
  return [
    codecRoute(deps, 'decode', "Decrypts payloads for Temporal's UI, for an administrator."),
    codecRoute(deps, 'encode', "Encrypts payloads for Temporal's UI, for an administrator."),
  ];
}
