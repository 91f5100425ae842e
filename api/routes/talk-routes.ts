import { slipPending } from '../contracts/consultations.js';
import * as contract from '../contracts/talks.js';
import type { Deps } from '../deps.js';
import { route, type Route } from '../http/route.js';
import { findTalk, listTalks, presentTalk } from '../talks/present.js';
import { passTalkOn } from '../talks/pass-on.js';
import { dismissTalk, takeTalk } from '../talks/settle.js';

/** Learners' own requests to talk: the county's alone, for the school they do not exist. */
export function talkRoutes(deps: Deps): Route[] {
  const done = { description: 'Stored.', schema: contract.talk };
  const pending = { description: 'Kept, and will be done.', schema: slipPending };
  return [
    route({
      method: 'get',
      path: '/api/v1/talk-requests',
      summary: "Learners' requests that the caller may take up or looks after; without their words.",
      tag: 'talk-requests',
      auth: 'caller',
      responses: { 200: { description: 'Open ones first.', schema: contract.talkList } },
      handler: async ({ caller }) => ({ status: 200, body: await listTalks(deps, caller) }),
    }),
    route({
      method: 'get',
      path: '/api/v1/talk-requests/{id}',
      summary: 'One request, with its words for those who answer.',
      tag: 'talk-requests',
      auth: 'caller',
      params: contract.talkParams,
      problems: [404],
      responses: { 200: { description: 'The request.', schema: contract.talk } },
      handler: async ({ caller, params }) => ({
        status: 200,
        body: await presentTalk(deps, await findTalk(deps, caller, params.id)),
      }),
    }),
    route({
      method: 'post',
      path: '/api/v1/talk-requests/{id}/take',
      summary: "Take a request up: it becomes the learner's own case, on the county's side alone.",
      tag: 'talk-requests',
      auth: 'caller',
      idempotent: true,
      params: contract.talkParams,
      problems: [403, 404, 409],
      body: contract.takeTalk,
      responses: { 200: done, 202: pending },
      handler: ({ caller, key, params, body }) => takeTalk(deps, caller, key, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/talk-requests/{id}/dismiss',
      summary: 'Close what was no request, with the reason.',
      tag: 'talk-requests',
      auth: 'caller',
      idempotent: true,
      params: contract.talkParams,
      problems: [403, 404, 409],
      body: contract.dismissTalk,
      responses: { 200: done, 202: pending },
      handler: ({ caller, key, params, body }) => dismissTalk(deps, caller, key, params.id, body),
    }),
    route({
      method: 'post',
      path: '/api/v1/talk-requests/{id}/pass-on',
      summary:
        'Pass a request on to the school where the learner goes; its clock runs on from the day it was made.',
      tag: 'talk-requests',
      auth: 'caller',
      idempotent: true,
      params: contract.talkParams,
      problems: [403, 404, 409],
      body: contract.passOnTalk,
      responses: { 200: { description: 'Stored.', schema: contract.passedOnTalk }, 202: pending },
      handler: ({ caller, key, params, body }) => passTalkOn(deps, caller, key, params.id, body),
    }),
  ];
}
